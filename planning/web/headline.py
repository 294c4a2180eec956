"""What tells an element to be from others: its name, or what it states first."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import Truncator

from planning.imports.outcome import Ref

LONGEST = 240
_FIELDS = ("name", "statement", "text", "path", "purpose", "what")


def headline(values: Mapping[str, Any], coming: Mapping[str, str] | None = None) -> str:
    """The headline of an element by its stated fields; what has no words is what it ties.

    ``coming`` are headlines of what is to be added, by key.
    """
    told = values.get(_field(values))
    if not told:
        ends = [each for each in values.values() if isinstance(each, Ref)][:2]
        told = " → ".join(each.code or (coming or {}).get(each.key) or each.key for each in ends)
    return Truncator(str(told or "")).chars(LONGEST)


def further(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an element states besides, and what its headline could not hold."""
    told = _field(values)
    short = len(str(values.get(told, ""))) <= LONGEST
    return {name: held for name, held in values.items() if held and not (short and name == told)}


def _field(values: Mapping[str, Any]) -> str:
    return next((name for name in _FIELDS if values.get(name)), "")
