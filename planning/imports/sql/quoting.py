"""Where a string, a quoted name or a comment of SQL ends."""

import re

from planning.imports.report import Report
from planning.imports.sql.dialects import GENERIC

_DOLLARS = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]{0,62})?\$")
_COMMENT_MARK = re.compile(r"/\*|\*/")
_ESCAPED = re.compile(r"(?:[^'\\]++|\\.|'')*+'", re.DOTALL)
_ESCAPES_ON = re.compile(r"\bstandard_conforming_strings\s{0,3}=\s{0,3}'?off", re.IGNORECASE)
_SEARCHED = 20_000
_CLOSINGS = {"[": "]", "`": "`", '"': '"'}
_NESTING = ("postgresql", "sqlserver")


class Quotes:
    """Finds ends in one text; what is never closed counts as an ordinary character from there on.

    So an apostrophe too many costs one statement and not the rest of the file, and no part of the
    text is searched twice for what is not in it.
    """

    def __init__(self, text: str, dialect: str, report: Report) -> None:
        self.text = text
        self.report = report
        self._nested = dialect in _NESTING
        self._escapes = dialect == "mysql" or bool(_ESCAPES_ON.search(text[:_SEARCHED]))
        self._unclosed: set[str] = set()
        dollars = dialect in ("postgresql", GENERIC)
        self._last_dollars = (
            {found[0]: found.start() for found in _DOLLARS.finditer(text)} if dollars else {}
        )

    def after(self, opening: str, at: int) -> int:
        """The position after what opens at ``at``."""
        if opening in self._unclosed:
            return at + len(opening)
        end = self._end(opening, at)
        if end > 0:
            return end
        if not opening.startswith("$"):
            self._unclosed.add(opening)
        self.report.error(
            f"{opening} is never closed",
            line=self.text.count("\n", 0, at) + 1,
            remedy="taken as an ordinary character from there on",
        )
        return at + len(opening)

    def _end(self, opening: str, at: int) -> int:
        """The position after the closing, or something below 1."""
        inside = at + len(opening)
        if opening in ("--", "#"):
            end = self.text.find("\n", inside)
            return len(self.text) if end < 0 else end
        if opening == "/*":
            return self._comment_end(inside)
        if opening == "'":
            return self._string_end(at)
        if opening.startswith("$"):
            return self._dollar_end(opening, inside)
        return self.text.find(_CLOSINGS[opening], inside) + 1

    def _comment_end(self, at: int) -> int:
        if not self._nested:
            end = self.text.find("*/", at)
            return end + 2 if end >= 0 else 0
        depth = 1
        while depth and (mark := _COMMENT_MARK.search(self.text, at)):
            depth += 1 if mark[0] == "/*" else -1
            at = mark.end()
        return 0 if depth else at

    def _string_end(self, at: int) -> int:
        escaped = self._escapes or self.text[max(at - 1, 0) : at] in ("E", "e")
        if not escaped:
            # A doubled quote inside ends one string and begins the next, which is as good.
            return self.text.find("'", at + 1) + 1
        found = _ESCAPED.match(self.text, at + 1)
        return found.end() if found else 0

    def _dollar_end(self, opening: str, inside: int) -> int:
        if self._last_dollars.get(opening, -1) < inside:
            return 0
        return self.text.find(opening, inside) + len(opening)
