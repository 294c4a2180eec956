"""What can stand in the way of a write, by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planning.plan.elements import Element


class WriteError(Exception):
    """Base of all of them: nothing of the write was stored unless the error says so."""


class Refused(WriteError):
    """The person may not do this; the message says who may."""


class Missing(WriteError):
    """The element is not there (any more)."""


class Rejected(WriteError):
    """What was said cannot be stored: a message by field, ``""`` for the whole; ``key`` names the
    element of a batch."""

    def __init__(self, errors: Mapping[str, str], key: str = "") -> None:
        self.errors = dict(errors)
        self.key = key
        said = "; ".join(f"{name}: {error}" if name else error for name, error in errors.items())
        super().__init__(f"{key}: {said}" if key else said)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two people changed from the same ``base``."""

    name: str
    base: Any
    theirs: Any
    mine: Any


class Conflict(WriteError):
    """Somebody else changed the same fields; what only I changed is stored.

    ``element`` is the element as it stands now, None where the plan's own facts are meant.
    """

    def __init__(self, element: Element | None, fields: tuple[FieldConflict, ...]) -> None:
        self.element = element
        self.fields = fields
        names = ", ".join(field.name for field in fields) or "the whole element"
        super().__init__(f"changed by somebody else meanwhile: {names}")


class NotReady(WriteError):
    """What has to be mended first: ``reasons`` in sentences."""

    def __init__(self, message: str, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(message)


class Outdated(WriteError):
    """What was shown is not what is there any more; the message says what happened meanwhile."""
