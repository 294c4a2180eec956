"""What is known of each field of the vocabulary: its type, its choices, its target, its hint.

A dataclass states a field with one of the functions below; canonical form, ``plan.json``, forms
and its JSON Schema read the fact, so that a field is described once.
"""

from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Literal

from planning.plan.choices import words

Type = Literal[
    "line", "text", "choice", "set", "list", "flag", "integer", "date", "duration", "reference"
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One field: ``default`` is what "not said yet" looks like; ``target`` names a kind."""

    name: str
    type: Type
    hint: str = ""
    options: tuple[str, ...] = ()
    target: str = ""
    unit: str = ""
    default: Any = ""

    @property
    def label(self) -> str:
        """The name as a person reads it: ``upstream_roles`` → ``Upstream roles``."""
        spoken = words(self.name)
        return spoken[:1].upper() + spoken[1:]


def _stated(type_: Type, default: Any, hint: str = "", **facts: Any) -> Any:
    return field(default=default, metadata={"type": type_, "hint": hint, **facts})


def line(hint: str = "") -> Any:
    """One line of text; ``""`` is not said yet."""
    return _stated("line", "", hint)


def text(hint: str = "") -> Any:
    """Text of several lines, Markdown; ``""`` is not said yet."""
    return _stated("text", "", hint)


def choice(options: tuple[str, ...], hint: str = "", default: str = "") -> Any:
    """One of ``options``; ``""`` is not said yet."""
    return _stated("choice", default, hint, options=options)


def choices(options: tuple[str, ...], hint: str = "") -> Any:
    """Any of ``options``, kept in their order; ``()`` is not said yet."""
    return _stated("set", (), hint, options=options)


def names(hint: str = "") -> Any:
    """A list of single lines in the order that people gave; ``()`` is not said yet."""
    return _stated("list", (), hint)


def flag(hint: str = "") -> Any:
    """A mark that is there or not."""
    return _stated("flag", False, hint)


def integer(hint: str = "", unit: str = "") -> Any:
    """A whole number in ``unit``; ``None`` is not said yet."""
    return _stated("integer", None, hint, unit=unit)


def day(hint: str = "") -> Any:
    """A ``datetime.date``; ``None`` is not said yet."""
    return _stated("date", None, hint)


def duration(hint: str = "ISO 8601, such as P7Y or PT15M, or indefinite") -> Any:
    """An ISO 8601 duration or ``indefinite``; ``""`` is not said yet."""
    return _stated("duration", "", hint)


def reference(target: str, hint: str = "") -> Any:
    """The code of one element of the kind ``target``; ``""`` is none."""
    return _stated("reference", "", hint, target=target)


def facts(kind: type) -> dict[str, Fact]:
    """Facts of every stated field of a dataclass, by name, in order of declaration."""
    return _facts(kind)


@cache
def _facts(kind: type) -> dict[str, Fact]:
    return {
        f.name: Fact(
            name=f.name,
            type=f.metadata["type"],
            hint=f.metadata["hint"],
            options=f.metadata.get("options", ()),
            target=f.metadata.get("target", ""),
            unit=f.metadata.get("unit", ""),
            default=None if f.default is MISSING else f.default,
        )
        for f in fields(kind)
        if "type" in f.metadata
    }
