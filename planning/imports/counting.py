"""Counting what a file has of each sort, and what became of it."""

from collections import Counter
from typing import Literal

from planning.imports.draft import Tally

Fate = Literal["read", "skipped", "failed"]


class Counting:
    """``found`` is counted where a file lists things, the rest where each is dealt with."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()
        self._became: Counter[tuple[str, Fate]] = Counter()

    def found(self, what: str, count: int = 1) -> None:
        self._found[what] += count

    def became(self, what: str, fate: Fate, count: int = 1) -> None:
        self._became[what, fate] += count

    def of(self, what: str) -> int:
        return self._found[what]

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return tuple(
            Tally(
                what=what,
                found=found,
                read=self._became[what, "read"],
                skipped=self._became[what, "skipped"],
                failed=self._became[what, "failed"],
            )
            for what, found in self._found.items()
        )
