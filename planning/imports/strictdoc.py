"""StrictDoc's ``.sdoc``: requirements by section, with their parents."""

from collections import Counter
from dataclasses import dataclass, field

from planning.imports.draft import Draft, Tally
from planning.imports.report import Report, short
from planning.imports.requirements import COLUMNS, Collected, group, named, stated
from planning.imports.source import decoded
from planning.imports.strictdoc_blocks import Block, blocks, is_header

FORMAT = "strictdoc"

_FIELDS = {
    **{name: field for name, field in COLUMNS.items() if field not in ("code", "parent")},
    "uid": "code",
}
_PROSE = ("TEXT", "FREETEXT")
_KNOWN = ("SECTION", "REQUIREMENT", "COMPOSITE_REQUIREMENT")
_RELATION = "RELATIONS"
_UNKEPT = ("MID", "LEVEL")
_APART = {
    "DOCUMENT": "its title is the source of what stands outside of sections",
    "DOCUMENT_CONFIG": "not kept in the plan",
    "DOCUMENT_VIEW": "not kept in the plan",
    "GRAMMAR": "the fields are taken as they stand",
    "BIBLIOGRAPHY": "not kept in the plan",
    "DOCUMENT_FROM_FILE": "no other file is opened; import that one as well",
    "FRAGMENT": "not kept in the plan",
    "FRAGMENT_FROM_FILE": "no other file is opened; import that one as well",
}
"""Blocks that hold no requirement, and what is done about them."""


def looks_like_strictdoc(text: str) -> bool:
    """Whether the text opens with a block of StrictDoc's: ``[DOCUMENT]``, or any before a node."""
    first = text.lstrip()[:200].partition("\n")[0].rstrip()
    return first == "[DOCUMENT]" or (
        is_header(first) and "\nUID: " in text and "\n[REQUIREMENT]" in f"\n{text}"
    )


def read_strictdoc(file: str, text: str | bytes) -> Draft:
    """Requirements with a ``refines`` link to each parent; sections are their source.

    Nodes of a grammar of one's own are requirements as well, prose is none.
    """
    source = decoded(file, text)
    report = Report(file)
    report.extend(source.diagnostics)
    reading = _Reading(file, Collected(report), report)
    for block in blocks(source.lines, report):
        reading.take(block)
    reading.finish()
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(reading.collected.elements.values()),
        links=reading.collected.links(),
        diagnostics=report.diagnostics,
        tallies=reading.tallies(),
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """A section with its title, or a node that holds others with its key."""

    tag: str
    line: int
    title: str = ""
    key: str = ""


@dataclass
class _Reading:
    """Where the reading stands: ``open`` are the sections and nodes around it, outermost first."""

    file: str
    collected: Collected
    report: Report
    title: str = ""
    open: list[_Open] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)
    count: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, block: Block) -> None:
        if block.ends:
            self._close(block)
            return
        self.first.setdefault(block.tag, block.line)
        self.count["found", block.tag] += 1
        self.count["found", _RELATION] += len(block.relations)
        if block.tag == "SECTION":
            self.count["read", block.tag] += 1
            self.open.append(_Open(block.tag, block.line, block.value("TITLE")))
        elif block.tag in _PROSE or block.tag in _APART:
            self._skip(block)
        else:
            self._take_node(block)
            return
        self.count["skipped", _RELATION] += len(block.relations)

    def _skip(self, block: Block) -> None:
        self.count["skipped", block.tag] += 1
        if block.tag == "DOCUMENT":
            self.title = self.title or block.value("TITLE")
        if block.tag in _APART:
            what = f"[{block.tag}] {short(block.value('FILE'))}".rstrip()
            self.report.note(what, line=block.line, remedy=_APART[block.tag])

    def _take_node(self, block: Block) -> None:
        said = {**group(self.file, self._heading()), **named(self._said(block))}
        around = next((o.key for o in reversed(self.open) if o.key), "")
        key = self.collected.add(
            said, line=block.line, key=block.value("MID"), parents=[around] if around else []
        )
        if key and "statement" not in said:
            remedy = "its title or id is kept"
            self.report.note(f"{key} has no STATEMENT", line=block.line, remedy=remedy)
        self.count["read" if key else "failed", block.tag] += 1
        self._relate(block, key)
        if block.holds or block.tag.startswith("COMPOSITE"):
            self.open.append(_Open(block.tag, block.line, "", key))

    def _heading(self) -> str:
        return next((o.title for o in reversed(self.open) if o.title), self.title)

    def _said(self, block: Block) -> dict[str, str]:
        files = [("File", value) for _, type_, value in _relations(block) if type_ == "File"]
        fields = [(f.name, f.value) for f in block.fields if f.name not in _UNKEPT]
        return stated([*fields, *files], _FIELDS)

    def _relate(self, block: Block, key: str) -> None:
        for line, type_, value in _relations(block):
            outcome = "read" if key and value else "failed"
            if type_ not in ("Parent", "Child"):
                outcome = "skipped"
                remedy = "kept in the notes, not opened" if type_ == "File" else "left out"
                self.report.note(f"{type_} {short(value)}", line=line, remedy=remedy)
            elif outcome == "failed":
                self.report.warning("a relation without an end", line=line, remedy="left out")
            else:
                ends = (key, value) if type_ == "Parent" else (value, key)
                self.collected.refine(*ends, line)
            self.count[outcome, _RELATION] += 1

    def _close(self, block: Block) -> None:
        if block.tag == "FREETEXT":
            return
        if not any(o.tag == block.tag for o in self.open):
            self.report.warning(
                f"[/{block.tag}] closes nothing", line=block.line, remedy="left out"
            )
            return
        while (last := self.open.pop()).tag != block.tag:
            self.report.warning(f"[{last.tag}] is never closed", line=last.line)

    def finish(self) -> None:
        """Says what has not been said of each block on its own."""
        for left in self.open:
            self.report.warning(f"[{left.tag}] is never closed", line=left.line)
        for tag, line in self.first.items():
            count = self.count["found", tag]
            if tag in _PROSE:
                remedy = "not kept: prose is no requirement"
                self.report.note(f"{count} of [{tag}]", line=line, remedy=remedy)
            elif self.count["read", tag] and tag not in _KNOWN:
                remedy = "taken for a requirement"
                self.report.note(f"{count} of [{tag}]", line=line, remedy=remedy)
        if self.collected.elements:
            self.report.note(
                f"fields {', '.join(_UNKEPT)} are not kept",
                remedy="an element has its code and place",
            )

    def tallies(self) -> tuple[Tally, ...]:
        """One for each sort of block, and one for relations."""
        return tuple(
            Tally(
                what=tag,
                found=self.count["found", tag],
                read=self.count["read", tag],
                skipped=self.count["skipped", tag],
                failed=self.count["failed", tag],
            )
            for tag in (*self.first, _RELATION)
        )


def _relations(block: Block) -> list[tuple[int, str, str]]:
    """Line, type and end of each relation; without a type it is a parent."""
    return [
        (n, parts.get("TYPE", "Parent"), parts.get("VALUE", "")) for n, parts in block.relations
    ]
