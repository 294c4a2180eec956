"""A value of YAML or JSON as a line of text, for the notes of an element."""

from collections.abc import Iterator
from typing import Any

LONGEST = 10_000
"""Characters after which a value is cut; aliases could make it as long as they like."""


def written_out(value: Any) -> str:
    """``a, b`` for a list, ``key: value`` for a mapping, nested ones in parentheses."""
    parts, length = [], 0
    for part in _parts(value, outermost=True):
        parts.append(part)
        length += len(part)
        if length > LONGEST:
            return "".join(parts)[: LONGEST - 1] + "…"
    return "".join(parts).strip()


def _parts(value: Any, *, outermost: bool = False) -> Iterator[str]:
    if not isinstance(value, dict | list):
        yield _scalar(value)
        return
    yield "" if outermost else "("
    for number, entry in enumerate(value):
        yield ", " if number else ""
        if isinstance(value, dict):
            yield f"{entry}: "
        yield from _parts(value[entry] if isinstance(value, dict) else entry)
    yield "" if outermost else ")"


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
