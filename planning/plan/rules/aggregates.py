"""Rules on aggregates: one root, a boundary, and what is kept true inside it."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import Aggregate, Entity, Invariant
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.listing import listed
from planning.plan.value import Plan


@rule(
    "AG-01",
    "missing",
    "error",
    "architecture",
    title="An aggregate has no root",
    why="The root is the only way in; without it nothing guards what is kept true inside.",
    fix="Give one of its entities the role root.",
    standards=("DOMAIN-MODEL",),
)
def no_root(plan: Plan, on: date) -> Iterator[Hit]:
    for aggregate in plan.of(Aggregate):
        if not _roots(plan, aggregate):
            yield Hit(element=aggregate.code, message=f"{aggregate.code} has no root.")


@rule(
    "AG-02",
    "contradiction",
    "error",
    "architecture",
    title="An aggregate has several roots",
    why="Two ways in mean that neither can vouch for what is kept true inside.",
    fix="Keep one root, or split the aggregate.",
    standards=("DOMAIN-MODEL",),
)
def several_roots(plan: Plan, on: date) -> Iterator[Hit]:
    for aggregate in plan.of(Aggregate):
        roots = _roots(plan, aggregate)
        if len(roots) > 1:
            yield Hit(
                element=aggregate.code,
                message=f"{aggregate.code} has several roots: {listed(roots)}.",
            )


@rule(
    "AG-03",
    "missing",
    "warning",
    "architecture",
    title="An aggregate keeps nothing true",
    why="An aggregate is drawn around its invariants; without one its boundary is arbitrary.",
    fix="State an invariant, or why nothing has to be kept true.",
    standards=("DOMAIN-MODEL",),
)
def no_invariant(plan: Plan, on: date) -> Iterator[Hit]:
    for aggregate in plan.of(Aggregate):
        if not (aggregate.no_invariant_reason or plan.children(aggregate.code, Invariant)):
            yield Hit(
                element=aggregate.code,
                field="no_invariant_reason",
                message=f"{aggregate.code} has no invariant, and no reason for having none.",
            )


@rule(
    "AG-06",
    "missing",
    "error",
    "architecture",
    title="A transactional boundary is not stated",
    why="Whoever builds it has to know what one transaction covers.",
    fix="Say whether the transaction is the aggregate itself or wider, and why it is wider.",
    standards=("DOMAIN-MODEL", "REPO-PATTERN"),
)
def boundary(plan: Plan, on: date) -> Iterator[Hit]:
    for aggregate in plan.of(Aggregate):
        if not aggregate.boundary:
            yield Hit(
                element=aggregate.code,
                field="boundary",
                message=f"{aggregate.code} states no transactional boundary.",
            )
        elif aggregate.boundary == "wider" and not aggregate.boundary_reason:
            yield Hit(
                element=aggregate.code,
                field="boundary_reason",
                message=f"The transaction of {aggregate.code} is wider than it, without a reason.",
            )


def _roots(plan: Plan, aggregate: Aggregate) -> list[Entity]:
    return [e for e in plan.children(aggregate.code, Entity) if e.role == "root"]


AGGREGATES: tuple[Rule, ...] = (no_root, several_roots, no_invariant, boundary)
