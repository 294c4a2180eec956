"""CREATE TABLE and ALTER TABLE: the columns and constraints that they list."""

from collections import Counter
from collections.abc import Callable, Mapping

from planning.imports.report import Report, short
from planning.imports.sql.columns import actions, column
from planning.imports.sql.cursor import Cursor, any_of
from planning.imports.sql.tables import ForeignKey, Table, uniqueness
from planning.imports.sql.words import Words

MOST_COLUMNS = 2_000
"""Columns that one table may have; no product allows more."""

# ``INDEX (a)``, ``INDEX i (a)``, ``INDEX i UNIQUE CLUSTERED (a)``, ``KEY i USING BTREE (a)``
_LISTED_AFTER = range(1, 5)
_UNSAID: Mapping[str, tuple[str, ...]] = {
    "EXCLUDE": ("USING", "("),
    "PERIOD": ("FOR",),
    "SUPPLEMENTAL": ("LOG",),
}
"""Words that begin what is no column, and those that follow then; columns may be called so."""


class Definitions:
    """Reads the items of tables; ``counted`` holds what became of columns, constraints, indexes."""

    def __init__(self, dialect: str, report: Report) -> None:
        self.dialect = dialect
        self.report = report
        self.counted: Counter[tuple[str, str]] = Counter()

    def forget(self, before: Counter[tuple[str, str]]) -> None:
        """Counts as skipped what was read since ``before``: its table is left out."""
        for (what, fate), count in (self.counted - before).items():
            if fate == "read":
                self.counted[what, "read"] -= count
                self.counted[what, "skipped"] += count

    def body(self, items: Words, table: Table) -> None:
        """What stands between the parentheses of a CREATE TABLE."""
        for item in items.parts():
            if len(item):
                self.item(item, table)
            else:
                self.report.warning(
                    f"{short(str(table.name))}: an empty item between commas",
                    line=items.line,
                    remedy="left out",
                )

    def item(self, item: Words, table: Table) -> None:
        """One column, constraint or index of a table."""
        cursor = Cursor(item)
        is_named = cursor.take("CONSTRAINT") and cursor.word not in _CONSTRAINTS
        name = cursor.text() if is_named else ""
        if cursor.word in _CONSTRAINTS and self._is_constraint(cursor):
            self._constraint(cursor, table, name)
        elif self._is_index(cursor):
            self._index(item, table)
        elif self._is_unsaid(cursor):
            self._kept(item, table)
        else:
            self._column(item, table)

    def _is_constraint(self, cursor: Cursor) -> bool:
        """A column may be called ``check`` in some dialects; then a type follows."""
        after = cursor.words.word(cursor.at + 1)
        if cursor.word in ("PRIMARY", "FOREIGN"):
            return after == "KEY"
        return cursor.word != "CHECK" or after in ("(", "NOT", "CONSTRAINT")

    def _is_index(self, cursor: Cursor) -> bool:
        if cursor.word in ("FULLTEXT", "SPATIAL"):
            return True
        if cursor.word not in ("KEY", "INDEX"):
            return False
        # KEY may be the name of a column where it is no word of the language, and a type follow it.
        listing = next((n for n in _LISTED_AFTER if cursor.words.word(cursor.at + n) == "("), 0)
        is_length = cursor.words[cursor.at + listing + 1 :].text[:1].isdigit()
        return listing > 0 and not is_length and self.dialect in ("mysql", "sqlserver", "")

    def _is_unsaid(self, cursor: Cursor) -> bool:
        after = cursor.words.word(cursor.at + 1)
        return cursor.word == "LIKE" or after in _UNSAID.get(cursor.word, ())

    def _column(self, item: Words, table: Table) -> None:
        if len(table.columns) >= MOST_COLUMNS:
            self._failed(item, table, f"more than {MOST_COLUMNS:,} columns")
        elif column(item, table, self.report) is not None:
            self.counted["column", "read"] += 1
        elif Cursor(item).is_text():
            self._failed(item, table, f"the column {short(item[0].text)} stands there already")
        else:
            self._failed(item, table, f"“{short(item.text)}” defines no column")

    def _failed(self, item: Words, table: Table, why: str) -> None:
        self.counted["column", "failed"] += 1
        self.report.warning(f"{short(str(table.name))}: {why}", line=item.line, remedy="left out")

    def _constraint(self, cursor: Cursor, table: Table, name: str) -> None:
        line, start = cursor.line, cursor.at
        word = cursor.word
        cursor.at += 1
        if _CONSTRAINTS[word](cursor, table, line, name):
            self.counted["constraint", "read"] += 1
            return
        self.counted["constraint", "failed"] += 1
        self.report.warning(
            f"{short(str(table.name))}: “{short(cursor.words[start:].text)}” is not understood",
            line=line,
            remedy="kept in the notes",
        )
        table.notes.append(cursor.words[start:].text)

    def _index(self, item: Words, table: Table) -> None:
        cursor = Cursor(item)
        cursor.until(any_of("UNIQUE"))
        if not cursor.is_done:
            # SQL Server says so after the name.
            self._constraint(cursor, table, item[1].text)
            return
        self.counted["index", "skipped"] += 1
        self.report.note(
            f"{short(str(table.name))}: the index “{short(item.text)}”",
            line=item.line,
            remedy="skipped: a plan has no place for indexes",
        )

    def _kept(self, item: Words, table: Table) -> None:
        self.counted["constraint", "skipped"] += 1
        table.notes.append(item.text)
        self.report.note(
            f"{short(str(table.name))}: “{short(item.text)}”",
            line=item.line,
            remedy="kept in the notes",
        )


def _primary(cursor: Cursor, table: Table, line: int, name: str) -> bool:
    cursor.take("KEY")
    columns = _listed(cursor)
    if columns:
        table.set_key(columns, name)
    return bool(columns)


def _unique(cursor: Cursor, table: Table, line: int, name: str) -> bool:
    columns = _listed(cursor)
    if columns:
        table.add_rule(uniqueness(columns), name or table.default_name(columns, "key"))
    return bool(columns)


def _listed(cursor: Cursor) -> tuple[str, ...]:
    """Columns in parentheses, past what kind of index keeps them and what it is called."""
    while not cursor.is_done and cursor.word != "(":
        cursor.at += 1
    return cursor.columns()


def _foreign(cursor: Cursor, table: Table, line: int, name: str) -> bool:
    cursor.take("KEY")
    columns = _listed(cursor)
    if not columns or not cursor.take("REFERENCES"):
        return False
    target = cursor.name()
    name = name or table.default_name(columns, "fkey")
    held = ForeignKey(columns, target, cursor.columns(), line, actions(cursor), name)
    table.foreign_keys.append(held)
    return bool(target.table)


def _check(cursor: Cursor, table: Table, line: int, name: str) -> bool:
    cursor.take("NOT", "FOR", "REPLICATION")
    said = cursor.group().text
    if said:
        table.add_rule(f"CHECK ({said})", name or table.default_name((), "check"))
    return bool(said)


def _default(cursor: Cursor, table: Table, line: int, name: str) -> bool:
    """SQL Server gives a column its default afterwards: ``DEFAULT (0) FOR paid``."""
    value = cursor.until(any_of("FOR"), least=1).text
    held = table.column(cursor.text()) if cursor.take("FOR") else None
    if held is not None:
        held.notes.append(f"Default: {value}")
    return held is not None


_CONSTRAINTS: Mapping[str, Callable[[Cursor, Table, int, str], bool]] = {
    "PRIMARY": _primary,
    "UNIQUE": _unique,
    "FOREIGN": _foreign,
    "CHECK": _check,
    "DEFAULT": _default,
}
