"""What a script says of tables: their columns and constraints, before it becomes a draft."""

from dataclasses import dataclass, field

KEY = "PRIMARY KEY"
"""What the name of a primary key stands for; that of another constraint stands for its rule."""


@dataclass(frozen=True, slots=True)
class Name:
    """A table's name as it is written; ``schema`` is blank for the one that is in use."""

    schema: str
    table: str

    @property
    def folded(self) -> tuple[str, str]:
        return self.schema.casefold(), self.table.casefold()

    def __str__(self) -> str:
        return f"{self.schema}.{self.table}" if self.schema else self.table


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that hold the key of a row of another table."""

    columns: tuple[str, ...]
    target: Name
    target_columns: tuple[str, ...]
    line: int
    rest: str = ""
    """What happens on delete and the like, as the file says it."""
    name: str = ""


@dataclass(slots=True)
class Column:
    """A column; ``notes`` hold what the plan has no field for."""

    name: str
    type: str
    line: int
    required: bool = False
    key: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table; ``rules`` are what its constraints keep true: candidates for invariants.

    ``named`` holds what the names of constraints stand for, folded. Those that the script does not
    name have the names that PostgreSQL gives.
    """

    name: Name
    line: int
    columns: dict[str, Column] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    options: str = ""
    named: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Column | None:
        return self.columns.get(name.casefold())

    def add_rule(self, rule: str, name: str) -> None:
        self.rules.append(rule)
        self.named[name.casefold()] = rule

    def default_name(self, columns: tuple[str, ...], ending: str) -> str:
        return "_".join((self.name.table, *columns, ending))

    def set_key(self, names: tuple[str, ...], name: str = "") -> None:
        self.named[(name or self.default_name((), "pkey")).casefold()] = KEY
        self.key = tuple(dict.fromkeys(names))
        for name in names:
            if column := self.column(name):
                column.key = column.required = True


def uniqueness(columns: tuple[str, ...]) -> str:
    """The rule that no two rows agree in the columns."""
    return f"{', '.join(columns)} {'are' if len(columns) > 1 else 'is'} unique"
