"""Bringing what a preview showed into a plan, or a draft into a new one: everything or nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import transaction

from planning import models
from planning.imports.choice import chosen, named
from planning.imports.draft import Draft
from planning.imports.due import due
from planning.imports.matching import WHOLE
from planning.imports.news import Written
from planning.imports.outcome import (
    Addition,
    Change,
    FieldChange,
    LinkAddition,
    Preview,
    Ref,
    Vanished,
)
from planning.imports.preview import compare
from planning.plan.elements import facts
from planning.plan.plan_json import RECORDS
from planning.plan.rights import Actor
from planning.plan.value import Plan
from planning.store import history, write
from planning.store.errors import Conflict, FieldConflict
from planning.store.load import load
from planning.store.start import founder, start
from planning.store.write import New, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was stored; ``codes`` by key of the draft, for additions."""

    codes: Mapping[str, str]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    links: int
    about: tuple[str, ...]


class Bases:
    """What a plan was when a file was last one with it, looked up once for all files that come."""

    def __init__(self, plan_id: int) -> None:
        self.plan_id = plan_id

    @cached_property
    def _imported(self) -> Written:
        return history.imported(self.plan_id)

    def compare(self, plan: Plan, draft: Draft) -> Preview:
        """What the draft would do to the plan, as ``preview.compare``."""
        return compare(plan, draft, self._written(plan, draft), self._had(plan, draft))

    def _had(self, plan: Plan, draft: Draft) -> frozenset[str]:
        then = _moment(draft.as_of)
        if then is None or draft.of_plan != plan.slug:
            return frozenset()
        return history.created_until(self.plan_id, then)

    def _written(self, plan: Plan, draft: Draft) -> Written:
        """What each element said then.

        A ``plan.json`` of this plan says of each element which version it had; tables do not.
        """
        if draft.format not in WHOLE:
            return self._imported
        if draft.of_plan != plan.slug:
            return {}
        older = {
            element.code: element.version
            for element in draft.elements
            if (held := plan.by_code.get(element.code)) and 0 < element.version < held.version
        }
        then = history.at_versions(self.plan_id, older) if older else {}
        return {
            code: {name: getattr(element, name) for name in facts(type(element))}
            for code, element in then.items()
        }


def _moment(said: str) -> datetime | None:
    """A moment as our exports write it; None for anything else."""
    try:
        return datetime.strptime(said, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def apply(
    plan_id: int,
    actor: Actor,
    preview: Preview,
    keys: Collection[str] | None = None,
    cause: str = "",
) -> Applied:
    """Store what the preview shows, in one write.

    ``keys`` say what, as ``choice.chosen`` takes them. A reference to what is left out is left out.
    Raises ``Conflict`` where somebody changed meanwhile what the preview showed as before,
    and what the writer raises.
    """
    with write.locked(plan_id, actor, cause or f"import of {preview.file}") as writing:
        return apply_within(writing, preview, keys)


def apply_within(
    writing: Writing, preview: Preview, keys: Collection[str] | None = None
) -> Applied:
    """As ``apply``, inside a write that is open already."""
    # A file may not say what only a lead may: that becomes a request.
    preview = due(writing.actor, preview)
    done = chosen(preview, keys)
    codes = writing.create_all(_new(addition, done.coming) for addition in done.additions)
    for change in done.changes:
        _change(writing, change, codes)
    writing.link_all(_tied(link, codes) for link in done.links)
    _set_about(writing, done.about)
    removed = _removed(writing, done.gone)
    return Applied(
        codes=codes,
        changed=tuple(dict.fromkeys(change.code for change in done.changes)),
        removed=removed,
        links=len(done.links),
        about=tuple(field.name for field in done.about),
    )


def start_from(
    draft: Draft,
    project: str,
    owner: models.User | None,
    about: Mapping[str, Any],
    slug: str = "",
) -> models.Plan:
    """The plan with all that the draft says, or nothing at all.

    ``about`` is what a person answered; it goes before the draft. Raises what the writer raises.
    """
    said = {name: held for name, held in draft.about.items() if name not in about}
    said.pop("project", None)
    with transaction.atomic():
        row = start(project, owner, about, slug)
        preview = compare(load(row.pk), replace(draft, about=said))
        apply(row.pk, founder(owner), preview, cause=f"started from {draft.file}")
    return row


def _new(addition: Addition, coming: Collection[str]) -> New:
    return New(
        kind=addition.kind,
        key=addition.key,
        code=addition.code,
        values={
            name: named(value, coming) if isinstance(value, Ref) else value
            for name, value in addition.values.items()
        },
        origin=addition.origin,
        position=addition.position or 0,
    )


def _change(writing: Writing, change: Change, codes: Mapping[str, str]) -> None:
    current = writing.element(change.code)
    wanted = {field.name: _code(field.after, codes) for field in change.fields}
    moved = tuple(
        FieldConflict(field.name, field.before, now, wanted[field.name])
        for field in change.fields
        if (now := getattr(current, field.name)) != field.before
    )
    if moved:
        raise Conflict(current, moved)
    writing.update(change.code, wanted)


def _removed(writing: Writing, gone: Iterable[Vanished]) -> tuple[str, ...]:
    """Delete what vanished; somebody may have deleted some of it already."""
    codes = writing.present(each.code for each in gone)
    writing.delete_all(codes)
    return tuple(codes)


def _code(value: Any, codes: Mapping[str, str]) -> Any:
    return value.code or codes.get(value.key, "") if isinstance(value, Ref) else value


def _tied(link: LinkAddition, codes: Mapping[str, str]) -> tuple[str, str, str, str | None]:
    return link.type, _code(link.source, codes), _code(link.target, codes), link.target_digest


def _set_about(writing: Writing, about: Iterable[FieldChange]) -> None:
    said = {field.name: field.after for field in about}
    for name in said.keys() & RECORDS.keys():
        writing.set_records(name, said.pop(name))
    if said:
        writing.set_about(said)
