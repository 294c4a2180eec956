"""Bringing what a preview showed into a plan, or a draft into a new one: everything or nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from planning import models
from planning.imports.draft import Draft
from planning.imports.due import due
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
from planning.plan.plan_json import RECORDS
from planning.plan.rights import Actor
from planning.store import write
from planning.store.errors import Conflict, FieldConflict, Missing
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


def apply(
    plan_id: int,
    actor: Actor,
    preview: Preview,
    chosen: Collection[str] | None = None,
    cause: str = "",
) -> Applied:
    """Store what the preview shows, in one write.

    ``chosen`` holds the keys of additions and changes, ``about.<field>`` for facts of the plan,
    ``<key>!`` for what is contested and ``gone.<code>`` for what vanished from the file. None is
    everything but the last two, which take a person. A reference or link to what was left out is
    left out. Raises ``Conflict`` where somebody changed meanwhile what the preview showed as before,
    and what the writer raises.
    """
    with write.locked(plan_id, actor, cause or f"import of {preview.file}") as writing:
        return apply_within(writing, preview, chosen)


def apply_within(
    writing: Writing, preview: Preview, chosen: Collection[str] | None = None
) -> Applied:
    """As ``apply``, inside a write that is open already."""
    # A file may not say what only a lead may: that becomes a request.
    preview = due(writing.actor, preview)
    additions = [a for a in preview.additions if _is_chosen(a.key, chosen)]
    changes = [c for c in preview.changes if _is_chosen(c.key, chosen)]
    changes += [c for c in preview.contested if chosen is not None and f"{c.key}!" in chosen]
    gone = [v for v in preview.vanished if chosen is not None and f"gone.{v.code}" in chosen]
    about = [f for f in preview.about if _is_chosen(f"about.{f.name}", chosen)]
    coming = {addition.key for addition in additions}
    codes = writing.create_all(_new(addition, coming) for addition in additions)
    for change in changes:
        _change(writing, change, codes)
    links = [link for link in preview.links if _ends_are_there(link, coming)]
    writing.link_all(_tied(link, codes) for link in links)
    _set_about(writing, about)
    removed = tuple(_removed(writing, gone))
    return Applied(
        codes=codes,
        changed=tuple(dict.fromkeys(change.code for change in changes)),
        removed=removed,
        links=len(links),
        about=tuple(field.name for field in about),
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


def _is_chosen(key: str, chosen: Collection[str] | None) -> bool:
    return chosen is None or key in chosen


def _new(addition: Addition, coming: Collection[str]) -> New:
    return New(
        kind=addition.kind,
        key=addition.key,
        code=addition.code,
        values={name: _named(value, coming) for name, value in addition.values.items()},
        origin=addition.origin,
        position=addition.position or 0,
    )


def _named(value: Any, coming: Collection[str]) -> Any:
    """A reference as the writer takes it: a code, the key of an addition, or blank."""
    if not isinstance(value, Ref):
        return value
    return value.code or (value.key if value.key in coming else "")


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


def _removed(writing: Writing, gone: Iterable[Vanished]) -> Iterator[str]:
    """Delete what vanished; a part may have gone with its parent already."""
    for each in gone:
        with suppress(Missing):
            writing.delete(each.code)
            yield each.code


def _code(value: Any, codes: Mapping[str, str]) -> Any:
    return value.code or codes.get(value.key, "") if isinstance(value, Ref) else value


def _ends_are_there(link: LinkAddition, coming: Collection[str]) -> bool:
    return all(end.code or end.key in coming for end in (link.source, link.target))


def _tied(link: LinkAddition, codes: Mapping[str, str]) -> tuple[str, str, str, str | None]:
    return link.type, _code(link.source, codes), _code(link.target, codes), link.target_digest


def _set_about(writing: Writing, about: Iterable[FieldChange]) -> None:
    said = {field.name: field.after for field in about}
    for name in said.keys() & RECORDS.keys():
        writing.set_records(name, said.pop(name))
    if said:
        writing.set_about(said)
