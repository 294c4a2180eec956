"""What moved from one layer into another, and how many elements each context has in each layer."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planning.plan.choices import LAYERS, words
from planning.plan.elements import Adapter, BoundedContext, Element, Port, Service
from planning.plan.layers import PLACED, context_of, layer_of
from planning.plan.value import Plan
from planning.web.reviewing.compared import Compared, State

_STATED: tuple[type[Element], ...] = (BoundedContext, Service, Port, Adapter)


@dataclass(frozen=True, slots=True)
class Move:
    """An element whose layer changed, or a context whose layers did; blank is not said."""

    element: Element
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How many elements of a context stand in a layer; ``was`` only where that is another number."""

    layer: str
    count: int
    was: int | None
    claimed: bool

    @property
    def at_odds(self) -> bool:
        """Whether the context claims the layer and has nothing in it, or the other way round."""
        return self.claimed != bool(self.count)


@dataclass(frozen=True, slots=True)
class GridRow:
    context: BoundedContext
    state: State
    cells: tuple[Cell, ...]


def moves(before: Plan | None, after: Plan) -> tuple[Move, ...]:
    """Contexts first, then services, ports and adapters."""
    return tuple(_moves(before, after)) if before else ()


def _moves(before: Plan, after: Plan) -> Iterator[Move]:
    for kind in _STATED:
        for was in before.of(kind):
            now = after.get(was.code, kind)
            if now and now is not was and _layers(was) != _layers(now):
                yield Move(now, _layers(was), _layers(now))


def _layers(element: Element) -> str:
    held = getattr(element, "layers", ()) or (getattr(element, "layer", ""),)
    return ", ".join(words(layer) for layer in held)


def grid(
    before: Plan | None, after: Plan, contexts: tuple[Compared[BoundedContext], ...]
) -> tuple[GridRow, ...]:
    """A row for each context of this plan, without those that somebody else builds."""
    now, was = _counts(after), _counts(before) if before else None
    return tuple(
        GridRow(
            each.element,
            each.state,
            tuple(_cell(each.element, layer, now, was) for layer in LAYERS),
        )
        for each in contexts
        if each.state != "gone" and not each.element.external
    )


_Counts = Mapping[tuple[str, str], int]


def _cell(context: BoundedContext, layer: str, now: _Counts, was: _Counts | None) -> Cell:
    place = (context.code, layer)
    count = now.get(place, 0)
    held = was.get(place, 0) if was is not None else count
    return Cell(layer, count, None if held == count else held, layer in context.layers)


def _counts(plan: Plan) -> _Counts:
    return Counter(
        (context_of(plan, element), layer_of(plan, element))
        for kind in PLACED
        for element in plan.of(kind)
    )
