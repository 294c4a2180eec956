"""The reader of SQL: statements, tables, draft."""

import re

from planning.imports.bounds import bounded
from planning.imports.draft import Draft, Tally, Unreadable
from planning.imports.report import Report
from planning.imports.source import decoded
from planning.imports.sql.dialects import PRODUCTS, guessed
from planning.imports.sql.drafting import Drafting
from planning.imports.sql.script import Script
from planning.imports.sql.splitting import Splitter

FORMAT = "sql"
MOST_STATEMENTS = 500_000

_SEARCHED = 200_000
_BEGINS = re.compile(
    r"(?:\s++|--[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/|;)*+"
    r"(?:(?:CREATE|ALTER|DROP|SET|INSERT|USE|BEGIN|START|COMMENT|PRAGMA|DELIMITER|GO|IF|PROMPT|REM|DO|"
    r"EXEC|PRINT|GRANT|LOCK|SELECT)\b|\\[a-z]|@)",
    re.IGNORECASE,
)
_TABLE = re.compile(
    r"^[ \t]*+(?:CREATE[ \t]++(?:\w++[ \t]++){0,3}?TABLE|ALTER[ \t]++TABLE)[ \t\n]++"
    r"(?:IF[ \t]++(?:NOT[ \t]++)?EXISTS[ \t]++|ONLY[ \t]++)?+"
    r"(?:[\w.]++|[\"`\[][^\n\"`\]]{1,100}[\"`\]]\.?){1,5}+\s*+(?:\(|ADD\b|AS\b)",
    re.IGNORECASE | re.MULTILINE,
)


def looks_like_sql(text: str) -> bool:
    """Whether a text begins as a script does and makes or changes a table."""
    searched = text[:_SEARCHED]
    return bool(_BEGINS.match(searched) and _TABLE.search(searched))


def read_sql(file: str, content: bytes | str, *, dialect: str | None = None) -> Draft:
    """Tables as entities with attributes and mappings, schemas as stores and proposed contexts.

    ``dialect`` is one of ``dialects.PRODUCTS``; without it the text tells. A statement that cannot
    be read is reported, and the next one read. Raises ``Unreadable`` where there are more than
    ``MOST_STATEMENTS``, and ``ValueError`` for a dialect that is none.
    """
    if dialect is not None and dialect not in PRODUCTS:
        raise ValueError(f"{dialect!r} is not one of {', '.join(PRODUCTS)}")
    source = decoded(file, content)
    report = Report(file)
    report.extend(source.diagnostics)
    script = Script(guessed(source.text) if dialect is None else dialect, report)
    statements = Splitter(source.text, script.dialect, report).statements()
    for count, statement in enumerate(statements, 1):
        if count > MOST_STATEMENTS:
            raise Unreadable(f"{file}: more than {MOST_STATEMENTS:,} statements; split the file")
        script.take(statement)
    script.close()
    drafting = Drafting(script, file, report)
    elements = tuple(bounded(file, drafting.elements()))
    _say_what_is_open(script, drafting, report)
    return Draft(
        file=file,
        format=FORMAT,
        elements=elements,
        diagnostics=report.diagnostics,
        tallies=_tallies(script),
    )


def _say_what_is_open(script: Script, drafting: Drafting, report: Report) -> None:
    if script.tables:
        known = PRODUCTS.get(script.dialect, "no product in particular")
        report.note(f"read as SQL of {known}", remedy="name the dialect if it is another")
        report.note(
            "a table does not say whether it is an aggregate root, an entity or a value",
            remedy="roles and aggregates are left blank",
        )
    for name in sorted(script.types.keys() - drafting.used):
        report.note(f"no column has the type {name}", remedy="left out")


def _tallies(script: Script) -> tuple[Tally, ...]:
    statements = [
        _tally(sort, found, script.counted) for sort, found in sorted(script.found.items())
    ]
    counted = script.definitions.counted
    items = [
        _tally(what, sum(n for (said, _), n in counted.items() if said == what), counted)
        for what in dict.fromkeys(sorted(what for what, _ in counted))
    ]
    return (*statements, *items)


def _tally(what: str, found: int, counted: dict[tuple[str, str], int]) -> Tally:
    return Tally(
        what=what,
        found=found,
        read=counted[what, "read"],
        skipped=counted[what, "skipped"],
        failed=counted[what, "failed"],
    )
