"""Remedies on aggregates: their roots, boundaries, states and references."""

from collections.abc import Iterator

from planning.plan.elements import Aggregate, Attribute, Entity, Transition
from planning.plan.findings import Finding
from planning.plan.fixes.fix import REASON, Creation, Fix, Update
from planning.plan.value import Plan


def add_root(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """AG-01: a root of the aggregate's own name, where it has no entity yet."""
    aggregate = plan.by_code[finding.element]
    if not plan.children(aggregate.code, Entity):
        values = {"name": aggregate.name, "aggregate": aggregate.code, "role": "root"}
        yield Fix(
            id="add-root",
            title=f"Add a root “{aggregate.name}”" if aggregate.name else "Add a root",
            creates=(Creation(kind="Entity", values=values),),
        )


def excuse_invariant(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """AG-03: nothing has to be kept true."""
    yield Fix(
        id="no-invariant",
        title="Nothing has to be kept true",
        asks="Why nothing has to be kept true",
        updates=(Update(code=finding.element, values={"no_invariant_reason": REASON}),),
    )


def refer_by_identity(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """AG-05: by identity, where a root is referred to."""
    attribute = plan.get(finding.element, Attribute)
    entity = plan.get(attribute.refers_to, Entity) if attribute else None
    if attribute and entity and entity.role == "root":
        yield Fix(
            id="refer-by-identity",
            title=f"Refer to {entity.code} by identity",
            updates=(Update(code=attribute.code, values={"by_identity": True}),),
        )


def state_boundary(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """AG-06: the aggregate itself, or wider with a reason."""
    yield Fix(
        id="boundary-self",
        title="The transaction is the aggregate itself",
        updates=(Update(code=finding.element, values={"boundary": "self"}),),
    )
    wider = {"boundary": "wider", "boundary_reason": REASON}
    yield Fix(
        id="boundary-wider",
        title="The transaction is wider",
        asks="Why the transaction is wider than the aggregate",
        updates=(Update(code=finding.element, values=wider),),
    )


def add_state(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """AG-08: the state that the transition names."""
    transition = plan.get(finding.element, Transition)
    aggregate = plan.get(transition.aggregate, Aggregate) if transition else None
    if aggregate:
        state = getattr(transition, finding.field)
        yield Fix(
            id="add-state",
            title=f"Add the state “{state}” to {aggregate.code}",
            updates=(Update(code=aggregate.code, values={"states": (*aggregate.states, state)}),),
        )
