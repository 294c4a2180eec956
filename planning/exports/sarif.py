"""Findings as SARIF 2.1.0 (OASIS), the format in which code scanners and editors read results."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning.plan import canonical
from planning.plan.findings import Finding, Rule, Severity
from planning.plan.normal import normal_line
from planning.plan.rules import RULE_SET
from planning.plan.rules.overrides import waives
from planning.plan.value import Plan, Waiver

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PLACE = re.compile(r'\s*(?:\{\s*)?"(?:code"\s*:\s*(?P<code>"(?:[^"\\]|\\.)*")|plan"\s*:)')


@dataclass(frozen=True, slots=True)
class File:
    """The ``plan.json`` that was checked: a URI, relative to the root of the repository where it
    lies in one, and the text."""

    uri: str
    text: str


def sarif(
    plan: Plan,
    on: date,
    rules: tuple[Rule, ...],
    findings: Iterable[Finding],
    file: File | None = None,
) -> str:
    """The log of one check of a plan on a date by these rules.

    A result names the element by a logical location and, where the plan came from a file, the line
    on which it stands. Its fingerprint is that of the finding's identity, so that it survives other
    wording and other lines. Waived findings are suppressed results.
    """
    places = _Places(plan, on, file, lines(file.text) if file else {})
    index = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(rules)},
        "results": [_result(places, index, finding) for finding in findings],
        "properties": {"plan": plan.slug or plan.name, "on": on.isoformat()},
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def lines(text: str) -> dict[str, int]:
    """The line of each element by code, counted from 1; under ``""`` that of the plan's own facts.

    An element is found where its line opens with its code, as ``plan.json`` is written.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _PLACE.match(line)
        if match:
            found.setdefault(_code(match["code"]), number)
    return found


def _code(quoted: str | None) -> str:
    return normal_line(json.loads(quoted, strict=False)) if quoted else ""


@dataclass(frozen=True, slots=True)
class _Places:
    """What is known of the plan that the findings are about."""

    plan: Plan
    on: date
    file: File | None
    lines: Mapping[str, int]


def _driver(rules: Iterable[Rule]) -> dict[str, Any]:
    return {
        "name": "Groundplan",
        "version": f"rule set {RULE_SET}",
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "nature": rule.nature,
            "scope": rule.scope,
            "tags": [rule.nature, rule.scope, *rule.standards],
        },
    }


def _result(places: _Places, index: Mapping[str, int], finding: Finding) -> dict[str, Any]:
    remedy = f" Remedy: {finding.hint}" if finding.hint else ""
    fingerprint = canonical.digest(canonical.text(finding.identity))
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + remedy},
        "locations": [_location(places, finding)],
        "partialFingerprints": {
            "findingIdentity/v1": fingerprint,
            # The only one that GitHub reads; it would make one of the line's text otherwise.
            "primaryLocationLineHash": f"{fingerprint}:1",
        },
        # On every result as soon as one may have it (section 3.27.23).
        "suppressions": list(_suppressions(places, finding)),
        "properties": {"nature": finding.nature, "scope": finding.scope},
    }


def _location(places: _Places, finding: Finding) -> dict[str, Any]:
    path = ".".join(part for part in (finding.element, finding.field) if part)
    element = places.plan.by_code.get(finding.element)
    logical = {
        "name": element.label if element else places.plan.name or "plan",
        "fullyQualifiedName": path or "plan",
        "kind": "property" if finding.field else "object",
    }
    return {**_physical(places, finding.element), "logicalLocations": [logical]}


def _physical(places: _Places, code: str) -> dict[str, Any]:
    if places.file is None:
        return {}
    line = places.lines.get(code, 1)
    place = {"artifactLocation": {"uri": places.file.uri}, "region": {"startLine": line}}
    return {"physicalLocation": place}


def _suppressions(places: _Places, finding: Finding) -> Iterator[dict[str, Any]]:
    for waiver in places.plan.waivers if finding.waived else ():
        if waiver.identity == finding.identity and waives(waiver, finding.scope, places.on):
            yield {"kind": "external", "status": "accepted", "justification": _justified(waiver)}


def _justified(waiver: Waiver) -> str:
    return f"{waiver.reason} (approved by {waiver.approved_by}, until {waiver.until})"
