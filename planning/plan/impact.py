"""Impact: what depends on an element through links and references, to any depth.

Whoever refers to an element, links to it or has it as a parent depends on it, and so does whatever
depends on those. What the element itself names does not depend on it.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from planning.plan.elements import Element, facts
from planning.plan.order import natural
from planning.plan.value import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """An element ``distance`` steps away; ``why`` says how it depends on ``on``: ``is part of X``."""

    element: Element
    distance: int
    on: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Impact:
    """What depends on the element under ``code``, nearest first, then in natural order."""

    code: str
    dependents: tuple[Dependent, ...]

    @cached_property
    def _by_code(self) -> Mapping[str, Dependent]:
        return {found.element.code: found for found in self.dependents}

    def rings(self) -> Iterator[tuple[int, tuple[Dependent, ...]]]:
        """Each distance that occurs, with what is there."""
        for distance, found in groupby(self.dependents, key=lambda each: each.distance):
            yield distance, tuple(found)

    @property
    def direct(self) -> tuple[Dependent, ...]:
        """What is one step away."""
        return tuple(found for found in self.dependents if found.distance == 1)

    @property
    def further(self) -> int:
        """How many depend on it through others."""
        return len(self.dependents) - len(self.direct)

    def path(self, code: str) -> tuple[Dependent, ...]:
        """A shortest way to a dependent, from the one next to the element; raises ``KeyError``."""
        way = [self._by_code[code]]
        while way[-1].on != self.code:
            way.append(self._by_code[way[-1].on])
        return tuple(reversed(way))


def impact(plan: Plan, code: str) -> Impact:
    """Everything that depends on an element; each once, by a shortest way, in linear time."""
    found: dict[str, Dependent] = {}
    waiting = deque([(code, 0)])
    while waiting:
        on, distance = waiting.popleft()
        for element, why in _depending(plan, on):
            if element.code != code and element.code not in found:
                found[element.code] = Dependent(
                    element=element, distance=distance + 1, on=on, why=why
                )
                waiting.append((element.code, distance + 1))
    ordered = sorted(found.values(), key=lambda each: (each.distance, natural(each.element.code)))
    return Impact(code=code, dependents=tuple(ordered))


def _depending(plan: Plan, code: str) -> Iterator[tuple[Element, str]]:
    """What depends on an element directly, and how: parts first, then references, then links."""
    referrers = sorted(plan.referrers(code), key=lambda each: each[1] != type(each[0]).PARENT)
    for element, name in referrers:
        part = name == type(element).PARENT
        label = facts(type(element))[name].label.lower()
        yield element, f"is part of {code}" if part else f"has {code} as {label}"
    for link in plan.links_to(code):
        source = plan.by_code.get(link.source)
        if source:
            yield source, f"{_VERBS.get(link.type, link.type.replace('_', ' '))} {code}"


_VERBS = {"about": "is about", "evidenced_by": "is evidenced by"}
"""Link types that need a verb to be read after an element."""
