"""Doorstop's requirements: an item a file in YAML or Markdown, all items of an export, or its CSV."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from planning.imports.draft import Draft, Tally, Unreadable
from planning.imports.marked_yaml import Marked, MarkedList, documents
from planning.imports.report import Report, short
from planning.imports.requirements import COLUMNS, Collected, group, named, stated
from planning.imports.source import decoded
from planning.imports.tables import Table, folded, read_table
from planning.imports.written_out import written_out

FORMAT = "doorstop"


_TELLING = frozenset(
    ("active", "derived", "header", "level", "links", "normative", "ref", "references", "reviewed")
    + ("text",)
)
_FEWEST = 4
_UNKEPT = ("level", "reviewed")
_APART = (*_UNKEPT, "uid", "links", "active", "normative", "derived")
_FIELDS = {
    **{name: field for name, field in COLUMNS.items() if field not in ("code", "parent")},
    "header": "name",
    "text": "statement",
}
_KEY_LINE = re.compile(r"^( {0,8})([a-z]{1,20}):", re.MULTILINE)
_SEARCHED = 20_000
# YAML between two rulers, and the words of the item below it.
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)(.*)", re.DOTALL)
_HEADER = re.compile(r"#[ \t]+(\S[^\n]*)(?:\n|\Z)")
_OUTLINE = {"initial", "outline"}
_FALSE = ("false", "no", "0", "off")


def looks_like_doorstop(text: str) -> bool:
    """Whether the text has the attributes of an item, or the settings of a document."""
    at: dict[str, set[str]] = defaultdict(set)
    for found in _KEY_LINE.finditer(text[:_SEARCHED]):
        at[found[1]].add(found[2])
    if at[""] == _OUTLINE:
        return True
    if "settings" in at[""] and any({"prefix", "sep"} <= names for names in at.values()):
        return True
    return any(
        len(names & _TELLING) >= _FEWEST and names & {"normative", "level"} for names in at.values()
    )


_COLUMNS = frozenset(("links", "normative", "ref", "references", "active", "derived"))
"""Of which an export has at least one beside the text of its items."""


def is_doorstop_header(header: tuple[str, ...]) -> bool:
    """Whether a table with these columns is an export of Doorstop's."""
    names = {folded(name) for name in header}
    return {"uid", "level", "text"} <= names and bool(names & _COLUMNS)


def read_doorstop(file: str, text: str | bytes) -> Draft:
    """Items with a ``refines`` link for each of their links; headings only group what follows.

    An item alone in a file has the file's name. The settings of a document hold no item. Raises
    ``Unreadable`` for what is neither YAML nor a table of items.
    """
    source = decoded(file, text)
    report = Report(file)
    report.extend(source.diagnostics)
    reading = _Reading(file, Collected(report))
    if looks_like_doorstop(source.text):
        reading.take_text(source.text)
    else:
        reading.take_table(read_table(source.text, file=file))
    collected, tallies = reading.collected, tuple(reading.tallies())
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(collected.elements.values()),
        links=collected.links(),
        diagnostics=report.diagnostics,
        tallies=tallies,
    )


