"""Traceability both ways: requirement ↔ element ↔ step ↔ verification, and what is without."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from planning.plan import elements as e
from planning.plan.choices import PRIORITIES, REQUIREMENT_TYPES
from planning.plan.links import Link
from planning.plan.rules.suspects import suspect
from planning.plan.value import Plan

State = Literal["covered", "partial", "not covered", "deferred", "withdrawn", "suspect"]
STATES: tuple[State, ...] = get_args(State)
GAPS: tuple[State, ...] = ("not covered", "partial", "suspect")
"""States in which somebody still has something to do, worst first."""

# Kinds that are planned for the sake of requirements.
PURPOSEFUL: tuple[type[e.Element], ...] = (
    e.BoundedContext,
    e.Aggregate,
    e.Service,
    e.Operation,
    e.Endpoint,
    e.DataStore,
    e.Port,
    e.BuildTask,
    e.BuildStep,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What serves a requirement, as codes; ``missing`` says in words what is not there.

    ``sources`` are all that is linked to it as satisfying it, ``suspects`` the elements that
    confirmed an earlier wording of it.
    """

    requirement: e.Requirement
    sources: tuple[str, ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """The way back from an element, as codes: what for, by which steps, verified by what."""

    element: e.Element
    requirements: tuple[str, ...]
    steps: tuple[str, ...]
    verifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The elements of a kind that serve no requirement, and how many there are ``of`` the kind."""

    kind: type[e.Element]
    codes: tuple[str, ...]
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many requirements called ``name`` are in each of ``STATES``, and how many there are."""

    name: str
    counts: tuple[int, ...]
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Controlled:
    """A control with the elements it applies to and the steps that build or verify it."""

    control: e.Control
    elements: tuple[str, ...]
    steps: tuple[str, ...]


def trace(plan: Plan, requirement: e.Requirement) -> Trace:
    """What serves one requirement; a step also serves it by building what satisfies it."""
    code = requirement.code
    sources = plan.sources(code, "satisfies")
    work = {c for c in sources if isinstance(plan.by_code.get(c), e.BuildStep | e.BuildTask)}
    endpoints = tuple(c for c in sources if plan.get(c, e.Endpoint))
    elements = tuple(c for c in sources if c not in work and not plan.get(c, e.Endpoint))
    builders = (s for c in (*elements, *endpoints) for s in plan.sources(c, "builds"))
    links = plan.links_to(code, "satisfies", "verifies", "refines")
    return Trace(
        requirement=requirement,
        sources=sources,
        elements=elements,
        endpoints=endpoints,
        steps=tuple(dict.fromkeys((*(c for c in sources if c in work), *builders))),
        verifiers=plan.sources(code, "verifies"),
        suspects=tuple(link.source for link in links if suspect(plan, link)),
    )


def traces(plan: Plan) -> tuple[Trace, ...]:
    """Every requirement in natural order of code."""
    return tuple(trace(plan, requirement) for requirement in plan.of(e.Requirement))


def by_type(traces: Iterable[Trace]) -> Iterator[tuple[str, list[Trace]]]:
    """Traces of each type of requirement that occurs; those without a type come last."""
    return _grouped(traces, "type", REQUIREMENT_TYPES)


def by_priority(traces: Iterable[Trace]) -> Iterator[tuple[str, list[Trace]]]:
    """Traces of each priority that occurs; those without one come last."""
    return _grouped(traces, "priority", PRIORITIES)


def tally(name: str, traces: Iterable[Trace]) -> Tally:
    """How many are in each state."""
    states = [trace.state for trace in traces]
    return Tally(name=name, counts=tuple(map(states.count, STATES)), of=len(states))


def purpose(plan: Plan, element: e.Element) -> Purpose:
    """The way back from one element; what verifies it or a requirement of it counts."""
    code = element.code
    requirements = plan.targets(code, "satisfies")
    steps = plan.sources(code, "builds")
    if isinstance(element, e.BuildTask):
        steps = tuple(step.code for step in plan.children(code, e.BuildStep))
    verified = (code, *requirements)
    return Purpose(
        element=element,
        requirements=requirements,
        steps=steps,
        verifiers=tuple(dict.fromkeys(v for c in verified for v in plan.sources(c, "verifies"))),
    )


def without_requirement(plan: Plan) -> tuple[Without, ...]:
    """Of each purposeful kind that occurs, the elements that serve no requirement."""
    return tuple(_without(plan, kind) for kind in PURPOSEFUL if plan.of(kind))


def citing(plan: Plan, standard: e.Standard, home: Mapping[type, str]) -> dict[str, list[str]]:
    """Codes that cite a standard, by the file that ``home`` gives their kind, files sorted."""
    found: dict[str, list[str]] = {}
    for code in plan.sources(standard.code, "cites"):
        element = plan.by_code.get(code)
        if element:
            found.setdefault(home[type(element)], []).append(code)
    return dict(sorted(found.items()))


def controlled(plan: Plan) -> tuple[Controlled, ...]:
    """Every control in natural order of code."""
    return tuple(
        Controlled(
            control=control,
            elements=plan.targets(control.code, "applies_to"),
            steps=plan.sources(control.code, "builds", "verifies"),
        )
        for control in plan.of(e.Control)
    )


def suspects(plan: Plan) -> tuple[Link, ...]:
    """Links whose target says something else than when somebody last confirmed them."""
    return tuple(link for link in plan.links if suspect(plan, link))


def _grouped(
    traces: Iterable[Trace], field: str, values: tuple[str, ...]
) -> Iterator[tuple[str, list[Trace]]]:
    found: dict[str, list[Trace]] = {}
    for each in traces:
        found.setdefault(getattr(each.requirement, field), []).append(each)
    # A stored value may have gone out of use.
    known = [*values, *sorted(found.keys() - {*values, ""}), ""]
    return ((value, found[value]) for value in known if value in found)


def _without(plan: Plan, kind: type[e.Element]) -> Without:
    every = plan.of(kind)
    codes = tuple(x.code for x in every if not plan.links_from(x.code, "satisfies"))
    return Without(kind=kind, codes=codes, of=len(every))
