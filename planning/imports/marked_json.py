"""JSON as plain values whose outer mappings know their lines; what lies deeper is parsed in C."""

import json
import re
from typing import Any

from planning.imports.bounds import refuse_many_values
from planning.imports.draft import Unreadable
from planning.imports.marked_yaml import DEEPEST, Marked
from planning.imports.places import Place

_DECODER = json.JSONDecoder(strict=False)
_BLANKS = re.compile(r"[ \t\n\r]*")


def json_document(file: str, text: str, *, deep: int = 4) -> Any:
    """The value of a file; mappings in mappings are ``Marked`` down to ``deep`` of them.

    Raises ``Unreadable`` with line and column for what is no JSON, and for too many values. How deep
    plain values nest is for the caller to bound.
    """
    refuse_many_values(file, text)
    reading = _Reading(text)
    try:
        value, end = reading.value(reading.after_blanks(0), deep)
        end = reading.after_blanks(end)
        if end < len(text):
            raise json.JSONDecodeError("more follows the end", text, end)
    except json.JSONDecodeError as error:
        place = f"{file}:{error.lineno}:{error.colno}"
        raise Unreadable(f"{place}: no JSON: {error.msg}") from None
    except RecursionError:
        raise Unreadable(f"{file}: nests deeper than {DEEPEST}") from None
    except ValueError as error:
        # A whole number of more digits than Python converts.
        raise Unreadable(f"{file}: no JSON that can be read: {error}") from None
    return value


class _Reading:
    """Goes through a text once, counting lines on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._counted_to = 0
        self._line = 1
        self._begins = 0

    def value(self, at: int, deep: int) -> tuple[Any, int]:
        """The value that begins at ``at``, and where it ends."""
        if deep and self.text.startswith("{", at):
            return self._mapping(at, deep)
        return _DECODER.raw_decode(self.text, at)

    def _mapping(self, at: int, deep: int) -> tuple[Marked, int]:
        found = Marked()
        found.line, found.lines = self._place_of(at), {}
        at = self.after_blanks(at + 1)
        if self.text.startswith("}", at):
            return found, at + 1
        while True:
            line, (key, at) = self._place_of(at), self._key(at)
            at = self._past(":", at)
            held, at = self.value(at, deep - 1)
            if key in found:
                found.repeated.append((key, line))
            found[key], found.lines[key] = held, line
            at = self.after_blanks(at)
            if self.text.startswith("}", at):
                return found, at + 1
            at = self._past(",", at)

    def _key(self, at: int) -> tuple[str, int]:
        if not self.text.startswith('"', at):
            raise json.JSONDecodeError("a key in double quotes is missing", self.text, at)
        return _DECODER.raw_decode(self.text, at)

    def _past(self, mark: str, at: int) -> int:
        at = self.after_blanks(at)
        if not self.text.startswith(mark, at):
            raise json.JSONDecodeError(f"“{mark}” is missing", self.text, at)
        return self.after_blanks(at + 1)

    def after_blanks(self, at: int) -> int:
        found = _BLANKS.match(self.text, at)
        return found.end() if found else at

    def _place_of(self, at: int) -> Place:
        self._line += self.text.count("\n", self._counted_to, at)
        self._begins = max(self._begins, self.text.rfind("\n", self._counted_to, at) + 1)
        self._counted_to = at
        return Place(self._line, at - self._begins + 1)
