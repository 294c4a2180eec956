"""What ALTER TABLE changes in a table that the script has made."""

from planning.imports.sql.columns import column
from planning.imports.sql.cursor import Cursor, any_of
from planning.imports.sql.definitions import Definitions
from planning.imports.sql.tables import Table
from planning.imports.sql.undoing import Undoing
from planning.imports.sql.words import Words

_OF_CONSTRAINTS = ("CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "DEFAULT")
_VERBS = ("ADD", "ALTER", "DROP", "MODIFY", "CHANGE", "RENAME")
_INDEXES = ("KEY", "INDEX", "FULLTEXT", "SPATIAL")


def alter(
    said: Words, table: Table, definitions: Definitions, undoing: Undoing
) -> tuple[int, list[str]]:
    """Carries out what follows the name of the table.

    Returns how many actions were carried out, and those that were not.
    """
    done, left = 0, []
    is_adding = is_dropping = False
    for action in said.parts():
        cursor = Cursor(action)
        if cursor.take("WITH"):
            cursor.take_any("CHECK", "NOCHECK")
        # SQL Server names the verb once, for all that follows after commas.
        is_new = cursor.word in _VERBS
        is_adding = cursor.word == "ADD" or (is_adding and not is_new)
        is_dropping = cursor.take("DROP") or (is_dropping and not is_new)
        if is_adding:
            cursor.take("ADD")
            _add(cursor, table, definitions)
        elif is_dropping or cursor.take("RENAME"):
            if not (undoing.drops if is_dropping else undoing.renames)(cursor, table):
                left.append(action.text)
                continue
        elif not _changed(cursor, table, definitions, undoing):
            left.append(action.text)
            continue
        done += 1
    return done, left


def _add(cursor: Cursor, table: Table, definitions: Definitions) -> None:
    if not cursor.take("COLUMN") and cursor.word in _INDEXES + _OF_CONSTRAINTS:
        definitions.item(cursor.rest(), table)
        return
    cursor.take("IF", "NOT", "EXISTS")
    # Oracle puts what it adds in parentheses.
    items = cursor.group() if cursor.word == "(" else cursor.rest()
    definitions.body(items, table)


def _changed(cursor: Cursor, table: Table, definitions: Definitions, undoing: Undoing) -> bool:
    """Whether the action changes a column, and is carried out."""
    if cursor.take("MODIFY"):
        cursor.take("COLUMN")
        parts = (cursor.group() if cursor.word == "(" else cursor.rest()).parts()
        return [_redefined(part, table, definitions) for part in parts].count(False) == 0
    if cursor.take("CHANGE"):
        cursor.take("COLUMN")
        before = cursor.text()
        definition = cursor.rest()
        if not len(definition):
            return False
        after = definition[0].text
        is_named_so = before.casefold() == after.casefold()
        if not is_named_so and not undoing.rename_column(table, before, after):
            return False
        return _redefined(definition, table, definitions)
    return cursor.take("ALTER") and _altered(cursor, table, definitions)


def _altered(cursor: Cursor, table: Table, definitions: Definitions) -> bool:
    cursor.take("COLUMN")
    start = cursor.at
    held = table.column(cursor.text())
    if held is None:
        return False
    if cursor.take("SET", "NOT", "NULL"):
        held.required = True
    elif cursor.take("DROP", "NOT", "NULL"):
        held.required = False
    elif cursor.take("SET", "DEFAULT"):
        held.notes.append(f"Default: {cursor.rest().text}")
    elif cursor.take("SET", "DATA", "TYPE") or cursor.take("TYPE"):
        held.type = cursor.until(any_of("USING COLLATE"), least=1).text
    elif cursor.take("ADD", "GENERATED"):
        held.notes.append("Numbered by the database")
    elif cursor.word in ("SET", "DROP", "RESET", "RESTART"):
        return False
    else:
        cursor.at = start
        return _redefined(cursor.rest(), table, definitions)
    return True


def _redefined(definition: Words, table: Table, definitions: Definitions) -> bool:
    """A column that is said again with its type; Oracle may leave the type out."""
    if not len(definition) or (held := table.column(definition[0].text)) is None:
        return False
    said = column(definition, table, definitions.report, is_new=False)
    if said is None:
        return False
    said.type = said.type or held.type
    return True
