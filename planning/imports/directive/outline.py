"""The lines of a directive and its numbered sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planning.imports.directive import vocabulary
from planning.imports.directive.grids import unrolled
from planning.imports.directive.marks import Line, line_of, plain
from planning.imports.report import Report, short

__all__ = ["TITLES", "Line", "Outline", "Piece", "Section", "outline", "pieces", "plain"]

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
_UNNUMBERED = (
    *("overall purpose", "core execution principles", "mandatory quality", "directive section"),
    *("test reporting protocol", "final instruction", "contextual footer", "gesamtzweck"),
)

_NUMBERED = re.compile(
    r"(?:Section |Abschnitt )?(?:\d{1,2}|[IVX]{1,4})(?:[.):]| [–—-])+ +(\S.*)", re.IGNORECASE
)
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")
_OPENS_TASKS = re.compile(
    rf"(?:{vocabulary.TASK} +\d{{1,4}}(?:\.\d{{1,4}})*|Phase +\d{{1,4}} *[:–—-])", re.IGNORECASE
)
_LONGEST_TITLE = 80


@dataclass
class Section:
    """A section with the line of its title; ``role`` is blank where the title says nothing known.

    ``level`` is that of a heading with ``#``, else 0.
    """

    role: str
    title: str
    number: int
    lines: list[Line] = field(default_factory=list)
    level: int = 0


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
    for number, raw in unrolled(lines):
        section = _title(raw, number, sections)
        if section is not None:
            sections.append(section)
            into = section.lines
        elif _RULE.fullmatch(raw.strip()):
            into = header
        elif raw.strip():
            into.append(line_of(raw, number))
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


def _title(raw: str, number: int, before: list[Section]) -> Section | None:
    """The section that this line opens; what follows an unnumbered title belongs to it."""
    if not raw.strip() or raw[0] in " \t":
        return None
    level = len(raw) - len(raw.lstrip("#"))
    said = plain(raw.lstrip("#").strip())
    if _is_within_tasks(raw, said):
        return _of_tasks(raw, number, before)
    numbered = _NUMBERED.fullmatch(said)
    is_marked = raw.startswith(("**", "#"))
    if numbered and (is_marked or (_is_short(numbered[1]) and _role(numbered[1]))):
        is_label = not is_marked and _part(numbered[1])
        return None if is_label else Section(_role(numbered[1]), numbered[1], number, level=level)
    return _unnumbered(raw, number, level, said) or _unknown(said, number, level, before)


def _is_within_tasks(raw: str, said: str) -> bool:
    """Whether it is a phase, a task or a label that stands in the section of the tasks."""
    if raw.startswith("#") and _OPENS_TASKS.match(said):
        return True
    is_label = raw.startswith("#") or _is_bold(raw) or (":" in said and raw[0].isalpha())
    return is_label and _part(said) in ("inputs", "tasks", "success", "verification")


def _is_bold(raw: str) -> bool:
    """Whether all of the line stands in bold."""
    return raw.startswith("**") and raw.rstrip(" :").endswith("**")


def _part(said: str) -> str:
    return vocabulary.part(said.partition(":")[0].casefold().strip())


def _unnumbered(raw: str, number: int, level: int, said: str) -> Section | None:
    title = said.partition(":")[0]
    if (level or _is_bold(raw)) and _is_short(said) and _role(said):
        return Section(_role(said), said, number, level=level)
    if title.casefold().startswith(_UNNUMBERED) or (level and _role(said)):
        rest = raw.partition(":")[2].strip(" *")
        # "Directive Section: Backend Phase 1 Tasks" is all title.
        held = [line_of(rest, number)] if rest and _role(title) != "tasks" else []
        return Section(_role(title) or _role(said), title, number, held, level)
    return None


def _unknown(said: str, number: int, level: int, before: list[Section]) -> Section | None:
    """A heading of the rank of the one before, which ends what that covers."""
    is_of_rank = level and before and level <= before[-1].level
    return Section("", said, number, level=level) if is_of_rank else None


def _of_tasks(raw: str, number: int, before: list[Section]) -> Section | None:
    """What belongs to the tasks opens their section where that is not open."""
    if before and before[-1].role == "tasks":
        return None
    level = len(raw) - len(raw.lstrip("#"))
    return Section("tasks", plain(raw.lstrip("# ")), number, [line_of(raw, number)], level)


def _is_short(title: str) -> bool:
    """Whether it may be a title, and not a sentence of a numbered list."""
    return len(title) <= _LONGEST_TITLE and not title.endswith(".")


def _role(title: str) -> str:
    return vocabulary.section(title)


@dataclass(frozen=True, slots=True)
class Piece:
    """A bullet or a paragraph with the lines that continue it; ``number`` is its first line."""

    number: int
    bullet: bool
    text: str


def pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """Bullets with what is nested in them, and paragraphs, each as one text."""
    first: Line | None = None
    held: list[str] = []
    for line in lines:
        is_nested = first is not None and line.bullet and line.indent > first.indent
        is_next = first is not None and line.number == first.number + len(held)
        if first is not None and (not is_next or line.bullet) and not (is_nested and first.bullet):
            yield Piece(first.number, first.bullet, _joined(held))
            first, held = None, []
        first = first or line
        held.append(f"\n- {line.text}" if first is not line and line.bullet else line.text)
    if first is not None:
        yield Piece(first.number, first.bullet, _joined(held))


def _joined(texts: list[str]) -> str:
    return " ".join(texts).replace(" \n", "\n")
