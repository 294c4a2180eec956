"""Check a plan against the guardrails: for a terminal, and for a build that has to stop."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.management.plans import day, plan_named
from planning.plan import rules
from planning.plan.findings import SEVERITIES, Finding
from planning.plan.readiness import Readiness, readiness
from planning.plan.signatures import NOT_ASKED

THRESHOLDS = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


class Command(BaseCommand):
    help = "Check a plan (a slug, or a plan.json) and print its findings and verdict."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="slug of a plan, or path of a plan.json")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--fail-on", choices=tuple(THRESHOLDS), default="error")
        parser.add_argument("--on", type=day, metavar="DATE", help="judge as of this day")

    def handle(self, *args: Any, plan: str, on: Any, **options: Any) -> None:
        found, understood = plan_named(plan, self.stderr.write)
        on = on or timezone.localdate()
        findings = rules.check(found, on)
        verdict = readiness(found, findings, NOT_ASKED, on)
        write = as_json if options["format"] == "json" else as_text
        self.stdout.write(write(findings, verdict))
        failing = THRESHOLDS[options["fail_on"]]
        if failing and (not understood or _any(findings, failing)):
            sys.exit(1)


def as_json(findings: tuple[Finding, ...], verdict: Readiness) -> str:
    said = {"verdict": verdict.verdict, "findings": [asdict(finding) for finding in findings]}
    return json.dumps(said, ensure_ascii=False, indent=2)


def as_text(findings: tuple[Finding, ...], verdict: Readiness) -> str:
    lines = [_line(finding) for finding in findings]
    counts = ", ".join(
        f"{sum(not f.waived and f.severity == severity for f in findings)} {severity}"
        for severity in SEVERITIES
    )
    return "\n".join([*lines, f"{verdict.verdict.replace('_', ' ')}: {counts}"])


def _line(finding: Finding) -> str:
    place = ".".join(part for part in (finding.element, finding.field) if part) or "plan"
    waived = " (waived)" if finding.waived else ""
    hint = f" Remedy: {finding.hint}" if finding.hint else ""
    return f"{finding.severity:7} {finding.rule} {place}: {finding.message}{waived}{hint}"


def _any(findings: tuple[Finding, ...], severities: tuple[str, ...]) -> bool:
    return any(finding.severity in severities and not finding.waived for finding in findings)
