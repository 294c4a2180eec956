"""What tells an element to be from others: its name, or what it states first."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import Truncator

LONGEST = 240
_FIELDS = ("name", "statement", "text", "path", "purpose", "what")


def headline(values: Mapping[str, Any]) -> str:
    """The headline of an element by its stated fields, blank where it states none of these."""
    return Truncator(str(values.get(_field(values)) or "")).chars(LONGEST)


def further(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an element states besides, and what its headline could not hold."""
    told = _field(values)
    short = len(str(values.get(told, ""))) <= LONGEST
    return {name: held for name, held in values.items() if held and not (short and name == told)}


def _field(values: Mapping[str, Any]) -> str:
    return next((name for name in _FIELDS if values.get(name)), "")
