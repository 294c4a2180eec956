"""The architecture track's ``interfaces_catalog.csv``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planning.imports.draft import Draft, DraftElement, Tally
from planning.imports.report import Report, short
from planning.imports.source import decoded
from planning.imports.tables import (
    Row,
    Table,
    columns,
    folded,
    held,
    read_table,
    unknown_columns,
    unmapped,
)
from planning.plan.codes import is_code

FORMAT = "interfaces"

COLUMNS = {
    **dict.fromkeys(("interface_id", "id", "interface", "code", "interface_code"), "code"),
    **dict.fromkeys(("name", "title", "interface_name"), "name"),
    **dict.fromkeys(("protocol", "transport"), "protocol"),
    **dict.fromkeys(
        ("payload_schema_ref", "payload_schema_refs", "payload_schema"), "payload_schema"
    ),
    **dict.fromkeys(("schema", "schema_ref", "payload", "schema_refs"), "payload_schema"),
    **dict.fromkeys(("dependency_direction", "direction"), "direction"),
    **dict.fromkeys(("for_backend", "backend"), "for_backend"),
    **dict.fromkeys(("notes", "description", "comment"), "notes"),
}
_DIRECTIONS = {
    **dict.fromkeys(("inbound", "in", "provides", "provided", "serves", "exposed"), "provides"),
    **dict.fromkeys(("publish", "publishes", "produces", "provider", "producer"), "provides"),
    **dict.fromkeys(("outbound", "out", "consumes", "consumed", "uses", "required"), "consumes"),
    **dict.fromkeys(("subscribe", "subscribes", "consumer", "requires"), "consumes"),
}


def is_interfaces_header(header: Sequence[str]) -> bool:
    """Whether a table with these columns is an interface catalog."""
    fields = {COLUMNS.get(folded(name), "") for name in header}
    return "code" in fields and len(fields & {"protocol", "payload_schema", "direction"}) > 1


def read_interfaces(
    file: str, text: str | bytes, *, mapping: Mapping[str, str] | None = None
) -> Draft:
    """Interfaces with their ids as codes; direction as seen from the backend.

    All are for the backend unless a column says otherwise. Where no column holds an id, nothing is
    read until somebody maps one; raises ``Unreadable`` where there is but one column.
    """
    source = decoded(file, text)
    report = Report(file)
    table = read_table(source.text, file=file)
    report.extend(source.diagnostics + table.diagnostics)
    fields = columns(table.header, COLUMNS, report, line=table.line, mapping=mapping)
    if "code" not in fields.values():
        unknown_columns(report, table, "no column interface_id")
        fields = {}
    elements = tuple(_taken(table, fields, report))
    found, read = len(table.rows), len(elements)
    return Draft(
        file=file,
        format=FORMAT,
        elements=elements,
        diagnostics=report.diagnostics,
        tallies=(Tally(what="row", found=found, read=read, failed=found - read),),
        unmapped=unmapped(table.header, fields),
        mappable=tuple(dict.fromkeys(COLUMNS.values())),
    )


def _taken(table: Table, fields: Mapping[int, str], report: Report) -> Iterator[DraftElement]:
    if not fields:
        return
    if "for_backend" not in fields.values():
        report.note(
            "no column for_backend", line=table.line, remedy="all are taken to be for the backend"
        )
    yield from _interfaces(table.rows, fields, report)


def _interfaces(
    rows: Iterable[Row], fields: Mapping[int, str], report: Report
) -> Iterator[DraftElement]:
    """The rows that state an interface; of each other row it is said why not."""
    seen: dict[str, int] = {}
    for row in rows:
        said = held(row, fields)
        code = said.pop("code", "")
        if not is_code(code):
            report.warning(f"“{short(code)}” is no code", line=row.line, remedy="left out")
        elif code in seen:
            report.error(
                f"{code} stands here and in line {seen[code]}",
                line=row.line,
                remedy="the second is left out",
            )
        else:
            seen[code] = row.line
            yield _interface(code, said, row.line)


def _interface(code: str, said: dict[str, str], line: int) -> DraftElement:
    said.setdefault("for_backend", "yes")
    if "direction" in said:
        said["direction"] = _DIRECTIONS.get(folded(said["direction"]), said["direction"])
    return DraftElement(kind="Interface", key=code, code=code, values=said, line=line)
