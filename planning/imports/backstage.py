"""Backstage's catalog: entities of a multi-document YAML as subdomains, contexts and services."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from planning.imports import marked_yaml
from planning.imports.backstage_entities import KINDS, Making
from planning.imports.backstage_found import OURS, Found, inline
from planning.imports.counting import Counting
from planning.imports.draft import Draft, Unreadable
from planning.imports.report import Report, short
from planning.imports.said import mapping, text
from planning.imports.source import decoded_of_ours

FORMAT = "backstage"
WRITTEN = "# Written by Groundplan from its plan; annotations"
"""How a catalog of our own begins."""

_OURS = re.compile(r"^[\"']?apiVersion[\"']?\s{0,20}:\s{0,20}[\"']?backstage\.io/", re.MULTILINE)
_JSON = re.compile(r'"apiVersion"\s{0,20}:\s{0,20}"backstage\.io/')
_SEPARATOR = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)
_PLACEHOLDER = "${{"
_SEARCHED = 200_000
MOST_BROKEN = 1_000
"""Documents of a broken file that are tried one by one."""

_ENVELOPE = {"apiVersion", "kind", "metadata", "spec", "relations", "status"}
"""Keys of any entity; the catalog adds the last two, which repeat the others."""
_SKIPPED = {
    "User": "a plan holds no people",
    "Location": "other files are not opened",
    "Template": "a template makes entities, it is none",
}


def looks_like_backstage(content: str) -> bool:
    """Whether a text has entities of Backstage's own API."""
    searched = content[:_SEARCHED]
    if searched.lstrip().startswith(WRITTEN):
        # It may be empty, if the plan has nothing that belongs into a catalog.
        return True
    opening = searched.lstrip()[:1]
    return bool(_OURS.search(searched) or (opening in ("{", "[") and _JSON.search(searched)))


def read_backstage(file: str, content: bytes | str) -> Draft:
    """The entities of a catalog, and how they refer to each other.

    Raises ``Unreadable`` where no document is YAML, or one of them is a bomb.
    """
    source = decoded_of_ours(file, content, f"{OURS}code")
    report = Report(file)
    report.extend(source.diagnostics)
    counting = Counting()
    making = Making(report, counting)
    for document, offset in _documents(file, source.text, report, counting):
        if (found := _entity(document, offset, report, counting)) is not None:
            making.take(found)
    making.tie()
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(making.elements.values()),
        links=tuple(dict.fromkeys(making.links)),
        diagnostics=report.diagnostics,
        tallies=counting.tallies,
    )


def _documents(
    file: str, content: str, report: Report, counting: Counting
) -> Iterator[tuple[Any, int]]:
    """Each document with the line before it; where one is broken, those that are not.

    What lists entities, as the catalog's own API answers, is as many documents.
    """
    whole: list[Any] = []
    try:
        whole = marked_yaml.documents(file, content)
    except Unreadable as refusal:
        yield from _parts(file, content, refusal, report, counting)
    yield from ((one, 0) for document in whole for one in _listed(document))


def _listed(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    said = mapping(document)
    held = said.get("items")
    return held if isinstance(held, list) and said.get("kind") in (None, "List") else [document]


def _parts(
    file: str, content: str, refusal: Unreadable, report: Report, counting: Counting
) -> Iterator[tuple[Any, int]]:
    cuts = [0, *(found.start() for found in _SEPARATOR.finditer(content)), len(content)]
    if not 3 < len(cuts) <= MOST_BROKEN:
        raise refusal
    line = 0
    for start, end in pairwise(cuts):
        try:
            for document in marked_yaml.documents(file, content[start:end]):
                yield document, line
        except Unreadable as error:
            counting.found("document that is no YAML")
            counting.became("document that is no YAML", "failed")
            why = str(error).rpartition(": ")[2]
            report.error(f"no YAML: {short(why)}", line=line + 1, remedy="left out")
        line += content.count("\n", start, end)


def _entity(document: Any, offset: int, report: Report, counting: Counting) -> Found | None:
    """The entity in a document, or None where it is skipped or is none."""
    if document is None:
        return None
    line = offset + int(getattr(document, "line", 1))
    said = mapping(document)
    kind = text(said.get("kind"))
    if not kind or not mapping(said.get("metadata")):
        counting.found("document without an entity")
        counting.became("document without an entity", "failed")
        report.warning("a document without kind and metadata", line=line, remedy="left out")
        return None
    for name in sorted(said.keys() - _ENVELOPE):
        report.warning(
            f"“{short(name)}” in {short(kind)} is not understood", line=line, remedy="left out"
        )
    found = Found(kind, said, line, offset)
    known = kind if kind in KINDS or kind in _SKIPPED else "entity of another kind"
    counting.found(known)
    why = _why_skipped(found)
    if why:
        counting.became(known, "skipped")
        report.note(f"{short(kind)} {short(found.name)}", line=line, remedy=f"skipped: {why}")
        return None
    if not found.name:
        counting.became(known, "failed")
        report.warning(f"a {kind} without a name", line=line, remedy="left out")
        return None
    return found


def _why_skipped(found: Found) -> str:
    if found.kind in _SKIPPED:
        return _SKIPPED[found.kind]
    if found.kind not in KINDS:
        return "a plan has no place for that kind"
    if _PLACEHOLDER in found.name or _PLACEHOLDER in text(found.metadata.get("namespace")):
        return "a template with placeholders"
    return ""


def inline_definitions(file: str, content: bytes | str) -> list[tuple[str, str, str]]:
    """Name, type and text of each definition that stands in the file itself.

    For the readers of those types; what a ``$text`` names is not opened, and what an export of ours
    put there has come out of a plan. Names have their namespace before them unless it is the usual.
    """
    source = decoded_of_ours(file, content, f"{OURS}code")
    report, counting = Report(file), Counting()
    found = []
    for document, offset in _documents(file, source.text, report, counting):
        entity = _entity(document, offset, report, counting)
        if entity is None or entity.kind != "API" or entity.ours:
            continue
        if body := inline(entity.spec):
            found.append((entity.ref.said, text(entity.spec.get("type")), body))
    return found
