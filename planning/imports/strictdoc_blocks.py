"""StrictDoc's ``.sdoc`` as blocks: what stands in brackets, with the fields below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planning.imports.report import Report, short

_HEADER = re.compile(r"\[\[?(/?)([A-Z][A-Z0-9_]{0,60})\]\]?")
_FIELD = re.compile(r"([A-Z][A-Za-z0-9_-]{0,60}):(?: +(.*))?")
_PART = re.compile(r"(?:- |  )([A-Z][A-Z0-9_]{0,60}):(?: +(.*))?")
_OPENS, _CLOSES = ">>>", "<<<"
_PROSE_ENDS = "[/FREETEXT]"
_NESTED = ("DOCUMENT", "DOCUMENT_CONFIG", "GRAMMAR")
"""Blocks whose fields nest by indent; nothing in them is a requirement."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field with the line of its name, and the lines of its text."""

    name: str
    line: int
    lines: list[str]

    @property
    def value(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Block:
    """What stands below ``[TAG]``; ``ends`` for ``[/TAG]``, ``holds`` for ``[[TAG]]``.

    ``relations`` hold the parts of each entry of a list, such as ``TYPE`` and ``VALUE``.
    """

    tag: str
    line: int
    ends: bool = False
    holds: bool = False
    fields: list[Field] = field(default_factory=list)
    relations: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The first value of a field, or blank."""
        return next((f.value for f in self.fields if f.name == name), "")


def blocks(lines: Sequence[str], report: Report) -> Iterator[Block]:
    """All blocks in order; each line that belongs to none, or is no field, is reported."""
    reading = _Reading([line.rstrip() for line in lines], report)
    return reading.blocks()


def is_header(line: str) -> bool:
    """Whether the line opens or closes a block."""
    return _HEADER.fullmatch(line.rstrip()) is not None


@dataclass
class _Reading:
    """The lines, and the index of the one to be read next."""

    lines: Sequence[str]
    report: Report
    at: int = 0
    last_close: int = -1
    last_prose: int = -1

    def __post_init__(self) -> None:
        for number, line in enumerate(self.lines):
            if line == _CLOSES:
                self.last_close = number
            elif line == _PROSE_ENDS:
                self.last_prose = number

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            header = _HEADER.fullmatch(line)
            self.at += 1
            if header:
                yield self._block(header, line)
            elif line:
                self._not_understood(line)

    def _block(self, header: re.Match[str], opening: str) -> Block:
        block = Block(header[2], self.at, ends=bool(header[1]), holds=opening.startswith("[["))
        if block.tag == "FREETEXT" and not block.ends:
            block.fields.append(Field("STATEMENT", self.at, self._prose()))
            return block
        while self.at < len(self.lines) and not is_header(self.lines[self.at]):
            line = self.lines[self.at]
            self.at += 1
            if block.tag in _NESTED and not _FIELD.fullmatch(line):
                continue
            if line:
                self._take(block, line)
        return block

    def _take(self, block: Block, line: str) -> None:
        found, part = _FIELD.fullmatch(line), _PART.fullmatch(line)
        if found:
            number, said = self.at, found[2] or ""
            value = self._text(found[1], number) if said == _OPENS else [said]
            block.fields.append(Field(found[1], number, value))
        elif part and (line.startswith("- ") or block.relations):
            if line.startswith("- "):
                block.relations.append((self.at, {}))
            block.relations[-1][1].setdefault(part[1], part[2] or "")
        elif block.fields and line != _CLOSES:
            last = block.fields[-1]
            last.lines.append(line)
            self.report.warning(
                f"“{short(line)}” is no field", line=self.at, remedy=f"taken into {last.name}"
            )
        else:
            self._not_understood(line)

    def _text(self, name: str, number: int) -> list[str]:
        """The lines up to ``<<<``; without it, those up to the next block."""
        start, header = self.at, -1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line == _CLOSES:
                self.at += 1
                return list(self.lines[start : self.at - 1])
            if is_header(line) and header < 0:
                header = self.at
            # A text that opens below a header means that the one before it was never closed.
            lost = header >= 0 and line.endswith(f": {_OPENS}") and _FIELD.fullmatch(line)
            if lost or (header >= 0 and self.at > self.last_close):
                break
            self.at += 1
        self.at = header if header >= 0 else self.at
        self.report.error(
            f"the text of {name} never ends", line=number, remedy=f"close it by {_CLOSES}"
        )
        return list(self.lines[start : self.at])

    def _prose(self) -> list[str]:
        start = self.at
        closed = self.at <= self.last_prose
        while self.at < len(self.lines) and self.lines[self.at] != _PROSE_ENDS:
            if not closed and is_header(self.lines[self.at]):
                break
            self.at += 1
        return list(self.lines[start : self.at])

    def _not_understood(self, line: str) -> None:
        self.report.warning(f"not understood: “{short(line)}”", line=self.at, remedy="left out")
