"""Which changes were taken back and not done again: an undo names them by number in its cause."""

import re
from collections.abc import Iterable

from django.db.models import Max, Min

from planning import models

UNDO = "undo of "
_NAMED = re.compile(UNDO + r"changes? (\d+)(?: to (\d+))?")


def cause(changes: Iterable[models.Change]) -> str:
    """The cause of the batch that takes these back; they are all of one batch."""
    numbers = sorted(change.number for change in changes)
    first, last = numbers[0], numbers[-1]
    return f"{UNDO}change {first}" if first == last else f"{UNDO}changes {first} to {last}"


def undone(plan_id: int) -> frozenset[int]:
    """The numbers of all changes that an undo took back, unless that undo was taken back itself."""
    undos = models.Change.objects.filter(plan_id=plan_id, cause__startswith=UNDO)
    batches = undos.values("batch", "cause").annotate(first=Min("number"), last=Max("number"))
    found: set[int] = set()
    # Latest first: whether an undo stands is known once all that came after it are.
    for batch in batches.order_by("-first"):
        if batch["first"] not in found:
            found.update(_named(batch["cause"]))
    return frozenset(found)


def _named(said: str) -> range:
    match = _NAMED.fullmatch(said)
    if match is None:
        return range(0)
    first, last = match.groups()
    return range(int(first), int(last or first) + 1)
