"""Rules on the context map and what the plan makes of it: cycles, crossings, what is exposed."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import (
    BoundedContext,
    ContextRelation,
    Endpoint,
    Message,
    Operation,
    Schema,
    Service,
    Subdomain,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.graph import cycles, spoken
from planning.plan.layers import context_of
from planning.plan.order import natural
from planning.plan.rules.context_map import SYMMETRIC
from planning.plan.rules.crossings import context, crossings, pair_of
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
from planning.plan.value import Plan


@rule(
    "CM-10",
    "smell",
    "warning",
    "architecture",
    title="Contexts depend on each other in a cycle",
    why="Where each waits for the next, none can be built, changed or kept running alone.",
    fix="Turn a relation round, or let one of them be asynchronous.",
    standards=("DOMAIN-MODEL",),
)
def context_cycle(plan: Plan, on: date) -> Iterator[Hit]:
    directed = [r for r in plan.of(ContextRelation) if _directed(r) and len(pair_of(r)) == 2]
    waiting = [r for r in directed if r.interaction in ("synchronous", "both")]
    synchronous = cycles((r.downstream, r.upstream) for r in waiting)
    for cycle in synchronous:
        yield Hit(element=cycle[0], message=f"A synchronous cycle: {spoken(cycle)}.")
    told = {code for cycle in synchronous for code in cycle}
    for cycle in cycles((r.downstream, r.upstream) for r in directed):
        if told.isdisjoint(cycle):
            message = f"A cycle of relations: {spoken(cycle)}."
            yield Hit(element=cycle[0], message=message, severity="info")


def _directed(relation: ContextRelation) -> bool:
    return relation.pattern not in SYMMETRIC


@rule(
    "CM-11",
    "contradiction",
    "error",
    "architecture",
    title="Contexts that go separate ways meet",
    why="Separate ways says that neither needs the other; here one reaches for the other.",
    fix="Choose the pattern that they really have, or take the crossing away.",
    standards=("DOMAIN-MODEL", "ARCH-BL"),
)
def crossed_separate_ways(plan: Plan, on: date) -> Iterator[Hit]:
    crossing = crossings(plan)
    for relation in plan.of(ContextRelation):
        met = crossing.get(pair_of(relation), ())
        if relation.pattern == "separate_ways" and met:
            yield Hit(
                element=relation.code,
                field="pattern",
                message=f"{relation.code} says separate ways, yet {met[0]}.",
            )


@rule(
    "CM-12",
    "contradiction",
    "error",
    "architecture",
    title="A crossing is not on the map",
    why="The map is to show every place where one model meets another.",
    fix="Add the relation between the two contexts, or take the crossing away.",
    standards=("DOMAIN-MODEL", "ARCH-BL"),
)
def unmapped_crossing(plan: Plan, on: date) -> Iterator[Hit]:
    mapped = {pair_of(relation) for relation in plan.of(ContextRelation)}
    for pair, met in crossings(plan).items():
        # Reading an aggregate is CM-11's: it takes a call, a port or a store to get there.
        met = [crossing for crossing in met if " reads " not in crossing]
        if met and pair not in mapped:
            first, other = sorted(pair, key=natural)
            yield Hit(
                element=first,
                about=other,
                message=f"No relation between {first} and {other}, yet {met[0]}.",
            )


@rule(
    "CM-13",
    "contradiction",
    "error",
    "architecture",
    title="A relation exposes what is not the upstream's",
    why="Only the upstream can expose its own model.",
    fix="Swap the ends of the relation, or expose something of the upstream.",
    standards=("DOMAIN-MODEL",),
)
def foreign_exposure(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        owners = {relation.upstream} if _directed(relation) else set(pair_of(relation))
        for code in plan.targets(relation.code, "exposes") if relation.upstream else ():
            owner = context(plan, code)
            if owner and owner not in owners:
                yield Hit(
                    element=relation.code,
                    about=code,
                    message=f"{relation.code} exposes {code}, which is of {owner}.",
                )


@rule(
    "CM-14",
    "missing",
    "warning",
    "architecture",
    title="Nothing keeps a ball of mud out",
    why="A model that is not to be trusted spreads to whoever takes it over as it is.",
    fix="Give the downstream an anticorruption layer.",
    standards=("DOMAIN-MODEL",),
)
def unshielded_from_mud(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        upstream = plan.get(relation.upstream, BoundedContext)
        muddy = upstream is not None and upstream.big_ball_of_mud and _directed(relation)
        if muddy and "ACL" not in relation.downstream_roles:
            yield Hit(
                element=relation.code,
                field="downstream_roles",
                message=f"{relation.upstream} is a big ball of mud, and {relation.code} "
                "has no anticorruption layer.",
            )


@rule(
    "CM-15",
    "smell",
    "warning",
    "architecture",
    title="A core context conforms",
    why="What sets the business apart is shaped by another team's model.",
    fix="Translate (ACL), or become a customer with a say.",
    standards=("DOMAIN-MODEL",),
)
def conforming_core(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        upstream = plan.get(relation.upstream, BoundedContext)
        downstream = plan.get(relation.downstream, BoundedContext)
        if "CF" not in relation.downstream_roles or upstream is None or downstream is None:
            continue
        if "core" in _classes(plan, downstream) and not upstream.external:
            yield Hit(
                element=relation.code,
                field="downstream_roles",
                message=f"{downstream.code} is core and conforms to {upstream.code}.",
            )


def _classes(plan: Plan, context: BoundedContext) -> set[str]:
    """The class of a context, or where it has none those of its subdomains."""
    subdomains = (plan.get(code, Subdomain) for code in plan.targets(context.code, "implements"))
    return {context.classification} - {""} or {s.classification for s in subdomains if s}


@rule(
    "CM-18",
    "missing",
    "warning",
    "architecture",
    title="An open host serves nothing",
    why="An open host service is a set of endpoints or messages that anybody may use.",
    fix="Add the endpoints or published messages of the upstream context.",
    standards=("DOMAIN-MODEL", "SEC-API"),
)
def empty_open_host(plan: Plan, on: date) -> Iterator[Hit]:
    serving = {context_of(plan, endpoint) for endpoint in plan.of(Endpoint)}
    published = [m for m in plan.of(Message) if plan.links_to(m.code, "publishes")]
    serving |= {message.context for message in published}
    for relation in plan.of(ContextRelation):
        upstream = plan.get(relation.upstream, BoundedContext)
        if "OHS" not in relation.upstream_roles or upstream is None or upstream.external:
            continue
        if upstream.code not in serving:
            yield Hit(
                element=relation.code,
                field="upstream_roles",
                message=f"{relation.code} says OHS, and {upstream.code} has neither endpoint "
                "nor published message.",
            )


@rule(
    "CM-19",
    "missing",
    "warning",
    "architecture",
    title="A published language is not written down",
    why="A published language is a schema that others can read.",
    fix="Expose the schema, or a message that has one.",
    standards=("DOMAIN-MODEL",),
)
def unwritten_language(plan: Plan, on: date) -> Iterator[Hit]:
    for relation in plan.of(ContextRelation):
        exposed = [plan.by_code.get(code) for code in plan.targets(relation.code, "exposes")]
        written = any(
            isinstance(e, Schema) or (isinstance(e, Message) and e.schema) for e in exposed
        )
        if "PL" in relation.upstream_roles and not written:
            yield Hit(
                element=relation.code,
                field="upstream_roles",
                message=f"{relation.code} says PL, and exposes no schema.",
            )


@rule(
    "CM-20",
    "missing",
    "warning",
    "architecture",
    title="A call to another context says nothing of failure",
    why="What is called over a boundary will be slow or away one day.",
    fix="State timeout and failure behaviour of the operation; for a service, of the relation.",
    standards=("ARCH-BL",),
)
def unguarded_call(plan: Plan, on: date) -> Iterator[Hit]:
    for operation in plan.of(Operation):
        if _called(plan, operation):
            yield from lacking(operation, "timeout", "failure_behaviour")
    told = {pair_of(r) for r in plan.of(ContextRelation) if r.failure_behaviour}
    for service in plan.of(Service):
        untold = [c for c in _called(plan, service) if frozenset({service.context, c}) not in told]
        if untold:
            yield Hit(
                element=service.code,
                message=f"{service.code} calls {listed(untold)}, and no relation between them "
                "states the failure behaviour.",
            )


def _called(plan: Plan, caller: Operation | Service) -> set[str]:
    """The other contexts that an operation or a service calls."""
    called = {context(plan, code) for code in plan.targets(caller.code, "calls")}
    return called - {"", context_of(plan, caller)}


MAP_USE: tuple[Rule, ...] = (
    context_cycle,
    crossed_separate_ways,
    unmapped_crossing,
    foreign_exposure,
    unshielded_from_mud,
    conforming_core,
    empty_open_host,
    unwritten_language,
    unguarded_call,
)
