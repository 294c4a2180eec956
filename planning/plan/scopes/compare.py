"""What differs between two projections by one definition, row by row and field by field."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from planning.plan import canonical
from planning.plan.choices import words
from planning.plan.diff import Action, FieldChange
from planning.plan.elements import BY_NAME, facts
from planning.plan.links import Link, sort_key
from planning.plan.order import natural
from planning.plan.scopes.rows import OVERRIDES, Row
from planning.plan.scopes.table import KIND_NAMES
from planning.plan.value import Plan

_OVERRIDE_LINES = tuple(f'{{"{key}": ' for key in OVERRIDES)
_OVERRIDE_FIELDS = ("severity", "approved_by", "approved_role")
_CALLED = ("name", "statement", "text", "what", "question")
MOST_FIELDS = 3
_RANK = {name: rank for rank, name in enumerate(KIND_NAMES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that was added, removed or changed.

    ``kind`` is that of the element under ``code``, or ``Plan`` with no code, or ``Link`` with the
    code of its source, or ``Rule`` with that of a rule. ``fields`` hold values as JSON has them,
    lists as tuples; what a side does not say is the field's default, blank where the field is no
    more. A ``link`` is as it is after the change, a removed one as it was. ``name`` is what the row
    calls itself; of a rule it is ``severities`` or ``disabled_rules``.
    """

    action: Action
    kind: str
    code: str = ""
    fields: tuple[FieldChange, ...] = ()
    link: Link | None = None
    name: str = ""


def compare(before: str, after: str) -> tuple[RowChange, ...]:
    """The plan's own facts, then elements by kind and code, then links, then overrides."""
    if before == after:
        return ()
    old_lines, new_lines = _lines(before), _lines(after)
    kept = set(old_lines).intersection(new_lines)
    old, new = _by_key(old_lines, kept), _by_key(new_lines, kept)
    changes = [_change(key, old.get(key), new.get(key)) for key in old | new]
    return (*sorted(changes, key=_place), *_overrides(old_lines, new_lines))


def _lines(projection: str) -> list[str]:
    # Not splitlines: people's text may hold other characters that end a line in Unicode.
    return projection.split("\n")[:-1]


_Key = tuple[str, ...]


def _by_key(lines: Iterable[str], kept: set[str]) -> dict[_Key, Row]:
    """Rows of the plan, its elements and links; of lines that both sides have, none."""
    rows = (
        json.loads(line)
        for line in lines
        if line not in kept and not line.startswith(_OVERRIDE_LINES)
    )
    return {_key(row): row for row in rows}


def _key(row: Row) -> _Key:
    head = next(iter(row))
    if head == "plan":
        return ("Plan", "")
    if head == "link":
        return ("Link", row["link"], row["source"], row["target"])
    return (row["element"], row["code"])


def _place(change: RowChange) -> Any:
    """The plan, then elements by kind and code, kinds that are no more last; then links."""
    if change.link is not None:
        return (1, sort_key(change.link))
    rank = _RANK.get(change.kind, len(_RANK))
    return (0, rank, change.kind, natural(change.code))


def _change(key: _Key, before: Row | None, after: Row | None) -> RowChange:
    if key[0] == "Link":
        return _link_change(before, after)
    kind, code = key
    old, new = ((row or {}).get("plan", row or {}) for row in (before, after))
    # The plan's own row is always there: facts at their default are not stated, not removed.
    action: Action = "changed" if kind == "Plan" else _action(before, after)
    return RowChange(
        action=action,
        kind=kind,
        code=code,
        fields=_fields(kind, old, new),
        name=_called(old if after is None else new),
    )


def _action(before: Any, after: Any) -> Action:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _called(row: Row) -> str:
    return next((row[name] for name in _CALLED if row.get(name)), "")


def _fields(kind: str, before: Row, after: Row) -> tuple[FieldChange, ...]:
    """The fields that differ, in order of declaration; such as are no more come last."""
    known = _defaults(kind)
    said = [name for name in {**before, **after} if name not in ("element", "code")]
    names = (*(n for n in known if n in said), *(n for n in said if n not in known))
    pairs = ((n, before.get(n, known.get(n, "")), after.get(n, known.get(n, ""))) for n in names)
    return tuple(
        FieldChange(name=name, before=_frozen(old), after=_frozen(new))
        for name, old, new in pairs
        if old != new
    )


