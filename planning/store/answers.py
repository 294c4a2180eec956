"""Answers to what this track needs, and taking them back.

An answer holds together. Where somebody else answered meanwhile nothing of it is stored, or the
reason of one answer would stand beside the status of another.
"""

import json
from collections.abc import Mapping

from planning import models
from planning.plan.needs import UNANSWERED
from planning.plan.rights import ANSWER, Actor
from planning.store import history, write
from planning.store.errors import Conflict, FieldConflict
from planning.store.write import Writing

_OPEN = {"status": "requested", "reason": "", "reference": ""}


def answer(plan_id: int, actor: Actor, code: str, said: Mapping[str, str], version: int) -> None:
    """Store an answer that was given on this version; ``said`` is in normal form.

    Raises ``Conflict`` with the fields that somebody else changed, ``Refused`` and ``Missing``.
    """
    with write.locked(plan_id, actor) as writing:
        _store(writing, code, said, version)


def take_back(plan_id: int, actor: Actor, code: str, version: int) -> None:
    """Open a need again, as it stood before it was answered; raises as ``answer`` does."""
    with write.locked(plan_id, actor) as writing:
        if getattr(writing.element(code), "status", "") not in UNANSWERED:
            _store(writing, code, _before(history.of_element(plan_id, code)), version)


def _before(changes: list[models.Change]) -> Mapping[str, str]:
    """What was said when the need last waited for an answer, or that it waits for one."""
    edits = (change for change in changes if change.action == "update")
    for was, now in ((json.loads(edit.before), json.loads(edit.after)) for edit in edits):
        if was.get("status", "") in UNANSWERED and now.get("status", "") not in UNANSWERED:
            return {name: was.get(name, "") for name in ANSWER}
    return _OPEN


def _store(writing: Writing, code: str, said: Mapping[str, str], version: int) -> None:
    theirs = writing.element(code)
    told = {conflict.name: conflict for conflict in writing.update(code, said, version)}
    stands = writing.element(code)
    # What I left blank and somebody else filled is no conflict of fields, but one of answers.
    missed = tuple(
        told.get(name) or FieldConflict(name, held, getattr(stands, name), held)
        for name, held in said.items()
        if getattr(stands, name) != held
    )
    if missed:
        raise Conflict(theirs, missed)
