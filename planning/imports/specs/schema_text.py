"""A schema as JSON that people read: small mappings on a line, the rest indented."""

import json
import math
from typing import Any

SHORT = 90
_DEEPEST_INDENT = 20
"""Deeper than that the margin stays: a small file must not become a large text."""


class TooLong(ValueError):
    """The schema is longer than its field, which aliases can make it."""


def schema_text(schema: Any, most: int) -> str:
    """The schema as JSON; dates and other values of YAML as text. Raises ``TooLong``."""
    writer = _Writer(most)
    writer.write(schema, 0)
    return "".join(writer.parts)


class _Writer:
    def __init__(self, most: int) -> None:
        self.parts: list[str] = []
        self._left = most

    def _put(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise TooLong
        self.parts.append(text)

    def write(self, value: Any, depth: int) -> None:
        if isinstance(value, dict):
            line = _line(value) if not any(map(_holds, value.values())) else None
            pairs = [(f"{json.dumps(str(k), ensure_ascii=False)}: ", v) for k, v in value.items()]
            self._block("{}", pairs, depth, line)
        elif isinstance(value, list):
            line = None if any(map(_holds, value)) else _scalars(value)
            self._block("[]", [("", item) for item in value], depth, line)
        else:
            self._put(_scalar(value))

    def _block(
        self, marks: str, pairs: list[tuple[str, Any]], depth: int, line: str | None
    ) -> None:
        if line is not None:
            self._put(line)
            return
        margin = "\n" + "  " * min(depth + 1, _DEEPEST_INDENT)
        for number, (name, held) in enumerate(pairs):
            self._put(("," if number else marks[0]) + margin + name)
            self.write(held, depth + 1)
        self._put("\n" + "  " * min(depth, _DEEPEST_INDENT) + marks[1])


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def _line(value: dict[str, Any]) -> str | None:
    """A mapping of scalars on one line, if it is short."""
    if len(value) > 10 or sum(len(v) for v in value.values() if isinstance(v, str)) > SHORT:
        return None
    pairs = (f"{json.dumps(str(k), ensure_ascii=False)}: {_scalar(v)}" for k, v in value.items())
    line = "{" + ", ".join(pairs) + "}"
    return line if len(line) <= SHORT else None


def _scalars(value: list[Any]) -> str:
    return "[" + ", ".join(map(_scalar, value)) + "]"


def _scalar(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        value = str(value)
    return json.dumps(value, ensure_ascii=False, default=str)
