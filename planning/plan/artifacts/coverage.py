"""How far each requirement is carried: to an element, to a step, to something that verifies it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from planning.plan.choices import REQUIREMENT_TYPES
from planning.plan.elements import BuildStep, BuildTask, Endpoint, Requirement
from planning.plan.rules.suspects import suspect
from planning.plan.value import Plan

State = Literal["covered", "partial", "not covered", "deferred", "withdrawn", "suspect"]
STATES: tuple[State, ...] = (
    "covered",
    "partial",
    "not covered",
    "deferred",
    "withdrawn",
    "suspect",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What serves a requirement, as codes; ``missing`` says in words what is not there.

    ``suspects`` are the elements that confirmed an earlier wording of it.
    """

    requirement: Requirement
    elements: tuple[str, ...]
    endpoints: tuple[str, ...]
    steps: tuple[str, ...]
    verifiers: tuple[str, ...]
    suspects: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        parts = (
            ("element", self.elements + self.endpoints),
            ("step", self.steps),
            ("verification", self.verifiers),
        )
        return tuple(name for name, codes in parts if not codes)

    @property
    def state(self) -> State:
        status = self.requirement.status
        if status in ("deferred", "withdrawn"):
            return "deferred" if status == "deferred" else "withdrawn"
        if self.suspects:
            return "suspect"
        if not self.missing:
            return "covered"
        return "partial" if len(self.missing) < 3 else "not covered"


def trace(plan: Plan, requirement: Requirement) -> Trace:
    """What serves one requirement; a step also serves it by building what satisfies it."""
    code = requirement.code
    sources = plan.sources(code, "satisfies")
    work = [c for c in sources if isinstance(plan.by_code.get(c), BuildStep | BuildTask)]
    endpoints = [c for c in sources if plan.get(c, Endpoint)]
    elements = [c for c in sources if c not in work and c not in endpoints]
    builders = [s for c in (*elements, *endpoints) for s in plan.sources(c, "builds")]
    links = plan.links_to(code, "satisfies", "verifies", "refines")
    return Trace(
        requirement=requirement,
        elements=tuple(elements),
        endpoints=tuple(endpoints),
        steps=tuple(dict.fromkeys((*work, *builders))),
        verifiers=plan.sources(code, "verifies"),
        suspects=tuple(link.source for link in links if suspect(plan, link)),
    )


def by_type(traces: Iterable[Trace]) -> Iterator[tuple[str, list[Trace]]]:
    """Traces of each type of requirement that occurs; those without a type come last."""
    found = list(traces)
    for type_ in (*REQUIREMENT_TYPES, ""):
        of_type = [t for t in found if t.requirement.type == type_]
        if of_type:
            yield type_, of_type
