"""What differs between two plans, element by element and field by field.

Positions, versions, origins and revisions are bookkeeping and differ in nothing that people said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from planning.plan.elements import KINDS, Element, facts
from planning.plan.links import Link, sort_key
from planning.plan.order import natural
from planning.plan.value import ABOUT_FIELDS, Plan

Action = Literal["added", "removed", "changed"]

PLAN_FIELDS = (*ABOUT_FIELDS, "releases", "severities", "disabled_rules", "waivers")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field with its values on either side; of a new or removed element one is the default."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that was added, removed or changed.

    ``kind`` is that of the element under ``code``, or ``Plan`` with no code, or ``Link`` with the
    ``link`` itself, as it is after the change or, where it was removed, as it was before.
    """

    action: Action
    kind: str
    code: str = ""
    link: Link | None = None
    fields: tuple[FieldChange, ...] = ()


def difference(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """The plan's own facts, then elements by kind and natural order of code, then links."""
    about = _changes(before, after, PLAN_FIELDS)
    plan = (Difference(action="changed", kind="Plan", fields=about),) if about else ()
    return (*plan, *_elements(before, after), *_links(before.links, after.links))


def _elements(before: Plan, after: Plan) -> list[Difference]:
    codes = before.by_code.keys() | after.by_code.keys()
    found = [
        difference
        for code in codes
        for difference in _element(before.by_code.get(code), after.by_code.get(code))
    ]
    return sorted(found, key=lambda d: (_RANK[d.kind], natural(d.code), d.action))


_RANK = {kind.__name__: rank for rank, kind in enumerate(KINDS)}


def _element(before: Element | None, after: Element | None) -> Iterator[Difference]:
    """One difference at most, but for a code that went from one kind to another."""
    if before is not None and after is not None and type(before) is type(after):
        changes = _changes(before, after, facts(type(before)))
        if changes:
            yield _about(before, "changed", changes)
        return
    if before is not None:
        blank = type(before)(code=before.code)
        yield _about(before, "removed", _changes(before, blank, facts(type(before))))
    if after is not None:
        blank = type(after)(code=after.code)
        yield _about(after, "added", _changes(blank, after, facts(type(after))))


def _about(element: Element, action: Action, fields: tuple[FieldChange, ...]) -> Difference:
    return Difference(action=action, kind=element.element_kind, code=element.code, fields=fields)


def _changes(before: Any, after: Any, names: Iterable[str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name=name, before=getattr(before, name), after=getattr(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def _links(before: Iterable[Link], after: Iterable[Link]) -> Iterator[Difference]:
    old, new = _by_key(before), _by_key(after)
    for link in sorted((old | new).values(), key=sort_key):
        if link.key not in new:
            yield Difference(action="removed", kind="Link", link=link)
        elif link.key not in old:
            yield Difference(action="added", kind="Link", link=link)
        elif old[link.key] != link:
            confirmed = _changes(old[link.key], link, ("target_digest",))
            yield Difference(action="changed", kind="Link", link=link, fields=confirmed)


def _by_key(links: Iterable[Link]) -> dict[tuple[str, str, str], Link]:
    return {link.key: link for link in links}
