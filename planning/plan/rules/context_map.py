"""Rules on relations between contexts: which patterns and roles go together."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import BoundedContext, ContextRelation
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.crossings import pair_of
from planning.plan.rules.lacking import lacking
from planning.plan.value import Plan

SYMMETRIC = ("partnership", "shared_kernel", "separate_ways")
_DIRECTED = ("customer_supplier", "upstream_downstream")


@rule(
    "CM-01",
    "contradiction",
    "error",
    "architecture",
    title="A customer conforms",
    why="A customer has a say in what its supplier offers; a conformist has none.",
    fix="Drop conformist, or call the relation upstream-downstream.",
    standards=("DOMAIN-MODEL",),
)
def conforming_customer(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        if relation.pattern == "customer_supplier" and "CF" in _roles(relation):
            yield _about_roles(relation, "CF", "is customer-supplier, and one side conforms (CF).")


@rule(
    "CM-02",
    "contradiction",
    "warning",
    "architecture",
    title="A supplier runs an open host service",
    why="An open host serves everybody alike; a supplier answers to this one customer.",
    fix="Drop open host service, or call the relation upstream-downstream.",
    standards=("DOMAIN-MODEL",),
)
def open_host_supplier(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        if relation.pattern == "customer_supplier" and "OHS" in _roles(relation):
            yield _about_roles(relation, "OHS", "is customer-supplier with an open host (OHS).")


@rule(
    "CM-03",
    "smell",
    "info",
    "architecture",
    title="A customer shields itself from its supplier",
    why="A customer who can ask for what it needs seldom has to translate what it gets.",
    fix="Check whether the customer really has a say; if not, call it upstream-downstream.",
    standards=("DOMAIN-MODEL",),
)
def shielded_customer(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        if relation.pattern == "customer_supplier" and "ACL" in _roles(relation):
            message = "is customer-supplier with an anticorruption layer (ACL)."
            yield _about_roles(relation, "ACL", message)


@rule(
    "CM-04",
    "contradiction",
    "error",
    "architecture",
    title="One downstream translates and conforms",
    why="An anticorruption layer keeps the upstream's model out; a conformist takes it over.",
    fix="Keep one of the two.",
    standards=("DOMAIN-MODEL",),
)
def shielded_conformist(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        if {"ACL", "CF"} <= set(relation.downstream_roles):
            yield Hit(
                element=relation.code,
                field="downstream_roles",
                message=f"{relation.code} has ACL and CF on its downstream.",
            )


@rule(
    "CM-05",
    "contradiction",
    "error",
    "architecture",
    title="A role stands on the wrong side",
    why="An upstream offers (OHS, PL), a downstream copes (ACL, CF); the other way means nothing.",
    fix="Move the role to the other side, or swap the ends of the relation.",
    standards=("DOMAIN-MODEL",),
)
def misplaced_role(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        for field, misplaced in (
            ("upstream_roles", {"ACL", "CF"} & set(relation.upstream_roles)),
            ("downstream_roles", {"OHS", "PL"} & set(relation.downstream_roles)),
        ):
            if misplaced:
                side = field.removesuffix("_roles")
                named = " and ".join(sorted(misplaced))
                yield Hit(
                    element=relation.code,
                    field=field,
                    message=f"{relation.code} has {named} on its {side}.",
                )


@rule(
    "CM-06",
    "contradiction",
    "error",
    "architecture",
    title="A role where there is neither upstream nor downstream",
    why="Who shares a kernel, goes separate ways or is a partner does not serve or follow.",
    fix="Drop the roles, or choose a directed pattern.",
    standards=("DOMAIN-MODEL",),
)
def role_without_direction(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        if relation.pattern in SYMMETRIC and _roles(relation):
            yield Hit(
                element=relation.code,
                field="upstream_roles" if relation.upstream_roles else "downstream_roles",
                message=f"{relation.code} is {words(relation.pattern)} and has roles.",
                severity="warning" if relation.pattern == "partnership" else None,
            )


@rule(
    "CM-07",
    "contradiction",
    "error",
    "architecture",
    title="A context is related to itself",
    why="A relation is between two models; within one there is nothing to map.",
    fix="Name the other context, or take the relation away.",
    standards=("DOMAIN-MODEL",),
)
def self_relation(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        if relation.upstream and relation.upstream == relation.downstream:
            yield Hit(
                element=relation.code,
                field="downstream",
                message=f"{relation.code} relates {relation.upstream} to itself.",
            )


@rule(
    "CM-08",
    "contradiction",
    "error",
    "architecture",
    title="A relation stands twice",
    why="Two rows for one relation drift apart, and nobody knows which one holds.",
    fix="Keep one, or say in what they differ: technology, or what is exposed.",
    standards=("DOMAIN-MODEL",),
)
def repeated_relation(plan: Plan, on: date) -> Iterator[Hit]:
    first: dict[tuple[object, ...], ContextRelation] = {}
    for relation in plan.of(ContextRelation):
        if not (relation.upstream and relation.downstream):
            continue
        exposed = frozenset(plan.targets(relation.code, "exposes"))
        key = (relation.pattern, _ends(relation), relation.technology.casefold(), exposed)
        earlier = first.setdefault(key, relation)
        if earlier is not relation:
            yield Hit(
                element=relation.code,
                about=earlier.code,
                message=f"{relation.code} says the same as {earlier.code}.",
            )


@rule(
    "CM-09",
    "contradiction",
    "warning",
    "architecture",
    title="A shared kernel or separate ways beside a directed relation",
    why="Two contexts that share a kernel, or ignore each other, do not also follow one another.",
    fix="Decide which of the two relations holds.",
    standards=("DOMAIN-MODEL",),
)
def kernel_beside_direction(plan: Plan, on: date) -> Iterator[Hit]:
    directed: dict[frozenset[str], ContextRelation] = {}
    for relation in plan.of(ContextRelation):
        if relation.pattern in _DIRECTED:
            directed.setdefault(pair_of(relation), relation)
    for relation in plan.of(ContextRelation):
        beside = directed.get(pair_of(relation))
        kernel = relation.pattern in ("shared_kernel", "separate_ways")
        if kernel and beside and len(pair_of(relation)) == 2:
            yield Hit(
                element=relation.code,
                field="pattern",
                message=f"{relation.code} is {words(relation.pattern)}, "
                f"{beside.code} directed, between the same contexts.",
            )


@rule(
    "CM-16",
    "smell",
    "info",
    "architecture",
    title="A context stands alone",
    why="A context that neither serves nor uses another is rare; more often a relation is missing.",
    fix="Add its relations, or say separate ways.",
    standards=("DOMAIN-MODEL",),
)
def lone_context(plan: Plan, on: date) -> Iterator[Hit]:
    related = {code for relation in plan.of(ContextRelation) for code in pair_of(relation)}
    contexts = plan.of(BoundedContext)
    for each in contexts if len(contexts) > 1 else ():
        if each.code not in related:
            yield Hit(element=each.code, message=f"{each.code} has no relation on the map.")


@rule(
    "CM-17",
    "missing",
    "warning",
    "architecture",
    title="A shared kernel is not described",
    why="What is shared and who keeps it is all that there is to a shared kernel.",
    fix="Say what is shared and which team owns it.",
    standards=("DOMAIN-MODEL",),
)
def bare_kernel(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        if relation.pattern == "shared_kernel":
            yield from lacking(relation, "shared_part", "kernel_owner")


def _roles(relation: ContextRelation) -> set[str]:
    return {*relation.upstream_roles, *relation.downstream_roles}


def _ends(relation: ContextRelation) -> tuple[str, ...]:
    """Both ends; in one order for patterns that have no direction."""
    ends = (relation.upstream, relation.downstream)
    return tuple(sorted(ends)) if relation.pattern in SYMMETRIC else ends


def _about_roles(relation: ContextRelation, role: str, message: str) -> Hit:
    """A hit at the side that has the role; the side where it belongs comes first."""
    first = ("upstream_roles", "downstream_roles")
    sides = first if role in ("OHS", "PL") else tuple(reversed(first))
    return Hit(
        element=relation.code,
        field=next(side for side in sides if role in getattr(relation, side)),
        message=f"{relation.code} {message}",
    )


CONTEXT_MAP: tuple[Rule, ...] = (
    conforming_customer,
    open_host_supplier,
    shielded_customer,
    shielded_conformist,
    misplaced_role,
    role_without_direction,
    self_relation,
    repeated_relation,
    kernel_beside_direction,
    lone_context,
    bare_kernel,
)