@dataclass
class _Reading:
    """What has been counted, and below which heading the reading stands."""

    file: str
    collected: Collected
    heading: str = ""
    count: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def report(self) -> Report:
        return self.collected.report

    def take_text(self, text: str) -> None:
        """YAML, or an item in Markdown, which holds its attributes in YAML above its words."""
        front = _FRONT.match(text.lstrip())
        if front is None or looks_like_doorstop(front[2]):
            self.take_yaml(text)
            return
        (document,) = documents(self.file, front[1])
        if isinstance(document, Marked):
            self._take(self._named(), {**document, **_words(front[2])}, document.line + 1)
        else:
            self.take_yaml(text)

    def take_yaml(self, text: str) -> None:
        for document in documents(self.file, text):
            if not isinstance(document, Marked):
                self.count["found", "item"] += 1
                self._fail("no item: these are no attributes", 1)
            elif "settings" in document or document.keys() == _OUTLINE:
                what = "settings" if "settings" in document else "outline"
                self.count["found", what] += 1
                self.count["skipped", what] += 1
                remedy = "not kept; import the items beside it"
                self.report.note(f"{what} of a document", line=document.line, remedy=remedy)
            elif len(_TELLING & document.keys()) > 1:
                self._take(self._named(), document, document.line)
            else:
                self._take_all(document)

    def _take_all(self, items: Marked) -> None:
        for uid, attributes in items.items():
            if isinstance(attributes, Marked):
                self._take(uid, attributes, items.lines[uid])
            else:
                self.count["found", "item"] += 1
                self._fail(f"{short(uid)} is no item: it has no attributes", items.lines[uid])

    def _named(self) -> str:
        """The id of the only item: the name of its file, unless somebody pasted it."""
        path = PurePosixPath(self.file)
        return path.stem if path.suffix.casefold() in (".yml", ".yaml", ".md") else ""

    def take_table(self, table: Table) -> None:
        self.report.extend(table.diagnostics)
        names = [folded(name) for name in table.header]
        if not is_doorstop_header(table.header):
            raise Unreadable(
                f"{self.file}:{table.line}: no items of Doorstop's, and no table of them"
            )
        for row in table.rows:
            attributes = dict(zip(names, row.cells, strict=True))
            self._take(attributes["uid"], attributes, row.line)

    def _take(self, uid: str, attributes: Mapping[str, Any], line: int) -> None:
        self.count["found", "item"] += 1
        links = _links(attributes.get("links"))
        self.count["found", "link"] += len(links)
        said = self._said(attributes)
        if not _is_on(attributes, "normative"):
            self._skip(said, str(attributes.get("level", "")), line)
            outcome = "skipped"
        else:
            said = {**group(self.file, self.heading), **named({**said, "code": uid})}
            key = self.collected.add(said, line=line, parents=links)
            outcome = "read" if key else "failed"
        self.count[outcome, "item"] += 1
        self.count[outcome, "link"] += len(links)

    def _said(self, attributes: Mapping[str, Any]) -> dict[str, str]:
        pairs = [(n, written_out(held)) for n, held in attributes.items() if n not in _APART]
        if "derived" in attributes and _is_on(attributes, "derived"):
            pairs.append(("derived", "yes"))
        said = stated(pairs, _FIELDS)
        if not _is_on(attributes, "active"):
            said["status"] = "withdrawn"
        if not said.get("name") and not said.get("statement"):
            # What is only a reference to a file has no words of its own.
            said["name"] = written_out(attributes.get("ref") or attributes.get("references"))
        return {name: held for name, held in said.items() if held}

    def _skip(self, said: Mapping[str, str], level: str, line: int) -> None:
        words = said.get("name") or said.get("statement", "").partition("\n")[0]
        if level.endswith(".0") or said.get("name"):
            self.heading = words
        remedy = "left out: it is not normative"
        self.report.note(f"“{short(words)}” is a heading or prose", line=line, remedy=remedy)

    def _fail(self, message: str, line: int) -> None:
        self.count["failed", "item"] += 1
        self.report.warning(message, line=line, remedy="left out")

    def tallies(self) -> Iterator[Tally]:
        if self.count["read", "item"]:
            names = " and ".join(_UNKEPT)
            self.report.note(f"{names} are not kept", remedy="reviews are made and kept here")
        for what in ("settings", "outline", "item", "link"):
            if self.count["found", what]:
                yield Tally(
                    what=what,
                    found=self.count["found", what],
                    read=self.count["read", what],
                    skipped=self.count["skipped", what],
                    failed=self.count["failed", what],
                )


def _words(below: str) -> dict[str, str]:
    """The header and the text of an item in Markdown: a heading at the top is its header."""
    text = below.strip()
    header = _HEADER.match(text)
    if header is None:
        return {"text": text}
    return {"header": header[1].strip(), "text": text[header.end() :].strip()}


def _is_on(attributes: Mapping[str, Any], name: str) -> bool:
    """A mark that is set unless the file says otherwise."""
    return str(attributes.get(name, "")).strip().casefold() not in _FALSE


def _links(held: Any) -> list[str]:
    """Ids of the items linked to, without the fingerprints that may follow them."""
    if isinstance(held, MarkedList):
        entries = [
            end for entry in held for end in (entry if isinstance(entry, Marked) else [entry])
        ]
    else:
        entries = re.split(r"[,;\s]+", held) if isinstance(held, str) else []
    found = (written_out(entry).partition(":")[0].strip() for entry in entries)
    return list(dict.fromkeys(end for end in found if end))
