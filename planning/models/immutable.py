"""Triggers that keep rows as they were written; installed and lifted here and nowhere else."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

TABLES = {
    "planning_change": ("plan_id", "number"),
    "planning_baseline": ("plan_id", "number"),
    "planning_baselinescope": ("baseline_id", "scope"),
    "planning_signoff": ("plan_id", "number"),
}
"""The immutable tables, each with the columns that tell two of its rows apart."""

_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"""

# REPLACE deletes what is in its way, and fires no trigger of deletion.
_SQLITE_INSERT = """CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({first} = NEW.{first}
AND {second} = NEW.{second}))
BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"""

_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION planning_immutable() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is immutable', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"""
_POSTGRES_ROWS = """CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION planning_immutable()"""
# TRUNCATE slips past row triggers.
_POSTGRES_TABLE = """CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION planning_immutable()"""


def install(connection: Any, tables: Iterable[str] = TABLES) -> None:
    """Make the tables immutable; harmless when they already are."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, tables):
            cursor.execute(statement)


def lift(connection: Any, tables: Iterable[str] = TABLES) -> None:
    """Make the tables ordinary ones again, to undo a migration or to empty a test database."""
    with connection.cursor() as cursor:
        for table in tables:
            for trigger in _triggers(connection.vendor, table):
                cursor.execute(trigger)


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Ordinary tables for the length of a block."""
    lift(connection)
    try:
        yield
    finally:
        install(connection)


def _statements(vendor: str, tables: Iterable[str]) -> Iterator[str]:
    if vendor == "postgresql":
        yield _POSTGRES_FUNCTION
    for table in tables:
        if vendor == "postgresql":
            yield _POSTGRES_ROWS.format(table=table)
            yield _POSTGRES_TABLE.format(table=table)
        else:
            for verb in ("update", "delete"):
                yield _SQLITE.format(table=table, verb=verb)
            first, second = TABLES[table]
            yield _SQLITE_INSERT.format(table=table, first=first, second=second)


def _triggers(vendor: str, table: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}"
        yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
    else:
        yield f"DROP TRIGGER IF EXISTS {table}_no_update"
        yield f"DROP TRIGGER IF EXISTS {table}_no_delete"
        yield f"DROP TRIGGER IF EXISTS {table}_no_replace"
