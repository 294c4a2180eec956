"""Differences between two plans as a reviewer reads them: removals and weakenings first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planning.kinds import BY_NAME as KINDS
from planning.plan.choices import words
from planning.plan.diff import Action, Difference, FieldChange
from planning.plan.elements import BY_NAME, Element, facts
from planning.plan.links import Link
from planning.plan.rules import by_id
from planning.plan.scopes.compare import RowChange
from planning.plan.value import Plan
from planning.web.listing import as_text
from planning.web.reviewing.weakening import Weakening


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field before and after in words; ``why`` says what is weaker, where something is."""

    label: str
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One thing that changed. ``what`` is its kind in words; of a link, what it says."""

    action: Action
    what: str
    code: str
    name: str
    fields: tuple[ShownField, ...]
    link: Link | None = None
    weaker: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """Removals, then what became weaker, then other changes, then additions."""
        if self.action == "removed":
            return 0
        return 1 if self.weaker else 2 if self.action == "changed" else 3


Weaker = Mapping[tuple[str, str], str]
"""Why something is weaker, by code and field."""


def shown(
    changes: Iterable[RowChange | Difference],
    before: Plan,
    after: Plan,
    weaker: Iterable[Weakening] = (),
) -> tuple[ShownChange, ...]:
    """The changes in words, in the order in which they want to be read."""
    why = {(each.about or each.code, each.field): each.why for each in weaker}
    found = (_shown(each, before, after, why) for each in changes)
    return tuple(sorted(found, key=lambda each: each.rank))


def _shown(change: RowChange | Difference, before: Plan, after: Plan, why: Weaker) -> ShownChange:
    if change.link is not None:
        return _link(change, change.link, why)
    if change.kind == "Rule":
        return _rule(change, why)
    fields = tuple(_field(change, each, before, after, why) for each in change.fields)
    element = after.by_code.get(change.code) or before.by_code.get(change.code)
    gone = why.get((change.code, ""), "")
    return ShownChange(
        action=change.action,
        what=KINDS[change.kind].title if change.kind in KINDS else "Plan facts",
        code=change.code,
        name=_called(element),
        fields=() if change.action == "removed" else fields,
        weaker=tuple(filter(None, (gone, *(each.why for each in fields)))),
    )


def _field(
    change: RowChange | Difference, each: FieldChange, before: Plan, after: Plan, why: Weaker
) -> ShownField:
    fact = facts(BY_NAME.get(change.kind, Plan)).get(each.name)
    label = fact.label if fact else words(each.name).capitalize()
    was, now = (
        as_text(plan, fact, held) if fact else recorded(held)
        for plan, held in ((before, each.before), (after, each.after))
    )
    return ShownField(label, was, now, why.get((change.code, each.name), ""))


def _called(element: Element | None) -> str:
    if element is None:
        return ""
    said = (element.name, getattr(element, "statement", ""), getattr(element, "text", ""))
    return next((each for each in said if each), "")


def _link(change: RowChange | Difference, link: Link, why: Weaker) -> ShownChange:
    weaker = why.get((link.target, link.type), "") if change.action == "removed" else ""
    return ShownChange(
        action=change.action,
        what="Link",
        code=link.source,
        name=words(link.type),
        fields=(),
        link=link,
        weaker=(weaker,) if weaker else (),
    )


def _rule(change: RowChange | Difference, why: Weaker) -> ShownChange:
    weaker = why.get((change.code, "severities"), "")
    return ShownChange(
        action="changed",
        what="Rule",
        code=change.code,
        name=_title(change.code),
        fields=tuple(
            ShownField(words(each.name).capitalize(), str(each.before), str(each.after))
            for each in change.fields
        ),
        weaker=(weaker,) if weaker else (),
    )


def _title(rule: str) -> str:
    try:
        return by_id(rule).title
    except KeyError:
        return ""


def recorded(held: Any) -> str:
    """What is no field of the vocabulary: a waiver, severity or release says itself."""
    if isinstance(held, tuple):
        return "; ".join(_record(each) for each in held)
    return "" if held is None else str(held)


def _record(held: Any) -> str:
    if not hasattr(held, "__dataclass_fields__"):
        return str(held)
    said = ((name, getattr(held, name)) for name in held.__dataclass_fields__)
    return ", ".join(f"{words(name)} {value}" for name, value in said if value)
