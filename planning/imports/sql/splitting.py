"""A script cut into statements: past strings, comments and the bodies of routines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from planning.imports.places import Place
from planning.imports.report import Report
from planning.imports.sql.dialects import GENERIC
from planning.imports.sql.quoting import Quotes

_MOST_DELIMITERS = 20
# No statement begins with a number sign, but comments of MySQL do, also in scripts for others.
_BLANK = re.compile(r"[\s;]++|--[^\n]*+|#[^\n]*+|/\*(?!!)")
_DELIMITER = re.compile(r"DELIMITER[ \t]++(\S{1,8})(?!\S)[^\n]*+", re.IGNORECASE)
_GO = re.compile(r"[ \t]*+GO(?:[ \t]++\d++)?+[ \t]*+;?+[ \t]*+(?:--[^\n]*+)?+(?=\n|\Z)", re.I)
_SLASH = re.compile(r"[ \t]*+/[ \t]*+(?=\n|\Z)")
_BATCH_ENDS: Mapping[str, re.Pattern[str]] = {"sqlserver": _GO, "oracle": _SLASH}
_TABLE = re.compile(r"([ \t]*+)(?:CREATE|ALTER)[ \t]++TABLE\b", re.IGNORECASE)
_KINDS = (
    r"\s++(?:OR\s++(?:REPLACE|ALTER)\s++)?+(?:(?:NON)?EDITIONABLE\s++)?+"
    r"(?:DEFINER\s*+=\s*+\S++\s++)?+(?:TEMP(?:ORARY)?\s++|CONSTRAINT\s++)?+"
    r"(?:FUNCTION|PROC|PROCEDURE|TRIGGER|PACKAGE|EVENT|TYPE\s++BODY)\b"
)
_BLOCK = r"DECLARE\b|BEGIN\b(?!\s*+(?:;|TRAN|WORK|ISOLATION|READ|IMMEDIATE|EXCLUSIVE|DEFERRED|\Z))"
_ROUTINE = re.compile(rf"(?:CREATE|ALTER){_KINDS}|{_BLOCK}", re.IGNORECASE)
# There ALTER has no body: it enables or compiles what was made.
_ROUTINE_OF_ORACLE = re.compile(rf"CREATE{_KINDS}|{_BLOCK}", re.IGNORECASE)
_FROM_STDIN = re.compile(r"COPY\b.{0,20000}?\bFROM\s{1,9}STDIN\b", re.IGNORECASE | re.DOTALL)
_PSQL = r"\\[^\n]*+"
_SQLPLUS = (
    r"(?:@|(?:PROMPT|REM(?:ARK)?|SPOOL|WHENEVER|EXIT|QUIT|CONN(?:ECT)?|SHOW|PAUSE|ACCEPT|DEFINE)\b"
    r"|SET[ \t]++(?:DEFINE|ECHO|FEEDBACK|SERVEROUTPUT|TERMOUT|VERIFY|HEADING|PAGESIZE|LINESIZE"
    r"|SCAN|SQLBLANKLINES|TIMING)\b)[^\n]*+"
)
_CLIENT: Mapping[str, re.Pattern[str]] = {
    "postgresql": re.compile(_PSQL),
    "mysql": re.compile(r"(?:\\|SOURCE[ \t])[^\n]*+", re.IGNORECASE),
    "sqlite": re.compile(r"\.[a-z][^\n]*+"),
    "sqlserver": re.compile(r":[a-z!][^\n]*+", re.IGNORECASE),
    "oracle": re.compile(_SQLPLUS, re.IGNORECASE),
    GENERIC: re.compile(_PSQL),
}
"""Lines for the command line tool of each product, which may name other files."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement without its delimiter; ``line`` is that of its first word."""

    text: str
    line: int
    is_client: bool = False
    """A line for the command line tool, such as ``\\c`` or ``PROMPT``, and no SQL."""


@lru_cache(maxsize=64)
def _marks(delimiter: str, dialect: str) -> re.Pattern[str]:
    """What a scan stops at; the delimiter goes before a quote that it may look like."""
    marks = [re.escape(delimiter), r"'|\"|--|/\*|\n"]
    if dialect in ("postgresql", GENERIC):
        marks.append(r"\$(?:[A-Za-z_][A-Za-z0-9_]{0,62})?\$")
    if dialect in ("mysql", "sqlite", GENERIC):
        marks.append("`")
    if dialect in ("sqlserver", "sqlite"):
        marks.append(r"\[")
    if dialect in ("mysql", "sqlite", GENERIC):
        marks.append("#")
    marks.append(r"\b(?:BEGIN|CASE|END(?:\s{1,20}(?:IF|LOOP|WHILE|REPEAT|FOR|CASE))?)\b")
    return re.compile("|".join(marks), re.IGNORECASE)


