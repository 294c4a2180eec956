"""Going over the words of a definition from left to right, never back."""

from planning.imports.sql.tables import Name
from planning.imports.sql.words import Words

_MOST_PARTS = 4


def any_of(words: str) -> frozenset[str]:
    """The words of a text, to stop at or to know."""
    return frozenset(words.split())


class Cursor:
    """A place in some words; each method that takes words moves past them."""

    def __init__(self, words: Words, at: int = 0) -> None:
        self.words = words
        self.at = at

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.words)

    @property
    def word(self) -> str:
        return self.words.word(self.at)

    @property
    def line(self) -> int:
        return self.words[min(self.at, len(self.words) - 1)].line if len(self.words) else 0

    def take(self, *said: str) -> bool:
        """Moves past these words if they come next."""
        if not said or not self.words.begins(*said, at=self.at):
            return False
        self.at += len(said)
        return True

    def take_any(self, *said: str) -> bool:
        """Moves past one of these words if it comes next."""
        return any(self.take(word) for word in said)

    def text(self) -> str:
        """The next word as it is written, a name without its quotes."""
        if self.is_done:
            return ""
        self.at += 1
        return self.words[self.at - 1].text

    def is_text(self) -> bool:
        """Whether a word or a name comes next, not a mark."""
        if self.is_done:
            return False
        word = self.words[self.at]
        if word.is_name or word.is_string:
            return True
        return (word.text[:1].isalnum() and not word.text.isdigit()) or word.text[:1] in "_@#"

    def name(self) -> Name:
        """A name of up to four parts with dots between them; the schema is the last but one."""
        parts = [self.text()] if self.is_text() else [""]
        while self.word == "." and len(parts) <= _MOST_PARTS:
            self.at += 1
            parts.append(self.text() if self.is_text() else "")
        return Name(parts[-2] if len(parts) > 1 else "", parts[-1])

    def group(self) -> Words:
        """What the parentheses that come next hold; nothing where none do."""
        if self.word != "(":
            return self.words[self.at : self.at]
        closing = self.words.closing(self.at)
        held = self.words[self.at + 1 : closing]
        self.at = min(closing + 1, len(self.words))
        return held

    def columns(self) -> tuple[str, ...]:
        """The columns that the parentheses that come next name, without order and length."""
        return tuple(part[0].text for part in self.group().parts() if len(part))

    def until(self, stops: frozenset[str], least: int = 0) -> Words:
        """Words up to one of ``stops`` outside of parentheses, ``least`` of them in any case."""
        start = self.at
        while not self.is_done and (self.at - start < least or self.word not in stops):
            if self.word == "(":
                self.group()
            else:
                self.at += 1
        return self.words[start : self.at]

    def begins_action(self) -> bool:
        return self.word == "ON" and self.words.word(self.at + 1) in ("DELETE", "UPDATE")

    def rest(self) -> Words:
        start, self.at = self.at, len(self.words)
        return self.words[start:]
