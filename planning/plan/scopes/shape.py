"""The shape of a scope: which fields, rows and links a signature covers, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from planning.plan.rights import Role

Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a kind are in a scope: ``field`` holds, or begins with, one of ``values``."""

    field: str
    values: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """What a scope covers of a kind: these fields of the rows that pass every filter."""

    fields: Fields
    rows: tuple[Rows, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRows:
    """Which links of a type are in a scope: from ``sources`` (any kind when none is named) in it.

    ``to_signed`` asks that the target is a row of the scope. ``digest_of`` names the kinds whose
    ``target_digest`` is signed along.
    """

    type: str
    sources: tuple[str, ...] = ()
    to_signed: bool = False
    digest_of: tuple[str, ...] = ()


# Compared and hashed as the one value that it is: its kinds are a mapping.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SignedScope:
    """What one role signs.

    ``track`` is that of the lead, where a track lead signs. ``statement`` is what one confirms by
    signing, unless one says it otherwise. ``kinds`` holds ``Plan`` too. The severities of the
    scope's own rules are signed along; ``rules_of_guardrails`` adds those that a guardrail names,
    ``whole`` those of every rule.
    """

    name: str
    role: Role
    track: str = ""
    statement: str
    kinds: Mapping[str, Covered]
    links: tuple[LinkRows, ...]
    rules_of_guardrails: bool = False
    whole: bool = False


def named(names: str) -> Fields:
    return tuple(names.split())


def covered(names: str, *rows: Rows) -> Covered:
    """These fields, with blanks between them, of the rows that pass every filter."""
    return Covered(named(names), rows)


def links(types: str) -> tuple[LinkRows, ...]:
    """Every link of these types."""
    return tuple(LinkRows(type=type_) for type_ in named(types))