@cache
def _defaults(kind: str) -> dict[str, Any]:
    """What each field of a kind holds unsaid, as JSON has it; of a kind that is no more, nothing."""
    if kind not in _RANK:
        return {}
    stated = facts(Plan if kind == "Plan" else BY_NAME[kind])
    return {name: canonical.plain(fact.default) for name, fact in stated.items()}


def _frozen(held: Any) -> Any:
    return tuple(_frozen(each) for each in held) if isinstance(held, list) else held


def _link_change(before: Row | None, after: Row | None) -> RowChange:
    old, new = before or {}, after or {}
    said = new or old
    digest = "target_digest"
    link = Link(
        type=said["link"],
        source=said["source"],
        target=said["target"],
        target_digest=said.get(digest, ""),
    )
    confirmed = FieldChange(name=digest, before=old.get(digest, ""), after=new.get(digest, ""))
    return RowChange(
        action=_action(before, after),
        kind="Link",
        code=link.source,
        fields=(confirmed,) if before and after else (),
        link=link,
    )


def _overrides(before: Iterable[str], after: Iterable[str]) -> Iterator[RowChange]:
    """Two overrides of one rule, should there be any, are told apart by their order alone."""
    old, new = _by_rule(before), _by_rule(after)
    for key, rule in sorted(old | new, key=lambda at: (OVERRIDES.index(at[0]), natural(at[1]))):
        pairs = zip_longest(old.get((key, rule), ()), new.get((key, rule), ()))
        for one, other in pairs:
            if one != other:
                yield _override_change(key, rule, one, other)


def _by_rule(lines: Iterable[str]) -> dict[tuple[str, str], list[list[str]]]:
    found: dict[tuple[str, str], list[list[str]]] = {}
    for line in lines:
        if line.startswith(_OVERRIDE_LINES):
            ((key, (rule, *said)),) = json.loads(line).items()
            found.setdefault((key, rule), []).append(said)
    return found


def _override_change(
    key: str, rule: str, before: list[str] | None, after: list[str] | None
) -> RowChange:
    blank = [""] * len(_OVERRIDE_FIELDS)
    pairs = zip(_OVERRIDE_FIELDS, before or blank, after or blank, strict=True)
    return RowChange(
        action=_action(before, after),
        kind="Rule",
        code=rule,
        fields=tuple(FieldChange(name=n, before=b, after=a) for n, b, a in pairs if b != a),
        name=key,
    )


# In words


def stale_because(changes: tuple[RowChange, ...], most: int = 3) -> str:
    """One line: ``AT-12 categories, CR-4 pattern changed; AG-7 removed; and 5 more``."""
    by_verb: dict[str, list[str]] = {}
    for change in changes[:most]:
        subject, verb = _said(change)
        by_verb.setdefault(verb, []).append(subject)
    parts = [f"{', '.join(subjects)} {verb}" for verb, subjects in by_verb.items()]
    more = len(changes) - most
    return "; ".join([*parts, f"and {more} more"] if more > 0 else parts)


def _said(change: RowChange) -> tuple[str, str]:
    """What changed, and what happened to it."""
    if change.link is not None:
        subject = f"{change.code} {words(change.link.type)} {change.link.target}"
        return subject, "confirmed anew" if change.action == "changed" else change.action
    if change.kind == "Rule":
        return _said_of_rule(change)
    if change.action != "changed":
        return change.code, change.action
    return _fields_said(change), "changed"


def _fields_said(change: RowChange) -> str:
    named = [words(field.name) for field in change.fields]
    if len(named) > MOST_FIELDS:
        return f"{len(named)} fields of {change.code or 'the plan'}"
    said = " and ".join([", ".join(named[:-1]), *named[-1:]] if len(named) > 1 else named)
    whose = change.code or "the plan's"
    return f"{whose} {said}"


def _said_of_rule(change: RowChange) -> tuple[str, str]:
    """The severity that counts is told, or else who answers for it."""
    off = change.name == "disabled_rules"
    if off and change.action != "changed":
        return f"rule {change.code}", "switched off" if change.action == "added" else "switched on"
    if change.action == "changed" and "severity" not in {field.name for field in change.fields}:
        what = "switching off" if off else "severity"
        return f"who approved the {what} of rule {change.code}", "changed"
    return f"the severity of rule {change.code}", "changed"
