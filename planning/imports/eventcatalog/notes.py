"""What a resource says that a plan has no field for."""

from typing import Any

from planning.imports.eventcatalog.resources import Catalog, Resource
from planning.imports.said import bullets, items, mapping, text, texts

_SILENT = {"id", "name", "summary", "styles", "sidebar", "badges", "members", "email", "avatarUrl"}
_SILENT |= {"slackDirectMessageUrl", "msTeamsDirectMessageUrl", "schemaPath", "icon"}
_SILENT |= {"detailsPanel", "visualiser", "editUrl"}
"""Fields that are placed elsewhere, say how a page looks, or name people."""
_LONGEST = 2_000


def notes(catalog: Catalog, resource: Resource, placed: set[str]) -> str:
    """Badges and all fields that are not ``placed``, one a line; what is too deep is reported."""
    badges = [text(mapping(badge).get("content")) for badge in items(resource.front.get("badges"))]
    said = {"Badges": ", ".join(badge for badge in badges if badge)}
    for name, value in resource.front.items():
        if name in _SILENT or name in placed:
            continue
        stated = flat(value)
        if stated:
            said[_spoken(name)] = stated[:_LONGEST]
        elif value:
            catalog.note(resource, f"{name[:60]} is too deep for notes", name, "left out")
    return bullets(said)


def flat(value: Any) -> str:
    """A value on one line: scalars, lists of them, and mappings of one level."""
    if isinstance(value, dict):
        pairs = ((name, ", ".join(texts(inner))) for name, inner in value.items())
        return ", ".join(f"{name} {said}" for name, said in pairs if said)
    if isinstance(value, list):
        parts = [flat(item) if isinstance(item, dict) else text(item) for item in value]
        return "; ".join(part for part in parts if part)
    return text(value)


def _spoken(name: str) -> str:
    """``x-operational-tier`` → ``Operational tier``."""
    words = name.removeprefix("x-").replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
