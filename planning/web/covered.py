"""Coverage as tables: how many requirements of a type or priority are covered, of how many."""

from collections.abc import Iterable
from dataclasses import dataclass

from planning.plan.choices import words
from planning.plan.traceability import STATES, Tally, Trace, by_priority, by_type, tally
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
    """By type and by priority, each with a line for all of them."""
    every = list(traces)
    whole = _line(tally("all", every), Query())
    types = (_line(tally(*group), Query(type=group[0] or BLANK)) for group in by_type(every))
    priorities = (
        _line(tally(*group), Query(priority=group[0] or BLANK)) for group in by_priority(every)
    )
    return Table("Type", (*types, whole)), Table("Priority", (*priorities, whole))


def _line(held: Tally, asked: Query) -> Line:
    by_state = dict(zip(STATES, held.counts, strict=True))
    return Line(
        name=words(held.name) or "not said yet",
        counts=tuple(
            Count(s, by_state[s], asked.address(state=s)) for s in ORDERED if s != "covered"
        ),
        covered=by_state["covered"],
        of=held.of,
    )
