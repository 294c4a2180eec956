"""One entity of Backstage as the file has it: its names, and what a plan has no field for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planning.imports.backstage_refs import Ref, ref
from planning.imports.said import items, mapping, text, texts, whole

OURS = "groundplan/"
"""How the names of annotations begin that an export of ours leaves behind."""
NOT_SAID = "not-said-yet"
"""What an export of ours writes where Backstage demands a value."""
EMPTY = ("", NOT_SAID)
_KEPT = ("name", "namespace", "title", "description", "tags", "labels", "annotations", "links")
_ADDED = ("uid", "etag", "generation")
"""What a running catalog adds to the metadata of its own copy."""
PEOPLE = ("members", "profile")


@dataclass(frozen=True, slots=True)
class Found:
    """One entity as the file has it."""

    kind: str
    said: Mapping[str, Any]
    line: int
    offset: int = 0

    @property
    def metadata(self) -> Mapping[str, Any]:
        return mapping(self.said.get("metadata"))

    @property
    def spec(self) -> Mapping[str, Any]:
        return mapping(self.said.get("spec"))

    @property
    def name(self) -> str:
        return text(self.metadata.get("name"))

    @property
    def namespace(self) -> str:
        return text(self.metadata.get("namespace")).casefold() or "default"

    @property
    def ref(self) -> Ref:
        return Ref(self.kind.casefold(), self.namespace, self.name)

    @property
    def ours(self) -> dict[str, str]:
        """What an export of ours said of the element beside what Backstage has."""
        annotations = mapping(self.metadata.get("annotations"))
        return {
            name.removeprefix(OURS): whole(value)
            for name, value in annotations.items()
            if name.startswith(OURS)
        }

    def refs(self, field: str, kind: str) -> Iterator[Ref]:
        for said in texts(self.spec.get(field)):
            if said not in EMPTY:
                yield ref(said, kind, self.namespace)


def name_of(found: Found) -> str:
    """The title, else the name; an element of ours without a title has no name."""
    title = text(found.metadata.get("title"))
    return title or ("" if "code" in found.ours else found.name)


def notes_of(found: Found, placed: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """What goes into notes by name, and the fields of which nothing could be said.

    ``placed`` are fields of the spec that have become something else.
    """
    said = {
        "Namespace": "" if found.namespace == "default" else found.namespace,
        "Tags": ", ".join(texts(found.metadata.get("tags"))),
        "Labels": _pairs(found.metadata.get("labels")),
        "Annotations": _pairs(found.metadata.get("annotations")),
        "Links": ", ".join(_linked(link) for link in items(found.metadata.get("links"))),
    }
    rest = {name: v for name, v in found.metadata.items() if name not in _KEPT + _ADDED}
    people = (*PEOPLE, *(("owner",) if is_address(found.spec.get("owner")) else ()))
    rest |= {name: v for name, v in found.spec.items() if name not in (*placed, *people)}
    silent = []
    for name, value in rest.items():
        pairs = (_pairs(one) for one in items(value))
        said[spoken(name)] = ", ".join(texts(value)) or "; ".join(filter(None, pairs))
        if value and not said[spoken(name)]:
            silent.append(name)
    silent += [name for name in people if found.spec.get(name)]
    return said, silent


def is_address(owner: Any) -> bool:
    """Whether an owner is told by an address, which belongs to a person."""
    return "@" in text(owner)


def _pairs(value: Any) -> str:
    return ", ".join(f"{name}: {text(said)}" for name, said in mapping(value).items() if text(said))


def _linked(link: Any) -> str:
    said = mapping(link)
    title, url = text(said.get("title")), text(said.get("url"))
    return f"{title} {url}".strip()


def spoken(field: str) -> str:
    """``providesApis`` → ``Provides apis``."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in field).capitalize()


def elsewhere(spec: Mapping[str, Any]) -> str:
    """Where a definition is said to stand; nothing is opened."""
    named = mapping(spec.get("definition"))
    return next((text(named[way]) for way in ("$text", "$json", "$yaml") if way in named), "")


def inline(spec: Mapping[str, Any]) -> str:
    """A definition that stands in the file itself; blank where it is elsewhere or not said."""
    said = spec.get("definition")
    body = said if isinstance(said, str) else ""
    return "" if body.strip() in EMPTY else body


def line_of(found: Found, field: str) -> int:
    lines = getattr(found.spec, "lines", {})
    named = next((name for name in lines if spoken(name) == field or name == field), "")
    return found.offset + lines[named] if named else found.line
