"""Elements beside what they were at the last decision: their state, and each change in words."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from planning.plan.elements import Element, facts
from planning.plan.order import natural
from planning.plan.value import Plan
from planning.web.listing import as_text

State = Literal["changed", "new", "gone", "unchanged", "to_read"]
ORDER: tuple[State, ...] = ("gone", "changed", "new", "to_read", "unchanged")
"""As somebody with little time reads them: what went before what came."""

E = TypeVar("E", bound=Element)
R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Change:
    """A field, or the links of a type, before and after, in words; blank is not said."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared(Generic[E]):
    """An element as it is, or as it was where it is gone."""

    element: E
    state: State
    changes: tuple[Change, ...] = ()

    def changed(self, *names: str) -> bool:
        """Whether one of these fields is among its changes."""
        return any(change.name in names for change in self.changes)


@dataclass(frozen=True, slots=True)
class Folded(Generic[R]):
    """Rows of a table: those to look at, and those that are as they were."""

    told: tuple[R, ...]
    unchanged: tuple[R, ...]

    @property
    def count(self) -> int:
        return len(self.told) + len(self.unchanged)


def folded(rows: Iterable[R]) -> Folded[R]:
    """Rows, which have a ``state`` each, in the order of ``ORDER``; their own order within it."""
    ordered = sorted(rows, key=_urgency)
    return Folded(
        told=tuple(row for row in ordered if _state(row) != "unchanged"),
        unchanged=tuple(row for row in ordered if _state(row) == "unchanged"),
    )


def compared(
    before: Plan | None, after: Plan, kind: type[E], *links: str
) -> tuple[Compared[E], ...]:
    """Every element of a kind on either side, in natural order, with the links of these types."""
    held: dict[str, E] = {each.code: each for each in before.of(kind)} if before else {}
    held |= {each.code: each for each in after.of(kind)}
    return tuple(_compared(before, after, held[code], links) for code in sorted(held, key=natural))


def state_of(before: Plan | None, after: Plan, element: Element) -> State:
    """Whether an element is on either side as the same kind; of one on both, whether it differs."""
    return _compared(before, after, element, ()).state


def presence(key: K, before: Iterable[K] | None, after: Iterable[K]) -> State:
    """The state of what has no fields of its own: there or not."""
    if before is None:
        return "to_read"
    if key not in after:
        return "gone"
    return "unchanged" if key in before else "new"


def _compared(before: Plan | None, after: Plan, element: E, links: tuple[str, ...]) -> Compared[E]:
    if before is None:
        return Compared(element, "to_read")
    was, now = before.get(element.code, type(element)), after.get(element.code, type(element))
    if was is None or now is None:
        return Compared(element, "new" if was is None else "gone")
    changes = _changes(before, after, was, now, links)
    return Compared(element, "changed" if changes else "unchanged", changes)


def _changes(
    before: Plan, after: Plan, was: Element, now: Element, links: tuple[str, ...]
) -> tuple[Change, ...]:
    """Field by field without notes, which nobody signs, then the targets of these links."""
    fields = (
        Change(
            name,
            fact.label,
            as_text(before, fact, getattr(was, name)),
            as_text(after, fact, getattr(now, name)),
        )
        for name, fact in facts(type(was)).items()
        if name != "notes" and was is not now and getattr(was, name) != getattr(now, name)
    )
    tied = (
        Change(type_, type_.replace("_", " ").capitalize(), *targets)
        for type_ in links
        for targets in [[_targets(plan, was.code, type_) for plan in (before, after)]]
        if targets[0] != targets[1]
    )
    return (*fields, *tied)


def _targets(plan: Plan, code: str, type_: str) -> str:
    return ", ".join(sorted(plan.targets(code, type_), key=natural))


def _state(row: Any) -> State:
    state: State = row.state
    return state


def _urgency(row: Any) -> int:
    return ORDER.index(row.state)
