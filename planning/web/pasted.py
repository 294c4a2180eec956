"""A pasted table read against one kind: which column is which field, and what each cell says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planning.imports.draft import Unreadable
from planning.imports.tables import Row, Table, folded, read_table
from planning.kinds import Kind
from planning.plan.elements import BY_NAME, Fact
from planning.plan.normal import Invalid, normal
from planning.plan.value import Plan
from planning.store.write import New

MOST_ROWS = 2_000
CODE = "code"
_NAME_ALIASES = ("title", "label")
_CODE_ALIASES = ("id", "key", "no", "number")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table and the field it is taken for, blank where it is left out."""

    index: int
    header: str
    field: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and why its field cannot hold it."""

    text: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the preview; ``values`` are those of its cells that can be held."""

    number: int
    cells: tuple[Cell, ...]
    values: Mapping[str, Any]

    @property
    def wrong(self) -> int:
        return sum(1 for cell in self.cells if cell.error)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it would be added; ``remarks`` are what the reader noticed."""

    kind: Kind
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    has_header: bool
    remarks: tuple[str, ...] = ()

    @property
    def wrong(self) -> int:
        """How many cells cannot be stored."""
        return sum(line.wrong for line in self.lines)

    @property
    def ready(self) -> bool:
        return bool(self.lines) and not self.wrong and any(c.field for c in self.columns)

    def news(self, fixed: Mapping[str, Any]) -> list[New]:
        """The elements to be, each keyed by the number of its line."""
        return [
            New(
                kind=self.kind.name,
                values={**{n: v for n, v in line.values.items() if n != CODE}, **fixed},
                code=line.values.get(CODE, ""),
                key=str(line.number),
            )
            for line in self.lines
        ]


def sheet(
    plan: Plan,
    kind: Kind,
    text: str,
    fixed: Mapping[str, Any],
    *,
    header: bool | None = None,
    chosen: Mapping[int, str] | None = None,
) -> Sheet:
    """Read a pasted table. ``chosen`` is the field by index of column, blank to leave one out.

    Without ``header`` the first line is one when it names a field. Raises ``Unreadable``.
    """
    table = read_table(text, file="the table")
    names = fields(kind, fixed)
    known = [_named(kind, names, cell) for cell in table.header]
    has_header = any(known) if header is None else header
    rows = table.rows if has_header else (Row(table.line, table.header), *table.rows)
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"{len(rows):,} rows; at most {MOST_ROWS:,} at once")
    guessed = known if any(known) else _in_order(kind, fixed, len(table.header))
    columns = tuple(
        Column(index, cell if has_header else "", _field(index, guessed, chosen, names))
        for index, cell in enumerate(table.header)
    )
    return Sheet(
        kind=kind,
        columns=columns,
        lines=tuple(_line(plan, kind, columns, row) for row in rows),
        has_header=has_header,
        remarks=_remarks(table, columns),
    )


def fields(kind: Kind, fixed: Mapping[str, Any]) -> dict[str, str]:
    """The fields that a column may be, with their labels."""
    own = {CODE: "Code"} if kind.code_from_outside else {}
    return own | {name: fact.label for name, fact in kind.facts.items() if name not in fixed}


def _named(kind: Kind, names: Mapping[str, str], header: str) -> str:
    """The field that a header names, or blank."""
    key = folded(header)
    aliases = {folded(label): name for name, label in names.items()} | {n: n for n in names}
    others = dict.fromkeys((*_NAME_ALIASES, folded(kind.title)), "name")
    if CODE in names:
        others |= dict.fromkeys(_CODE_ALIASES, CODE)
    return aliases.get(key) or others.get(key, "")


def _in_order(kind: Kind, fixed: Mapping[str, Any], count: int) -> list[str]:
    """Without a header: the name, then the columns of a list."""
    order = ["name", *(name for name in kind.columns if name not in fixed)]
    return (order + [""] * count)[:count]


def _field(
    index: int, guessed: list[str], chosen: Mapping[int, str] | None, names: Mapping[str, str]
) -> str:
    if chosen is not None:
        return chosen.get(index, "") if chosen.get(index, "") in names else ""
    return guessed[index] if guessed[index] not in guessed[:index] else ""


def _line(plan: Plan, kind: Kind, columns: tuple[Column, ...], row: Row) -> Line:
    cells: list[Cell] = []
    values: dict[str, Any] = {}
    for column, text in zip(columns, row.cells, strict=False):
        error = ""
        if column.field in values:
            error = "another column is this field already"
        elif column.field == CODE:
            values[CODE] = text
        elif column.field:
            try:
                values[column.field] = _held(plan, kind.facts[column.field], text)
            except Invalid as invalid:
                error = str(invalid)
        cells.append(Cell(text, error))
    return Line(row.line, tuple(cells), values)


def _held(plan: Plan, fact: Fact, text: str) -> Any:
    if fact.type != "reference" or not text:
        return normal(fact, text)
    wanted = normal(fact, text)
    found = plan.get(wanted, BY_NAME[fact.target])
    if found is not None:
        return found.code
    return _by_name(plan, fact, wanted)


def _by_name(plan: Plan, fact: Fact, wanted: str) -> str:
    """The code of the one element of the kind that people call so; raises ``Invalid``."""
    called = wanted.casefold()
    found = [
        element.code
        for element in plan.of(BY_NAME[fact.target])
        if called in (element.name.casefold(), element.label.casefold(), element.code.casefold())
    ]
    if len(found) > 1:
        raise Invalid(f"“{wanted}” may be {', '.join(found)}; give the code")
    if not found:
        raise Invalid(f"there is no “{wanted}” here")
    return found[0]


def _remarks(table: Table, columns: tuple[Column, ...]) -> tuple[str, ...]:
    left = [column.header for column in columns if column.header and not column.field]
    out = (f"Left out: {', '.join(left)}.",) if left else ()
    return (*(str(diagnostic) for diagnostic in table.diagnostics), *out)
