"""How somebody wants a file read, where its content leaves a choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports import asyncapi, interfaces, openapi, requirements, requirements_csv, sql
from planning.imports.sql.dialects import PRODUCTS

YES = "yes"
_FLAG = {"": "no", YES: "yes"}


@dataclass(frozen=True, slots=True)
class Option:
    """An argument of a reader. ``choices`` are values and words, blank for the reader's own way."""

    name: str
    label: str
    choices: Mapping[str, str] = field(default_factory=lambda: _FLAG)

    def taken(self, said: str) -> Any:
        """The argument for a choice; raises ``ValueError`` for what is none."""
        if said not in self.choices:
            offered = ", ".join(choice for choice in self.choices if choice)
            raise ValueError(f"{self.name} is one of {offered}, not {said!r}")
        return said == YES if self.choices is _FLAG else said


_CANDIDATES = Option("entity_candidates", "Schemas as candidates for entities")
OPTIONS: Mapping[str, tuple[Option, ...]] = {
    openapi.FORMAT: (Option("service_per_tag", "A service for each tag"), _CANDIDATES),
    asyncapi.FORMAT: (_CANDIDATES,),
    sql.FORMAT: (Option("dialect", "Database", {"": "whatever it looks like", **PRODUCTS}),),
}
"""The options by format."""
_HELD = {
    requirements_csv.FORMAT: requirements.COLUMNS,
    interfaces.FORMAT: interfaces.COLUMNS,
}
MAPPABLE: Mapping[str, tuple[str, ...]] = {
    format_: tuple(dict.fromkeys(aliases.values())) for format_, aliases in _HELD.items()
}
"""The fields that a column may hold, by the formats whose columns a caller may map."""
NAMES = tuple(dict.fromkeys(each.name for held in OPTIONS.values() for each in held))


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """Blank where the file tells: its content the ``format``, its name the one that it is ``known_as``.

    ``columns`` say which field a column of a table holds, a blank leaves it out; ``options`` hold
    choices by name, and those of other formats say nothing.
    """

    format: str = ""
    known_as: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


AS_IT_IS = How()


def arguments(format_: str, how: How) -> dict[str, Any]:
    """What the reader of a format takes for these choices; raises ``ValueError``."""
    return {
        option.name: option.taken(said)
        for option in OPTIONS.get(format_, ())
        if (said := how.options.get(option.name, ""))
    }


def stated(pairs: Iterable[str]) -> dict[str, str]:
    """Choices from words such as ``dialect=mysql``; raises ``ValueError`` naming what is wrong."""
    found: dict[str, str] = {}
    known = {each.name: each for held in OPTIONS.values() for each in held}
    for pair in pairs:
        name, equals, said = pair.partition("=")
        if name not in known:
            raise ValueError(f"{name!r} is none of the options {', '.join(known)}")
        known[name].taken(said)
        if not equals or not said:
            example = next(filter(None, known[name].choices))
            raise ValueError(f"{name} needs a value, such as {name}={example}")
        found[name] = said
    return found


def mapped(pairs: Iterable[str], format_: str = "") -> dict[str, str]:
    """Fields by column from words such as ``Kennung=code``; a blank field leaves the column out.

    Raises ``ValueError`` for a field that tables of the format, or of any, do not have.
    """
    offered = MAPPABLE.get(format_) or tuple(
        dict.fromkeys(name for fields in MAPPABLE.values() for name in fields)
    )
    found: dict[str, str] = {}
    for pair in pairs:
        # A header may have an equals sign, a field has none.
        column, equals, name = (part.strip() for part in pair.rpartition("="))
        if not equals or not column:
            raise ValueError(f"{pair!r} is no column and field, such as Kennung={offered[0]}")
        if name and name not in offered:
            raise ValueError(f"{name!r} is none of the fields {', '.join(offered)}")
        found[column] = name
    return found
