"""Deleting elements with what is part of them: many at once take hardly more queries than one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from django.db.models import F

from planning import models
from planning.kinds import KINDS, Kind
from planning.plan import value
from planning.plan.elements import Element
from planning.plan.rights import Actor
from planning.store import rows
from planning.store.batch import Batch
from planning.store.ends import Ends
from planning.store.permission import allow
from planning.store.ties import Ties

Keys = set[int]
Field = tuple[Kind, str]


class Removal:
    """Ends links, blanks the references of what stays, and deletes; with rights and history."""

    def __init__(self, actor: Actor, ends: Ends, ties: Ties, batch: Batch) -> None:
        self._actor = actor
        self._ends = ends
        self._ties = ties
        self._batch = batch

    def delete(self, codes: Iterable[str]) -> None:
        """Delete these elements; raises ``Missing`` and ``Refused`` as ``Writing.delete_all``."""
        levels = list(self._levels(codes))
        # Parts before what they are part of, as one would take a thing apart.
        keys = list(chain.from_iterable(reversed(levels)))
        found = rows.elements(keys)
        gone = {key: found[key] for key in keys}
        for element in gone.values():
            allow(self._actor, element.element_kind, (), element)
        self._blank(gone)
        self._ties.end(gone)
        _drop({key: element.element_kind for key, element in gone.items()})
        for element in gone.values():
            self._ends.dropped(element.code)
            self._batch.add("delete", element.element_kind, element.code, element, None)

    def _levels(self, codes: Iterable[str]) -> Iterator[list[int]]:
        """Primary keys of the elements, then those of their parts, of the parts of these and so on."""
        level = self._ends.ids(codes)
        known: Keys = set()
        while level:
            yield list(level)
            known.update(level)
            level = {key: kind for key, kind in self._parts(level) if key not in known}

    def _parts(self, level: Mapping[int, str]) -> Iterator[tuple[int, str]]:
        for kind in KINDS:
            if kind.within_parent and (parents := _of(level, kind.parent_kind)):
                yield from ((key, kind.name) for key in _referring((kind, kind.parent), parents))

    def _blank(self, gone: Mapping[int, Element]) -> None:
        """Blank every reference to what goes; of what stays that is a change."""
        kinds = {key: element.element_kind for key, element in gone.items()}
        referring = {
            (kind, name): keys
            for kind in KINDS
            for name in value.reference_fields(kind.element)
            if (targets := _of(kinds, kind.facts[name].target))
            and (keys := _referring((kind, name), targets))
        }
        staying = sorted({key for keys in referring.values() for key in keys} - gone.keys())
        before = rows.elements(staying)
        for (kind, name), keys in referring.items():
            for chunk in rows.chunks(keys):
                kind.model.objects.filter(pk__in=chunk).update(**{f"{name}_id": None})
        for chunk in rows.chunks(staying):
            models.Element.objects.filter(pk__in=chunk).update(version=F("version") + 1)
        for key in staying:
            self._blanked(
                before[key], [name for (_, name), keys in referring.items() if key in keys]
            )

    def _blanked(self, before: Element, names: Iterable[str]) -> None:
        blank: dict[str, Any] = dict.fromkeys(names, "")
        after = replace(before, version=before.version + 1, **blank)
        self._batch.add("update", before.element_kind, before.code, before, after)


def _drop(kinds: Mapping[int, str]) -> None:
    for kind in KINDS:
        for chunk in rows.chunks(_of(kinds, kind.name)):
            # Django's own delete would ask for the shared row of each, one by one. Nothing refers
            # to these any more, which the database checks as well.
            found = kind.model.objects.filter(pk__in=chunk)
            found._raw_delete(found.db)
    for chunk in rows.chunks(kinds):
        models.Element.objects.filter(pk__in=chunk).delete()


def _of(kinds: Mapping[int, str], wanted: str) -> list[int]:
    return [key for key, kind in kinds.items() if kind == wanted]


def _referring(field: Field, targets: Iterable[int]) -> Keys:
    """Rows whose field refers to one of the targets."""
    kind, name = field
    return {
        key
        for chunk in rows.chunks(targets)
        for key in kind.model.objects.filter(**{f"{name}_id__in": chunk}).values_list(
            "pk", flat=True
        )
    }
