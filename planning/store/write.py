"""The only code that writes plan elements, links and plan facts.

Everything passes here: forms, imports, undo and commands. So rights, conflicts, normal form,
history and revision cannot be skipped.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from planning import models
from planning.kinds import BY_NAME, Kind
from planning.plan import canonical, decisions, value
from planning.plan.elements import Element, facts
from planning.plan.rights import Actor
from planning.store import codes, history, rows, stated
from planning.store.batch import Batch, Tick, no_tick
from planning.store.ends import Ends
from planning.store.errors import Conflict, FieldConflict, Missing, Refused, Rejected
from planning.store.merge import merged
from planning.store.permission import allow, allow_signers
from planning.store.removal import Removal
from planning.store.ties import Tie, Ties


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An element to be. References in ``values`` are codes of the plan or keys of the same batch;
    ``code`` only where it is given from outside or restored."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    code: str = ""
    origin: str = ""
    position: int = 0


@contextmanager
def locked(
    plan_id: int, actor: Actor, cause: str = "", tick: Tick = no_tick
) -> Iterator["Writing"]:
    """The one lock of a plan: writers queue here, on either database.

    The new stamp is the lock (an UPDATE holds the row) and drops every kept copy of the plan. What
    the block wrote is stored when it ends, or not at all; ``tick`` is called for each change. Raises
    ``Missing``.
    """
    with transaction.atomic():
        stamped = models.Plan.objects.filter(pk=plan_id, archived_at=None)
        if not stamped.update(stamp=secrets.token_hex(16)):
            raise Missing("this plan is archived or not there")
        row = models.Plan.objects.select_related("project").get(pk=plan_id)
        writing = Writing(row, actor, cause, tick)
        yield writing
        writing.close()


def update(
    plan_id: int, actor: Actor, code: str, values: Mapping[str, Any], version: int, cause: str = ""
) -> None:
    """Change fields of one element from the version that a form started with.

    Fields that only this person changed are stored. Raises ``Conflict`` for those that somebody
    else changed as well, after storing the others.
    """
    with locked(plan_id, actor, cause) as writing:
        conflicts = writing.update(code, values, version)
        current = writing.element(code)
    if conflicts:
        raise Conflict(current, conflicts)


def update_about(plan_id: int, actor: Actor, values: Mapping[str, Any], revision: int) -> None:
    """Change facts of the plan as a whole, from the revision that a form started with.

    Raises ``Conflict`` as ``update`` does.
    """
    with locked(plan_id, actor) as writing:
        conflicts = writing.set_about(values, revision)
    if conflicts:
        raise Conflict(None, conflicts)


class Writing:
    """One open write of one person; made by ``locked``."""

    def __init__(self, row: models.Plan, actor: Actor, cause: str, tick: Tick) -> None:
        self.row = row
        self.actor = actor
        self._batch = Batch(row, actor, cause, tick)
        self._ends = Ends(row)
        self._ties = Ties(row, actor, self._ends, self._batch)
        self._removal = Removal(actor, self._ends, self._ties, self._batch)

    @property
    def batch(self) -> str:
        """What the history calls everything that this write does, and ``undo`` takes back."""
        return self._batch.id

    # Elements

    def element(self, code: str) -> Element:
        """The element as it stands in this write; raises ``Missing``."""
        kind, row = self._ends.row(code)
        return rows.element_value(row, kind)

    def elements(self, codes_: Iterable[str]) -> dict[str, Element]:
        """Many elements as they stand in this write, by code; raises ``Missing``."""
        return self._ends.elements(codes_)

    def present(self, codes_: Iterable[str]) -> list[str]:
        """Those of the codes that are in the plan as it stands in this write."""
        return self._ends.present(codes_)

    def create(self, kind: str, values: Mapping[str, Any], **facts_: Any) -> str:
        """Add one element and return its code; ``facts_`` are those of ``New``."""
        new = New(kind=kind, values=values, key="new", **facts_)
        return self.create_all([new])["new"]

    def create_all(self, news: Iterable[New]) -> dict[str, str]:
        """Add elements that may refer to each other; returns code by key (or by given code).

        Raises ``Rejected`` with the key of the first that cannot be stored, and ``Refused``.
        """
        news = list(news)
        values = [stated.normalised(BY_NAME[new.kind].facts, new.values, new.key) for new in news]
        for new, held in zip(news, values, strict=True):
            kind = BY_NAME[new.kind]
            allow(self.actor, kind.name, (), kind.element(code="", **held))
        codes_ = codes.issue(
            self.row.pk, [codes.Wanted(BY_NAME[new.kind], new.code, new.key) for new in news]
        )
        issued = {new.key or code: code for new, code in zip(news, codes_, strict=True)}
        elements = self._elements(news, values, codes_, issued)
        stored = [self._insert(element) for element in elements]
        for new, element, row in zip(news, elements, stored, strict=True):
            self._refer(element, row, new.key)
            self._batch.add("create", new.kind, element.code, None, element)
        return issued

    def update(
        self, code: str, values: Mapping[str, Any], version: int | None = None
    ) -> tuple[FieldConflict, ...]:
        """Change the given fields; without a version they overwrite what is there.

        Returns the fields that somebody else changed since ``version``: those are left as they are.
        """
        kind, row = self._ends.row(code)
        theirs = rows.element_value(row, kind)
        mine = stated.normalised(kind.facts, values, code)
        base = self._base(theirs, version)
        fresh, conflicts = merged(base, theirs, mine)
        if fresh:
            # Either row: nobody may move an element into or out of another's keeping.
            allow(self.actor, kind.name, fresh, theirs)
            allow(self.actor, kind.name, fresh, replace(theirs, **fresh))
            self._store(kind, row, fresh)
            self._batch.add("update", kind.name, code, theirs, rows.element_value(row, kind))
        return conflicts

    def delete(self, code: str, version: int | None = None) -> None:
        """Delete one element as ``delete_all`` does; ``Conflict`` where it changed since ``version``."""
        element = self.element(code)
        if version is not None and version != element.version:
            raise Conflict(element, ())
        self.delete_all([code])

    def delete_all(self, codes_: Iterable[str]) -> None:
        """Delete elements with what is part of them; links end, other references become blank.

        Raises ``Missing`` and ``Refused``.
        """
        self._removal.delete(codes_)

    # Links, as ``Ties`` describes them

    def link(self, type_: str, source: str, target: str, digest: str | None = None) -> None:
        self._ties.link([(type_, source, target, digest)])

    def link_all(self, said: Iterable[Tie]) -> None:
        self._ties.link(said)

    def unlink(self, type_: str, source: str, target: str) -> None:
        self._ties.unlink([(type_, source, target)])

    def unlink_all(self, said: Iterable[tuple[str, str, str]]) -> None:
        self._ties.unlink(said)

    def confirm(self, type_: str, source: str, target: str, digest: str | None = None) -> None:
        self._ties.confirm(type_, source, target, digest)

    # The plan as a whole

    def set_about(
        self, values: Mapping[str, Any], revision: int | None = None
    ) -> tuple[FieldConflict, ...]:
        """Change facts of the plan; as ``update``. ``project`` renames the project."""
        theirs = value.Plan(**rows.about(self.row))
        mine = stated.normalised(facts(value.Plan), values, "")
        older = history.about_at(self.row.pk, revision) if revision is not None else None
        fresh, conflicts = merged(older or theirs, theirs, mine)
        if fresh:
            allow(self.actor, "Plan", fresh, theirs)
            if "signers" in fresh:
                allow_signers(self.actor, self.row.project, theirs.signers, fresh["signers"])
            for name, held in fresh.items():
                self._set(name, held)
            before = {name: getattr(theirs, name) for name in facts(value.Plan)}
            self._batch.add("plan", "Plan", "", before, {**before, **fresh})
        return conflicts

    def _set(self, name: str, held: Any) -> None:
        if name != "project":
            setattr(self.row, name, stated.column(held))
            return
        self.row.project.name = held
        self.row.project.save(update_fields=["name"])
        # Other plans of the project bear the name too: no kept copy may outlive it.
        others = models.Plan.objects.filter(project=self.row.project).exclude(pk=self.row.pk)
        others.update(stamp=secrets.token_hex(16))

    def records(self, name: str) -> tuple[Any, ...]:
        """The releases, severities, disabled rules or waivers as they stand in this write."""
        return tuple(rows.about(self.row)[name])

    def set_records(self, name: str, records: Iterable[Any]) -> None:
        """Replace the releases, severities, disabled rules or waivers of the plan.

        Raises ``Refused`` where that takes a decision which is another person's.
        """
        before = value.Plan(**rows.about(self.row))
        after = tuple(records)
        if getattr(before, name) != after:
            allow(self.actor, "Plan", {name: after}, before)
            if decisions.permitted(self.actor, getattr(before, name), after) != after:
                raise Refused("Only the lead of a rule's scope decides on it.")
            setattr(self.row, name, canonical.plain(after))
            self._batch.add("plan", "Plan", "", {name: getattr(before, name)}, {name: after})

    # What is said of the plan

    def note(self, action: str, record: str, said: Mapping[str, Any]) -> None:
        """Put a baseline or a decision on record in the chain; it changes nothing of the plan."""
        self._batch.add(action, record, "", None, dict(said))

    @property
    def at(self) -> datetime:
        """The moment of this write, in UTC."""
        return self._batch.at

    def close(self) -> None:
        """Append what changed to the history; called by ``locked``."""
        self._batch.append()

    # Below: one row at a time

    def _elements(
        self,
        news: list[New],
        values: list[dict[str, Any]],
        codes_: list[str],
        issued: Mapping[str, str],
    ) -> list[Element]:
        """The new elements as values, with codes in the place of keys."""
        # One after the last of an element that comes back: no version means two things.
        given = [new.code for new in news if new.code]
        last = history.last_versions(self.row.pk, given) if given and self.row.changes else {}
        return [
            BY_NAME[new.kind].element(
                code=code,
                origin=new.origin,
                position=new.position,
                version=last.get(code, 0) + 1,
                **{**held, **stated.resolved(BY_NAME[new.kind], held, issued)},
            )
            for new, held, code in zip(news, values, codes_, strict=True)
        ]

    def _insert(self, element: Element) -> models.Kind:
        """The row without its references: what they point at may come later in the batch."""
        kind = BY_NAME[element.element_kind]
        own = {
            name: stated.column(getattr(element, name))
            for name, fact in kind.facts.items()
            if fact.type != "reference"
        }
        bare = {name: getattr(element, name) for name in ("code", "origin", "position", "version")}
        row = kind.model(plan=self.row, element_kind=kind.name, **bare, **own)
        row.save(force_insert=True)
        self._batch.tick()
        self._ends.made(row)
        return row

    def _refer(self, element: Element, row: models.Kind, key: str) -> None:
        kind = BY_NAME[element.element_kind]
        said = {
            f"{name}_id": self._ends.target(kind, name, code, key)
            for name in value.reference_fields(kind.element)
            if (code := getattr(element, name))
        }
        if said:
            kind.model.objects.filter(pk=row.pk).update(**said)

    def _base(self, theirs: Element, version: int | None) -> Element:
        if version is None or version == theirs.version:
            return theirs
        try:
            return history.element_at(self.row.pk, theirs.code, version)
        except LookupError:
            raise Rejected({"": f"{theirs.code} never had a version {version}"}) from None

    def _store(self, kind: Kind, row: models.Kind, fresh: Mapping[str, Any]) -> None:
        for name, held in fresh.items():
            if kind.facts[name].type == "reference":
                target = self._ends.target(kind, name, held, row.code) if held else None
                setattr(row, f"{name}_id", target)
            else:
                setattr(row, name, stated.column(held))
        row.version += 1
        row.save()
