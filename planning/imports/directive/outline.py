"""The lines of a directive and its numbered sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planning.imports.report import Report, short

# By what their titles hold; the first that fits, so the more telling ones come first.
ROLES = (
    ("footer", ("footer",)),
    ("final", ("final instruction",)),
    ("reporting", ("reporting protocol", "test reporting")),
    ("tasks", ("directive section", "tasks")),
    ("finalization", ("finalization", "finalisation")),
    ("principles", ("principle", "global rule")),
    ("purpose", ("purpose",)),
)
TITLES = {
    "purpose": "1. Overall Purpose",
    "principles": "2. Core Execution Principles & Global Rules",
    "finalization": "3. Mandatory Quality & Finalization Rules",
    "tasks": "4. Directive Section",
    "reporting": "5. Test Reporting Protocol",
    "final": "6. Final Instruction",
    "footer": "7. Contextual Footer",
}
# These open a section even without a number: "Test Reporting Protocol (Internal): Maintain …".
_UNNUMBERED = ("overall purpose", "test reporting protocol", "final instruction")

_NUMBERED = re.compile(r"(\d{1,2})[.)] +(\S.*)")
_BULLETS = "-*+•"
_BOX = re.compile(r"\[([ xX]?)\] +")
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")
_MARKERS_A_LINE = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, its indent in columns, its markers and the text after them.

    ``ticked`` is ``None`` where the line has no checkbox.
    """

    number: int
    indent: int
    bullet: bool
    ticked: bool | None
    text: str


@dataclass
class Section:
    """A section with the line of its title; ``role`` is blank where the title says nothing known."""

    role: str
    title: str
    number: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """What stands before the first section and outside of any, and the sections by role.

    ``others`` are the sections that directives do not have, ``count`` counts all titles.
    """

    header: tuple[Line, ...]
    sections: dict[str, Section]
    others: tuple[Section, ...] = ()
    count: int = 0

    def lines(self, role: str) -> tuple[Line, ...]:
        section = self.sections.get(role)
        return tuple(section.lines) if section else ()

    def number(self, role: str) -> int:
        """The line of the section's title, or 0."""
        return self.sections[role].number if role in self.sections else 0

    @property
    def all_lines(self) -> tuple[Line, ...]:
        held = [*self.header, *(line for s in self.sections.values() for line in s.lines)]
        return tuple(sorted(held, key=lambda line: line.number))


def outline(lines: Iterable[str], report: Report) -> Outline:
    """The sections of a directive; a title that is not known is reported with what it covers."""
    header: list[Line] = []
    sections: list[Section] = []
    into = header
    for number, raw in enumerate(lines, 1):
        section = _title(raw, number)
        if section is not None:
            sections.append(section)
            into = section.lines
        elif _RULE.fullmatch(raw.strip()):
            into = header
        elif raw.strip():
            into.append(_line(raw, number))
    others = tuple(section for section in sections if not section.role)
    return Outline(tuple(header), _by_role(sections, report), others, len(sections))


def _by_role(sections: list[Section], report: Report) -> dict[str, Section]:
    held: dict[str, Section] = {}
    for section in sections:
        if not section.role:
            report.warning(
                f"section “{short(section.title)}” is not one that directives have",
                line=section.number,
                remedy=f"its {len(section.lines)} lines are left out",
            )
        elif section.role in held:
            report.warning(f"section “{short(section.title)}” stands twice", line=section.number)
            held[section.role].lines.extend(section.lines)
        else:
            held[section.role] = section
    return held


def _title(raw: str, number: int) -> Section | None:
    """The section that this line opens; what follows an unnumbered title belongs to it."""
    if not raw.strip() or raw[0] in " \t":
        return None
    said = plain(raw.lstrip("#").strip())
    numbered = _NUMBERED.fullmatch(said)
    if numbered and (raw.startswith(("**", "#")) or _role(numbered[2])):
        return Section(_role(numbered[2]), numbered[2], number)
    title = said.partition(":")[0]
    if title.casefold().startswith(_UNNUMBERED) or (raw.startswith("#") and _role(said)):
        rest = raw.partition(":")[2].strip(" *")
        return Section(_role(title), title, number, [_line(rest, number)] if rest else [])
    return None


def _role(title: str) -> str:
    folded = title.casefold()
    return next((role for role, words in ROLES if any(word in folded for word in words)), "")


def _line(raw: str, number: int) -> Line:
    expanded = raw.expandtabs(4).rstrip()
    text = expanded.lstrip()
    indent = len(expanded) - len(text)
    bullet, ticked = False, None
    # A line of the older family opens with several: "-   [ ] * **Step 1.2.4".
    for _ in range(_MARKERS_A_LINE):
        box = _BOX.match(text) if bullet else None
        if box:
            ticked = box[1] in ("x", "X") if ticked is None else ticked
            text = text[box.end() :]
        elif len(text) > 1 and text[0] in _BULLETS and text[1] == " ":
            bullet, text = True, text[1:].lstrip()
        else:
            break
    return Line(number, indent, bullet, ticked, text)


def plain(text: str) -> str:
    """The text without emphasis and code marks."""
    return text.replace("**", "").replace("`", "").strip(" *_")


@dataclass(frozen=True, slots=True)
class Piece:
    """A bullet or a paragraph with the lines that continue it; ``number`` is its first line."""

    number: int
    bullet: bool
    text: str


def pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """Bullets and paragraphs, each as one text."""
    number, bullet, held = 0, False, list[str]()
    for line in lines:
        if held and (line.bullet or line.number != number + len(held)):
            yield Piece(number, bullet, " ".join(held))
            held = []
        if not held:
            number, bullet = line.number, line.bullet
        held.append(line.text)
    if held:
        yield Piece(number, bullet, " ".join(held))
