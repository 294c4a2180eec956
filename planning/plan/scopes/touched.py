"""Whether one change of the history touches a scope, by a stored definition.

A change touches where the row that it makes, ends or alters is one that the scope signs.
"""

from collections.abc import Collection, Mapping
from typing import Any

from planning.plan import plan_json
from planning.plan.elements import Element, facts
from planning.plan.links import Link
from planning.plan.scopes.rows import (
    OVERRIDES,
    about_row,
    element_row,
    link_row,
    override_rows,
    signed_rules,
)
from planning.plan.scopes.stored import Definition, read
from planning.plan.value import Plan

_ABSENT = object()


def touches(
    definition: str, kind: str, before: Element | None, after: Element | None
) -> tuple[str, ...]:
    """The fields in which an element's row differs; ``code`` where the row appears or vanishes."""
    said = read(definition)
    old, new = (None if e is None else element_row(said, e) for e in (before, after))
    if old is None or new is None:
        return () if old is new else ("code",)
    return _differing(("code", *said["kinds"][kind]["fields"]), old, new)


def touches_link(definition: str, link: Link, plan: Plan, before: Link | None = None) -> bool:
    """Whether a link that was tied or cut is a row; an end that ``plan`` lacks counts as signed.

    Of a link that was confirmed, ``before`` is what it was: only the digest of its target differs.
    """
    said = read(definition)
    row = link_row(said, link, plan, unknown=True)
    return row is not None and (before is None or row != link_row(said, before, plan, unknown=True))


def touches_plan(
    definition: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    plan: Plan | None = None,
) -> tuple[str, ...]:
    """The plan's own facts that differ, and ``severities`` or ``disabled_rules``.

    Both sides are as a change of the history holds them: all facts, or the records of one name.
    Without a ``plan``, where the rules that guardrails name count, every rule is taken for named.
    """
    said = read(definition)
    old, new = _plan(before), _plan(after)
    names = said["kinds"].get("Plan", {"fields": ()})["fields"]
    rules = _rules(said, plan, old, new)
    return (
        *_differing(names, about_row(said, old), about_row(said, new)),
        *(key for key in OVERRIDES if _overrides(key, old, rules) != _overrides(key, new, rules)),
    )


def _differing(
    names: Collection[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, ...]:
    return tuple(n for n in names if before.get(n, _ABSENT) != after.get(n, _ABSENT))


def _plan(held: Mapping[str, Any]) -> Plan:
    """A plan with what plain JSON says of it; what is known no more is left out."""
    known = facts(Plan).keys()
    about: dict[str, Any] = {
        name: tuple(said) if isinstance(said, list) else said
        for name, said in held.items()
        if name in known
    }
    for name in OVERRIDES:
        about[name] = tuple(plan_json.RECORDS[name](**each) for each in held.get(name, ()))
    return Plan(**about)


def _rules(said: Definition, plan: Plan | None, *sides: Plan) -> set[str]:
    if plan is not None or not said["rules_of_guardrails"]:
        return signed_rules(said, plan or Plan())
    return {each.rule for side in sides for key in OVERRIDES for each in getattr(side, key)}


def _overrides(key: str, plan: Plan, rules: set[str]) -> list[dict[str, Any]]:
    return list(override_rows(key, getattr(plan, key), rules))
