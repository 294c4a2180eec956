"""The rows of a plan that a stored definition covers; fields at their default are left out."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from planning.plan import canonical
from planning.plan.elements import BY_NAME, Element, Guardrail, facts
from planning.plan.links import Link
from planning.plan.order import natural
from planning.plan.scopes.stored import Definition
from planning.plan.value import DisabledRule, Plan, SeverityOverride

OVERRIDES = ("severities", "disabled_rules")

Row = dict[str, Any]
_Links = Mapping[str, Any]
"""The links of one type that are in the scope, as the definition says it."""


def projected(said: Definition, plan: Plan) -> Iterator[Row]:
    """Every row of a plan in fixed order: its own facts, elements, links, overrides."""
    yield {"plan": about_row(said, plan)}
    for name in said["kinds"]:
        for element in plan.of(BY_NAME[name]) if name in BY_NAME else ():
            row = element_row(said, element)
            if row is not None:
                yield row
    yield from _link_rows(said, plan)
    rules = signed_rules(said, plan)
    for key in OVERRIDES:
        yield from override_rows(key, getattr(plan, key), rules)


def about_row(said: Definition, plan: Plan) -> Row:
    """The plan's own facts, as far as they are signed."""
    return _stated(plan, said["kinds"].get("Plan", {"fields": ()})["fields"])


def element_row(said: Definition, element: Element) -> Row | None:
    """The row of an element, or None where it is none of the scope's."""
    name = element.element_kind
    kind = said["kinds"].get(name)
    if kind is None or not _covers(kind["rows"], element):
        return None
    return {"element": name, "code": element.code, **_stated(element, kind["fields"])}


def _stated(value: Any, names: Iterable[str]) -> Row:
    """The named fields that differ from their default; a field that is no more is left out."""
    known = facts(type(value))
    return {
        name: canonical.plain(held)
        for name in names
        if name in known and (held := getattr(value, name)) != known[name].default
    }


def _covers(filters: list[dict[str, Any]], element: Element) -> bool:
    return all(_passes(each, getattr(element, each["field"])) for each in filters)


def _passes(each: dict[str, Any], held: str) -> bool:
    if each["prefix"]:
        return held.startswith(tuple(each["values"]))
    return held in each["values"]


def _link_rows(said: Definition, plan: Plan) -> Iterator[Row]:
    by_type = {held["type"]: held for held in said["links"]}
    found = (_link_row(said, by_type.get(link.type), link, plan, False) for link in plan.links)
    return (row for row in found if row is not None)


def link_row(said: Definition, link: Link, plan: Plan, unknown: bool = False) -> Row | None:
    """The row of a link, or None where it is none of the scope's.

    ``unknown`` says whether an end that is not in ``plan`` counts as one that is signed.
    """
    held = next((held for held in said["links"] if held["type"] == link.type), None)
    return _link_row(said, held, link, plan, unknown)


def _link_row(
    said: Definition, held: _Links | None, link: Link, plan: Plan, unknown: bool
) -> Row | None:
    def signed(code: str, among: Collection[str] = ()) -> bool:
        element = plan.by_code.get(code)
        return unknown if element is None else _signed(said, element, among)

    if held is None or (held["sources"] and not signed(link.source, held["sources"])):
        return None
    if held["to_signed"] and not signed(link.target):
        return None
    row = {"link": link.type, "source": link.source, "target": link.target}
    target = plan.by_code.get(link.target)
    kinds = held["digest_of"]
    if link.target_digest and (target.element_kind in kinds if target else unknown and kinds):
        row["target_digest"] = link.target_digest
    return row


def _signed(said: Definition, element: Element, among: Collection[str]) -> bool:
    """Whether an element is a row of the scope, and of one of these kinds where any is named."""
    if among and element.element_kind not in among:
        return False
    kind = said["kinds"].get(element.element_kind)
    return kind is not None and _covers(kind["rows"], element)


def signed_rules(said: Definition, plan: Plan) -> set[str]:
    """The rules whose severities are signed: the scope's, and any that a guardrail names."""
    named = {id for g in plan.of(Guardrail) for id in g.rules if said["rules_of_guardrails"]}
    return named.union(said["rules"])


def override_rows(
    key: str, overrides: Iterable[SeverityOverride | DisabledRule], rules: Collection[str]
) -> Iterator[Row]:
    """Approved severities or rules off; a request has no effect and is not signed."""
    held = [each for each in overrides if each.rule in rules and each.approved_by]
    for each in sorted(held, key=lambda each: natural(each.rule)):
        yield {key: [each.rule, each.severity, each.approved_by, each.approved_role]}