class Splitter:
    """Goes over a text once; ``report`` hears of what is never closed."""

    def __init__(self, text: str, dialect: str, report: Report) -> None:
        self.text = text
        self.dialect = dialect
        self.report = report
        self.quotes = Quotes(text, dialect, report)
        self.delimiter = ";"
        self._delimiters: set[str] = set()
        self._batch_end = _BATCH_ENDS.get(dialect)
        self._last_batch = self._last_batch_end()
        self._line = 1
        self._begins = 0
        self._counted = 0

    def statements(self) -> Iterator[Statement]:
        """The statements in order; comments alone are none."""
        at = 0
        while True:
            start, is_fresh = self._code(at)
            if start >= len(self.text):
                return
            if is_fresh and (after := self._aside(start)) is not None:
                if self._is_client(start):
                    yield Statement(self.text[start:after].strip(), self._line_of(start), True)
                at = after
                continue
            end, at = self._end(start)
            said = self.text[start:end].strip()
            if said:
                yield Statement(said, self._line_of(start))
            if said[:4].upper() == "COPY" and _FROM_STDIN.match(said):
                at = self._after_data(at)

    def _line_of(self, position: int) -> int:
        self._line += self.text.count("\n", self._counted, position)
        self._begins = max(self._begins, self.text.rfind("\n", self._counted, position) + 1)
        self._counted = position
        return Place(self._line, position - self._begins + 1)

    def _code(self, at: int) -> tuple[int, bool]:
        """Where the next statement begins, and whether it is the first thing in its line."""
        is_fresh = at == 0 or self.text[at - 1] == "\n"
        while found := _BLANK.match(self.text, at):
            after = self.quotes.after("/*", at) if found[0] == "/*" else found.end()
            if found[0] == "/*" and after == at + 2:
                break
            is_fresh = is_fresh or "\n" in found[0] or found[0] == "/*"
            at = after
        return at, is_fresh

    def _aside(self, start: int) -> int | None:
        """The end of a line that is no SQL: a delimiter, the end of a batch, a client's command."""
        if found := _DELIMITER.match(self.text, start):
            self._set_delimiter(found[1])
            return found.end()
        patterns = (self._batch_end, _CLIENT[self.dialect])
        ends = (p.match(self.text, start) for p in patterns if p is not None)
        return next((found.end() for found in ends if found), None)

    def _is_client(self, start: int) -> bool:
        return bool(_CLIENT[self.dialect].match(self.text, start))

    def _set_delimiter(self, wanted: str) -> None:
        self._delimiters.add(wanted)
        if len(self._delimiters) <= _MOST_DELIMITERS:
            self.delimiter = wanted

    def _end(self, start: int) -> tuple[int, int]:
        """Where the statement that begins here ends, and where to go on."""
        routine = _ROUTINE_OF_ORACLE if self.dialect == "oracle" else _ROUTINE
        is_routine = routine.match(self.text, start) is not None
        marks = _marks(self.delimiter, self.dialect)
        depth, at = 0, start
        while found := marks.search(self.text, at):
            mark, at = found[0], found.end()
            if mark == self.delimiter:
                if not is_routine or self._ends_routine(depth, at):
                    return found.start(), at
            elif mark == "\n":
                if (after := self._next_begins(at, is_routine)) is not None:
                    return at, after
            elif mark[0].isalpha():
                depth += _deeper(mark)
            else:
                at = self.quotes.after(mark, found.start())
        return len(self.text), len(self.text)

    def _ends_routine(self, depth: int, at: int) -> bool:
        if self._last_batch > at:
            return False
        return depth <= 0 or self.delimiter != ";"

    def _next_begins(self, at: int, is_routine: bool) -> int | None:
        """Where to go on if the line at ``at`` cannot belong to the statement before it."""
        if self._batch_end is not None and (found := self._batch_end.match(self.text, at)):
            return found.end()
        table = _TABLE.match(self.text, at)
        # The delimiter is missing. In a routine that may be a statement of its own.
        if table and not (is_routine and (table[1] or self._last_batch > at)):
            return at
        return None

    def _last_batch_end(self) -> int:
        """The position of the last line that ends a batch, below 0 where none does."""
        last, at = -1, 0
        while self._batch_end is not None and 0 <= at < len(self.text):
            if self._batch_end.match(self.text, at):
                last = at
            at = self.text.find("\n", at) + 1 or -1
        return last

    def _after_data(self, at: int) -> int:
        """Past the lines that follow a ``COPY … FROM stdin``."""
        end = self.text.find("\n\\.", at)
        if end < 0:
            self.report.warning(
                "the data of COPY has no end",
                line=self.text.count("\n", 0, at) + 1,
                remedy="the rest of the file is taken to be data",
            )
            return len(self.text)
        after = self.text.find("\n", end + 1)
        return len(self.text) if after < 0 else after


def _deeper(word: str) -> int:
    """How much deeper a word of a routine leads; ``END IF`` closes what nothing opened here."""
    said = word.upper().split()
    if said[0] != "END":
        return 1
    return -1 if len(said) == 1 or said[1] == "CASE" else 0
