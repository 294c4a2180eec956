"""Coverage as tables: how many requirements of a type or priority are covered, of how many."""

from collections.abc import Iterable
from dataclasses import dataclass

from planning.plan.choices import words
from planning.plan.traceability import (
    GAPS,
    STATES,
    State,
    Tally,
    Trace,
    by_priority,
    by_type,
    tally,
)
from planning.web.listing import BLANK
from planning.web.matrix import ORDERED, Query


@dataclass(frozen=True, slots=True)
class Count:
    """How many are in a state, and the address that shows them."""

    state: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """Requirements of one name: ``covered`` of ``of`` are covered, the others counted by state."""

    name: str
    counts: tuple[Count, ...]
    covered: int
    of: int


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    lines: tuple[Line, ...]


def tables(traces: Iterable[Trace]) -> tuple[Table, ...]:
    """By type and by priority, each with a line for all of them; gaps, and states that occur."""
    every = list(traces)
    there = {trace.state for trace in every} - {"covered"}
    states = [state for state in ORDERED if state in GAPS or state in there]
    groups = (
        ("Type", [(group, Query(type=group[0] or BLANK)) for group in by_type(every)]),
        ("Priority", [(group, Query(priority=group[0] or BLANK)) for group in by_priority(every)]),
    )
    whole = _line(tally("all", every), Query(), states)
    return tuple(
        Table(title, (*(_line(tally(*group), asked, states) for group, asked in lines), whole))
        for title, lines in groups
    )


def _line(held: Tally, asked: Query, states: Iterable[State]) -> Line:
    by_state = dict(zip(STATES, held.counts, strict=True))
    return Line(
        name=words(held.name) or "not said yet",
        counts=tuple(Count(s, by_state[s], asked.address(state=s)) for s in states),
        covered=by_state["covered"],
        of=held.of,
    )
