"""Rules on the build plan: steps in order, each with an end, and nothing left out."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import (
    Aggregate,
    BoundedContext,
    BuildPhase,
    BuildStep,
    BuildTask,
    Port,
    Service,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.graph import cycles, spoken
from planning.plan.order import Key, natural
from planning.plan.rules.lacking import lacking
from planning.plan.value import Plan


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


@rule(
    "PL-02",
    "smell",
    "warning",
    "backend",
    title="A step leads to nothing",
    why="Work that satisfies, builds, verifies and unblocks nothing need not be done.",
    fix="Link what the step is for, or take it away.",
)
def idle_step(plan: Plan, on: date) -> Iterator[Hit]:
    for step in plan.of(BuildStep):
        does = plan.links_from(step.code, "satisfies", "builds", "verifies")
        if not does and not plan.links_to(step.code, "depends_on"):
            yield Hit(
                element=step.code,
                message=f"{step.code} satisfies, builds, verifies and unblocks nothing.",
            )


@rule(
    "PL-05",
    "contradiction",
    "warning",
    "backend",
    title="A step stands before one that it waits for",
    why="Whoever follows the plan from top to bottom gets stuck there.",
    fix="Move one of the steps, or correct the dependency.",
)
def step_out_of_order(plan: Plan, on: date) -> Iterator[Hit]:
    for step in plan.of(BuildStep):
        for code in plan.targets(step.code, "depends_on"):
            awaited = plan.get(code, BuildStep)
            if awaited and _stands_before(plan, step, awaited):
                yield Hit(
                    element=step.code,
                    about=code,
                    message=f"{step.code} stands before {code}, which it waits for.",
                )


def _stands_before(plan: Plan, step: BuildStep, other: BuildStep) -> bool:
    """By date where both begin on one, else by phase, task and step."""
    if step.starts_on and other.starts_on:
        return step.starts_on < other.starts_on
    here, there = _place(plan, step), _place(plan, other)
    return bool(here and there) and here < there


def _place(plan: Plan, step: BuildStep) -> tuple[tuple[int, Key], ...]:
    """Where a step stands in the plan; nowhere as long as its task or phase is not said."""
    task = plan.get(step.task, BuildTask)
    phase = plan.get(task.phase, BuildPhase) if task else None
    if task is None or phase is None:
        return ()
    return tuple((each.position, natural(each.code)) for each in (phase, task, step))


@rule(
    "PL-06",
    "missing",
    "warning",
    "backend",
    title="The build plan leaves something out",
    why="What no step builds will not be there; the directive names four areas of work.",
    fix="Add a step that builds it, or a step in the area.",
    standards=("TEST-BACK",),
)
def unbuilt(plan: Plan, on: date) -> Iterator[Hit]:
    external = {context.code for context in plan.of(BoundedContext) if context.external}
    built = {link.target for link in plan.links if link.type == "builds"}
    ours: list[Aggregate | Port | Service]
    ours = [*plan.of(Aggregate), *plan.of(Port), *plan.of(Service)]
    for element in ours:
        parts = {part.code for part, field in plan.referrers(element.code) if field == part.PARENT}
        if element.context not in external and built.isdisjoint({element.code, *parts}):
            yield Hit(element=element.code, message=f"No step builds {element.code}.")
    areas = {step.area for step in plan.of(BuildStep)}
    for area in ("business_logic", "domain_model", "repository_adapter", "test_harness"):
        if area not in areas:
            yield Hit(about=area, message=f"No step is in the area {words(area)}.")


@rule(
    "PL-12",
    "missing",
    "warning",
    "backend",
    title="A phase has no end",
    why="A phase is over when its criterion holds, not when its time is up.",
    fix="State the exit criterion.",
)
def phase_exit(plan: Plan, on: date) -> Iterator[Hit]:
    for phase in plan.of(BuildPhase):
        yield from lacking(phase, "exit_criterion")


PLAN_STEPS: tuple[Rule, ...] = (
    idle_step,
    step_cycle,
    step_out_of_order,
    unbuilt,
    step_end,
    phase_exit,
)
