"""The history of an element as a person reads it: who, when, and what was there before."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning import models
from planning.kinds import BY_NAME
from planning.plan.elements import Fact
from planning.plan.value import Plan
from planning.store import history
from planning.store.names import names
from planning.web import shown
from planning.web.access import Access

_WORDS = {
    "create": "added it",
    "update": "changed it",
    "delete": "deleted it",
    "link": "said that it",
    "confirm": "confirmed that it still",
    "unlink": "no longer says that it",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A field before and after."""

    fact: Fact
    before: shown.Said
    after: shown.Said


@dataclass(frozen=True, slots=True)
class Past:
    """One change; ``link`` says in words what was tied or untied."""

    number: int
    at: datetime
    who: str
    action: str
    cause: str
    edits: tuple[Edit, ...]
    link: str
    other: str

    @property
    def words(self) -> str:
        return _WORDS[self.action]


def changes(access: Access, code: str, most: int | None = None) -> tuple[Past, ...]:
    """The changes of one element, latest first, at most so many."""
    found = history.of_element(access.row.pk, code, most)
    people = names(change.person for change in found)
    return tuple(_past(access.plan, change, people) for change in found)


def _past(plan: Plan, change: models.Change, people: dict[str, str]) -> Past:
    before, after = _read(change.before), _read(change.after)
    tied = before or after if change.element_kind == "Link" else {}
    return Past(
        number=change.number,
        at=change.at,
        who=people[change.person],
        action="confirm" if tied and before and after else change.action,
        cause=change.cause,
        edits=() if tied else tuple(_edits(plan, change.element_kind, before, after)),
        link=tied.get("type", "").replace("_", " "),
        other=tied.get("target", ""),
    )


def _edits(plan: Plan, kind: str, before: dict[str, Any], after: dict[str, Any]) -> Iterable[Edit]:
    for fact in BY_NAME[kind].facts.values():
        was, now = _held(fact, before), _held(fact, after)
        if was != now:
            yield Edit(fact, shown.said(plan, fact, was), shown.said(plan, fact, now))


def _held(fact: Fact, stated: dict[str, Any]) -> Any:
    held = stated.get(fact.name, fact.default)
    return tuple(held) if isinstance(held, list) else held


def _read(stated: str) -> dict[str, Any]:
    return json.loads(stated) if stated else {}
