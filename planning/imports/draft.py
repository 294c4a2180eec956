"""What a reader makes of a file: things to add to a plan, and what was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote, unquote

Level = Literal["error", "warning", "note"]


class Unreadable(ValueError):
    """The file cannot be read at all; the message names the line where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something in a file that was missing, skipped or not understood; lines count from 1.

    ``line`` 0 means the file as a whole. ``remedy`` says what was done about it or what to do.
    """

    level: Level
    file: str
    line: int = 0
    column: int = 0
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = ":".join(str(n) for n in (self.line, self.column) if n)
        where = f"{self.file}:{place}" if place else self.file
        return f"{where}: {self.message}" + (f" ({self.remedy})" if self.remedy else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many constructs of a sort a file has, and what became of them.

    ``what`` is the format's own word, such as ``BoundedContext`` or ``operation``. Nothing is dropped
    in silence: what was found was read, skipped on purpose, or could not be read.
    """

    what: str
    found: int
    read: int
    skipped: int = 0
    failed: int = 0

    @property
    def adds_up(self) -> bool:
        return self.found == self.read + self.skipped + self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftElement:
    """An element to be; ``kind`` is a name such as ``Requirement``.

    ``key`` names it within its file and within this draft: references in ``values`` and the ends of
    draft links hold keys of this draft, or codes of the plan it goes into. ``code`` only where the
    file gives one from outside. ``values`` are as ``planning.plan.normal`` accepts them.
    ``position`` and ``origin`` only where the file knows them from another plan. ``left_code`` is
    the code that our own export left, good in the plan that the file was written from. ``beside``
    is the key of what the element merely comes with: it is added only where that is news itself.
    ``version`` is that of the element when the file was written from its plan, 0 where none is said.
    """

    kind: str
    key: str
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0
    position: int | None = None
    origin: str = ""
    left_code: str = ""
    beside: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLink:
    """A link to be, between keys of the draft or codes of the plan.

    ``target_digest`` is ``None`` unless the file says what was last confirmed; blank is "nothing".
    """

    type: str
    source: str
    target: str
    target_digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that one file has to say. ``about`` holds plan fields by name, ``asks`` the names of plan
    fields for which the file has a placeholder, ``tallies`` what became of its constructs.

    ``unmapped`` are the columns of a table that no field is known for, ``mappable`` the fields that
    a column may hold; both are blank for what is no table. ``of_plan`` is the slug of the plan that
    an export of ours was written from, ``as_of`` when that was last revised then if the file holds
    all of it, ``known_as`` the name under which the plan remembers the file where that is another one.
    """

    file: str
    format: str
    about: Mapping[str, Any] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    elements: tuple[DraftElement, ...] = ()
    links: tuple[DraftLink, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    tallies: tuple[Tally, ...] = ()
    unmapped: tuple[str, ...] = ()
    mappable: tuple[str, ...] = ()
    of_plan: str = ""
    as_of: str = ""
    known_as: str = ""

    @property
    def source(self) -> str:
        """The file that elements remember."""
        return self.known_as or self.file

    def of(self, kind: str) -> tuple[DraftElement, ...]:
        return tuple(element for element in self.elements if element.kind == kind)


def origin(file: str, key: str) -> str:
    """Where an element came from, as the plan remembers it: ``file#key``."""
    return f"{quote(file, safe='/ ')}#{key}"


def source_of(origin_: str) -> str:
    """The file in where an element came from."""
    return unquote(origin_.partition("#")[0])
