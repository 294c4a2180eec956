"""Where elements of one context reach into another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planning.plan.elements import Adapter, ContextRelation, DataStore, Policy, Port
from planning.plan.layers import context_of
from planning.plan.rules.once import once_per_plan
from planning.plan.value import Plan

Pair = frozenset[str]
_VERBS = ("calls", "subscribes", "stores", "reads")


@once_per_plan
def crossings(plan: Plan) -> Mapping[Pair, list[str]]:
    """For each two contexts, in words, what crosses between them; blank contexts cross nothing.

    Calls, ports that consume, subscriptions by link or policy, reads and uses of a store.
    """
    found: dict[Pair, list[str]] = defaultdict(list)
    for source, verb, target in reaches(plan):
        pair = frozenset({context(plan, source), context(plan, target)} - {""})
        if len(pair) == 2:
            found[pair].append(f"{source} {verb} {target}")
    return found


def context(plan: Plan, code: str) -> str:
    """The code of the context that an element lives in, ``""`` where nobody said."""
    element = plan.by_code.get(code)
    return context_of(plan, element) if element else ""


def pair_of(relation: ContextRelation) -> Pair:
    """The two ends of a relation; fewer where an end is blank or both are the same."""
    return frozenset({relation.upstream, relation.downstream} - {""})


def reaches(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Whatever may cross: source, verb (the type of the link that says it) and target."""
    for link in plan.links:
        consumed = link.type == "consumes" and plan.get(link.source, Port)
        if link.type in _VERBS or consumed:
            yield link.source, link.type, link.target
    for policy in plan.of(Policy):
        yield policy.code, "subscribes", policy.on_event
    for adapter in plan.of(Adapter):
        if plan.get(adapter.store, DataStore):
            yield adapter.code, "stores", adapter.store
