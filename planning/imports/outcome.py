"""What bringing a draft into a plan would do, as values for a screen and for whoever applies it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planning.imports.draft import Diagnostic, Tally


@dataclass(frozen=True, slots=True)
class Ref:
    """An element: by ``code`` where the plan has it, by draft ``key`` where it is to be added."""

    code: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that would change; ``after`` of a reference is a ``Ref``.

    ``base`` is what an import last wrote there, where one did and somebody changed it here since,
    or what the plan says, where the element was only told by its name; ``disputed`` where the file
    says something else than then, too.
    """

    name: str
    before: Any
    after: Any
    base: Any = None
    disputed: bool = False

    @property
    def is_edited(self) -> bool:
        """Whether somebody changed it here since an import wrote it."""
        return self.base is not None and self.base != self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An element to be added; ``values`` are normal, references among them ``Ref``.

    ``code`` is blank where the counter gives it; ``position`` is ``None`` where the file says none.
    """

    kind: str
    key: str
    code: str
    values: Mapping[str, Any]
    origin: str
    position: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An element of the plan of which the file says something else; for a person to choose."""

    kind: str
    key: str
    code: str
    fields: tuple[FieldChange, ...]
    line: int = 0

    @property
    def disputed(self) -> bool:
        return any(field.disputed for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """An element that came out of this file once, and is not in it any more."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """An element that the plan has as the file has it."""

    kind: str
    key: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An element that cannot be brought in, and why."""

    kind: str
    key: str
    why: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAddition:
    """A link that the plan lacks; ``target_digest`` is ``None`` unless the file states it."""

    type: str
    source: Ref
    target: Ref
    target_digest: str | None = None

    @property
    def key(self) -> str:
        """As the keys of elements, for whoever leaves it out."""
        ends = (end.code or end.key for end in (self.source, self.target))
        return " ".join((self.type, *ends))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """All that a draft would do to a plan. ``about`` are fields of the plan itself; ``asks`` names
    those which the file leaves open and the plan does not have yet.

    ``contested`` are fields that somebody changed here since an import wrote them, and ``vanished``
    elements that the file holds no more: both are done only where a person chooses them.
    """

    file: str
    format: str
    about: tuple[FieldChange, ...] = ()
    asks: tuple[str, ...] = ()
    additions: tuple[Addition, ...] = ()
    changes: tuple[Change, ...] = ()
    contested: tuple[Change, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    same: tuple[Same, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    links: tuple[LinkAddition, ...] = ()
    same_links: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    tallies: tuple[Tally, ...] = ()
    unmapped: tuple[str, ...] = ()
    mappable: tuple[str, ...] = ()

    @property
    def disputes(self) -> tuple[Change, ...]:
        """What both the file and somebody here have changed."""
        return tuple(change for change in self.contested if change.disputed)

    @property
    def has_choices(self) -> bool:
        """Whether there is anything that a person may tick."""
        return not self.is_empty or bool(self.contested)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to add and nothing to change, but what was changed here."""
        done = self.about or self.additions or self.changes or self.links
        return not (done or self.disputes or self.vanished)
