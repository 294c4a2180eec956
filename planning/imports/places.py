"""Where something stands in a file: its line, and the column where it begins."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from planning.imports.draft import Diagnostic, Draft, DraftElement

NARROW = 1_000
"""Columns up to which a place costs no more memory than its line."""
_QUOTED = re.compile(r"“([^”…]+)”")


class Place(int):
    """A line, counted from 1, which is a number like any other and may know its column."""

    column = 0

    def __new__(cls, line: int, column: int = 0) -> "Place":
        """A column beyond ``NARROW`` is kept for as long as somebody holds the place."""
        made = super().__new__(_of(column) if cls is Place and column <= NARROW else cls, line)
        if made.column != column:
            made.column = column
        return made

    def __reduce__(self) -> tuple[type["Place"], tuple[int, int]]:
        return Place, (int(self), self.column)


@cache
def _of(column: int) -> type[Place]:
    """The places of one column: a class, since a number holds nothing of its own as cheaply."""
    return type("Place", (Place,), {"__slots__": (), "column": column})


def column_of(line: int) -> int:
    """The column of a place, 0 for a line that knows none."""
    return line.column if isinstance(line, Place) else 0


def located(draft: Draft, text: str) -> Draft:
    """The draft with a column for whatever has a line: where that line begins, if nobody knew more.

    What a diagnostic quotes is looked for in its line.
    """
    lines = text.split("\n")
    return replace(
        draft,
        elements=tuple(_element(each, lines) for each in draft.elements),
        diagnostics=tuple(_diagnostic(each, lines) for each in draft.diagnostics),
    )


def _element(element: DraftElement, lines: Sequence[str]) -> DraftElement:
    if not element.line or column_of(element.line):
        return element
    return replace(element, line=Place(element.line, _begins(lines, element.line)))


def _diagnostic(diagnostic: Diagnostic, lines: Sequence[str]) -> Diagnostic:
    line = diagnostic.line
    if not line or diagnostic.column:
        return diagnostic
    said = lines[line - 1] if line <= len(lines) else ""
    quoted = next((said.find(each) for each in _QUOTED.findall(diagnostic.message)), -1)
    return replace(diagnostic, column=quoted + 1 if quoted >= 0 else _begins(lines, line))


def _begins(lines: Sequence[str], line: int) -> int:
    """The column of the first sign in a line that is no blank."""
    said = lines[line - 1] if line <= len(lines) else ""
    return len(said) - len(said.lstrip()) + 1
