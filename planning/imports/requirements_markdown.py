"""Requirements from Markdown: coded bullets, pipe tables, and numbered acceptance criteria."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planning.imports.draft import Draft, Tally
from planning.imports.report import Report, short
from planning.imports.requirements import Collected, group
from planning.imports.requirements_csv import collect_table, is_requirements_header
from planning.imports.requirements_listed import FENCE, end_of_table, listed
from planning.imports.source import decoded
from planning.imports.tables import read_table

FORMAT = "requirements_markdown"

_ITEM = re.compile(
    r"(?:[-*+•] +|\d{1,4}[.)] +)?(?:\[[ xX]\] +)?(\*{0,3})`?"
    r"([A-Z][A-Z0-9]{0,15}(?:[-_.][A-Z0-9]{1,15}){0,4}[a-z]?)`?"
    r"(\*{0,3}) {0,2}([:–—-]?)(\*{0,3}) +(\S.*)"
)
_HEADING = re.compile(r"(#{1,6}) +(\S.*)")
_NUMBERED_REQUIREMENT = re.compile(r"Requirement +(\d{1,6}(?:\.\d{1,6})?) *[:.–—-]? *(.*)")
_CRITERION = re.compile(r"(\d{1,4})[.)] +(\S.*)")
_UNCLEAR = re.compile(r"\[NEEDS CLARIFICATION", re.IGNORECASE)


def count_items(text: str, *, named: bool = False) -> int:
    """How many lines state a coded requirement, with the rows of tables that list some.

    ``named`` where the name of the file says that its tables do.
    """
    lines = text.split("\n")
    return sum(states_one(line.strip()[:300]) for line in lines) + listed(lines, named=named)


def states_one(line: str) -> bool:
    """Whether a line states a coded requirement."""
    return _item(line) is not None or _numbered(line) is not None


def read_requirements_markdown(file: str, text: str | bytes) -> Draft:
    """Requirements by heading; those nested below another refine it.

    ``### Requirement 3: Title`` becomes ``REQ-3``, its second acceptance criterion ``REQ-3.2``. The
    heading becomes the source, and suggests type and category.
    """
    source = decoded(file, text)
    report = Report(file)
    report.extend(source.diagnostics)
    reading = _Reading(file, Collected(report))
    reading.take_all(source.lines)
    collected = reading.collected
    if not collected.elements:
        report.warning("no requirement found", remedy="they look like “- **FR-001**: text”")
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(collected.elements.values()),
        links=collected.links(),
        diagnostics=report.diagnostics,
        tallies=reading.tallies(),
    )


@dataclass
class _Open:
    """A requirement that is being read; the lines that follow it may belong to it."""

    line: int
    indent: int
    said: dict[str, str]
    statement: list[str]


@dataclass
class _Reading:
    """Where the reading stands: below which heading, in which requirement."""

    file: str
    collected: Collected
    heading: str = ""
    numbered: str = ""
    open: _Open | None = None
    parents: list[tuple[int, str]] = field(default_factory=list)
    fenced: list[int] = field(default_factory=list)
    count: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take_all(self, lines: Sequence[str]) -> None:
        fenced, at = False, 0
        while at < len(lines):
            line = lines[at].strip()
            if line.startswith(FENCE):
                fenced = not fenced
            elif not fenced and line.startswith("|"):
                at = self._take_table(lines, at)
                continue
            elif not fenced:
                self._take(lines[at].expandtabs(4), at + 1)
            elif states_one(line):
                self.fenced.append(at + 1)
            at += 1
        self._close()
        if self.fenced:
            self.collected.report.note(
                f"{len(self.fenced)} lines of code look like requirements",
                line=self.fenced[0],
                remedy="left out",
            )

    def _take(self, raw: str, number: int) -> None:
        line, indent = raw.strip(), len(raw) - len(raw.lstrip())
        heading = _HEADING.fullmatch(line)
        criterion = _CRITERION.fullmatch(line)
        item = _item(line)
        if heading:
            self._take_heading(heading[2].strip(" #*"), number)
        elif item:
            self._open_item(item[0], item[1], number, indent)
        elif criterion and self.numbered:
            code = f"{self.numbered}.{criterion[1]}"
            self._start(number, indent, {"code": code, "parent": self.numbered}, criterion[2])
        elif not line:
            # A blank line ends a bullet; a numbered requirement has paragraphs.
            if self.open and self.open.said.get("code") != self.numbered:
                self._close()
        elif self.open and (indent > self.open.indent or not _is_bullet(line)):
            self._continue(line)
        else:
            self._close()

    def _take_heading(self, heading: str, number: int) -> None:
        self._close()
        self.parents.clear()
        numbered = _NUMBERED_REQUIREMENT.fullmatch(heading)
        if numbered:
            self.numbered = f"REQ-{numbered[1]}"
            self._start(number, 0, {"code": self.numbered, "name": numbered[2].strip()}, "")
        elif "criteria" not in heading.casefold():
            self.numbered, self.heading = "", heading

    def _open_item(self, code: str, statement: str, number: int, indent: int) -> None:
        while self.parents and self.parents[-1][0] >= indent:
            self.parents.pop()
        said = {"code": code}
        if self.parents:
            said["parent"] = self.parents[-1][1]
        self.parents.append((indent, code))
        self._start(number, indent, said, statement)

    def _start(self, number: int, indent: int, said: dict[str, str], statement: str) -> None:
        self._close()
        self.count["found", "requirement"] += 1
        self.open = _Open(number, indent, {**group(self.file, self.heading), **said}, [statement])

    def _continue(self, line: str) -> None:
        if self.open and not line.casefold().startswith(
            ("**acceptance criteria", "acceptance crit")
        ):
            self.open.statement.append(line)

    def _close(self) -> None:
        if self.open is None:
            return
        said, number = self.open.said, self.open.line
        said["statement"] = "\n".join(self.open.statement).strip()
        self.open = None
        if _code_says_type(said["code"]):
            said.pop("type", None)
        if _UNCLEAR.search(said["statement"]):
            self.collected.report.warning(f"{said['code']} needs clarification", line=number)
        self.collected.add(said, line=number)

    def tallies(self) -> tuple[Tally, ...]:
        """Of requirements, those of tables among them, and of tables."""
        found = self.count["found", "requirement"] + len(self.fenced)
        return (
            self.collected.tally("requirement", found, len(self.fenced)),
            Tally(
                what="table",
                found=self.count["found", "table"],
                read=self.count["read", "table"],
                skipped=self.count["skipped", "table"],
            ),
        )

    def _take_table(self, lines: Sequence[str], start: int) -> int:
        """Reads the pipe table that begins here; returns the index of the line after it."""
        self._close()
        end = end_of_table(lines, start)
        table = read_table("\n".join(lines[start:end]), file=self.file, first_line=start + 1)
        self.count["found", "table"] += 1
        if is_requirements_header(table.header):
            self.count["found", "requirement"] += len(table.rows)
            self.count["read", "table"] += 1
            collect_table(table, self.collected)
        else:
            self.count["skipped", "table"] += 1
            self.collected.report.note(
                f"the table “{short(lines[start].strip(' |'))}” lists no requirements",
                line=start + 1,
                remedy="passed over",
            )
        return end


def _item(line: str) -> tuple[str, str] | None:
    """Code and statement of a coded bullet; plain text needs a sign between the two."""
    found = _ITEM.fullmatch(line)
    if found is None or not any(c.isdigit() for c in found[2]):
        return None
    marked = found[4] or (found[1] and (found[3] or found[5]))
    return (found[2], found[6].strip()) if marked else None


def _numbered(line: str) -> str | None:
    heading = _HEADING.fullmatch(line)
    return heading[2] if heading and _NUMBERED_REQUIREMENT.fullmatch(heading[2]) else None


def _is_bullet(line: str) -> bool:
    return line[:2] in ("- ", "* ", "+ ", "• ")


def _code_says_type(code: str) -> bool:
    return code.upper().startswith(("FR", "NFR", "SC", "CON"))
