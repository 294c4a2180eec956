"""The language and the entities of a catalog."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from planning.imports.eventcatalog.drafting import Drafting, stated
from planning.imports.eventcatalog.notes import flat, notes
from planning.imports.eventcatalog.resources import Resource
from planning.imports.keys import key
from planning.imports.report import short
from planning.imports.said import bullets, items, mapping, text, texts

MOST_INNER = 200
MOST_DEPTH = 5
"""How many properties in a property are told in notes, and how deep."""


def domain_elements(drafting: Drafting) -> None:
    """Adds terms, aggregates, entities and their attributes."""
    for language in drafting.catalog.languages:
        _terms(drafting, language)
    for entity in drafting.catalog.of("entity"):
        _entity(drafting, entity)


def _terms(drafting: Drafting, language: Resource) -> None:
    counting = drafting.catalog.counting
    domain = drafting.domain(language)
    context = drafting.context(language)
    of = domain.name if domain else ""
    for entry in items(language.front.get("dictionary")):
        counting.found("term")
        said = mapping(entry)
        name = text(said.get("name")) or text(said.get("id"))
        term = key("term", domain.id if domain else language.folder, name.casefold())
        if not name or term in drafting.elements:
            counting.became("term", "failed")
            why = f"{short(name)} stands twice" if name else "a term without a name"
            drafting.catalog.warn(language, why, "dictionary", "left out")
            continue
        counting.became("term", "read")
        values = {
            "name": name,
            "context": context,
            "definition": text(said.get("summary")) or text(said.get("description")),
            "notes": _beyond(said, of),
        }
        drafting.add("Term", term, values, getattr(entry, "line", 1))
    if of and not context:
        drafting.catalog.note(
            language,
            f"the language of the domain {short(of)}, which has several systems or none",
            "dictionary",
            "its terms have no context yet",
        )


def _beyond(said: Mapping[str, Any], domain: str) -> str:
    longer = text(said.get("description")) if text(said.get("summary")) else ""
    of = f"Of the domain {domain}." if domain else ""
    return "\n\n".join(part for part in (longer, of) if part)


def _entity(drafting: Drafting, entity: Resource) -> None:
    is_root = text(entity.front.get("aggregateRoot")) in ("yes", "true")
    aggregate = key("aggregate", entity.id.casefold()) if is_root else ""
    if is_root:
        values = {
            "name": entity.name,
            "context": drafting.context(entity),
            "purpose": entity.summary,
        }
        drafting.add("Aggregate", aggregate, values, entity.line("aggregateRoot"))
    placed = {"identifier", "aggregateRoot", "properties"}
    beyond = bullets({"Domain": drafting.home(entity)})
    said = notes(drafting.catalog, entity, placed)
    described = "" if is_root else entity.summary
    values = {
        "name": entity.name,
        "aggregate": aggregate,
        "role": "root" if is_root else "entity",
        "identity": stated(entity, "identifier"),
        "notes": "\n".join(part for part in (described, beyond, said) if part),
    }
    drafting.add("Entity", entity.key, values, entity.line("id"))
    drafting.read(entity)
    _attributes(drafting, entity)
    if not is_root:
        drafting.catalog.note(
            entity, "the catalog does not say of which aggregate it is", "id", "left blank"
        )


def _attributes(drafting: Drafting, entity: Resource) -> None:
    counting = drafting.catalog.counting
    identifiers = set(texts(entity.front.get("identifier")))
    for entry in items(entity.front.get("properties")):
        counting.found("property")
        said = mapping(entry)
        name = text(said.get("name"))
        attribute = key("attribute", entity.id.casefold(), name)
        if not name or attribute in drafting.elements:
            counting.became("property", "failed")
            drafting.catalog.warn(
                entity,
                f"a property without a name of its own {short(name)}",
                "properties",
                "left out",
            )
            continue
        counting.became("property", "read")
        values = {
            "name": name,
            "entity": entity.key,
            "type": _type(said),
            "key": name in identifiers,
            "required": text(said.get("required")) in ("yes", "true"),
            "collection": text(said.get("type")).casefold() in ("array", "list", "set"),
            **_reference(drafting, entity, said),
        }
        drafting.add("Attribute", attribute, values, getattr(entry, "line", 1))


def _type(said: Mapping[str, Any]) -> str:
    inner = text(mapping(said.get("items")).get("type"))
    return f"{text(said.get('type'))} of {inner}" if inner else text(said.get("type"))


def _reference(drafting: Drafting, entity: Resource, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a property refers to, and the notes that say it in the catalog's words."""
    pointed = text(said.get("references"))
    target = drafting.catalog.get(pointed, "entity") if pointed else None
    if pointed and target is None:
        drafting.catalog.warn(
            entity,
            f"{short(text(said.get('name')))}: there is no entity {short(pointed)}",
            "properties",
            "kept in the notes",
        )
    words = ("relationType", "references", "referencesIdentifier")
    relation = " ".join(stated for word in words if (stated := text(said.get(word))))
    listed = {
        "Refers": relation,
        "One of": flat(said.get("enum")),
        "Holds": "; ".join(islice(_inner(said), MOST_INNER)),
    }
    described = text(said.get("description"))
    values = {"notes": "\n".join(part for part in (described, bullets(listed)) if part)}
    return values | ({"refers_to": target.key, "by_identity": True} if target else {})


def _inner(said: Mapping[str, Any], within: str = "", depth: int = 0) -> Iterator[str]:
    """Properties of a property with their types; they become no attributes of their own."""
    if depth > MOST_DEPTH:
        return
    of = mapping(said.get("items"))
    for entry in [*items(said.get("properties")), *items(of.get("properties"))]:
        inner = mapping(entry)
        name = f"{within}{text(inner.get('name'))}"
        yield f"{name} {text(inner.get('type'))}".strip()
        yield from _inner(inner, f"{name}.", depth + 1)
