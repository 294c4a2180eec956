"""A place in the tokens of a CML file: looking, taking, and getting back on the road."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from planning.imports.cml.lexer import Token, spelled
from planning.imports.cml.tree import Kept, Name, Setting
from planning.imports.cml.words import BEGINNINGS
from planning.imports.report import Report, short

DEEPEST = 20
"""Bodies within bodies; CML itself nests five."""

# Where one of these opens a line, whatever was open before has ended.
_TOP = frozenset({"BoundedContext", "ContextMap", "UserStory", "UseCase", "ValueRegister"})
_JOINING = frozenset({",", "=", ":", "<->", "->", "<-"})
_BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}
_ENDS = frozenset({";", "{", "}"})


class Misread(Exception):
    """A construct is not as the language has it; ``at`` is the token that does not fit."""

    def __init__(self, token: Token, at: int, expected: str) -> None:
        found = "the end of the file" if token.kind == "end" else f"“{short(token.text, 40)}”"
        super().__init__(f"{found} where {expected} should stand")
        self.token = token
        self.at = at


@dataclass
class Stream:
    """``read_at``, ``passed`` and ``failed`` hold tokens at which constructs begin: those that were
    read, that stand in what was passed over, and that had to be passed over."""

    tokens: list[Token]
    report: Report
    at: int = 0
    depth: int = 0
    read_at: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)
    misread: int = 0

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, count: int = 1) -> Token:
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    @property
    def is_over(self) -> bool:
        return self.now.kind == "end"

    def sees(self, *texts: str) -> bool:
        """Whether a keyword or sign stands here; neither a string nor an escaped word is one."""
        return _is(self.now, texts)

    def takes(self, *texts: str) -> bool:
        if self.sees(*texts):
            self.take()
            return True
        return False

    def take(self) -> Token:
        token = self.now
        if token.kind != "end":
            self.at += 1
        return token

    def demand(self, *texts: str) -> Token:
        if not self.sees(*texts):
            raise self.trouble(" or ".join(f"“{text}”" for text in texts))
        return self.take()

    def trouble(self, expected: str) -> Misread:
        return Misread(self.now, self.at, expected)

    def name(self) -> Name:
        if self.now.kind != "word":
            raise self.trouble("a name")
        return _named(self.take())

    def names(self) -> tuple[Name, ...]:
        found = [self.dotted()]
        while self.takes(","):
            found.append(self.dotted())
        return tuple(found)

    def dotted(self) -> Name:
        """A name of several parts: ``a.b.C``."""
        first = self.name()
        if not self.sees("."):
            return first
        start = self.at - 1
        while self.sees(".") and self.ahead().kind == "word":
            self.at += 2
        text = "".join(token.text for token in self.tokens[start : self.at])
        return Name(text, first.line, first.column, self.tokens[self.at - 1].name)

    def doc(self) -> str:
        """The doc string that may stand before a construct."""
        return self.take().text if self.now.kind == "string" else ""

    def setting(self) -> Setting:
        """``key = value, value``; the ``=`` may be missing, the values not."""
        start = self.at
        key = self.take().text
        self.takes("=")
        names: list[Name] = []
        values = self.setting_values(names)
        return Setting(key, tuple(values), tuple(names), self.text_from(start))

    def setting_values(self, names: list[Name]) -> list[str]:
        """Texts, numbers and names with commas between them; names go into ``names`` as well."""
        values: list[str] = []
        while True:
            if self.now.kind in ("string", "number"):
                values.append(self.take().text)
            else:
                names.append(self.dotted())
                values.append(names[-1].text)
            if not self.takes(","):
                return values

    def flag(self) -> Setting:
        start = self.at
        key = self.take().text
        return Setting(key, (), (), self.text_from(start))

    def text_from(self, start: int) -> str:
        return spelled(self.tokens[start : self.at])

    def block(self, item: Callable[[], object]) -> None:
        """``{ item item … }``, or nothing at all; an item that is misread is passed over."""
        if not self.takes("{"):
            return
        if self.depth >= DEEPEST:
            raise self.trouble(f"nothing nested deeper than {DEEPEST} levels")
        self.depth += 1
        try:
            while not self.sees("}"):
                if self.takes(";"):
                    continue
                if self.is_over or self.is_at_top():
                    self.warn(self.now, "a “}” is missing before this", "taken as closed")
                    return
                self.attempt(item)
            self.take()
        finally:
            self.depth -= 1

    def attempt(self, item: Callable[[], object]) -> None:
        start, depth = self.at, self.depth
        try:
            item()
            if self.at == start:
                raise self.trouble("something known")
        except Misread as misread:
            self.depth = depth
            self._pass_over(start, misread)

    def _pass_over(self, start: int, misread: Misread) -> None:
        self.misread += 1
        self.failed.add(start)
        end = max(self.end_of(start, misread.at), start + 1)
        self.read_at.difference_update(range(start, end))
        self.passed.update(range(start + 1, end))
        until = self.tokens[end - 1].line
        lines = f" to line {until}" if until > self.tokens[start].line else ""
        self.at = min(end, len(self.tokens) - 1)
        what = short(spelled(self.tokens[start : min(end, start + 12)]), 40)
        self.warn(misread.token, str(misread), f"“{what}” is passed over{lines}")

    def end_of(self, start: int, beyond: int) -> int:
        """Where the construct that begins at ``start`` ends, at or after ``beyond``.

        It ends with its block, a semicolon or its line, and before the brace of what it is in.
        """
        at, braces, brackets = start, 0, 0
        while (token := self.tokens[at]).kind != "end":
            sign = token.text if token.kind == "sign" else ""
            if (at > start and self.is_at_top(at)) or (sign == "}" and not braces):
                break
            is_open = brackets and token.text not in BEGINNINGS
            if at > start and at >= beyond and not braces and not is_open and self._opens(at):
                break
            # A bracket that nobody closes ends with the statement.
            brackets = 0 if sign in _ENDS else max(brackets + _BRACKETS.get(sign, 0), 0)
            braces += {"{": 1, "}": -1}.get(sign, 0)
            at += 1
            if sign in (";", "}") and not braces and at > beyond:
                break
        return at

    def _opens(self, at: int) -> bool:
        """Whether a line begins here that does not go on with the one before."""
        token, before = self.tokens[at], self.tokens[at - 1]
        joined = before.kind == "sign" and before.text in _JOINING
        return token.first and not joined and not _is(token, ("{", ",", "=", ":"))

    def is_at_top(self, at: int | None = None) -> bool:
        at = self.at if at is None else at
        token = self.tokens[at]
        if not token.first or token.escaped or token.text not in _TOP or token.kind != "word":
            return False
        following = self.tokens[min(at + 1, len(self.tokens) - 1)]
        return following.kind == "word" or _is(following, ("{",))

    def kept(self) -> Kept:
        """A construct taken as a whole, whatever is in it."""
        start = self.at
        end = self.end_of(start, start)
        words = [t.text for t in self.tokens[start : min(end, start + 3)] if t.kind == "word"]
        words = [*words[words[:1] == ["abstract"] :], "", ""]
        line = self.now.line
        self.at = end
        text = spelled(self.tokens[start:end]).removesuffix(";")
        self.read_at.update(range(start, end))
        return Kept(words[0], words[1], text, line)

    def warn(self, token: Token, message: str, remedy: str) -> None:
        self.report.warning(message, line=token.line, column=token.column, remedy=remedy)


def _named(token: Token) -> Name:
    return Name(token.text, token.line, token.column, token.name, token.code)


def _is(token: Token, texts: Collection[str]) -> bool:
    return token.text in texts and token.kind in ("word", "sign") and not token.escaped
