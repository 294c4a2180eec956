"""Where elements of one context reach into another or outside, and the relation that covers it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planning.plan.elements import Adapter, BoundedContext, ContextRelation, Interface
from planning.plan.order import natural
from planning.plan.rules.crossings import Pair, context, pair_of, reaches
from planning.plan.value import Plan
from planning.web.reviewing.compared import State

_Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Reach:
    """``source`` does ``verb`` to ``target``, from the context ``here`` into ``there``.

    ``there`` is blank where the target is an interface or a place outside that no context stands
    for; such a reach needs no relation. ``was`` are the relations of before where they differ.
    """

    state: State
    source: str
    verb: str
    target: str
    here: str
    there: str
    outward: bool
    relations: tuple[ContextRelation, ...]
    was: tuple[str, ...] = ()

    @property
    def uncovered(self) -> bool:
        """Whether it crosses between two contexts that no relation on the map joins."""
        return bool(self.there) and not self.relations


def edges(before: Plan | None, after: Plan) -> tuple[Reach, ...]:
    """Every reach on either side, those that no relation covers first, then by both contexts."""
    was = dict(_reaches(before)) if before else {}
    now = dict(_reaches(after))
    found = (_compared(before, was.get(key), now.get(key)) for key in was | now)
    return tuple(sorted(found, key=_order))


def _compared(before: Plan | None, was: Reach | None, now: Reach | None) -> Reach:
    if now is None:
        assert was is not None
        return replace(was, state="gone")
    if before is None or was is None:
        return replace(now, state="to_read" if before is None else "new")
    codes = tuple(relation.code for relation in was.relations)
    if codes == tuple(relation.code for relation in now.relations):
        return now
    return replace(now, state="changed", was=codes)


def _reaches(plan: Plan) -> Iterator[tuple[_Key, Reach]]:
    covering = _covering(plan)
    external = {each.code for each in plan.of(BoundedContext) if each.external}
    for source, verb, target in dict.fromkeys((*reaches(plan), *_outward(plan))):
        here, there = context(plan, source), context(plan, target)
        outside = not plan.by_code.get(target) or plan.get(target, Interface) is not None
        if not target or here == there or not (there or outside):
            continue
        key = (source, verb, target, here, there)
        relations = covering.get(frozenset({here, there}), ()) if there else ()
        outward = outside or not external.isdisjoint({here, there})
        yield key, Reach("unchanged", *key, outward, tuple(relations))


def _outward(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """What meets the outside by an interface that it serves, or by an adapter's target."""
    for link in plan.links:
        if link.type == "serves":
            yield link.source, link.type, link.target
    for adapter in plan.of(Adapter):
        yield adapter.code, "reaches", adapter.external_target


def _covering(plan: Plan) -> Mapping[Pair, list[ContextRelation]]:
    found: dict[Pair, list[ContextRelation]] = defaultdict(list)
    for relation in plan.of(ContextRelation):
        found[pair_of(relation)].append(relation)
    return found


def _order(reach: Reach) -> tuple[object, ...]:
    return (
        not reach.uncovered,
        natural(reach.here),
        natural(reach.there),
        natural(reach.source),
        reach.verb,
        natural(reach.target),
    )
