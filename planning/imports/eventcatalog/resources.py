"""The files of a catalog as resources: what each is by its folder, and its front matter."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports import marked_yaml
from planning.imports.counting import Counting
from planning.imports.draft import Unreadable
from planning.imports.keys import key
from planning.imports.report import Report, short
from planning.imports.said import items, mapping, text
from planning.imports.source import decoded

COLLECTIONS: Mapping[str, str] = {
    "domains": "domain",
    "subdomains": "domain",
    "systems": "system",
    "services": "service",
    "agents": "agent",
    "events": "event",
    "commands": "command",
    "queries": "query",
    "channels": "channel",
    "entities": "entity",
    "containers": "container",
    "adrs": "adr",
    "flows": "flow",
    "teams": "team",
    "users": "user",
    "docs": "doc",
    "data-products": "data product",
    "diagrams": "diagram",
}
"""Folders of a catalog, and what a file in one of them is."""
MOST_VALUES = 200_000
"""Values in the front matter of all files, aliases written out."""
_FLAT = ("team", "user", "doc")
_NESTED = ("channel", "container", "flow", "diagram", "doc")
"""What may lie in further folders below its own."""
_LANGUAGE = "ubiquitous-language"
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
OTHER = "other file"
MESSAGES = ("event", "command", "query")
SERVICES = ("service", "agent")
"""What sends and receives messages."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a catalog: ``what`` it is, its folder, and its front matter by name."""

    what: str
    path: str
    folder: str
    front: Mapping[str, Any]

    @property
    def id(self) -> str:
        return text(self.front.get("id")) or posixpath.basename(self.folder)

    @property
    def name(self) -> str:
        return text(self.front.get("name")) or self.id

    @property
    def key(self) -> str:
        return key(self.what, self.id.casefold())

    @property
    def summary(self) -> str:
        return text(self.front.get("summary"))

    def line(self, name: str) -> int:
        return int(getattr(self.front, "lines", {}).get(name, 1))

    def ids(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The resources that a field points at, with what it says of each."""
        for item in items(self.front.get(name)):
            said = mapping(item)
            pointed = text(said.get("id")) or text(item)
            if pointed:
                yield pointed, said


@dataclass
class Catalog:
    """All files of an archive; ``resources`` are by what they are and by id, folded."""

    report: Report
    counting: Counting
    files: Mapping[str, bytes]
    values: int = 0
    resources: dict[str, dict[str, Resource]] = field(default_factory=dict)
    languages: list[Resource] = field(default_factory=list)
    folders: dict[str, Resource] = field(default_factory=dict)

    def of(self, *whats: str) -> list[Resource]:
        return [held for what in whats for held in self.resources.get(what, {}).values()]

    def get(self, id: str, *whats: str) -> Resource | None:
        """The resource of this id that is one of ``whats``."""
        held = (self.resources.get(what, {}).get(id.casefold()) for what in whats)
        return next((resource for resource in held if resource), None)

    def above(self, path: str, what: str) -> Resource | None:
        """The nearest resource of a sort in whose folder a file lies."""
        folder = posixpath.dirname(path)
        while folder:
            held = self.folders.get(folder)
            if held is not None and held.what == what:
                return held
            folder = posixpath.dirname(folder)
        return None

    def warn(self, resource: Resource, message: str, name: str = "", remedy: str = "") -> None:
        self.report.warning(
            f"{short(resource.path, 120)}: {message}", line=resource.line(name), remedy=remedy
        )

    def note(self, resource: Resource, message: str, name: str = "", remedy: str = "") -> None:
        self.report.note(
            f"{short(resource.path, 120)}: {message}", line=resource.line(name), remedy=remedy
        )


def catalog(files: Mapping[str, bytes], report: Report) -> Catalog:
    """The resources among some files; what is none is counted and left."""
    found = Catalog(report, Counting(), files)
    for path in sorted(files):
        what = what_of(path)
        found.counting.found(what)
        if what == "versioned":
            found.counting.became(what, "skipped")
        elif what != OTHER and (resource := _resource(found, path, what)) is not None:
            _keep(found, resource)
    return found


def what_of(path: str) -> str:
    """What a file is, by the folders that it lies in."""
    parts = path.split("/")
    stem, dot, ending = parts[-1].rpartition(".")
    if ending.casefold() not in ("md", "mdx") or not dot:
        return OTHER
    if "versioned" in parts[:-1]:
        return "versioned"
    if stem == _LANGUAGE:
        return "language"
    if stem == "index" and len(parts) > 2:
        held = COLLECTIONS.get(parts[-3], "")
        below = _nearest(parts[:-2])
        return held or (below if below in _NESTED else OTHER)
    if "docs" in parts[:-1]:
        return "doc"
    # Teams, users and documents may be files without a folder of their own.
    above = _nearest(parts[:-1])
    return above if above in _FLAT else OTHER


def _nearest(folders: list[str]) -> str:
    """What the innermost of some folders that belongs to a catalog holds; blank for none."""
    return next((COLLECTIONS[name] for name in reversed(folders) if name in COLLECTIONS), "")


def _expanded(value: Any, known: dict[int, int]) -> int:
    """How many values there are with each alias written out; an alias is looked at once."""
    if id(value) not in known:
        inner = value.values() if isinstance(value, dict) else value
        nested = inner if isinstance(value, dict | list) else ()
        known[id(value)] = 1 + sum(_expanded(one, known) for one in nested)
    return known[id(value)]


def _resource(found: Catalog, path: str, what: str) -> Resource | None:
    try:
        front = _front(path, found.files[path])
    except Unreadable as refusal:
        found.counting.became(what, "failed")
        found.report.warning(short(str(refusal), 200), remedy="left out")
        return None
    found.values += _expanded(front, {})
    if found.values > MOST_VALUES:
        raise Unreadable(
            f"{found.report.file}: more than {MOST_VALUES:,} values in all front matter"
        )
    stem = posixpath.basename(path).rpartition(".")[0]
    folder = posixpath.dirname(path)
    return Resource(
        what, path, folder if stem in ("index", _LANGUAGE) else f"{folder}/{stem}", front
    )


def _front(path: str, content: bytes) -> Mapping[str, Any]:
    """The front matter of a file; its lines count from the first of the file."""
    source = decoded(path, content).text
    first = _FENCE.match(source)
    last = _FENCE.search(source, first.end()) if first else None
    if first is None or last is None:
        raise Unreadable(f"{path}: no front matter between two lines of ---")
    # The fence stays, so that lines are those of the file.
    found = marked_yaml.documents(path, source[: last.start()])
    if not found or not isinstance(found[0], Mapping):
        raise Unreadable(f"{path}: the front matter is no list of fields")
    return found[0]


def _keep(found: Catalog, resource: Resource) -> None:
    if resource.what == "language":
        found.languages.append(resource)
        found.counting.became("language", "read")
        return
    held = found.resources.setdefault(resource.what, {})
    if (other := held.get(resource.id.casefold())) is not None:
        found.counting.became(resource.what, "failed")
        found.warn(
            resource,
            f"{short(resource.id)} is in {short(other.path, 120)} already",
            "id",
            "left out",
        )
        return
    held[resource.id.casefold()] = resource
    found.folders[resource.folder] = resource
