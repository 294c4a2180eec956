"""Rules on traceability: requirements carried through and verified, links that still hold."""

import re
from collections.abc import Iterator
from datetime import date

from planning.plan.elements import (
    BuildStep,
    BuildTask,
    InputDocument,
    Invariant,
    Requirement,
)
from planning.plan.findings import Hit, Rule, Severity, rule
from planning.plan.rules.lacking import lacking
from planning.plan.rules.suspects import suspect
from planning.plan.rules.written import WRITTEN, written
from planning.plan.value import Plan

_SEVERITY: dict[str, Severity] = {"must": "error", "should": "warning"}


@rule(
    "PL-01",
    "missing",
    "error",
    "backend",
    title="A requirement is not carried through",
    why="What must be there needs something that satisfies it and a step that builds it.",
    fix="Link an element and a step to the requirement, or defer it and say why.",
)
def untraced_requirement(plan: Plan, on: date) -> Iterator[Hit]:
    for requirement in plan.of(Requirement):
        severity = _SEVERITY.get(requirement.priority)
        if severity is None or _put_off(requirement):
            continue
        missing = _missing_trace(plan, requirement)
        if missing:
            yield Hit(
                element=requirement.code,
                message=f"{requirement.code} has no {' and no '.join(missing)}.",
                severity=severity,
            )


def _put_off(requirement: Requirement) -> bool:
    """Whether it was withdrawn, or deferred with a reason."""
    deferred = requirement.status == "deferred" and requirement.deferral_reason
    return bool(deferred) or requirement.status == "withdrawn"


def _missing_trace(plan: Plan, requirement: Requirement) -> list[str]:
    """What is missing of an element that satisfies it and a step that satisfies or builds it."""
    sources = [plan.by_code.get(code) for code in plan.sources(requirement.code, "satisfies")]
    work = [e for e in sources if isinstance(e, BuildStep | BuildTask)]
    elements = [e for e in sources if e and not isinstance(e, BuildStep | BuildTask)]
    stepped = work or any(plan.links_to(element.code, "builds") for element in elements)
    return ["element"] * (not elements) + ["step"] * (not stepped)


@rule(
    "PL-03",
    "contradiction",
    "error",
    "backend",
    title="A text names a requirement that is not there",
    why="Whoever reads it will look for the requirement, and not find what was meant.",
    fix="Correct the code, or add the requirement.",
)
def unknown_requirement(plan: Plan, on: date) -> Iterator[Hit]:
    prefixes = _requirement_prefixes(plan)
    codes = _codes(prefixes)
    naming = [e for e, text in written(plan) if any(prefix in text for prefix in prefixes)]
    for element in naming:
        for field in WRITTEN[type(element)]:
            for code in dict.fromkeys(codes.findall(getattr(element, field))):
                if code not in plan.by_code:
                    yield Hit(
                        element=element.code,
                        field=field,
                        about=code,
                        message=f"{element.code} names {code}, which this plan does not know.",
                    )


def _requirement_prefixes(plan: Plan) -> list[str]:
    """What the codes of this plan's requirements begin with, up to their number."""
    begun = (re.match(r"\D+(?=\d)", requirement.code) for requirement in plan.of(Requirement))
    return sorted({match[0] for match in begun if match})


def _codes(prefixes: list[str]) -> re.Pattern[str]:
    """What a code looks like that begins with one of these."""
    begun = "|".join(map(re.escape, prefixes))
    return re.compile(rf"(?<![\w-])(?:{begun})\d+(?:\.\d+)*[a-z]?(?![\w-])")


@rule(
    "PL-08",
    "contradiction",
    "warning",
    "backend",
    title="A link may no longer hold",
    why="What it points at says something else than when somebody last confirmed it.",
    fix="Read the target again, then confirm the link or change it.",
)
def suspect_link(plan: Plan, on: date) -> Iterator[Hit]:
    for link in plan.links:
        if suspect(plan, link) and not plan.get(link.target, InputDocument):
            yield Hit(
                element=link.source,
                about=f"{link.type} {link.target}",
                message=f"{link.target} changed since this link from {link.source} was confirmed.",
            )


@rule(
    "PL-09",
    "missing",
    "warning",
    "architecture",
    title="A quality requirement cannot be measured",
    why="Without a metric and a target nobody can tell whether it is met.",
    fix="State what is measured and the number to reach, or defer it.",
)
def unmeasured_quality(plan: Plan, on: date) -> Iterator[Hit]:
    for requirement in plan.of(Requirement):
        open_ = requirement.status not in ("deferred", "withdrawn")
        if requirement.type == "quality" and requirement.category in _MEASURABLE and open_:
            yield from lacking(requirement, "metric", "target")


_MEASURABLE = ("scalability", "latency", "throughput", "availability", "consistency")


@rule(
    "PL-10",
    "missing",
    "warning",
    "backend",
    title="Nothing verifies an invariant",
    why="What has to be true at the end of every transaction deserves a test.",
    fix="Link a step, a test harness or a checklist item that verifies it.",
    standards=("TEST-BACK",),
)
def unverified_invariant(plan: Plan, on: date) -> Iterator[Hit]:
    for invariant in plan.of(Invariant):
        if not plan.links_to(invariant.code, "verifies"):
            yield Hit(element=invariant.code, message=f"Nothing verifies {invariant.code}.")


@rule(
    "PL-11",
    "missing",
    "error",
    "backend",
    title="Nothing verifies a quality that must be there",
    why="A quality that nobody measures is found missing by users.",
    fix="Link a step, a test harness or a checklist item that verifies it.",
    standards=("TEST-BACK",),
)
def unverified_quality(plan: Plan, on: date) -> Iterator[Hit]:
    for requirement in plan.of(Requirement):
        must = requirement.priority == "must" and requirement.type == "quality"
        verified = plan.links_to(requirement.code, "verifies")
        if must and not verified and not _put_off(requirement):
            yield Hit(element=requirement.code, message=f"Nothing verifies {requirement.code}.")


TRACEABILITY: tuple[Rule, ...] = (
    untraced_requirement,
    unknown_requirement,
    suspect_link,
    unmeasured_quality,
    unverified_invariant,
    unverified_quality,
)
