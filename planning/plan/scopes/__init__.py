"""Scopes: what each signature covers, as stored text and as digest.

A signature is current while the live plan, projected by the definition stored with the signed
baseline, equals the signed projection. Nothing is ever marked stale.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

from planning.plan import canonical
from planning.plan.elements import BY_NAME, Element, Guardrail, facts
from planning.plan.findings import Scope
from planning.plan.links import Link
from planning.plan.order import natural
from planning.plan.rules import RULES
from planning.plan.scopes.columns import COLUMNS
from planning.plan.scopes.link_rows import ARCHITECTURE_LINKS, BACKEND_LINKS, SECURITY_LINKS
from planning.plan.scopes.shape import Columns, LinkRows, Rows
from planning.plan.value import Plan

_LINKS: dict[Scope, tuple[LinkRows, ...]] = {
    "architecture": ARCHITECTURE_LINKS,
    "security": SECURITY_LINKS,
    "backend": BACKEND_LINKS,
}


def digest(plan: Plan, scope: Scope) -> str:
    """SHA-256 of the plan's projection by the scope of today, hexadecimal."""
    return canonical.digest(project(plan, scope))


def project(plan: Plan, scope: Scope) -> str:
    """What a signature of this scope would cover: a line of JSON for each row, in fixed order."""
    return project_by(plan, definition(scope))


def is_current(plan: Plan, definition: str, projection: str) -> bool:
    """Whether the plan still says what was signed, by the definition stored with it."""
    return project_by(plan, definition) == projection


@cache
def definition(scope: Scope) -> str:
    """The scope as text to store with a baseline, for ``project_by``."""
    kinds = {name: _columns(scope, columns) for name, columns in COLUMNS.items()}
    said = {
        "format": canonical.FORMAT,
        "scope": scope,
        "kinds": {name: kind for name, kind in kinds.items() if kind["fields"]},
        "links": [asdict(rows) for rows in _LINKS[scope]],
        "rules": [rule.id for rule in RULES if scope in ("backend", rule.scope)],
        "rules_of_guardrails": scope == "architecture",
    }
    return canonical.text(said)


def _columns(scope: Scope, columns: Columns) -> dict[str, Any]:
    """The fields and row filters of a kind; the backend's has the three columns and every row."""
    if scope == "backend":
        names = (*columns.architecture, *columns.security, *columns.backend)
        return {"fields": list(dict.fromkeys(names)), "rows": []}
    filters: tuple[Rows, ...] = getattr(columns, f"{scope}_rows")
    return {"fields": getattr(columns, scope), "rows": [asdict(rows) for rows in filters]}


def project_by(plan: Plan, definition: str) -> str:
    """The plan's projection by a stored definition; fields at their default are left out."""
    said = json.loads(definition)
    kinds = said["kinds"]
    about = {"plan": _stated(Plan, plan, kinds.get("Plan", {"fields": []})["fields"])}
    rows = (
        {"element": name, "code": element.code, **_stated(type(element), element, kind["fields"])}
        for name, kind in kinds.items()
        for element in _rows(plan, name, kind)
    )
    lines = (about, *rows, *_links(plan, said), *_overrides(plan, said))
    return "".join(canonical.text(line) + "\n" for line in lines)


def _stated(kind: type, value: Any, names: Iterable[str]) -> dict[str, Any]:
    """The named fields that differ from their default; a field that is no more is left out."""
    known = facts(kind)
    return {
        name: canonical.plain(held)
        for name in names
        if name in known and (held := getattr(value, name)) != known[name].default
    }


def _rows(plan: Plan, name: str, kind: dict[str, Any]) -> Iterator[Element]:
    if name in BY_NAME:
        yield from (e for e in plan.of(BY_NAME[name]) if _covers(kind["rows"], e))


def _covers(filters: list[dict[str, Any]], element: Element) -> bool:
    return all(_passes(each, getattr(element, each["field"])) for each in filters)


def _passes(each: dict[str, Any], held: str) -> bool:
    if each["prefix"]:
        return held.startswith(tuple(each["values"]))
    return held in each["values"]


def _links(plan: Plan, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    covered = {rows["type"]: rows for rows in said["links"]}
    for link in plan.links:
        rows = covered.get(link.type)
        if rows is None or not _link_covered(plan, said["kinds"], rows, link):
            continue
        row = {"link": link.type, "source": link.source, "target": link.target}
        target = plan.by_code.get(link.target)
        if link.target_digest and target and target.element_kind in rows["digest_of"]:
            row["target_digest"] = link.target_digest
        yield row


def _link_covered(plan: Plan, kinds: dict[str, Any], rows: dict[str, Any], link: Link) -> bool:
    source = plan.by_code.get(link.source)
    if rows["sources"] and not _signed(kinds, source, rows["sources"]):
        return False
    return not rows["to_signed"] or _signed(kinds, plan.by_code.get(link.target))


def _signed(kinds: dict[str, Any], element: Element | None, among: Iterable[str] = ()) -> bool:
    """Whether an element is a row of the scope, and of one of these kinds where any is named."""
    if element is None or (among and element.element_kind not in among):
        return False
    kind = kinds.get(element.element_kind)
    return kind is not None and _covers(kind["rows"], element)


def _overrides(plan: Plan, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Approved severities and rules off; a request has no effect and is not signed."""
    named = {id for g in plan.of(Guardrail) for id in g.rules if said["rules_of_guardrails"]}
    covered = named.union(said["rules"])
    for key in ("severities", "disabled_rules"):
        held = [o for o in getattr(plan, key) if o.rule in covered and o.approved_by]
        for override in sorted(held, key=lambda o: natural(o.rule)):
            signed = (override.rule, override.severity, override.approved_by)
            yield {key: [*signed, override.approved_role]}
