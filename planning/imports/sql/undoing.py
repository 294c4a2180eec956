"""What migrations take back: columns, constraints and tables that are renamed or dropped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planning.imports.sql.cursor import Cursor
from planning.imports.sql.tables import KEY, ForeignKey, Name, Table

EFFORT = 1_000_000
"""How much of tables, keys and rules all renames of a script may look through."""

_RULE = 3
_RULE_LENGTH = 20
_LEFT_ALONE = ("INDEX", "KEY", "PARTITION", "DEFAULT", "PERIOD")


@dataclass
class Undoing:
    """Changes the tables that a script has made; what it cannot change it says by ``False``."""

    tables: dict[tuple[str, str], Table]
    left: int = EFFORT

    def affords(self, table: Table, *others: Table) -> bool:
        """Whether a table, and the keys of others, may be looked through once more.

        A small script must not take hours.
        """
        if self.left < 0:
            return False
        self.left -= sum(_RULE + len(rule) // _RULE_LENGTH for rule in table.rules)
        self.left -= len(table.columns) + len(table.foreign_keys)
        for other in others:
            self.left -= 1 + len(other.foreign_keys)
            if self.left < 0:
                break
        return self.left >= 0

    def renames(self, cursor: Cursor, table: Table) -> bool:
        """What follows ``RENAME``: the name of the table, or of a column or constraint of it."""
        if cursor.word in _LEFT_ALONE:
            return False
        if cursor.take("CONSTRAINT"):
            return self._rename_constraint(table, *_pair(cursor))
        is_column = cursor.take("COLUMN")
        if not is_column and cursor.take_any("TO", "AS"):
            return self.rename_table(table, cursor.name().table)
        before, after = _pair(cursor)
        if is_column or after:
            return self.rename_column(table, before, after)
        return self.rename_table(table, before)

    def rename_table(self, table: Table, name: str) -> bool:
        new = Name(table.name.schema, name)
        if not name or new.folded in self.tables or not self.affords(table, *self.tables.values()):
            return False
        for other in self.tables.values():
            other.foreign_keys[:] = [
                replace(key, target=Name(key.target.schema, name)) if _leads(key, table) else key
                for key in other.foreign_keys
            ]
        del self.tables[table.name.folded]
        table.name = new
        self.tables[new.folded] = table
        return True

    def rename_column(self, table: Table, before: str, after: str) -> bool:
        held, known = table.column(before), table.column(after)
        if held is None or not after or known not in (None, held):
            return False
        if not self.affords(table, *self.tables.values()):
            return False
        held.name = after
        table.columns = {column.name.casefold(): column for column in table.columns.values()}
        names = {before.casefold(): after}
        table.key = _renamed(table.key, names)
        says = _naming(before)
        reworded = {rule: _reworded(rule, says, after) for rule in table.rules}
        table.rules[:] = [reworded[rule] for rule in table.rules]
        table.named = {name: reworded.get(rule, rule) for name, rule in table.named.items()}
        for other in self.tables.values():
            other.foreign_keys[:] = [
                _rekeyed(key, names, other is table, _leads(key, table))
                for key in other.foreign_keys
            ]
        return True

    def drops(self, cursor: Cursor, table: Table) -> bool:
        """What follows ``DROP`` in an ALTER TABLE: columns, a constraint or the key."""
        if cursor.take("PRIMARY", "KEY"):
            return _drop_key(table)
        if cursor.take_any("CONSTRAINT", "CHECK") or cursor.take("FOREIGN", "KEY"):
            cursor.take("IF", "EXISTS")
            return self._drop_constraint(table, cursor.text())
        if cursor.word in _LEFT_ALONE:
            return False
        cursor.take("COLUMN")
        cursor.take("IF", "EXISTS")
        names = cursor.columns() if cursor.word == "(" else (cursor.text(),)
        done = [self.drop_column(table, name) for name in names]
        return bool(done) and False not in done

    def drop_column(self, table: Table, name: str) -> bool:
        """Drops it, and the keys and rules that it takes part in, as databases do."""
        held = table.column(name)
        if held is None or len(table.columns) == 1 or not self.affords(table):
            return False
        del table.columns[name.casefold()]
        if _is_among(name, table.key):
            _drop_key(table)
        says = _naming(name)
        table.rules[:] = [rule for rule in table.rules if _reworded(rule, says, "") == rule]
        table.foreign_keys[:] = [k for k in table.foreign_keys if not _is_among(name, k.columns)]
        return True

    def drop_table(self, table: Table, *, cascade: bool) -> bool:
        """Without ``CASCADE`` keys to it stay: it may come again under its name."""
        if cascade and not self.affords(table, *self.tables.values()):
            return False
        del self.tables[table.name.folded]
        for other in self.tables.values() if cascade else ():
            other.foreign_keys[:] = [key for key in other.foreign_keys if not _leads(key, table)]
        return True

    def _rename_constraint(self, table: Table, before: str, after: str) -> bool:
        old, new = before.casefold(), after.casefold()
        if not after or not self.affords(table):
            return False
        if old in table.named:
            table.named[new] = table.named.pop(old)
            return True
        is_known = any(key.name.casefold() == old for key in table.foreign_keys)
        table.foreign_keys[:] = [
            replace(key, name=after) if key.name.casefold() == old else key
            for key in table.foreign_keys
        ]
        return is_known

    def _drop_constraint(self, table: Table, name: str) -> bool:
        if not self.affords(table):
            return False
        rule = table.named.pop(name.casefold(), None)
        if rule == KEY:
            return _drop_key(table)
        if rule in table.rules:
            table.rules.remove(rule)
            return True
        kept = [key for key in table.foreign_keys if key.name.casefold() != name.casefold()]
        is_known = len(kept) < len(table.foreign_keys)
        table.foreign_keys[:] = kept
        return is_known


def _pair(cursor: Cursor) -> tuple[str, str]:
    before = cursor.text()
    return before, cursor.text() if cursor.take("TO") else ""


def _leads(key: ForeignKey, table: Table) -> bool:
    """Whether a key leads to the table, in whatever schema where it names none."""
    if key.target.schema:
        return key.target.folded == table.name.folded
    return key.target.table.casefold() == table.name.table.casefold()


def _is_among(name: str, columns: tuple[str, ...]) -> bool:
    return name.casefold() in map(str.casefold, columns)


def _renamed(columns: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(column.casefold(), column) for column in columns)


def _rekeyed(key: ForeignKey, names: Mapping[str, str], leaves: bool, leads: bool) -> ForeignKey:
    return replace(
        key,
        columns=_renamed(key.columns, names) if leaves else key.columns,
        target_columns=_renamed(key.target_columns, names) if leads else key.target_columns,
    )


def _naming(column: str) -> re.Pattern[str]:
    """Finds the name of a column in a rule, and texts in quotes, in which it means nothing."""
    return re.compile(rf"'(?:[^']|'')*+'|(?<!\w){re.escape(column)}(?!\w)", re.IGNORECASE)


def _reworded(rule: str, says: re.Pattern[str], after: str) -> str:
    """The rule with another name for a column."""
    return says.sub(lambda match: match[0] if match[0].startswith("'") else after, rule)


def _drop_key(table: Table) -> bool:
    """The columns stay required, as they do in a database."""
    was = bool(table.key)
    table.key = ()
    for column in table.columns.values():
        column.key = False
    return was
