"""Tables as text: separated by tabs, commas, semicolons or pipes, with a header line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planning.imports.draft import Diagnostic, Unreadable
from planning.imports.report import Report, short
from planning.imports.source import LARGEST, decoded

MOST_ROWS = 20_000
MOST_COLUMNS = 200

LONGEST_CELL = 131_072
# A document may fill a cell of a table that a program wrote; the module's own limit is for all.
csv.field_size_limit(LARGEST)
_DELIMITERS = "\t;,|"
_SEPARATOR = re.compile(r'\s*"?sep=([^"\r\n])"?\s*', re.IGNORECASE)
# In a wiki a bar within brackets parts the words of a link from its address.
_WIKI_LINK = re.compile(r"\[[^\[\]|]{0,500}\|[^\[\]]{0,500}\]")
_WIKI_BARS = re.compile(r"\|\|?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``line`` is that of its first line, ``cells`` are as many as the header has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header, which stands in ``line``, and rows; cells are stripped and may hold line ends."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()


def read_table(
    text: str, *, file: str = "table", first_line: int = 1, exact: bool = False
) -> Table:
    """The table in a text, whose first line is ``first_line`` of the file.

    Takes what spreadsheets copy (tabs), CSV with ``,`` or ``;`` and quotes, and the pipe tables of
    Markdown and of Jira. A first line ``sep=;`` says what parts the cells. With ``exact``, for what
    a program wrote, cells stay as they are, and only the size of the file bounds them. Raises
    ``Unreadable`` where there is no header, or more than ``MOST_ROWS`` rows.
    """
    source = decoded(file, text, exact=exact)
    report = Report(file)
    report.extend(source.diagnostics)
    every = source.text.split("\n") if exact else source.lines
    start, said = _start(every)
    lines = every[start:] or [""]
    delimiter = said or _delimiter(lines)
    is_piped = delimiter == "|" and not said
    split = _pipe_rows(lines) if is_piped else _separated_rows(lines, delimiter, report, exact)
    rows = [Row(row.line + start + first_line - 1, row.cells) for row in split]
    header = tuple(name.strip() for name in rows[0].cells)
    if len(header) > MOST_COLUMNS:
        raise Unreadable(f"{file}:{rows[0].line}: {len(header)} columns; at most {MOST_COLUMNS}")
    if len(rows) > MOST_ROWS and not exact:
        raise Unreadable(f"{file}: more than {MOST_ROWS:,} rows; split the file")
    body = tuple(_fitted(row, header, report) for row in rows[1:])
    return Table(header, body, rows[0].line, report.diagnostics)


def separator(line: str) -> str:
    """The character that a line such as ``sep=;`` says, which Excel understands; blank for others."""
    found = _SEPARATOR.fullmatch(line[:100])
    return found[1] if found else ""


def _start(lines: Sequence[str]) -> tuple[int, str]:
    """The index of the header, and the separator that the line before it says."""
    filled = (n for n, line in enumerate(lines) if line.strip())
    first = next(filled, 0)
    said = separator(lines[first])
    return (next(filled, len(lines)), said) if said else (first, "")


def _delimiter(lines: Sequence[str]) -> str:
    """The character that separates cells, judged by the header."""
    header = lines[0].strip()
    second = lines[1] if len(lines) > 1 else ""
    if header.startswith("|") or ("|" in header and _is_ruler(second)):
        return "|"
    counts = {delimiter: lines[0].count(delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else ","


def _is_ruler(line: str) -> bool:
    """Whether this is the line below a Markdown header: ``|---|:--:|``."""
    return "-" in line and not line.strip(" \t|:-")


def _pipe_rows(lines: Sequence[str]) -> list[Row]:
    cells = _wiki_cells if is_wiki_header(lines[0]) else _pipe_cells
    return [
        Row(number, tuple(cells(line)))
        for number, line in enumerate(lines, 1)
        if line.strip() and not (number == 2 and _is_ruler(line))
    ][: MOST_ROWS + 1]


def is_wiki_header(line: str) -> bool:
    """Whether this is the first line of a table as Jira has it: ``|| ID || Text ||``."""
    return line.lstrip().startswith("||") and "|" not in line.replace("||", "")


def _wiki_cells(line: str) -> Iterator[str]:
    inner = _WIKI_LINK.sub(lambda link: link[0].replace("|", "\0"), line.strip())
    inner = inner.replace("\\|", "\0").removeprefix("|").removeprefix("|")
    inner = inner.removesuffix("|").removesuffix("|")
    for cell in _WIKI_BARS.split(inner):
        yield cell.replace("\0", "|").strip()


def _pipe_cells(line: str) -> Iterator[str]:
    inner = line.strip().removeprefix("|")
    # A bar at the end closes the last cell, unless it is a written one.
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    for cell in inner.replace("\\|", "\0").split("|"):
        text = cell.replace("\0", "|").replace("<br>", "\n").replace("<br/>", "\n")
        yield text.strip()


def _separated_rows(lines: Sequence[str], delimiter: str, report: Report, exact: bool) -> list[Row]:
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if not exact and max(map(len, cells), default=0) > LONGEST_CELL:
                raise csv.Error(f"a cell of more than {LONGEST_CELL:,} characters")
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells if exact else (c.strip() for c in cells))))
            if len(rows) > MOST_ROWS and not exact:
                break
            line = reader.line_num + 1
    except csv.Error as error:
        report.error(f"{error}", line=line, remedy="the rows from here on are left out")
    rows = rows or [Row(1, ("",))]
    _report_open_quote(lines, rows[-1].line, report)
    return rows


def _report_open_quote(lines: Sequence[str], last: int, report: Report) -> None:
    """A quote in the last row that is never closed swallows the rows that follow it."""
    swallowed = len(lines) - last
    if swallowed > 1 and "\n".join(lines[last - 1 :]).count('"') % 2:
        report.error(
            f"a quoted cell that begins here is never closed and takes in {swallowed} lines",
            line=last,
            remedy="close the quote",
        )


def _fitted(row: Row, header: Sequence[str], report: Report) -> Row:
    """The row with as many cells as the header has."""
    extra = [cell for cell in row.cells[len(header) :] if cell]
    if extra:
        report.warning(
            f"{len(row.cells)} cells, but {len(header)} columns",
            line=row.line,
            remedy=f"“{short(extra[0])}” is left out",
        )
    missing = ("",) * (len(header) - len(row.cells))
    return Row(row.line, (*row.cells[: len(header)], *missing))


def folded(name: str) -> str:
    """A header for comparison: ``Payload schema ref(s)`` → ``payload_schema_ref_s``."""
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return "_".join(words)


def columns(
    header: Sequence[str],
    aliases: Mapping[str, str],
    report: Report,
    *,
    line: int,
    mapping: Mapping[str, str] | None = None,
) -> dict[int, str]:
    """Which field each column holds, by index.

    ``aliases`` map folded headers to fields; ``mapping`` maps headers as they stand in the file,
    blank for a column to pass over, and goes first. What remains unknown is noted, so that somebody
    can map it; so are a second column for one field, and a mapped header that is not there.
    """
    chosen = {folded(name): field for name, field in (mapping or {}).items()}
    for name in mapping or ():
        if folded(name) not in map(folded, header):
            report.note(f"there is no column “{short(name)}” to map", line=line)
    found: dict[int, str] = {}
    for index, name in enumerate(header):
        key = folded(name)
        field = chosen.get(key, aliases.get(key, ""))
        if field and field not in found.values():
            found[index] = field
        elif field or (name and key not in chosen):
            why = f"another column is {field} already" if field else "it is not known"
            report.note(
                f"column “{short(name)}” is not read: {why}",
                line=line,
                remedy="map it to a field",
            )
    return found


def unknown_columns(report: Report, table: Table, why: str) -> None:
    """Says that a table cannot be read before somebody says what its columns hold.

    Raises ``Unreadable`` for a single column: that is how any text looks that is no table.
    """
    listed = ", ".join(name[:40] for name in table.header[:20])
    if len(table.header) < 2:
        raise Unreadable(f"{report.file}:{table.line}: {why}; the only column is {listed}")
    report.error(
        f"{why}; the columns are {listed}", line=table.line, remedy="map a column to that field"
    )


def unmapped(header: Sequence[str], fields: Mapping[int, str]) -> tuple[str, ...]:
    """The headers of the columns that are not read, as they stand in the file."""
    return tuple(name for index, name in enumerate(header) if name and index not in fields)


def held(row: Row, fields: Mapping[int, str]) -> dict[str, str]:
    """What a row says, by field; blank cells are left out."""
    return {field: row.cells[index] for index, field in fields.items() if row.cells[index]}
