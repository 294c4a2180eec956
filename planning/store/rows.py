"""Rows to values: one query for each kind that is there, codes in the place of foreign keys."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from planning import models
from planning.kinds import BY_NAME, KINDS, Kind
from planning.plan import plan_json, value
from planning.plan.elements import Element
from planning.plan.links import Link

Key = TypeVar("Key", int, str)

_BASE = ("element_id", "code", "name", "notes", "position", "version", "origin")


def plan_value(row: models.Plan) -> value.Plan:
    """The plan of this row as a value: one query for each kind that it has, and two."""
    raw = {kind: list(_raw(kind, row.pk)) for kind in _present(row.pk)}
    codes = {held["element_id"]: held["code"] for rows in raw.values() for held in rows}
    elements = (_element(kind, held, codes) for kind, rows in raw.items() for held in rows)
    return value.plan(elements, _links(row.pk, codes), **about(row))


def element_value(row: models.Kind, kind: Kind) -> Element:
    """One element as a value, as its row stands in memory; one query where it refers to others."""
    raw = {name: getattr(row, column) for name, column in columns(kind).items()}
    ids = {raw[name] for name in value.reference_fields(kind.element) if raw[name]}
    codes = dict(models.Element.objects.filter(pk__in=ids).values_list("pk", "code")) if ids else {}
    return _element(kind, raw, codes)


CHUNK = 5_000
"""Keys that one query names: SQLite takes some 32,000 at most."""


def chunks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """The keys in lists short enough for a query."""
    held = list(keys)
    return (held[start : start + CHUNK] for start in range(0, len(held), CHUNK))


def elements(keys: Iterable[int]) -> dict[int, Element]:
    """Elements as they stand, by primary key: a query or two for each of their kinds."""
    of_kind: dict[str, list[int]] = defaultdict(list)
    for key, name in _named(keys, "element_kind"):
        of_kind[name].append(key)
    raw = [
        (BY_NAME[name], held)
        for name, held_keys in of_kind.items()
        for held in _held(BY_NAME[name], held_keys)
    ]
    referred = {held[name] for kind, held in raw for name in value.reference_fields(kind.element)}
    codes = dict(_named(referred - {None}, "code"))
    return {held["element_id"]: _element(kind, held, codes) for kind, held in raw}


def _named(keys: Iterable[int], column: str) -> Iterator[tuple[int, str]]:
    for chunk in chunks(keys):
        yield from models.Element.objects.filter(pk__in=chunk).values_list("pk", column)


def _held(kind: Kind, keys: Iterable[int]) -> Iterator[dict[str, Any]]:
    names = columns(kind)
    for chunk in chunks(keys):
        found = kind.model.objects.filter(pk__in=chunk).values_list(*names.values())
        yield from (dict(zip(names, held, strict=True)) for held in found)


def about(row: models.Plan) -> dict[str, Any]:
    """The facts of the plan as a whole, as ``planning.plan.value.plan`` takes them."""
    said = {name: getattr(row, name) for name in value.ABOUT_FIELDS if name != "project"}
    records = {
        name: tuple(record(**held) for held in getattr(row, name))
        for name, record in plan_json.RECORDS.items()
    }
    return {
        **said,
        **records,
        "slug": row.slug,
        "project": row.project.name,
        "signers": tuple(row.signers),
        "revision": row.revision,
        "revised_at": moment(row.revised_at),
    }


def moment(at: datetime | None) -> str:
    """ISO 8601 in UTC to the second, or blank."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def columns(kind: Kind) -> dict[str, str]:
    """Column by field, of the element's own row too: references are read as ids."""
    references = value.reference_fields(kind.element)
    own = {name: f"{name}_id" if name in references else name for name in kind.facts}
    return {**{name: name for name in _BASE}, **own}


def _present(plan_id: int) -> list[Kind]:
    """The kinds of which the plan has an element, in the order of the vocabulary."""
    found = models.Element.objects.filter(plan_id=plan_id).order_by()
    names = set(found.values_list("element_kind", flat=True).distinct())
    return [kind for kind in KINDS if kind.name in names]


def _raw(kind: Kind, plan_id: int) -> Iterable[dict[str, Any]]:
    names = columns(kind)
    rows = kind.model.objects.filter(plan_id=plan_id).values_list(*names.values())
    return (dict(zip(names, held, strict=True)) for held in rows)


def _element(kind: Kind, raw: Mapping[str, Any], codes: Mapping[int, str]) -> Element:
    held = {name: _typed(kind, name, found, codes) for name, found in raw.items()}
    del held["element_id"]
    return kind.element(**held)


def _typed(kind: Kind, name: str, found: Any, codes: Mapping[int, str]) -> Any:
    fact = kind.facts.get(name)
    if fact is None:
        return found
    if fact.type == "reference":
        return codes[found] if found else ""
    if fact.type in ("set", "list"):
        return tuple(found)
    return found


def _links(plan_id: int, codes: Mapping[int, str]) -> Iterable[Link]:
    rows = models.Link.objects.filter(plan_id=plan_id).values_list(
        "type", "source_id", "target_id", "target_digest"
    )
    return (
        Link(type=type_, source=codes[source], target=codes[target], target_digest=digest)
        for type_, source, target, digest in rows
    )
