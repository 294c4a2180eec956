"""What one open write has changed, until it is appended to the chain."""

import secrets
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from planning import models
from planning.models.change import VALUE_ACTIONS
from planning.plan import canonical
from planning.plan.elements import Element
from planning.plan.rights import Actor
from planning.store import history

Tick = Callable[[], None]
"""Called for each change of a write; what it raises ends the write, and nothing is stored."""


def no_tick() -> None:
    """Nobody counts."""


class Batch:
    """The changes of one action of one person, in order."""

    def __init__(self, row: models.Plan, actor: Actor, cause: str, tick: Tick) -> None:
        self._row = row
        self.tick = tick
        self._actor = actor
        self._cause = cause
        self.id = secrets.token_hex(8)
        self.at = timezone.now()
        self.changes: list[models.Change] = []

    def add(self, action: str, kind: str, code: str, before: Any, after: Any) -> None:
        """Note a change; ``before`` and ``after`` are elements, links, mappings of facts or None.

        Of an element the version after the change is kept: a deleted one would have had the next.
        """
        self.tick()
        self.changes.append(
            models.Change(
                plan=self._row,
                at=self.at,
                person=self._actor.id,
                batch=self.id,
                cause=self._cause,
                action=action,
                element_kind=kind,
                code=code,
                version=_version(before, after),
                before=_stated(before),
                after=_stated(after),
            )
        )

    def append(self) -> None:
        """Chain the changes to the history and move the plan's head and count.

        The revision moves with what changes the plan value, and not with what is said of it.
        """
        if not self.changes:
            return
        row = self._row
        if any(change.action in VALUE_ACTIONS for change in self.changes):
            row.revision += 1
            row.revised_at = self.at
        for change in self.changes:
            if change.action == "plan":
                change.version = row.revision
            row.changes += 1
            change.number = row.changes
            row.head = history.chained(change, row.head).digest
        models.Change.objects.bulk_create(self.changes)
        row.save()


def _version(before: Any, after: Any) -> int:
    if isinstance(after, Element):
        return after.version
    return before.version + 1 if isinstance(before, Element) else 0


def _stated(held: Any) -> str:
    if held is None:
        return ""
    if isinstance(held, dict):
        return canonical.text({name: canonical.plain(said) for name, said in held.items()})
    return canonical.text(canonical.stated(held))
