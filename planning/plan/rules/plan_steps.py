"""Rules on the build plan: requirements carried out, steps in order, each with an end."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import BuildStep, BuildTask, Requirement
from planning.plan.findings import Hit, Rule, Severity, rule
from planning.plan.graph import cycles, spoken
from planning.plan.rules.lacking import lacking
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
        deferred = requirement.status == "deferred" and requirement.deferral_reason
        if severity is None or deferred or requirement.status == "withdrawn":
            continue
        missing = _missing_trace(plan, requirement)
        if missing:
            yield Hit(
                element=requirement.code,
                message=f"{requirement.code} has no {' and no '.join(missing)}.",
                severity=severity,
            )


def _missing_trace(plan: Plan, requirement: Requirement) -> list[str]:
    """What is missing of an element that satisfies it and a step that satisfies or builds it."""
    sources = [plan.by_code.get(code) for code in plan.sources(requirement.code, "satisfies")]
    work = [e for e in sources if isinstance(e, BuildStep | BuildTask)]
    elements = [e for e in sources if e and not isinstance(e, BuildStep | BuildTask)]
    stepped = work or any(plan.links_to(element.code, "builds") for element in elements)
    return ["element"] * (not elements) + ["step"] * (not stepped)


@rule(
    "PL-04",
    "contradiction",
    "error",
    "backend",
    title="Steps wait for each other",
    why="In a cycle nobody can begin.",
    fix="Take one of the dependencies away, or split a step.",
)
def step_cycle(plan: Plan, on: date) -> Iterator[Hit]:
    waits = ((link.source, link.target) for link in plan.links if link.type == "depends_on")
    for cycle in cycles(waits):
        yield Hit(element=cycle[0], message=f"Steps wait for each other: {spoken(cycle)}.")


@rule(
    "PL-07",
    "missing",
    "warning",
    "backend",
    title="A step has no end or no owner",
    why="A step is done when a condition holds, and somebody sees to it.",
    fix="State the condition under which it is done, and who does it.",
)
def step_end(plan: Plan, on: date) -> Iterator[Hit]:
    for step in plan.of(BuildStep):
        yield from lacking(step, "done_condition", "owner")


PLAN_STEPS: tuple[Rule, ...] = (untraced_requirement, step_cycle, step_end)
