"""What sort of statement it is, by its first words, and what becomes of the sort."""

import re
from dataclasses import dataclass
from itertools import dropwhile
from typing import Literal

from planning.imports.sql.cursor import any_of

Fate = Literal["read", "object", "data", "setting", "unknown"]
"""``read`` means looked into; an ``object`` is named when it is skipped; ``data`` and a ``setting``
are skipped too, those that follow each other as one."""

_FIRST_WORDS = 300
_CONDITIONAL = "/*!"
_SPACES = re.compile(r"\s++|/\*.{0,200}?\*/", re.DOTALL)
_OPTIONAL = any_of(
    "OR REPLACE ALTER GLOBAL LOCAL TEMP TEMPORARY UNLOGGED PRIVATE UNIQUE CLUSTERED NONCLUSTERED "
    "BITMAP FULLTEXT SPATIAL MATERIALIZED FORCE NO NOFORCE EDITIONABLE NONEDITIONABLE PUBLIC "
    "CONSTRAINT FOREIGN EXTERNAL VIRTUAL SHARDED IMMUTABLE BLOCKCHAIN TRUSTED PROCEDURAL "
    "COLUMNSTORE PRIMARY XML RECURSIVE DEFINER INVOKER SQL SECURITY ALGORITHM"
)
_OBJECTS = any_of(
    "VIEW INDEX SEQUENCE TRIGGER FUNCTION PROCEDURE PROC PACKAGE EVENT RULE AGGREGATE OPERATOR CAST "
    "SYNONYM DIRECTORY LANGUAGE EXTENSION SERVER POLICY PUBLICATION SUBSCRIPTION STATISTICS "
    "TABLESPACE COLLATION CONVERSION PARTITION CONTEXT LINK CLUSTER DIMENSION QUEUE XMLSCHEMA "
    "SCHEMA DATABASE TYPE DOMAIN FULLTEXT ASSEMBLY DEFAULT"
)
_DATA = any_of(
    "INSERT UPDATE DELETE MERGE REPLACE COPY LOAD TRUNCATE SELECT VALUES WITH UPSERT BULK"
)
_SETTINGS = any_of(
    "SET USE GRANT REVOKE DROP BEGIN START COMMIT ROLLBACK END LOCK UNLOCK PRAGMA ANALYZE ANALYSE "
    "VACUUM REINDEX EXEC EXECUTE PRINT IF ELSE DECLARE DO CALL CHECKPOINT REFRESH RESET SECURITY "
    "DISCARD RAISERROR DENY PURGE FLUSH SAVEPOINT SHOW DBCC ATTACH DETACH WHILE RETURN RELEASE "
    "PREPARE DEALLOCATE CLUSTER RENAME OPTIMIZE REASSIGN IMPORT NOTIFY EXPLAIN WAITFOR BACKUP"
)
_NOT_KEPT = ("TEMP", "TEMPORARY", "PRIVATE", "FOREIGN", "EXTERNAL", "VIRTUAL")
_ACCOUNTS = frozenset({"USER", "ROLE", "LOGIN", "GROUP", "PROFILE"})


@dataclass(frozen=True, slots=True)
class Sort:
    """``name`` is what the statement begins with, such as ``CREATE VIEW``."""

    name: str
    fate: Fate


def sort_of(statement: str) -> Sort:
    """The sort of a statement."""
    if statement.startswith(_CONDITIONAL):
        return Sort("comment for MySQL", "setting")
    opening = _SPACES.sub(" ", statement[:_FIRST_WORDS]).upper()
    words = opening.replace("(", " (").replace(" = ", "=").split()
    first = words[0].strip(";(") if words else ""
    if first in ("CREATE", "ALTER"):
        return _of_object(first, words[1:])
    if first == "COMMENT":
        return Sort("COMMENT ON", "read")
    if first in _DATA:
        return Sort(first, "data")
    if first in _SETTINGS:
        return Sort(first, "setting")
    return Sort("not understood", "unknown")


def _of_object(verb: str, words: list[str]) -> Sort:
    said = list(dropwhile(_qualifies, words))
    what = said[0] if said else ""
    passed = words[: len(words) - len(said)]
    if what == "TABLE":
        return _of_table(verb, passed)
    if what in ("TYPE", "DOMAIN") and verb == "CREATE" and said[1:2] != ["BODY"]:
        return Sort(f"CREATE {what}", "read")
    if what == "INDEX" and verb == "CREATE":
        return Sort("CREATE INDEX", "read" if "UNIQUE" in passed else "object")
    if what in _OBJECTS:
        # A new owner or name of what is skipped anyway says nothing more.
        return Sort(f"{verb} {what}", "object" if verb == "CREATE" else "setting")
    if what in _ACCOUNTS:
        return Sort(f"{verb} {what}", "setting")
    return Sort("not understood", "unknown")


def _qualifies(word: str) -> bool:
    return word.partition("=")[0] in _OPTIONAL


def _of_table(verb: str, passed: list[str]) -> Sort:
    if verb == "ALTER":
        return Sort("ALTER TABLE", "read")
    for word in passed:
        if word in _NOT_KEPT:
            return Sort(f"CREATE {word} TABLE", "object")
    return Sort("CREATE TABLE", "read")
