"""Check a plan against the guardrails: for a terminal, and for a build that has to stop."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.exports import sarif
from planning.management.plans import (
    day,
    file_text,
    plan_file,
    plan_named,
    review_named,
    wrong_usage,
)
from planning.plan.findings import SCOPES, SEVERITIES, Finding, Rule
from planning.plan.readiness import Readiness, readiness
from planning.plan.rules import RULE_SET, RULES, check

THRESHOLDS = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
Rules = tuple[Rule, ...]
Findings = tuple[Finding, ...]


class Command(BaseCommand):
    help = "Check a plan (a slug, or a plan.json) and print its findings and verdict."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "plan", nargs="?", metavar="PLAN", help="slug of a plan, or path of a plan.json"
        )
        parser.add_argument("--format", choices=("text", "json", "sarif"), default="text")
        parser.add_argument("--fail-on", choices=tuple(THRESHOLDS), default="error")
        parser.add_argument("--rules", default="", metavar="IDS", help="only these, with commas")
        parser.add_argument("--scope", choices=SCOPES, help="only the rules of this scope")
        parser.add_argument("--list-rules", action="store_true", help="print the rules, and end")
        parser.add_argument("--on", type=day, metavar="DATE", help="judge as of this day")

    def handle(self, *args: Any, plan: str | None, **options: Any) -> None:
        rules = chosen(options["rules"], options["scope"])
        if options["list_rules"]:
            self.stdout.write(listed(rules, options["format"]))
        elif plan:
            self.check_by(rules, plan, options)
        else:
            raise wrong_usage("name a plan: its slug, or the path of a plan.json")

    def check_by(self, rules: Rules, name: str, options: dict[str, Any]) -> None:
        found, understood = plan_named(name, self.stderr.write)
        on = options["on"] or timezone.localdate()
        findings = check(found, on, rules=rules)
        if options["format"] == "sarif":
            said = sarif.sarif(found, on, rules, findings, source(name))
        else:
            # A part of the rules tells nothing of the plan as a whole.
            review = review_named(name)
            verdict = readiness(found, findings, review, on) if rules == RULES else None
            said = WRITERS[options["format"]](findings, verdict, on)
        self.stdout.write(said)
        failing = THRESHOLDS[options["fail_on"]]
        if failing and (not understood or _any(findings, failing)):
            sys.exit(1)


def chosen(ids: str, scope: str | None) -> Rules:
    """The rules with these ids, separated by commas, and of this scope; all where none is named."""
    known = {rule.id for rule in RULES}
    wanted = {id.strip().upper() for id in ids.split(",")} - {""}
    for id in sorted(wanted - known):
        near = get_close_matches(id, sorted(known), n=1, cutoff=0)
        raise wrong_usage(f"no rule {id!r}; did you mean {near[0]}? --list-rules prints them all")
    rules = tuple(r for r in RULES if r.id in (wanted or known) and scope in (None, r.scope))
    if not rules:
        raise wrong_usage(f"none of the rules {ids} is of the scope {scope}")
    return rules


def listed(rules: Rules, format_: str) -> str:
    """The rules with id, nature, severity, scope and title."""
    facts = ("id", "nature", "severity", "scope", "title")
    rows = [{fact: getattr(rule, fact) for fact in facts} for rule in rules]
    if format_ == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if format_ == "sarif":
        raise wrong_usage("--list-rules prints text or JSON")
    widths = {fact: max(len(row[fact]) for row in rows) for fact in facts[:-1]}
    lines = ("  ".join(row[fact].ljust(widths.get(fact, 0)) for fact in facts) for row in rows)
    return "\n".join(lines)


def source(name: str) -> sarif.File | None:
    """The checked file, by its path below the folder of today where it lies there."""
    path = plan_file(name)
    if path is None:
        return None
    whole = path.resolve()
    here = whole.is_relative_to(Path.cwd())
    uri = quote(whole.relative_to(Path.cwd()).as_posix()) if here else whole.as_uri()
    return sarif.File(uri, file_text(path))


def as_json(findings: Findings, verdict: Readiness | None, on: date) -> str:
    said = {
        "verdict": verdict.verdict if verdict else None,
        "on": on.isoformat(),
        "rule_set": RULE_SET,
        "findings": [asdict(finding) for finding in findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def as_text(findings: Findings, verdict: Readiness | None, on: date) -> str:
    lines = [_line(finding) for finding in findings]
    counts = ", ".join(
        f"{sum(not f.waived and f.severity == severity for f in findings)} {severity}"
        for severity in SEVERITIES
    )
    spoken = verdict.spoken if verdict else "part of the rules"
    return "\n".join([*lines, f"{spoken}: {counts}"])


WRITERS = {"text": as_text, "json": as_json}


def _line(finding: Finding) -> str:
    place = ".".join(part for part in (finding.element, finding.field) if part) or "plan"
    waived = " (waived)" if finding.waived else ""
    hint = f" Remedy: {finding.hint}" if finding.hint else ""
    return f"{finding.severity:7} {finding.rule} {place}: {finding.message}{waived}{hint}"


def _any(findings: Iterable[Finding], severities: tuple[str, ...]) -> bool:
    return any(finding.severity in severities and not finding.waived for finding in findings)
