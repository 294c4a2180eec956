"""The list of what a reader did not understand, kept to a length that people read."""

from dataclasses import dataclass, field

from planning.imports.draft import Diagnostic, Level
from planning.imports.places import column_of

MOST = 500
"""No list is longer: a hostile file could otherwise yield one diagnostic a line."""


@dataclass
class Report:
    """Collects the diagnostics of one file; lines count from 1, 0 means the whole file."""

    file: str
    _found: list[Diagnostic] = field(default_factory=list)
    _left_out: int = 0

    def error(self, message: str, *, line: int = 0, column: int = 0, remedy: str = "") -> None:
        self._add("error", message, line, remedy, column)

    def warning(self, message: str, *, line: int = 0, column: int = 0, remedy: str = "") -> None:
        self._add("warning", message, line, remedy, column)

    def note(self, message: str, *, line: int = 0, column: int = 0, remedy: str = "") -> None:
        self._add("note", message, line, remedy, column)

    def _add(self, level: Level, message: str, line: int, remedy: str, column: int) -> None:
        if len(self._found) == MOST:
            self._left_out += 1
            return
        self._found.append(
            Diagnostic(
                level=level,
                file=self.file,
                line=int(line),
                column=column or column_of(line),
                message=message,
                remedy=remedy,
            )
        )

    def extend(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Takes over what was found elsewhere in the same file."""
        for found in diagnostics:
            self._add(found.level, found.message, found.line, found.remedy, found.column)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All in order of line, those about the whole file first."""
        found = tuple(sorted(self._found, key=lambda d: d.line))
        if not self._left_out:
            return found
        more = f"{self._left_out:,} more of the same kind are not listed"
        return (*found, Diagnostic(level="note", file=self.file, message=more))


def short(text: str, length: int = 60) -> str:
    """The beginning of a text on one line, for a message."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1] + "…"
