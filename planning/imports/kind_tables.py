"""Tables of one kind of element each, and of links: as ``planning.exports.tables`` writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from planning.imports.bounds import refuse_many_elements, refuse_many_links
from planning.imports.draft import Draft, DraftElement, DraftLink, Tally, Unreadable
from planning.imports.report import Report, short
from planning.imports.source import decoded
from planning.imports.tables import Row, Table, columns, folded, read_table, separator
from planning.plan import cells
from planning.plan.codes import is_code
from planning.plan.elements import BY_PLURAL, KINDS, Element, facts

FORMAT = "kind_table"

_BY_COLUMN = {folded(cells.code_column(kind)): kind for kind in KINDS}
_BY_FILE = {**BY_PLURAL, **{kind.__name__.casefold(): kind for kind in KINDS}}
_FEWEST_FIELDS = 2
# Lists of these come from elsewhere and have readers of their own, which know other words.
_READ_ELSEWHERE = ("Requirement", "Interface")
_LINK_ENDS = frozenset(("type", "source", "target"))


def looks_like_kind_table(file: str, text: str) -> bool:
    """Whether the first line is the header of such a table; the file's name may say the kind."""
    head = text.lstrip("\ufeff\n")[:20_000].split("\n", 2)
    first = "\n".join(head[:2] if separator(head[0]) else head[:1])
    if not first.strip():
        return False
    try:
        header = read_table(first, file=file).header
    except Unreadable:
        return False
    return _is_links(header) or _kind(file, header) is not None


def read_kind_table(file: str, text: str | bytes) -> Draft:
    """The elements of one kind, under their codes, or links.

    Columns are fields by name or label. Raises ``Unreadable`` where nothing says the kind.
    """
    source = decoded(file, text, exact=True)
    report = Report(file)
    table = read_table(source.text, file=file, exact=True)
    report.extend(source.diagnostics + table.diagnostics)
    if _is_links(table.header):
        return _links(file, table, report)
    kind = _kind(file, table.header)
    if kind is None:
        raise Unreadable(
            f"{file}:{table.line}: nothing says what the rows are; call the first column "
            f"such as “{cells.code_column(KINDS[0])}”"
        )
    return _Rows(file, kind, report).draft(table)


def _is_links(header: tuple[str, ...]) -> bool:
    names = {folded(name) for name in header}
    return _LINK_ENDS <= names <= _LINK_ENDS | set(cells.LINK_COLUMNS)


def _kind(file: str, header: tuple[str, ...]) -> type[Element] | None:
    """The kind that a column names, else that of the file's name if the columns are its fields."""
    names = [folded(name) for name in header]
    named = next((_BY_COLUMN[name] for name in names if name in _BY_COLUMN), None)
    if named:
        return named
    kind = _BY_FILE.get(folded(PurePosixPath(file).stem))
    if kind is None or kind.__name__ in _READ_ELSEWHERE:
        return None
    known = sum(name in _aliases(kind) for name in names)
    return kind if known >= _FEWEST_FIELDS and known == len(names) else None


def _aliases(kind: type[Element]) -> dict[str, str]:
    """Folded headers and the field that each means."""
    labels = {folded(fact.label): name for name, fact in facts(kind).items()}
    names = {name: name for name in (*facts(kind), cells.CODE, cells.POSITION)}
    return {**labels, **names, folded(cells.code_column(kind)): cells.CODE}


@dataclass
class _Rows:
    """The rows of one kind being read; ``elements`` are those taken, by key."""

    file: str
    kind: type[Element]
    report: Report
    elements: dict[str, DraftElement] = field(default_factory=dict)
    failed: int = 0

    def draft(self, table: Table) -> Draft:
        fields = columns(table.header, _aliases(self.kind), self.report, line=table.line)
        for row in table.rows:
            self._take(row, fields)
        return Draft(
            file=self.file,
            format=FORMAT,
            elements=tuple(self.elements.values()),
            diagnostics=self.report.diagnostics,
            tallies=(
                Tally(
                    what=self.kind.__name__,
                    found=len(table.rows),
                    read=len(self.elements),
                    failed=self.failed,
                ),
            ),
        )

    def _take(self, row: Row, fields: Mapping[int, str]) -> None:
        held = {name: row.cells[index] for index, name in fields.items() if row.cells[index]}
        code = cells.unguarded(held.pop(cells.CODE, "").strip())
        position = self._position(held.pop(cells.POSITION, ""), row.line)
        key = code or folded(held.get("name", ""))
        if (code and not is_code(code)) or not key:
            self._fail(f"“{short(code)}” is no code" if code else "no code and no name", row.line)
        elif key in self.elements:
            first = self.elements[key].line
            self._fail(f"{short(key)} stands here and in line {first}", row.line)
        else:
            self.elements[key] = DraftElement(
                kind=self.kind.__name__,
                key=key,
                code=code,
                values=dict(self._values(held)),
                line=row.line,
                position=position,
            )
            refuse_many_elements(self.file, len(self.elements))

    def _values(self, held: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
        known = facts(self.kind)
        for name, text in held.items():
            yield name, cells.said(known[name], text)

    def _position(self, said: str, line: int) -> int | None:
        text = said.strip()
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        if text:
            self.report.warning(f"“{short(text)}” is no position", line=line, remedy="left out")
        return None

    def _fail(self, message: str, line: int) -> None:
        self.failed += 1
        self.report.error(message, line=line, remedy="left out")


def _links(file: str, table: Table, report: Report) -> Draft:
    names = {name: name for name in cells.LINK_COLUMNS}
    fields = columns(table.header, names, report, line=table.line)
    links: list[DraftLink] = []
    failed = 0
    for row in table.rows:
        said = {name: cells.unguarded(row.cells[at].strip()) for at, name in fields.items()}
        if all(said[name] for name in _LINK_ENDS):
            links.append(DraftLink(**said))
            refuse_many_links(file, len(links))
        else:
            failed += 1
            report.error("a link needs a type and two ends", line=row.line, remedy="left out")
    return Draft(
        file=file,
        format=FORMAT,
        links=tuple(links),
        diagnostics=report.diagnostics,
        tallies=(Tally(what="link", found=len(table.rows), read=len(links), failed=failed),),
    )
