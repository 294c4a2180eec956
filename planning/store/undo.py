"""Taking back what one action did, as a new change: the history only grows."""

import json
from typing import Any

from planning import models
from planning.models.change import VALUE_ACTIONS
from planning.plan import plan_json
from planning.plan.elements import facts
from planning.plan.rights import Actor
from planning.store import history, undone, write
from planning.store.errors import Conflict, Missing, Refused, Rejected
from planning.store.write import New, Writing


def undo(plan_id: int, actor: Actor, batch: str) -> None:
    """Undo every change of a batch, or none.

    Raises ``Conflict`` where a field was changed again since, ``Missing`` where the batch or an
    element of it is gone, ``Rejected`` where it was taken back already or a code is in use again,
    ``Refused`` where this person could not have done it.
    """
    changes = changes_of(plan_id, batch)
    if any(change.action not in VALUE_ACTIONS for change in changes):
        raise Refused("What was said in a review is not undone; withdraw it there.")
    with write.locked(plan_id, actor, cause=undone.cause(changes)) as writing:
        # Under the lock: a button that was pressed twice sends two requests at once.
        if changes[0].number in undone.undone(plan_id):
            raise Rejected({"": "it was taken back already"})
        for change in changes:
            _UNDO[change.action](writing, change)


def changes_of(plan_id: int, batch: str) -> list[models.Change]:
    """What a batch did, latest first; raises ``Missing``."""
    changes = list(models.Change.objects.filter(plan_id=plan_id, batch=batch).order_by("-number"))
    if not changes:
        raise Missing("there is nothing to undo")
    return changes


def _undo_create(writing: Writing, change: models.Change) -> None:
    writing.delete(change.code, change.version)


def _undo_update(writing: Writing, change: models.Change) -> None:
    before = history.read(change.element_kind, change.before)
    after = history.read(change.element_kind, change.after)
    changed = {
        name: getattr(before, name)
        for name in facts(type(before))
        if getattr(before, name) != getattr(after, name)
    }
    conflicts = writing.update(change.code, changed, change.version)
    if conflicts:
        raise Conflict(writing.element(change.code), conflicts)


def _undo_delete(writing: Writing, change: models.Change) -> None:
    element = history.read(change.element_kind, change.before)
    new = New(
        kind=change.element_kind,
        values={name: getattr(element, name) for name in facts(type(element))},
        code=element.code,
        origin=element.origin,
        position=element.position,
    )
    writing.create_all([new])


def _undo_link(writing: Writing, change: models.Change) -> None:
    link = json.loads(change.after)
    ends = (link["type"], link["source"], link["target"])
    if not change.before:
        writing.unlink(*ends)
        return
    # Not tied but confirmed: the link goes back to what it was confirmed for.
    writing.confirm(*ends, json.loads(change.before).get("target_digest", ""))


def _undo_unlink(writing: Writing, change: models.Change) -> None:
    link = json.loads(change.before)
    writing.link(link["type"], link["source"], link["target"], link.get("target_digest", ""))


def _undo_plan(writing: Writing, change: models.Change) -> None:
    before, after = json.loads(change.before), json.loads(change.after)
    changed = {name: said for name, said in before.items() if said != after[name]}
    for name in changed.keys() & plan_json.RECORDS.keys():
        records = changed.pop(name)
        writing.set_records(name, (plan_json.RECORDS[name](**held) for held in records))
    conflicts = writing.set_about(changed, change.version)
    if conflicts:
        raise Conflict(None, conflicts)


_UNDO: dict[str, Any] = {
    "create": _undo_create,
    "update": _undo_update,
    "delete": _undo_delete,
    "link": _undo_link,
    "unlink": _undo_unlink,
    "plan": _undo_plan,
}
