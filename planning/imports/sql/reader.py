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
_ASIDE = r"\s++|--[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/|;"
_CLIENT = r"\\[a-z]|@|:(?:setvar|on|r)\b|\.(?:bail|echo|headers?|mode|open|output|print|timeout)\b"
_BEGINS = re.compile(
    rf"(?:{_ASIDE})*+"
    r"(?:(?:CREATE|ALTER|DROP|SET|INSERT|USE|BEGIN|START|COMMENT|PRAGMA|DELIMITER|GO|IF|PROMPT|REM|DO|"
    r"EXEC|PRINT|GRANT|LOCK|SELECT|DECLARE|SPOOL|WHENEVER|RENAME)\b"
    rf"|{_CLIENT})",
    re.IGNORECASE,
)
# Prose may begin with the first of these words, but hardly with both.
_BEGINS_SURELY = re.compile(
    rf"(?P<aside>(?:{_ASIDE}|\#[^\n]*+)*+)"
    r"(?:(?:CREATE|ALTER|DROP|RENAME|TRUNCATE)\s++(?:\w++\s++){0,2}?"
    r"(?:TABLE|DATABASE|SCHEMA|INDEX|VIEW|TYPE|SEQUENCE|FUNCTION|TRIGGER|USER)\b"
    r"|(?:INSERT|REPLACE)\s++INTO\b|DELETE\s++FROM\b|UPDATE\s++\S++\s++SET\b|LOCK\s++TABLES\b"
    r"|SET\s++[\w@.]++\s*+=|USE\s++\S++\s*+;)",
    re.IGNORECASE,
)
_GAP = r"(?:\s++|/\*[^*/\n]{0,100}\*/)"
_TABLE = re.compile(
    rf"^[ \t]*+(?:CREATE{_GAP}++(?:\w++{_GAP}++){{0,3}}?TABLE|ALTER{_GAP}++TABLE){_GAP}++"
    rf"(?:IF{_GAP}++(?:NOT{_GAP}++)?EXISTS{_GAP}++|ONLY{_GAP}++)?+"
    rf"(?:[\w.$#]++|[\"`\[][^\n\"`\]]{{1,100}}[\"`\]]\.?){{1,5}}+{_GAP}*+"
    r"(?:\(|(?:ADD|AS|ALTER|CHANGE|DROP|MODIFY|RENAME)\b)",
    re.IGNORECASE | re.MULTILINE,
)
# Lines of a comment, unlike headings of Markdown, follow each other or are blank.
_COMMENT = re.compile(r"^#(?:#*+[ \t]*+|[^\n]*+\n#[^\n]*+)$", re.MULTILINE)
_FENCE = "\n```"


def looks_like_sql(text: str) -> bool:
    """Whether a text begins as a script does and makes or changes a table."""
    searched = text[:_SEARCHED]
    if not _begins(searched):
        return False
    table = _TABLE.search(searched)
    # Within the code of a document it is an example.
    return table is not None and _FENCE not in searched[: table.start()]


def _begins(text: str) -> bool:
    if _BEGINS.match(text):
        return True
    surely = _BEGINS_SURELY.match(text)
    if surely is None:
        return False
    aside = surely["aside"]
    return "#" not in aside or _COMMENT.search(aside) is not None


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
    script = Script(guessed(source.text, file) if dialect is None else dialect, report)
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
