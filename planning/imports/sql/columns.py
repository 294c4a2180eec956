"""A column as a script defines it: name, type, and what is said of it after that."""

from collections.abc import Callable, Mapping

from planning.imports.report import Report, short
from planning.imports.sql.cursor import Cursor, any_of
from planning.imports.sql.tables import Column, ForeignKey, Table
from planning.imports.sql.words import Words

STOPS = any_of(
    "CONSTRAINT NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK GENERATED AUTO_INCREMENT "
    "AUTOINCREMENT IDENTITY COLLATE COMMENT ON AS KEY CHARSET VIRTUAL STORED PERSISTED INVISIBLE "
    "VISIBLE ENABLE DISABLE SPARSE ROWGUIDCOL MASKED DEFERRABLE INITIALLY FOREIGN USING STORAGE "
    "COMPRESSION COLUMN_FORMAT SRID FIRST AFTER ENCODE WITH MATCH ENFORCED VALIDATE NOVALIDATE "
    "CLUSTERED NONCLUSTERED ASC DESC"
)
# Said of how the database keeps a column or checks a constraint, which no plan speaks of.
_TECHNICAL = any_of(
    "VIRTUAL STORED PERSISTED INVISIBLE VISIBLE ENABLE DISABLE SPARSE ROWGUIDCOL DEFERRABLE "
    "IMMEDIATE DEFERRED INITIALLY ASC DESC CLUSTERED NONCLUSTERED FIRST ENFORCED VALIDATE "
    "NOVALIDATE RELY NULL FULL SIMPLE PARTIAL HIDDEN HASH"
)
_WITH_VALUE = any_of("COLLATE CHARSET STORAGE COMPRESSION COLUMN_FORMAT SRID AFTER ENCODE MATCH")


def column(words: Words, table: Table, report: Report, *, is_new: bool = True) -> Column | None:
    """The column that the words define, already in the table; None where they define none.

    One that is there already is kept, unless the statement changes it.
    """
    cursor = Cursor(words)
    if not cursor.is_text():
        return None
    line, name = cursor.line, cursor.text()
    held = table.column(name)
    if held is not None and is_new:
        return None
    found = Column(name, _type(cursor), line)
    if held is not None:
        # A change repeats the type and what may be null; the rest stays as it was.
        found.key, found.notes = held.key, held.notes
        found.required = held.key
    table.columns[name.casefold()] = found
    Definition(cursor, found, table, report).read()
    return found


def _type(cursor: Cursor) -> str:
    start = cursor.at
    while not cursor.is_done:
        cursor.until(STOPS)
        if cursor.word == "WITH" and cursor.words.word(cursor.at + 1) in ("TIME", "LOCAL"):
            cursor.at += 1
            continue
        break
    said = cursor.words[start : cursor.at]
    for n in range(1, len(said)):
        if said.begins("CHARACTER", "SET", at=n):
            cursor.at = start + n
            break
    held = cursor.words[start : cursor.at]
    # SQL Server's scripts put brackets around the names of types too.
    return held.text.replace("[", "").replace("]", "") if _is_bracketed(held) else held.text


def _is_bracketed(words: Words) -> bool:
    return len(words) > 0 and words[0].is_name and words.text.startswith("[")


