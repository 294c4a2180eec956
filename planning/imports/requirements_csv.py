"""Requirements from a table: CSV, or what a spreadsheet copies."""

from collections.abc import Mapping, Sequence

from planning.imports.draft import Draft
from planning.imports.report import Report
from planning.imports.requirements import COLUMNS, Collected
from planning.imports.source import decoded
from planning.imports.tables import (
    Table,
    columns,
    folded,
    held,
    read_table,
    unknown_columns,
    unmapped,
)

FORMAT = "requirements_csv"


def is_requirements_header(header: Sequence[str]) -> bool:
    """Whether a table with these columns lists requirements: an id, and a statement or title."""
    fields = {COLUMNS.get(folded(name), "") for name in header}
    return "code" in fields and bool(fields & {"statement", "name"})


def read_requirements_csv(
    file: str, text: str | bytes, *, mapping: Mapping[str, str] | None = None
) -> Draft:
    """Requirements with a ``refines`` link to each parent.

    ``mapping`` says which field a column holds, where its header is none that is known. Where no
    column holds an id, a title or a statement, nothing is read until somebody maps one; raises
    ``Unreadable`` where there is but one column.
    """
    source = decoded(file, text)
    report = Report(file)
    report.extend(source.diagnostics)
    collected = Collected(report)
    table = read_table(source.text, file=file)
    fields = collect_table(table, collected, mapping=mapping)
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(collected.elements.values()),
        links=collected.links(),
        diagnostics=report.diagnostics,
        tallies=(collected.tally("row", len(table.rows)),),
        unmapped=unmapped(table.header, fields),
        mappable=tuple(dict.fromkeys(COLUMNS.values())),
    )


def collect_table(
    table: Table, into: Collected, *, mapping: Mapping[str, str] | None = None
) -> dict[int, str]:
    """Takes the requirements of a table, and returns which field each column holds.

    Without a column for an id, a title or a statement all rows fail, and no column counts as read.
    """
    into.report.extend(table.diagnostics)
    fields = columns(table.header, COLUMNS, into.report, line=table.line, mapping=mapping)
    if not {"code", "name", "statement"} & set(fields.values()):
        unknown_columns(into.report, table, "no column for an id, a title or a statement")
        into.failed += len(table.rows)
        return {}
    for row in table.rows:
        into.add(held(row, fields), line=row.line)
    return fields
