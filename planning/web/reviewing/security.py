"""What a security lead needs to see of a plan in ten minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planning.plan.elements import ChecklistItem, Control, Dependency, PrivacyConstraint
from planning.plan.findings import Finding
from planning.plan.value import Plan
from planning.web.reviewing.compared import Change, Folded, State, compared, folded
from planning.web.reviewing.data_flow import Flow, flows
from planning.web.reviewing.exposed import Exposure, exposures
from planning.web.reviewing.gaps import Theme, themes
from planning.web.reviewing.weakening import weakenings

SETTLED = ("provided", "not_needed")
"""What was declined is still missing, for whoever has to answer for the plan."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A control or a constraint: what it is on, which steps build it, what shows that it holds."""

    element: Control | PrivacyConstraint
    state: State
    changes: tuple[Change, ...]
    applies_to: tuple[str, ...]
    steps: tuple[str, ...]
    verified_by: tuple[str, ...]
    evidence: tuple[str, ...]
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """What the security track owes this plan; ``late`` where its day has passed."""

    element: Dependency
    state: State
    changes: tuple[Change, ...]
    open: bool
    late: bool


@dataclass(frozen=True, slots=True)
class SecurityPanels:
    flows: tuple[Flow, ...]
    exposures: tuple[Exposure, ...]
    themes: tuple[Theme, ...]
    controls: Folded[Demand]
    constraints: Folded[Demand]
    inputs: Folded[Input]


def panels(
    before: Plan | None, after: Plan, on: date, findings: tuple[Finding, ...]
) -> SecurityPanels:
    """The plan beside the one of the lead's last decision; ``findings`` are those of ``after``."""
    return SecurityPanels(
        flows=flows(before, after),
        exposures=exposures(before, after, weakenings(before, after)),
        themes=themes(after, findings),
        controls=folded(_controls(before, after)),
        constraints=folded(_constraints(before, after)),
        inputs=folded(_inputs(before, after, on)),
    )


def _controls(before: Plan | None, after: Plan) -> Iterator[Demand]:
    """Those for the backend, now or before."""
    for each in compared(before, after, Control, "security", "applies_to"):
        ours = each.element.for_backend or each.changed("for_backend")
        if ours:
            plan = before if before and each.state == "gone" else after
            yield _demand(plan, each.element, each.state, each.changes, each.element.code)


def _constraints(before: Plan | None, after: Plan) -> Iterator[Demand]:
    links = ("applies_to", "discloses_to")
    for each in compared(before, after, PrivacyConstraint, "security", *links):
        plan = before if before and each.state == "gone" else after
        code = each.element.code
        controls = tuple(c for c in plan.sources(code, "applies_to") if plan.get(c, Control))
        yield _demand(plan, each.element, each.state, each.changes, code, *controls)


def _demand(
    plan: Plan,
    element: Control | PrivacyConstraint,
    state: State,
    changes: tuple[Change, ...],
    *codes: str,
) -> Demand:
    """``codes`` are its own and those of the controls that carry it out."""
    verifying = _all(plan, codes, "verifies")
    items = (plan.get(code, ChecklistItem) for code in verifying)
    return Demand(
        element=element,
        state=state,
        changes=changes,
        applies_to=plan.targets(element.code, "applies_to"),
        steps=_all(plan, codes, "builds"),
        verified_by=verifying,
        evidence=tuple(item.evidence for item in items if item and item.evidence),
        controls=codes[1:],
    )


def _all(plan: Plan, codes: tuple[str, ...], type_: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for code in codes for found in plan.sources(code, type_)))


def _inputs(before: Plan | None, after: Plan, on: date) -> list[Input]:
    """Open ones first, blocking before others, then by the day they are due."""
    rows = (
        _input(each.element, each.state, each.changes, on)
        for each in compared(before, after, Dependency, "security")
        if each.element.track == "security" and each.element.direction != "offers"
    )
    return sorted(rows, key=_pressing)


def _input(dependency: Dependency, state: State, changes: tuple[Change, ...], on: date) -> Input:
    still = dependency.status not in SETTLED
    late = still and dependency.due is not None and dependency.due < on
    return Input(dependency, state, changes, still, late)


def _pressing(row: Input) -> tuple[bool, bool, date]:
    return (not row.open, not row.element.blocking, row.element.due or date.max)
