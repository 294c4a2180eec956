"""What a mechanical remedy is made of: frozen values that the store carries out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

REASON = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a value for the text that a person is asked for; normal text holds no such sign."""

Identity = tuple[str, str, str, str]
Tie = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """An element to add. Other parts of the fix name it by ``key``, as its own values name theirs."""

    kind: str
    values: Mapping[str, Any]
    key: str = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Fields of one element to set."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One remedy of one finding.

    ``id`` tells the remedies of a finding apart. ``asks`` names the text that a person has to give
    before, blank where one click will do. A tie is (type, source, target); ``confirms`` are links
    that are there already and still hold.
    """

    id: str
    title: str
    asks: str = ""
    creates: tuple[Creation, ...] = ()
    updates: tuple[Update, ...] = ()
    ties: tuple[Tie, ...] = ()
    confirms: tuple[Tie, ...] = ()
    finding: Identity = field(default=("", "", "", ""))

    def told(self, reason: str) -> "Fix":
        """The same with the text that was asked for in its place."""
        return replace(
            self,
            asks="",
            creates=tuple(replace(c, values=_told(c.values, reason)) for c in self.creates),
            updates=tuple(replace(u, values=_told(u.values, reason)) for u in self.updates),
        )


def _told(values: Mapping[str, Any], reason: str) -> dict[str, Any]:
    return {name: reason if held == REASON else held for name, held in values.items()}
