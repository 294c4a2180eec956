"""Readiness: a verdict with its reasons, never a bare number.

Made of the directive's success criteria and verification method, its tasks, the findings, and what
reviewers said. What is missing is a to-do until review is asked for; a contradiction counts at
once. Smells and waived findings never block.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planning.plan.choices import words
from planning.plan.criteria import CRITERIA, EVIDENCE, VERIFICATION, Criterion, concerns
from planning.plan.elements import DirectiveStep, DirectiveTask, Element
from planning.plan.findings import Finding, Nature, Severity
from planning.plan.rules.listing import listed
from planning.plan.signatures import Review, Signature, required
from planning.plan.value import Plan

Verdict = Literal[
    "planning", "ready_for_review", "in_review", "signed_not_ready", "ready_for_phase_2"
]
State = Literal["met", "open", "contradicted"]
StepState = Literal["open", "done", "not_applicable", "unsupported"]

SPOKEN: Mapping[Verdict, str] = {
    "planning": "planning",
    "ready_for_review": "ready for review",
    "in_review": "in review",
    "signed_not_ready": "signed, not ready",
    "ready_for_phase_2": "ready for Phase 2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where a criterion stands. ``against`` are the findings that are neither waived nor smells."""

    key: str
    title: str
    state: State
    evidence: tuple[str, ...]
    against: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the directive; ``unsupported`` lacks evidence, or a reason not to apply."""

    code: str
    state: StepState
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task of the directive, settled when each of its steps is done or does not apply.

    ``evidence`` is what the plan itself shows for it: where the content of the files stands that
    its steps name. It ticks nothing; that stays with a person.
    """

    code: str
    steps: tuple[Step, ...]
    evidence: tuple[Point, ...]

    @property
    def settled(self) -> int:
        return sum(step.state in ("done", "not_applicable") for step in self.steps)

    @property
    def complete(self) -> bool:
        return bool(self.steps) and self.settled == len(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The verdict on a plan on a day. ``findings`` are those that are not waived."""

    verdict: Verdict
    reasons: tuple[str, ...]
    criteria: tuple[Point, ...]
    verification: tuple[Point, ...]
    tasks: tuple[Task, ...]
    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    on: date

    @property
    def spoken(self) -> str:
        """The verdict as a person reads it."""
        return SPOKEN[self.verdict]

    @property
    def todos(self) -> tuple[Finding, ...]:
        return self._of("missing")

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        return self._of("contradiction")

    @property
    def smells(self) -> tuple[Finding, ...]:
        return self._of("smell")

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if blocks(finding))

    def count(self, nature: Nature, severity: Severity) -> int:
        """How many findings of a nature and severity are not waived."""
        return sum(finding.severity == severity for finding in self._of(nature))

    def _of(self, nature: Nature) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.nature == nature)


def readiness(plan: Plan, findings: Iterable[Finding], review: Review, on: date) -> Readiness:
    """The verdict on a plan, from its findings of the day ``on`` and what reviewers said."""
    held = tuple(findings)
    counted = tuple(finding for finding in held if not finding.waived)
    asked = _asked_for(plan, counted) if review.state == "draft" else ()
    obstacles = _obstacles(plan, tuple(f for f in counted if f not in asked))
    verdict, said = _verdict(plan, obstacles, review)
    return Readiness(
        verdict=verdict,
        reasons=(*said, *obstacles, *(f"A waiver of {f.rule} is asked for." for f in asked)),
        criteria=tuple(_point(plan, each, counted) for each in CRITERIA),
        verification=tuple(_point(plan, each, counted) for each in VERIFICATION),
        tasks=tuple(_task(plan, task, counted) for task in plan.of(DirectiveTask)),
        findings=counted,
        waived=tuple(finding for finding in held if finding.waived),
        on=on,
    )


def _asked_for(plan: Plan, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Blocking findings with a waiver asked for: review may begin before it is answered."""
    asked = {waiver.identity for waiver in plan.waivers if waiver.status == "requested"}
    return tuple(f for f in findings if blocks(f) and f.identity in asked)


def _verdict(
    plan: Plan, obstacles: tuple[str, ...], review: Review
) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict, and what the review adds to its reasons."""
    if review.state == "draft":
        asked = ("Nobody has asked for review yet.",)
        return ("planning", ()) if obstacles else ("ready_for_review", asked)
    latest = review.latest
    waiting = tuple(
        _waiting(scope, latest.get(scope))
        for scope in required(plan)
        if scope not in latest or not latest[scope].given
    )
    if waiting:
        return "in_review", waiting
    stale = tuple(
        f"The {scope} signature is stale: {latest[scope].stale_because or 'its scope changed'}."
        for scope in required(plan)
        if not latest[scope].current
    )
    return ("signed_not_ready", stale) if obstacles or stale else ("ready_for_phase_2", ())


def _waiting(scope: str, said: Signature | None) -> str:
    if said is None:
        return f"The {scope} signature is not given yet."
    if said.decision == "not_applicable":
        return f"The owner has not accepted yet that the {scope} scope does not apply."
    return f"The {scope} signature: {words(said.decision)} on {said.baseline}."


def _obstacles(plan: Plan, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What keeps the plan from review and from the next phase, in sentences."""
    absent = (
        f"{criterion.title}: no {_singular(kind)} yet."
        for criterion in CRITERIA
        for kind in _absent(plan, criterion)
    )
    return (
        *_tally("contradiction", "contradiction", findings),
        *_tally("missing", "to-do", findings),
        *absent,
    )


def _tally(nature: Nature, spoken: str, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """How many findings of a nature block, and of which rules; nothing where none does."""
    blocking = [finding for finding in findings if blocks(finding) and finding.nature == nature]
    many = "" if len(blocking) == 1 else "s"
    rules = listed(finding.rule for finding in blocking)
    return (f"{len(blocking)} {spoken}{many} of severity error: {rules}.",) if blocking else ()


def blocks(finding: Finding) -> bool:
    """Whether a finding keeps the plan from review and from the next phase."""
    return finding.severity == "error" and finding.nature != "smell" and not finding.waived


def _point(plan: Plan, criterion: Criterion, findings: Iterable[Finding]) -> Point:
    against = tuple(f for f in findings if concerns(criterion, f.rule) and f.nature != "smell")
    blocking = [finding for finding in against if blocks(finding)]
    state: State = "open" if blocking or _absent(plan, criterion) else "met"
    if any(finding.nature == "contradiction" for finding in blocking):
        state = "contradicted"
    evidence = tuple(_counted(kind, len(plan.of(kind))) for kind in criterion.shown)
    return Point(
        key=criterion.key, title=criterion.title, state=state, evidence=evidence, against=against
    )


def _absent(plan: Plan, criterion: Criterion) -> list[type[Element]]:
    """The kinds that a criterion needs and the plan has none of."""
    return [kind for kind in criterion.needed if not plan.of(kind)]


def _counted(kind: type[Element], number: int) -> str:
    return f"{number} {_singular(kind) if number == 1 else words(kind.PLURAL)}"


def _singular(kind: type[Element]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()


def _task(plan: Plan, task: DirectiveTask, findings: Iterable[Finding]) -> Task:
    steps = plan.children(task.code, DirectiveStep)
    files = dict.fromkeys(file for step in steps for file in step.artifacts)
    return Task(
        code=task.code,
        steps=tuple(_step(plan, step) for step in steps),
        evidence=tuple(
            _point(plan, each, findings) for file in files for each in EVIDENCE.get(file, ())
        ),
    )


def _step(plan: Plan, step: DirectiveStep) -> Step:
    evidence = (*step.artifacts, *plan.targets(step.code, "evidenced_by"))
    supported = {"done": bool(evidence), "not_applicable": bool(step.reason)}
    state: StepState = "open"
    if step.status in supported:
        state = "done" if step.status == "done" else "not_applicable"
        state = state if supported[step.status] else "unsupported"
    return Step(code=step.code, state=state, evidence=evidence)
