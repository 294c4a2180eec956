"""Which pipe tables of a document list requirements, before anything of them is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planning.imports.requirements_csv import is_requirements_header
from planning.imports.tables import folded, is_wiki_header

FENCE = ("```", "~~~")
_LONGEST_HEADER = 2_000
# As Markdown has it, and as Jira has.
_HEADING = re.compile(r"(?:(#{1,6})|h([1-6])\.) +(\S.*)")
_SPOKEN_OF = re.compile(r"\brequirements?\b|\bnfrs?\b|\buser stor(?:y|ies)\b", re.IGNORECASE)
# Ids and descriptions are also those of risks, terms and error codes; these words are not.
_TELLING_COLUMNS = frozenset(("requirement", "requirement_text", "requirement_id", "shall"))


def listed(lines: Sequence[str], *, named: bool) -> int:
    """How many rows stand in tables of requirements.

    That a table is one is said by a column, by a heading above it or, where ``named``, by the file.
    """
    walk, at = _Walk(), 0
    while at < len(lines):
        line = lines[at].strip()
        if walk.is_table(line):
            end = end_of_table(lines, at)
            if _is_list(line, said=named or walk.speaks_of_requirements):
                walk.rows += max(end - at - (1 if is_wiki_header(line) else 2), 0)
            at = end
        else:
            walk.take(line)
            at += 1
    return walk.rows


def end_of_table(lines: Sequence[str], start: int) -> int:
    """The index of the line after the table that begins in this one."""
    end = start
    while end < len(lines) and lines[end].strip().startswith("|"):
        end += 1
    return end


def _is_list(header: str, *, said: bool) -> bool:
    # Jira has two bars between headers; the blank names in between say nothing.
    names = header[:_LONGEST_HEADER].strip("|").split("|")
    told = said or not _TELLING_COLUMNS.isdisjoint(map(folded, names))
    return told and is_requirements_header(names)


@dataclass
class _Walk:
    """Below which headings a line stands, by their depth, and whether in a block of code."""

    rows: int = 0
    headings: dict[int, str] = field(default_factory=dict)
    fenced: bool = False

    @property
    def speaks_of_requirements(self) -> bool:
        return any(map(_SPOKEN_OF.search, self.headings.values()))

    def is_table(self, line: str) -> bool:
        return line.startswith("|") and not self.fenced

    def take(self, line: str) -> None:
        if line.startswith(FENCE):
            self.fenced = not self.fenced
        elif not self.fenced and (found := _HEADING.fullmatch(line[:_LONGEST_HEADER])):
            depth = len(found[1]) if found[1] else int(found[2])
            above = {d: said for d, said in self.headings.items() if d < depth}
            self.headings = {**above, depth: found[3]}
