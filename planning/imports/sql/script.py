"""A script as a whole: what each of its statements says, and what becomes of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planning.imports.report import Report, short
from planning.imports.sql.altering import alter
from planning.imports.sql.classifying import Sort, sort_of
from planning.imports.sql.cursor import Cursor, any_of
from planning.imports.sql.definitions import Definitions
from planning.imports.sql.describing import PROPERTY, Describing
from planning.imports.sql.in_use import InUse
from planning.imports.sql.splitting import Statement
from planning.imports.sql.tables import Name, Table
from planning.imports.sql.undoing import Undoing
from planning.imports.sql.words import Words, words

LONGEST = 200_000
"""Characters of a statement that is looked into."""
MOST = 2_000_000
"""Characters of all such statements of a script."""
MOST_STATEMENTS = 20_000
"""How many such statements there may be."""
MOST_TABLES = 5_000

_SECRETIVE = ("CREATE SERVER", "CREATE DATABASE", "CREATE SUBSCRIPTION")
_OF_SQLITE = "sqlite_"
_LONGEST_NOTE = 2_000
_COMMAND = "RENAME"
_CHANGES = ("ADD", "ALTER", "MODIFY", "CHANGE", "WITH")


@dataclass(slots=True)
class Run:
    """Statements of one sort that follow each other and are all skipped."""

    sort: Sort
    first: int
    last: int
    count: int = 1


class Outcome(Exception):
    """Why a statement was not read; ``is_failed`` if it should have been."""

    def __init__(self, why: str, remedy: str = "skipped", *, is_failed: bool = True) -> None:
        super().__init__(why)
        self.why, self.remedy, self.is_failed = why, remedy, is_failed


@dataclass
class Script:
    """Takes statements one by one; ``tables`` are by schema and name, both folded."""

    dialect: str
    report: Report
    tables: dict[tuple[str, str], Table] = field(default_factory=dict)
    named: set[tuple[str, str]] = field(default_factory=set)
    types: dict[str, str] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    _run: Run | None = None
    _read: int = 0
    _statements: int = 0
    _undone: int = 0

    def __post_init__(self) -> None:
        self.in_use = InUse(self.dialect)
        self.definitions = Definitions(self.dialect, self.report)
        self.undoing = Undoing(self.tables)
        self.describing = Describing(self.known)

    def take(self, statement: Statement) -> None:
        """Reads or skips a statement, counts it and reports on it."""
        sort = Sort("client command", "setting") if statement.is_client else sort_of(statement.text)
        self.found[sort.name] += 1
        self.in_use.take(statement.text, sort.name)
        if self._describes(statement, sort):
            self.counted[sort.name, "read"] += 1
            return
        if sort.fate in ("data", "setting") and not self._is_undone(statement, sort):
            self._skip(statement, sort)
            return
        self.close()
        try:
            self._look_into(statement, sort)
            self.counted[sort.name, "read"] += 1
        except Outcome as outcome:
            self.counted[sort.name, "failed" if outcome.is_failed else "skipped"] += 1
            say = self.report.error if outcome.is_failed else self.report.note
            say(outcome.why, line=statement.line, remedy=outcome.remedy)

    def _skip(self, statement: Statement, sort: Sort) -> None:
        self.counted[sort.name, "skipped"] += 1
        if self._run is not None and self._run.sort == sort:
            self._run.last, self._run.count = statement.line, self._run.count + 1
            return
        self.close()
        self._run = Run(sort, statement.line, statement.line)

    def close(self) -> None:
        """Reports on the statements that were skipped last."""
        run, self._run = self._run, None
        if run is None:
            return
        what = run.sort.name
        if run.count > 1:
            what = f"{run.count:,} times {what}, to line {run.last}"
        why = "data" if run.sort.fate == "data" else "it defines no table"
        self.report.note(what, line=run.first, remedy=f"skipped: {why}")

    def _look_into(self, statement: Statement, sort: Sort) -> None:
        if sort.fate == "unknown":
            raise Outcome(f"“{short(statement.text)}” is no statement that is understood")
        if sort.fate == "object":
            why = "skipped: a plan has no place for it"
            # What follows the name of a server or a link may be a password.
            what = sort.name if sort.name in _SECRETIVE else short(statement.text)
            raise Outcome(what, why, is_failed=False)
        _READERS[sort.name](self, Cursor(self._words(statement)))

    def _words(self, statement: Statement) -> Words:
        length = len(statement.text)
        if length > LONGEST:
            raise Outcome(f"a statement of {length:,} characters; at most {LONGEST:,} are read")
        self._read += length
        self._statements += 1
        if self._statements > MOST_STATEMENTS:
            raise Outcome(f"more than {MOST_STATEMENTS:,} definitions", "skipped; split the file")
        if self._read > MOST:
            raise Outcome(
                f"more than {MOST:,} characters of definitions", "skipped; split the file"
            )
        found = self._told(statement)
        if found is None:
            raise Outcome(f"“{short(statement.text)}” is not quoted well")
        return found

    def _told(self, statement: Statement) -> Words | None:
        text = statement.text
        if text[: len(_COMMAND)].upper() == _COMMAND:
            # The tokenizer takes all that follows this word for one string.
            text = f"ALTER{text[len(_COMMAND) :]}"
        return words(text, statement.line, self.dialect)

    def known(self, name: Name) -> Table | None:
        """The table of this name; in any schema, if it is the only one and none was said."""
        held = self.tables.get(self.in_use.resolved(name).folded)
        if held is None and not name.schema:
            same = [t for (_, table), t in self.tables.items() if table == name.table.casefold()]
            return same[0] if len(same) == 1 else None
        return held

    # What is looked into

    def create_table(self, cursor: Cursor) -> None:
        cursor.until(any_of("TABLE"))
        cursor.take("TABLE")
        cursor.take("IF", "NOT", "EXISTS")
        line, name = cursor.line, self.in_use.resolved(cursor.name())
        if not name.table:
            raise Outcome("CREATE TABLE without a name")
        if held := self.tables.get(name.folded):
            why = f"{short(str(name))} stands in line {held.line} already"
            raise Outcome(why, "the second is left out")
        self.named.add(name.folded)
        if self.dialect == "sqlite" and name.folded[1].startswith(_OF_SQLITE):
            raise Outcome(f"table {name.table}: SQLite keeps it for itself", is_failed=False)
        if cursor.word != "(":
            how = short(cursor.rest().text)
            raise Outcome(f"table {short(str(name))} lists no columns: {how}", is_failed=False)
        if len(self.tables) >= MOST_TABLES:
            raise Outcome(f"more than {MOST_TABLES:,} tables", "skipped; split the file")
        self._make(Table(name, line), cursor)

    def _make(self, table: Table, cursor: Cursor) -> None:
        before = self.definitions.counted.copy()
        is_closed = cursor.words.closing(cursor.at) < len(cursor.words)
        self.definitions.body(cursor.group(), table)
        self._take_options(cursor.rest(), table)
        if not table.columns:
            self.definitions.forget(before)
            is_part = table.options.upper().startswith("INHERITS")
            why = f"table {short(str(table.name))} has no columns of its own"
            raise Outcome(f"{why} {short(table.options)}".rstrip(), is_failed=not is_part)
        if not is_closed:
            self.report.warning(
                f"{short(str(table.name))}: the list of columns is not closed",
                line=table.line,
                remedy="read to the end of the statement",
            )
        self.tables[table.name.folded] = table

    def _take_options(self, said: Words, table: Table) -> None:
        """What follows the columns; a comment among it is said of the table."""
        if said.word(len(said) - 1) == "END":
            # It closes the condition that the table is made on.
            said = said[: len(said) - 1]
        table.options = said.text[:_LONGEST_NOTE]
        cursor = Cursor(said)
        cursor.until(any_of("COMMENT"))
        if cursor.take("COMMENT"):
            cursor.take("=")
            table.notes.extend(word.text for word in cursor.rest()[:1] if word.is_string)

    def alter_table(self, cursor: Cursor) -> None:
        cursor.take("ALTER", "TABLE")
        cursor.take("IF", "EXISTS")
        cursor.take("ONLY")
        name = cursor.name()
        table, says = self.known(name), cursor.word
        actions = cursor.rest()
        if table is None:
            # What was skipped before, such as a partition, is not missed now.
            is_failed = says in _CHANGES and self.in_use.resolved(name).folded not in self.named
            raise Outcome(
                f"ALTER TABLE {short(str(name))}: {short(actions.text)}",
                "skipped: the script makes no such table" if is_failed else "skipped",
                is_failed=is_failed,
            )
        if actions.begins("ATTACH", "PARTITION"):
            self._attach(Cursor(actions, at=2).name(), table, actions.line)
            return
        done, left = alter(actions, table, self.definitions, self.undoing)
        what = f"{short(str(table.name))}: {short('; '.join(left))}"
        if not done:
            raise Outcome(f"ALTER TABLE {what}", is_failed=False)
        if left:
            self.report.note(what, line=actions.line, remedy="skipped")

    def _attach(self, name: Name, whole: Table, line: int) -> None:
        """A partition, which ``pg_dump`` makes as a table before, holds rows of the whole."""
        part = self.known(name)
        if part is None or part is whole or not self.undoing.drop_table(part, cascade=False):
            raise Outcome(f"ATTACH PARTITION {short(str(name))}", is_failed=False)
        self.report.note(
            f"{short(str(name))} of line {part.line} is a partition of {short(str(whole.name))}",
            line=line,
            remedy="left out",
        )

    def create_index(self, cursor: Cursor) -> None:
        """A unique index says what a constraint would say."""
        cursor.until(any_of("ON"))
        cursor.take("ON")
        cursor.take("ONLY")
        table = self.known(cursor.name())
        if cursor.take("USING"):
            cursor.text()
        columns = ", ".join(_indexed(part) for part in cursor.group().parts() if len(part))
        if table is None or not columns:
            raise Outcome(short(cursor.words.text), is_failed=False)
        cursor.until(any_of("WHERE"))
        where = cursor.rest().text[:_LONGEST_NOTE]
        verb = "are" if "," in columns else "is"
        table.rules.append(f"{columns} {verb} unique {where}".rstrip())

    def create_type(self, cursor: Cursor) -> None:
        cursor.until(any_of("TYPE DOMAIN"))
        cursor.at += 1
        name = cursor.name()
        cursor.take_any("AS", "FROM")
        said = cursor.rest().text[:_LONGEST_NOTE]
        if not name.table or not said:
            raise Outcome(short(cursor.words.text), is_failed=False)
        self.types[name.table.casefold()] = said

    def comment(self, cursor: Cursor) -> None:
        if not self.describing.comment(cursor):
            raise Outcome(short(cursor.words.text), is_failed=False)

    def _describes(self, statement: Statement, sort: Sort) -> bool:
        """Whether a statement describes a table that the script has made, and is taken."""
        is_call = sort.name in ("EXEC", "EXECUTE") and self.dialect == "sqlserver"
        if not (is_call and self.tables and PROPERTY in statement.text.casefold()):
            return False
        self._undone += len(statement.text)
        found = self._told(statement) if self._undone < MOST else None
        return found is not None and self.describing.describe(found)

    # What is taken back

    def _is_undone(self, statement: Statement, sort: Sort) -> bool:
        """Whether a statement renames or drops a table that the script has made."""
        if sort.name not in ("DROP", "RENAME") or not self.tables:
            return False
        self._undone += len(statement.text)
        found = self._told(statement) if self._undone < MOST else None
        cursor = Cursor(found or Words("", []), at=1)
        if not cursor.take("TABLE") and sort.name == "DROP":
            return False
        cursor.take("IF", "EXISTS")
        return any(self.known(Cursor(part).name()) for part in cursor.rest().parts())

    def drop_table(self, cursor: Cursor) -> None:
        """``DROP TABLE IF EXISTS a, b CASCADE``."""
        cursor.take("DROP", "TABLE")
        cursor.take("IF", "EXISTS")
        cascade = cursor.words.word(len(cursor.words) - 1) in ("CASCADE", "CONSTRAINTS")
        for part in cursor.rest().parts():
            name = Cursor(part).name()
            table = self.known(name)
            if table is None or not self.undoing.drop_table(table, cascade=cascade):
                self.report.note(f"DROP TABLE {short(str(name))}", line=part.line, remedy="skipped")
            else:
                self.report.note(
                    f"{short(str(table.name))} of line {table.line} is dropped",
                    line=part.line,
                    remedy="left out",
                )

    def rename_table(self, cursor: Cursor) -> None:
        """``RENAME TABLE a TO b, c TO d`` of MySQL, ``RENAME a TO b`` of Oracle."""
        cursor.at += 1
        cursor.take_any("TABLE", "TABLES")
        for part in cursor.rest().parts():
            inner = Cursor(part)
            table = self.known(inner.name())
            new = inner.name().table if inner.take("TO") else ""
            if table is None or not self.undoing.rename_table(table, new):
                self.report.note(f"RENAME {short(part.text)}", line=part.line, remedy="skipped")


def _indexed(part: Words) -> str:
    """What an index keeps: a column by its name alone, else an expression."""
    order = any_of("ASC DESC NULLS FIRST LAST")
    is_column = all(word.word in order for word in part[1:])
    return part[0].text if is_column else part.text


_READERS: Mapping[str, Callable[[Script, Cursor], None]] = {
    "DROP": Script.drop_table,
    "RENAME": Script.rename_table,
    "CREATE TABLE": Script.create_table,
    "ALTER TABLE": Script.alter_table,
    "CREATE INDEX": Script.create_index,
    "CREATE TYPE": Script.create_type,
    "CREATE DOMAIN": Script.create_type,
    "COMMENT ON": Script.comment,
}
