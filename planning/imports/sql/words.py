"""The words of a statement, as sqlglot's tokenizer for its dialect sees them.

Only the tokenizers are used. The parser goes back over nested types once for each way to read them:
twenty parentheses in a type take it forty seconds, and one clause that it does not know costs the
whole table. Words are read in linear time, and a clause that is not known costs itself.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import overload

from sqlglot import Dialect, Token, TokenType, tokens
from sqlglot.dialects.sqlite import SQLite
from sqlglot.errors import SqlglotError

from planning.imports.sql.dialects import GENERIC

# What sqlglot would log is in the report.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

_COMMENTS: list[str | tuple[str, str]] = ["--", ("/*", "*/"), "#"]


class Commented(Dialect):
    """No product in particular, with the comments of MySQL, which scripts for others have too."""

    class Tokenizer(tokens.Tokenizer):
        COMMENTS = _COMMENTS


class CommentedSQLite(SQLite):
    """SQLite with the comments of MySQL."""

    class Tokenizer(SQLite.Tokenizer):
        COMMENTS = _COMMENTS


_DIALECTS: Mapping[str, Dialect] = {
    "postgresql": Dialect.get_or_raise("postgres"),
    "mysql": Dialect.get_or_raise("mysql"),
    "sqlite": CommentedSQLite(),
    "sqlserver": Dialect.get_or_raise("tsql"),
    "oracle": Dialect.get_or_raise("oracle"),
    GENERIC: Commented(),
}
_NAMES = (TokenType.IDENTIFIER,)
_STRINGS = frozenset(
    {
        TokenType.STRING,
        TokenType.NATIONAL_STRING,
        TokenType.RAW_STRING,
        TokenType.HEREDOC_STRING,
        TokenType.UNICODE_STRING,
        TokenType.BYTE_STRING,
        TokenType.HEX_STRING,
        TokenType.BIT_STRING,
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, name, string, number or mark; ``word`` is in upper case, blank if it was quoted."""

    text: str
    word: str
    start: int
    end: int
    line: int
    is_name: bool = False
    is_string: bool = False


class Words:
    """Words of one statement, which know the text that they are from."""

    def __init__(self, source: str, words: list[Word]) -> None:
        self.source = source
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> "Words": ...

    def __getitem__(self, at: int | slice) -> "Word | Words":
        if isinstance(at, slice):
            return Words(self.source, self._words[at])
        return self._words[at]

    def word(self, at: int) -> str:
        """The word at a position in upper case; blank past the end and for what is quoted."""
        return self._words[at].word if 0 <= at < len(self._words) else ""

    def begins(self, *said: str, at: int = 0) -> bool:
        return all(self.word(at + n) == word for n, word in enumerate(said))

    @property
    def line(self) -> int:
        return self._words[0].line if self._words else 0

    @property
    def text(self) -> str:
        """The words as they stand in the file, on one line."""
        if not self._words:
            return ""
        return " ".join(self.source[self._words[0].start : self._words[-1].end].split())

    def closing(self, at: int) -> int:
        """The position of the parenthesis that closes the one at ``at``, or the end."""
        depth = 0
        for n in range(at, len(self._words)):
            if self._words[n].word in "()" and self._words[n].word:
                depth += 1 if self._words[n].word == "(" else -1
                if depth <= 0:
                    return n
        return len(self._words)

    def parts(self) -> Iterator["Words"]:
        """What stands between the commas that are in no parentheses."""
        depth = since = 0
        for n, held in enumerate(self._words):
            if held.word in ("(", "["):
                depth += 1
            elif held.word in (")", "]"):
                depth -= 1
            elif held.word == "," and depth <= 0:
                yield self[since:n]
                since = n + 1
        yield self[since:]


def words(statement: str, line: int, dialect: str) -> Words | None:
    """The words of a statement that begins in a line, or None where they cannot be told apart."""
    try:
        found = _DIALECTS[dialect].tokenize(statement)
    except (SqlglotError, RecursionError, ValueError, IndexError, KeyError):
        return None
    return Words(statement, [word for token in found for word in _words(token, statement, line)])


def _words(token: Token, statement: str, line: int) -> Iterator[Word]:
    """A token as one word, or as several where sqlglot takes ``PRIMARY KEY`` for one."""
    start, end = token.start, token.end + 1
    # A token tells the line where it ends.
    at = token.line + line - 1 - statement.count("\n", start, end)
    if token.token_type in _NAMES:
        yield Word(token.text, "", start, end, at, is_name=True)
    elif token.token_type in _STRINGS:
        yield Word(token.text, "", start, end, at, is_string=True)
    else:
        parts = statement[start:end].split()
        for part in parts:
            yield Word(part, part.upper(), start, end, at)
