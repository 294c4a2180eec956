"""Rules on open questions and risks."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import Question, Risk
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.lacking import lacking
from planning.plan.value import Plan


@rule(
    "QU-01",
    "smell",
    "warning",
    "backend",
    title="An open point is nobody's, or overdue",
    why="A question that nobody is after stays open.",
    fix="Name an owner and a date to come, or close it.",
)
def neglected_point(plan: Plan, on: date) -> Iterator[Hit]:
    for point in _open_points(plan):
        yield from lacking(point, "owner")
        if point.due and point.due < on:
            yield Hit(
                element=point.code, field="due", message=f"{point.code} was due on {point.due}."
            )


@rule(
    "QU-02",
    "contradiction",
    "error",
    "backend",
    title="An open point blocks the plan",
    why="The plan is not ready without an answer; somebody said so.",
    fix="Answer the question or settle the risk, or say that it does not block.",
)
def blocking_point(plan: Plan, on: date) -> Iterator[Hit]:
    for point in _open_points(plan):
        if point.blocking:
            yield Hit(
                element=point.code, field="status", message=f"{point.code} is open and blocking."
            )


def _open_points(plan: Plan) -> Iterator[Question | Risk]:
    yield from (question for question in plan.of(Question) if question.status != "answered")
    yield from (risk for risk in plan.of(Risk) if risk.status not in ("accepted", "closed"))


OPEN_POINTS: tuple[Rule, ...] = (neglected_point, blocking_point)
