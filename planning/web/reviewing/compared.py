"""Elements beside what they were at the last decision: their state, and each change in words."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from planning.plan.choices import words
from planning.plan.elements import Element, Fact, facts
from planning.plan.findings import Scope
from planning.plan.order import natural
from planning.plan.value import Plan
from planning.web.listing import as_text
from planning.web.reviewing.scoped import fields_of

State = Literal["changed", "new", "gone", "unchanged", "to_read"]
ORDER: tuple[State, ...] = ("gone", "changed", "new", "to_read", "unchanged")
"""As somebody with little time reads them: what went before what came."""

MOST = 12
"""How many rows of a first reading are open."""

E = TypeVar("E", bound=Element)
R = TypeVar("R")
Names = tuple[str, ...]
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
    """Rows of a table: those to look at, more to read of a first time, and those as they were."""

    told: tuple[R, ...]
    more: tuple[R, ...]
    unchanged: tuple[R, ...]

    @property
    def count(self) -> int:
        return len(self.told) + len(self.more) + len(self.unchanged)


def folded(rows: Iterable[R]) -> Folded[R]:
    """Rows, which have a ``state`` each, in the order of ``ORDER``; their own order within it."""
    return split(sorted(rows, key=_urgency))


def split(rows: Iterable[R]) -> Folded[R]:
    """As ``folded``, in the order in which the rows come."""
    held = tuple(rows)
    told = tuple(row for row in held if _state(row) != "unchanged")
    # What changed is never folded; of a first reading the beginning stands for the rest.
    shown = len(told) if any(_state(row) != "to_read" for row in told) else MOST
    return Folded(
        told=told[:shown],
        more=told[shown:],
        unchanged=tuple(row for row in held if _state(row) == "unchanged"),
    )


def compared(
    before: Plan | None, after: Plan, kind: type[E], scope: Scope, *links: str
) -> tuple[Compared[E], ...]:
    """Every element of a kind on either side, in natural order.

    Only the fields that a scope signs count, and the links of these types.
    """
    held: dict[str, E] = {each.code: each for each in before.of(kind)} if before else {}
    held |= {each.code: each for each in after.of(kind)}
    names = fields_of(kind, scope)
    codes = sorted(held, key=natural)
    return tuple(_compared(before, after, held[code], names, links) for code in codes)


def presence(key: K, before: Iterable[K] | None, after: Iterable[K]) -> State:
    """The state of what has no fields of its own: there or not."""
    if before is None:
        return "to_read"
    if key not in after:
        return "gone"
    return "unchanged" if key in before else "new"


def in_words(plan: Plan, fact: Fact, held: Any) -> str:
    """What a field holds, blank for not said; a flag is said either way."""
    if fact.type == "flag":
        return "yes" if held else "no"
    return as_text(plan, fact, held)


def _compared(
    before: Plan | None, after: Plan, element: E, names: Names, links: Names
) -> Compared[E]:
    if before is None:
        return Compared(element, "to_read")
    was, now = before.get(element.code, type(element)), after.get(element.code, type(element))
    if was is None or now is None:
        return Compared(element, "new" if was is None else "gone")
    fields = () if was is now else _fields(before, after, was, now, names)
    changes = (*fields, *_links(before, after, element.code, links))
    return Compared(element, "changed" if changes else "unchanged", changes)


def _fields(
    before: Plan, after: Plan, was: Element, now: Element, names: Names
) -> tuple[Change, ...]:
    known = facts(type(was))
    return tuple(
        Change(
            name,
            known[name].label,
            in_words(before, known[name], getattr(was, name)),
            in_words(after, known[name], getattr(now, name)),
        )
        for name in names
        if getattr(was, name) != getattr(now, name)
    )


def _links(before: Plan, after: Plan, code: str, types: Names) -> tuple[Change, ...]:
    said = [(type_, _targets(before, code, type_), _targets(after, code, type_)) for type_ in types]
    return tuple(
        Change(type_, words(type_).capitalize(), was, now) for type_, was, now in said if was != now
    )


def _targets(plan: Plan, code: str, type_: str) -> str:
    return ", ".join(sorted(plan.targets(code, type_), key=natural))


def _state(row: Any) -> State:
    state: State = row.state
    return state


def _urgency(row: Any) -> int:
    return ORDER.index(row.state)
