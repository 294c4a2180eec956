"""What tables and columns mean: comments, and SQL Server's extended property ``MS_Description``."""

from collections.abc import Callable
from dataclasses import dataclass

from planning.imports.sql.cursor import Cursor
from planning.imports.sql.tables import Name, Table
from planning.imports.sql.words import Words

_PROCEDURE = "sp_addextendedproperty"
PROPERTY = "ms_description"
_ARGUMENTS = (
    *("name", "value", "level0type", "level0name"),
    *("level1type", "level1name", "level2type", "level2name"),
)
"""Arguments of the procedure in their order; each may be named instead."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a table, or of one of its columns where that is not blank."""

    table: Name
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Describing:
    """Puts what is said into the notes of the tables that are ``known``, and of their columns."""

    known: Callable[[Name], Table | None]

    def comment(self, cursor: Cursor) -> bool:
        """``COMMENT ON TABLE t IS 'text'``; whether it is about something known."""
        cursor.take("COMMENT", "ON")
        what = cursor.text().upper()
        said = cursor.words[len(cursor.words) - 1]
        notes = self._commented(what, cursor)
        if notes is None or not said.is_string:
            return False
        notes.append(said.text)
        return True

    def _commented(self, what: str, cursor: Cursor) -> list[str] | None:
        if what == "TABLE":
            return self._notes(cursor.name(), "")
        if what != "COLUMN":
            return None
        parts = [cursor.text()]
        while cursor.take("."):
            parts.append(cursor.text())
        table = Name("".join(parts[-3:-2]), "".join(parts[-2:-1]))
        return self._notes(table, parts[-1])

    def describe(self, words: Words) -> bool:
        """``EXEC sp_addextendedproperty``; whether it is about something known."""
        said = _description(words)
        notes = self._notes(said.table, said.column) if said else None
        if said is None or notes is None:
            return False
        notes.append(said.text)
        return True

    def _notes(self, name: Name, column: str) -> list[str] | None:
        table = self.known(name)
        held = table.column(column) if table and column else table
        return held.notes if held else None


def _description(words: Words) -> Description | None:
    """What ``EXEC sp_addextendedproperty`` says of a table or column; None where it says nothing."""
    cursor = Cursor(words, at=1)
    if cursor.name().table.casefold() != _PROCEDURE:
        return None
    said = _arguments(cursor.rest())
    kinds = (said.get("level1type", "").upper(), said.get("level2type", "").upper())
    if said.get("name", "").casefold() != PROPERTY or kinds[0] != "TABLE":
        return None
    if kinds[1] not in ("", "NULL", "COLUMN"):
        return None
    column = said.get("level2name", "") if kinds[1] == "COLUMN" else ""
    table = Name(said.get("level0name", ""), said.get("level1name", ""))
    return Description(table, column, said.get("value", ""))


def _arguments(words: Words) -> dict[str, str]:
    said: dict[str, str] = {}
    for place, part in zip(_ARGUMENTS, words.parts(), strict=False):
        if len(part):
            named = [n for n in range(len(part)) if part.word(n) == "="]
            name = part[named[0] - 1].text.lstrip("@").casefold() if named else place
            said[name] = part[len(part) - 1].text
    return said