class Definition:
    """Reads what follows the type of a column."""

    def __init__(self, cursor: Cursor, column: Column, table: Table, report: Report) -> None:
        self.cursor = cursor
        self.column = column
        self.table = table
        self.report = report
        self.named = ""

    def read(self) -> None:
        while not self.cursor.is_done:
            line, start = self.cursor.line, self.cursor.at
            word = self.cursor.word
            self.cursor.at += 1
            if word in _CLAUSES:
                _CLAUSES[word](self)
            elif word in _WITH_VALUE:
                self.cursor.take("=")
                self.cursor.text()
            elif word not in _TECHNICAL:
                self._unknown(start, line)

    def _unknown(self, start: int, line: int) -> None:
        self.cursor.until(STOPS)
        said = self.cursor.words[start : self.cursor.at].text
        self.note(f"Also: {said}")
        self.report.note(
            f"{self.table.name}.{short(self.column.name)}: “{short(said)}” is not understood",
            line=line,
            remedy="kept in the notes",
        )

    def note(self, said: str) -> None:
        if said not in self.column.notes:
            self.column.notes.append(said)

    def constraint(self) -> None:
        self.named = self.cursor.text()

    def name(self, ending: str) -> str:
        """What the script calls the constraint, else what PostgreSQL calls it; good for one."""
        named, self.named = self.named, ""
        return named or self.table.default_name((self.column.name,), ending)

    def not_null(self) -> None:
        self.named = ""
        if self.cursor.take("NULL"):
            self.column.required = True
        elif not self.cursor.take("FOR", "REPLICATION"):
            self.cursor.take_any("DEFERRABLE", "VALID", "ENFORCED", "VISIBLE")

    def default(self) -> None:
        start = self.cursor.at
        # Oracle may use it for NULL as well.
        self.cursor.take("ON", "NULL")
        self.cursor.until(STOPS, least=1)
        value = self.cursor.words[start : self.cursor.at].text
        if value.upper() != "NULL":
            self.note(f"Default: {value}")

    def character_set(self) -> None:
        self.cursor.take("SET")
        self.cursor.text()

    def primary(self) -> None:
        self.cursor.take("KEY")
        named, self.named = self.named, ""
        self.table.set_key((*self.table.key, self.column.name), named)

    def unique(self) -> None:
        self.cursor.take("KEY")
        self.table.add_rule(f"{self.column.name} is unique", self.name("key"))

    def check(self) -> None:
        self.table.add_rule(f"CHECK ({self.cursor.group().text})", self.name("check"))

    def foreign(self) -> None:
        self.cursor.take("KEY")

    def references(self) -> None:
        line, target = self.cursor.line, self.cursor.name()
        columns = self.cursor.columns()
        rest = actions(self.cursor)
        key = ForeignKey((self.column.name,), target, columns, line, rest, self.name("fkey"))
        self.table.foreign_keys.append(key)

    def on(self) -> None:
        """``ON UPDATE CURRENT_TIMESTAMP`` of MySQL, ``ON CONFLICT`` of SQLite."""
        start = self.cursor.at - 1
        self.cursor.at += 1
        self.cursor.until(STOPS, least=1)
        self.note(self.cursor.words[start : self.cursor.at].text)

    def generated(self) -> None:
        start = self.cursor.at - 1
        self.cursor.take("ALWAYS")
        if self.cursor.take("BY", "DEFAULT"):
            self.cursor.take("ON", "NULL")
        self.cursor.take("AS")
        self.cursor.take_any("IDENTITY", "ROW")
        self.cursor.take_any("START", "END")
        self.cursor.group()
        self.note(self.cursor.words[start : self.cursor.at].text)

    def computed(self) -> None:
        start = self.cursor.at - 1
        self.cursor.until(STOPS, least=1)
        self.note(f"Computed: {self.cursor.words[start : self.cursor.at].text}")

    def numbered(self) -> None:
        self.cursor.group()
        self.note("Numbered by the database")

    def comment(self) -> None:
        self.note(self.cursor.text())

    def using(self) -> None:
        self.cursor.until(STOPS, least=1)

    def with_(self) -> None:
        self.cursor.until(STOPS, least=1)


_CLAUSES: Mapping[str, Callable[[Definition], None]] = {
    "CONSTRAINT": Definition.constraint,
    "NOT": Definition.not_null,
    "DEFAULT": Definition.default,
    "PRIMARY": Definition.primary,
    "KEY": Definition.primary,  # MySQL's short way to say it
    "UNIQUE": Definition.unique,
    "CHECK": Definition.check,
    "FOREIGN": Definition.foreign,
    "REFERENCES": Definition.references,
    "ON": Definition.on,
    "GENERATED": Definition.generated,
    "AS": Definition.computed,
    "AUTO_INCREMENT": Definition.numbered,
    "AUTOINCREMENT": Definition.numbered,
    "IDENTITY": Definition.numbered,
    "COMMENT": Definition.comment,
    "CHARACTER": Definition.character_set,
    "USING": Definition.using,
    "WITH": Definition.with_,
    "MASKED": Definition.with_,
}


def actions(cursor: Cursor) -> str:
    """``ON DELETE SET NULL`` and the like after a reference, as they are written."""
    if cursor.take("MATCH"):
        cursor.text()
    start = cursor.at
    while cursor.begins_action():
        cursor.at += 2
        if not cursor.take("SET", "NULL") and not cursor.take("SET", "DEFAULT"):
            cursor.take("NO")
            cursor.at = min(cursor.at + 1, len(cursor.words))
    return cursor.words[start : cursor.at].text
