"""The shape of a scope: which fields, rows and links a signature covers, as plain data."""

from dataclasses import dataclass

Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a kind are in a scope: ``field`` holds, or begins with, one of ``values``."""

    field: str
    values: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The fields of a kind by column; rows that an ``_rows`` filter leaves out are backend only."""

    architecture: Fields = ()
    security: Fields = ()
    backend: Fields = ()
    nowhere: Fields = ("notes",)
    architecture_rows: tuple[Rows, ...] = ()
    security_rows: tuple[Rows, ...] = ()


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
