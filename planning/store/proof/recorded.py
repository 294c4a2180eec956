"""What the chain records of a review: baselines and decisions, by number with their digest."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planning import models


@dataclass(frozen=True, slots=True)
class Recorded:
    """The change that records a baseline or a decision, who made it, and the digest in it."""

    number: int
    person: str
    digest: str


class Records:
    """The records by action, then by the number of what they record."""

    def __init__(self) -> None:
        self.baselines: dict[int, Recorded] = {}
        self.sign_offs: dict[int, Recorded] = {}

    def take(self, change: models.Change) -> Iterator[str]:
        """The next record; says where its number does not follow the one before."""
        held = self.baselines if change.action == "baseline" else self.sign_offs
        try:
            number, digest = _read(change)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            yield f"it cannot be read: {error!r}"
            return
        if number != len(held) + 1:
            yield f"it records number {number}, and {len(held)} came before"
        held[number] = Recorded(change.number, change.person, digest)


def _read(change: models.Change) -> tuple[int, str]:
    said: dict[str, Any] = json.loads(change.after)
    number = said["number"] if change.action == "sign_off" else said["code"].removeprefix("BL-")
    return int(number), str(said["digest"])
