"""Endpoints by who can reach them, anonymous ones first, with what they carry."""

from collections.abc import Mapping
from dataclasses import dataclass

from planning.plan.choices import DATA_CATEGORIES, words
from planning.plan.elements import Endpoint
from planning.plan.value import Plan
from planning.web.reviewing.compared import (
    ORDER,
    Change,
    Compared,
    Folded,
    State,
    compared,
    split,
)
from planning.web.reviewing.data_flow import carried
from planning.web.reviewing.weakening import Weakening

EXPOSURES = ("public", "", "partner", "internal")
"""Who can reach it, widest first; what is not said may well be public."""

_Carried = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Exposed:
    """An endpoint with the categories of the data that it carries, and what is weaker in it."""

    element: Endpoint
    state: State
    changes: tuple[Change, ...]
    categories: tuple[str, ...]
    weaker: tuple[Weakening, ...]

    @property
    def anonymous(self) -> bool:
        return self.element.authentication == "anonymous"


@dataclass(frozen=True, slots=True)
class Exposure:
    """The endpoints of one exposure; ``""`` is not said."""

    exposure: str
    rows: Folded[Exposed]


def exposures(
    before: Plan | None, after: Plan, weaker: tuple[Weakening, ...]
) -> tuple[Exposure, ...]:
    """The exposures that endpoints have, widest first."""
    was, now = carried(before) if before else {}, carried(after)
    rows = [
        _exposed(
            each, was.get(each.element.code, _NOTHING), now.get(each.element.code, _NOTHING), weaker
        )
        for each in compared(before, after, Endpoint, "security")
    ]
    groups = [(e, [row for row in rows if row.element.exposure == e]) for e in EXPOSURES]
    return tuple(Exposure(e, split(sorted(held, key=_order))) for e, held in groups if held)


_NOTHING: frozenset[str] = frozenset()


def _exposed(
    each: Compared[Endpoint],
    was: frozenset[str],
    now: frozenset[str],
    weaker: tuple[Weakening, ...],
) -> Exposed:
    state, changes = each.state, each.changes
    if was != now and state in ("changed", "unchanged"):
        state, changes = "changed", (*changes, Change("carries", "Carries", _said(was), _said(now)))
    return Exposed(
        each.element,
        state,
        changes,
        _ordered(was if state == "gone" else now),
        tuple(weakening for weakening in weaker if weakening.code == each.element.code),
    )


def _order(row: Exposed) -> tuple[bool, bool, bool, int]:
    return (
        not row.anonymous,
        bool(row.element.authentication),
        not row.weaker,
        ORDER.index(row.state),
    )


def _ordered(categories: frozenset[str]) -> tuple[str, ...]:
    return tuple(category for category in DATA_CATEGORIES if category in categories)


def _said(categories: frozenset[str]) -> str:
    return ", ".join(words(category) for category in _ordered(categories))
