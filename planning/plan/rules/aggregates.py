"""Rules on aggregates: one root, a boundary, and what is kept true inside it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from planning.plan.elements import Aggregate, Attribute, Entity, Invariant, Transition
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.lacking import lacking
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
    "AG-04",
    "missing",
    "error",
    "architecture",
    title="Nothing mends an invariant across aggregates",
    why="No transaction keeps it true; for a while it will not hold, and somebody has to see to it.",
    fix="Name the policy that corrects it, or draw the aggregates as one.",
    standards=("DOMAIN-MODEL",),
)
def unmended_invariant(plan: Plan, on: date) -> Iterator[Hit]:
    for invariant in plan.of(Invariant):
        others = set(plan.targets(invariant.code, "spans")) - {invariant.aggregate}
        if others and not invariant.corrective_policy:
            yield Hit(
                element=invariant.code,
                field="corrective_policy",
                message=f"{invariant.code} spans {listed(others)} and has no corrective policy.",
            )


@rule(
    "AG-05",
    "contradiction",
    "error",
    "architecture",
    title="A reference reaches into another aggregate",
    why="Whoever holds an object of another aggregate can change it past its root.",
    fix="Refer to the root of the other aggregate, by identity.",
    standards=("DOMAIN-MODEL",),
)
def reaching_in(plan: Plan, on: date) -> Iterator[Hit]:
    for attribute in plan.of(Attribute):
        own, other = plan.get(attribute.entity, Entity), plan.get(attribute.refers_to, Entity)
        if own is None or other is None or not own.aggregate or not other.aggregate:
            continue
        if own.aggregate == other.aggregate:
            continue
        if other.role == "entity":
            said = "which is not a root"
        elif other.role == "root" and not attribute.by_identity:
            said = "not by identity"
        else:
            continue
        yield Hit(
            element=attribute.code,
            field="refers_to",
            message=f"{attribute.code} refers to {other.code} of {other.aggregate}, {said}.",
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


@rule(
    "AG-08",
    "contradiction",
    "error",
    "architecture",
    title="A transition names an unknown state",
    why="A life cycle has the states that the aggregate lists, and no others.",
    fix="Add the state to the aggregate, or correct the transition.",
    standards=("DOMAIN-MODEL",),
)
def unknown_state(plan: Plan, on: date) -> Iterator[Hit]:
    for transition in plan.of(Transition):
        aggregate = plan.get(transition.aggregate, Aggregate)
        states = {state.casefold() for state in aggregate.states} if aggregate else set()
        for field in ("from_state", "to_state") if aggregate else ():
            state = getattr(transition, field)
            if state and state.casefold() not in states:
                yield Hit(
                    element=transition.code,
                    field=field,
                    message=f"{transition.aggregate} has no state “{state}”.",
                )


@rule(
    "AG-09",
    "missing",
    "warning",
    "architecture",
    title="Contention is not met",
    why="Where two people often change one thing at once, somebody keeps losing.",
    fix="Say what keeps them apart: a smaller aggregate, a queue, a retry.",
    standards=("DOMAIN-MODEL",),
)
def unmet_contention(plan: Plan, on: date) -> Iterator[Hit]:
    for aggregate in plan.of(Aggregate):
        if aggregate.conflict_chance == "high":
            yield from lacking(aggregate, "contention_mitigation")


@rule(
    "AG-11",
    "smell",
    "info",
    "architecture",
    title="Identity and role do not match",
    why="An entity is told apart by its identity; a value object has none.",
    fix="State what tells two of them apart, or change the role.",
    standards=("DOMAIN-MODEL",),
)
def misplaced_identity(plan: Plan, on: date) -> Iterator[Hit]:
    keyed = {attribute.entity for attribute in plan.of(Attribute) if attribute.key}
    for entity in plan.of(Entity):
        if entity.role == "value_object" and entity.identity:
            message = f"{entity.code} is a value object and has an identity."
            yield Hit(element=entity.code, field="identity", message=message)
        if entity.role in ("root", "entity") and entity.code not in keyed:
            yield from lacking(entity, "identity")


@rule(
    "AG-12",
    "smell",
    "warning",
    "architecture",
    title="A collection without bound",
    why="An aggregate is loaded and locked whole; one that grows without end gets slow.",
    fix="State how many it holds, usually and at most, or move the collection out.",
    standards=("DOMAIN-MODEL", "REPO-PATTERN"),
)
def unbounded_collection(plan: Plan, on: date) -> Iterator[Hit]:
    collections: dict[str, list[Attribute]] = defaultdict(list)
    for attribute in plan.of(Attribute):
        entity = plan.get(attribute.entity, Entity)
        if attribute.collection and entity:
            collections[entity.aggregate].append(attribute)
    for aggregate in plan.of(Aggregate):
        if collections[aggregate.code] and not aggregate.size:
            yield Hit(
                element=aggregate.code,
                field="size",
                message=f"{aggregate.code} states no size, and {listed(collections[aggregate.code])}"
                " holds many.",
            )


@rule(
    "AG-13",
    "missing",
    "warning",
    "architecture",
    title="Concurrency is not controlled",
    why="Where changes collide, somebody has to decide who wins.",
    fix="Choose optimistic, pessimistic or serialised control; none is an answer too.",
    standards=("DOMAIN-MODEL", "REPO-PATTERN"),
)
def uncontrolled_concurrency(plan: Plan, on: date) -> Iterator[Hit]:
    for aggregate in plan.of(Aggregate):
        if aggregate.conflict_chance in ("medium", "high"):
            yield from lacking(aggregate, "concurrency_control")


@rule(
    "AG-14",
    "smell",
    "info",
    "backend",
    title="An invariant hangs in the air",
    why="Who says so, and an example, tell a rule of the business from a developer's guess.",
    fix="Name its source and give an example.",
    standards=("DOMAIN-MODEL",),
)
def unfounded_invariant(plan: Plan, on: date) -> Iterator[Hit]:
    for invariant in plan.of(Invariant):
        yield from lacking(invariant, "source", "example")


def _roots(plan: Plan, aggregate: Aggregate) -> list[Entity]:
    return [e for e in plan.children(aggregate.code, Entity) if e.role == "root"]


AGGREGATES: tuple[Rule, ...] = (
    no_root,
    several_roots,
    no_invariant,
    unmended_invariant,
    reaching_in,
    boundary,
    unknown_state,
    unmet_contention,
    misplaced_identity,
    unbounded_collection,
    uncontrolled_concurrency,
    unfounded_invariant,
)
