"""The plan as the history alone gives it: every change applied, from nothing.

What a change says was there before has to be what the changes before it left; otherwise a row was
changed past the history, or the change is not the one that was written. Either way the replay goes
on from what the change says, so that one alteration is told once.
"""

import json
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from planning import models
from planning.plan import canonical, plan_json
from planning.plan.elements import BY_NAME, facts
from planning.plan.links import Link
from planning.plan.value import Plan
from planning.store.proof.problem import against, differing
from planning.store.proof.project import ProjectName

LinkKey = tuple[str, str, str]
UNSAID: dict[str, Any] = {
    **{name: canonical.plain(fact.default) for name, fact in facts(Plan).items()},
    **{name: [] for name in plan_json.RECORDS},
}
"""The facts and records of a plan that nobody has said anything of; ``project`` it has from the
start."""


@dataclass(frozen=True, slots=True)
class Held:
    """An element or a link as the change of this number left it, as canonical text."""

    kind: str
    text: str
    number: int

    @property
    def said(self) -> dict[str, Any]:
        return dict(json.loads(self.text))


class State:
    """What the changes so far give; ``apply`` says what of a change does not fit."""

    def __init__(self, project: ProjectName) -> None:
        self.project = project
        self.about = {name: held for name, held in UNSAID.items() if name != "project"}
        self.elements: dict[str, Held] = {}
        self.links: dict[LinkKey, Held] = {}
        self.issued: dict[str, str] = {}
        self.revision = 0
        self.revised_at: datetime | None = None
        self._batch = ""

    def apply(self, change: models.Change) -> Iterator[str]:
        """Do what a change of the plan value says."""
        # One action of a person moves the revision once, however many changes it is.
        if change.batch != self._batch:
            self._batch = change.batch
            self.revision += 1
            self.revised_at = change.at
        try:
            yield from _APPLY[change.action](self, change)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield f"it cannot be read: {error!r}"

    def _about(self, change: models.Change) -> Iterator[str]:
        before, after = json.loads(change.before), json.loads(change.after)
        for name, held in before.items():
            expected = self.about.setdefault(name, held)
            if held != expected and not (name == "project" and self.project.fits(held, expected)):
                yield _said(name, held, expected)
        if change.version != self.revision:
            yield f"it says revision {change.version}, the changes before it give {self.revision}"
        self.about.update(after)

    def _create(self, change: models.Change) -> Iterator[str]:
        if change.code in self.elements:
            yield f"{change.code} is there already"
        kind = self.issued.setdefault(change.code, change.element_kind)
        if kind != change.element_kind:
            yield f"{change.code} was a {kind} before"
        yield from self._put(change)

    def _update(self, change: models.Change) -> Iterator[str]:
        yield from self._fits(self.elements.get(change.code), change)
        before, after = json.loads(change.before), json.loads(change.after)
        if after.get("version", 1) != before.get("version", 1) + 1:
            yield "its version does not follow the one before"
        yield from self._put(change)

    def _put(self, change: models.Change) -> Iterator[str]:
        after = json.loads(change.after)
        if (after["code"], after.get("version", 1)) != (change.code, change.version):
            yield f"it is about {change.code}, version {change.version}, and says otherwise"
        self.elements[change.code] = Held(change.element_kind, change.after, change.number)

    def _delete(self, change: models.Change) -> Iterator[str]:
        yield from self._fits(self.elements.pop(change.code, None), change)

    def _link(self, change: models.Change) -> Iterator[str]:
        key = _key(change.after)
        held = self.links.get(key)
        if change.before:
            yield from self._fits(held, change)
        elif held:
            yield "this link is there already"
        self.links[key] = Held("Link", change.after, change.number)

    def _unlink(self, change: models.Change) -> Iterator[str]:
        yield from self._fits(self.links.pop(_key(change.before), None), change)

    def _fits(self, held: Held | None, change: models.Change) -> Iterator[str]:
        """Whether what was there is what the change says was there before."""
        if held is None:
            yield f"the changes before it give no {change.code or 'such thing'}"
        elif held.kind != change.element_kind:
            yield f"it is about a {change.element_kind}, and {change.code} is a {held.kind}"
        elif held.text != change.before:
            before = json.loads(change.before)
            for name, one, other in differing(before, held.said, defaults(held.kind)):
                yield _said(name, one, other)


_APPLY: dict[str, Any] = {
    "create": State._create,
    "update": State._update,
    "delete": State._delete,
    "link": State._link,
    "unlink": State._unlink,
    "plan": State._about,
}


@cache
def defaults(kind: str) -> dict[str, Any]:
    """The fields of a kind that have a default, as JSON has it; the others are its key."""
    of = Link if kind == "Link" else BY_NAME[kind]
    return {f.name: canonical.plain(f.default) for f in fields(of) if f.default is not MISSING}


def _key(stated: str) -> LinkKey:
    said = json.loads(stated)
    return said["type"], said["source"], said["target"]


def _said(name: str, held: Any, expected: Any) -> str:
    return f"field {name} before it: {against(held, expected, 'the changes before it give')}"
