"""The words and signs of a CML file, each with its line and column; comments are passed over."""

import json
import re
from inspect import cleandoc
from typing import NamedTuple

from planning.imports.bounds import refuse_many
from planning.imports.report import Report

_BLANKS = r"[\s\ufeff]++"
_TOKEN = re.compile(
    rf"(?P<blank>{_BLANKS})"
    r"|(?P<line>//[^\n]*+)"
    r"|(?P<word>\^?[^\W\d]\w*+)"
    r"|(?P<number>\d++)"
    r"|(?P<sign><->|->|<-|=>|::|/\*|.)"
)
# Possessive: what was taken is never given back, so that no text takes more than one pass.
_STRINGS = {
    '"': re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\]++|\\.)*+)'", re.DOTALL),
}
# A line such as this within a string tells that its end was forgotten further up.
_CODE = re.compile(
    r"\n[ \t]*+(?:BoundedContext|ContextMap|Domain|Subdomain|Module|Aggregate|Entity|ValueObject"
    r"|DomainEvent|CommandEvent|Service|Repository|enum)[ \t]++\^?\w++[^\n{\"']*+\{"
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "", "b": "", "f": " ", '"': '"', "'": "'", "\\": "\\"}
MOST = 500_000
# What the writer says of the word before: its name, or its code, where CML has no letters for it.
_SAID = re.compile(r'/\* (name|code): ("[^\n]*") \*/')


class Token(NamedTuple):
    """A word, string, number or sign. ``text`` of a string is unquoted, of ``^word`` is ``word``.

    ``gap`` tells whether a blank or comment stands before it, ``first`` whether it opens its line.
    ``name`` and ``code`` are what a comment of the writer's right behind it says.
    """

    kind: str
    text: str
    line: int
    column: int
    gap: bool = False
    first: bool = False
    escaped: bool = False
    name: str | None = None
    code: str | None = None


def tokens(text: str, report: Report) -> list[Token]:
    """All tokens of the text, and one of the kind ``end``; more than ``MOST`` are refused.

    A string or comment that nobody closes ends with its line.
    """
    return _Lexing(text, report).run()


class _Lexing:
    def __init__(self, text: str, report: Report) -> None:
        self.text = text
        self.report = report
        self.found: list[Token] = []
        self.at = 0
        self.line = 1
        self.line_start = 0
        self.gap = False
        self.unclosed: set[str] = set()

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            character = self.text[self.at]
            if character in _STRINGS:
                self._string(character)
                continue
            match = _TOKEN.match(self.text, self.at)
            # Every character is a blank or, at the least, a sign.
            kind, said = (match.lastgroup or "sign", match[0]) if match else ("sign", character)
            if said == "/*":
                self._comment()
            elif kind in ("blank", "line"):
                self._pass(len(said))
                self.gap = True
            else:
                self._add(kind, said, len(said))
        self._add("end", "", 0)
        return self.found

    def _add(self, kind: str, said: str, length: int) -> None:
        escaped = said.startswith("^") and kind == "word"
        first = not self.found or self.found[-1].line != self.line
        column = self.at - self.line_start + 1
        text = said[1:] if escaped else said
        self.found.append(Token(kind, text, self.line, column, self.gap, first, escaped))
        refuse_many(self.report.file, len(self.found), MOST, "words and signs")
        self._pass(length)
        self.gap = False

    def _pass(self, length: int) -> None:
        lines = self.text.count("\n", self.at, self.at + length)
        if lines:
            self.line += lines
            self.line_start = self.text.rfind("\n", self.at, self.at + length) + 1
        self.at += length

    def _string(self, quote: str) -> None:
        match = None
        if quote not in self.unclosed:
            match = _STRINGS[quote].match(self.text, self.at)
            if match is None:
                # Nobody closes it below either: never look through the rest of the file again.
                self.unclosed.add(quote)
        if match is None or _CODE.search(self.text, self.at, match.end()):
            match = _STRINGS[quote].match(self.text, self.at, self._line_end())
        if match:
            self._add("string", _unescaped(_dedented(match[1])), len(match[0]))
            return
        self._warn("a string that is not closed", "it ends with its line")
        end = self._line_end()
        self._add("string", self.text[self.at + 1 : end].rstrip(), end - self.at)

    def _comment(self) -> None:
        end = -1 if "/*" in self.unclosed else self.text.find("*/", self.at + 2)
        if end < 0:
            self.unclosed.add("/*")
            self._warn("a comment that is not closed", "it ends with its line")
            end = self._line_end() - 2
        length = end + 2 - self.at
        # What the writer says of a word is no gap behind it.
        self.gap = not self._takes_said(self.at, length)
        self._pass(length)

    def _takes_said(self, start: int, length: int) -> bool:
        match = _SAID.fullmatch(self.text, start, start + length)
        if match is None or not self.found or self.found[-1].kind not in ("word", "sign"):
            return False
        try:
            said = json.loads(match[2])
        except ValueError:
            return False
        last = self.found[-1]
        if isinstance(said, str):
            named = match[1] == "name"
            self.found[-1] = last._replace(name=said) if named else last._replace(code=said)
        return isinstance(said, str)

    def _line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    def _warn(self, message: str, remedy: str) -> None:
        column = self.at - self.line_start + 1
        self.report.warning(message, line=self.line, column=column, remedy=remedy)


def _dedented(text: str) -> str:
    """A text over several lines without the indent that its place in the file gave it."""
    return cleandoc(text) if "\n" in text else text


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    said = match[1]
    if len(said) == 5:
        number = int(said[1:], 16)
        return "" if number == 0x0D else "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
    # An unknown escape is kept as it stands: patterns are often written so.
    return _ESCAPES.get(said, match[0])


def spelled(found: list[Token]) -> str:
    """The tokens on one line as they were written, strings and braces in one way only."""
    parts: list[str] = []
    previous = ""
    for token in found:
        apart = token.gap or token.text in ("{", "}") or previous in ("{", "}", ";")
        if parts and apart and (token.text != ";" or token.kind == "string"):
            parts.append(" ")
        parts.append(_written(token))
        previous = token.text if token.kind == "sign" else ""
    return "".join(parts)


def _written(token: Token) -> str:
    if token.kind == "string":
        return quoted(token.text)
    return f"^{token.text}" if token.escaped else token.text


def quoted(text: str) -> str:
    """A text as CML writes it between quotes, on one line."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\t", "\\t") + '"'
