"""Taking back what one action did, as a new change: the history only grows."""

import json
from collections.abc import Callable, Iterable
from itertools import groupby

from planning import models
from planning.models.change import VALUE_ACTIONS
from planning.plan import plan_json
from planning.plan.elements import facts
from planning.plan.rights import Actor
from planning.store import history, undone, write
from planning.store.batch import Tick, no_tick
from planning.store.errors import Conflict, Missing, Refused, Rejected
from planning.store.write import New, Writing

NOTHING = "there is nothing to undo"


def undo(plan_id: int, actor: Actor, batch: str, tick: Tick = no_tick) -> None:
    """Undo every change of a batch, or none.

    Raises ``Conflict`` where a field was changed again since, ``Missing`` where the batch or an
    element of it is gone, ``Rejected`` where it was taken back already or a code is in use again,
    ``Refused`` where this person could not have done it.
    """
    changes = _changes(plan_id, batch)
    if any(change.action not in VALUE_ACTIONS for change in changes):
        raise Refused("What was said in a review is not undone; withdraw it there.")
    with write.locked(plan_id, actor, undone.cause(changes), tick) as writing:
        # Under the lock: a button that was pressed twice sends two requests at once.
        if changes[0].number in undone.undone(plan_id):
            raise Rejected({"": "it was taken back already"})
        _untouched(writing, changes)
        for action, run in groupby(changes, _action):
            _UNDO[action](writing, list(run))


def _changes(plan_id: int, batch: str) -> list[models.Change]:
    """What a batch did, latest first; raises ``Missing``."""
    changes = list(models.Change.objects.filter(plan_id=plan_id, batch=batch).order_by("-number"))
    if not changes:
        raise Missing(NOTHING)
    return changes


def size(plan_id: int, batch: str) -> int:
    """How many changes a batch is; raises ``Missing``."""
    count = models.Change.objects.filter(plan_id=plan_id, batch=batch).count()
    if not count:
        raise Missing(NOTHING)
    return count


def _action(change: models.Change) -> str:
    # Not tied but confirmed: the link stays, and goes back to what it was confirmed for.
    return "confirm" if change.action == "link" and change.before else change.action


def _untouched(writing: Writing, changes: Iterable[models.Change]) -> None:
    """Raise ``Conflict`` where what the batch has made is not as the batch left it."""
    left: dict[str, models.Change] = {}
    created = set()
    for change in changes:
        if change.action in ("create", "update", "delete"):
            left.setdefault(change.code, change)
        if change.action == "create":
            created.add(change.code)
    there = [code for code in created if left[code].action != "delete"]
    for code, element in writing.elements(there).items():
        if element.version != left[code].version:
            raise Conflict(element, ())


# Each takes changes of one action that follow each other, latest first


def _undo_creates(writing: Writing, run: list[models.Change]) -> None:
    writing.delete_all(change.code for change in run)


def _undo_updates(writing: Writing, run: list[models.Change]) -> None:
    for change in run:
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


def _undo_deletes(writing: Writing, run: list[models.Change]) -> None:
    writing.create_all([_restored(change) for change in run])


def _restored(change: models.Change) -> New:
    element = history.read(change.element_kind, change.before)
    return New(
        kind=change.element_kind,
        values={name: getattr(element, name) for name in facts(type(element))},
        code=element.code,
        origin=element.origin,
        position=element.position,
    )


def _undo_links(writing: Writing, run: list[models.Change]) -> None:
    said = [json.loads(change.after) for change in run]
    writing.unlink_all((link["type"], link["source"], link["target"]) for link in said)


def _undo_confirms(writing: Writing, run: list[models.Change]) -> None:
    for change in run:
        link, before = json.loads(change.after), json.loads(change.before)
        ends = (link["type"], link["source"], link["target"])
        writing.confirm(*ends, before.get("target_digest", ""))


def _undo_unlinks(writing: Writing, run: list[models.Change]) -> None:
    said = [json.loads(change.before) for change in run]
    writing.link_all(
        (link["type"], link["source"], link["target"], link.get("target_digest", ""))
        for link in said
    )


def _undo_plans(writing: Writing, run: list[models.Change]) -> None:
    for change in run:
        before, after = json.loads(change.before), json.loads(change.after)
        changed = {name: said for name, said in before.items() if said != after[name]}
        for name in changed.keys() & plan_json.RECORDS.keys():
            records = changed.pop(name)
            writing.set_records(name, (plan_json.RECORDS[name](**held) for held in records))
        conflicts = writing.set_about(changed, change.version)
        if conflicts:
            raise Conflict(None, conflicts)


_UNDO: dict[str, Callable[[Writing, list[models.Change]], None]] = {
    "create": _undo_creates,
    "update": _undo_updates,
    "delete": _undo_deletes,
    "link": _undo_links,
    "confirm": _undo_confirms,
    "unlink": _undo_unlinks,
    "plan": _undo_plans,
}
