"""What a value out of JSON or YAML says, whatever somebody put there."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def text(value: Any) -> str:
    """A scalar as text without blanks around it; blank for anything else."""
    return whole(value).strip()


def whole(value: Any) -> str:
    """A scalar as text, as it stands; blank for anything else."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str | int | float | date):
        return ""
    try:
        return str(value)
    except ValueError:
        # A number of thousands of digits.
        return ""


def items(value: Any) -> list[Any]:
    """The items of a list; a single value is a list of itself, nothing is an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" else [value]


def mapping(value: Any) -> Mapping[str, Any]:
    """The mapping, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def texts(value: Any) -> list[str]:
    """The items of a list as text, without blanks."""
    return [said for item in items(value) if (said := text(item))]


def bullets(pairs: Mapping[str, str]) -> str:
    """``- name: text`` for each that is said."""
    return "\n".join(f"- {name}: {said}" for name, said in pairs.items() if said)
