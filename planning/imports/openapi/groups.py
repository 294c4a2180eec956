"""Tags: which group an operation belongs to, and the services made of groups."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.openapi.reading import Reading
from planning.imports.openapi.words import TAG
from planning.imports.specs.drafting import name_of, text_of, words_of
from planning.imports.specs.tree import HOPS, LOOKED_AT, line_of

_VERSION = re.compile(r"v?\d+(\.\d+){0,3}((alpha|beta|rc)\d*)?", re.IGNORECASE)


@dataclass
class Groups:
    """The tags that a file describes, and the services that stand for them."""

    reading: Reading
    service: str
    per_tag: bool
    tags: Mapping[str, Mapping[str, Any]]
    _services: dict[str, str] = field(default_factory=dict)

    def path_of(self, operation: Mapping[str, Any], path: str) -> list[str]:
        """The group of an operation below the groups that hold it, the outermost first."""
        stated = operation.get("tags")
        listed = stated if isinstance(stated, list) else []
        self.reading.tree.spend(LOOKED_AT * len(listed))
        named = [name for name in map(text_of, listed) if name]
        if not named:
            return [name for name in [_segment(path)] if name]
        # A badge marks operations of any group.
        groups = [n for n in named if self.tags.get(n, {}).get("kind") != "badge"]
        return self._outwards((groups or named)[0])

    def _outwards(self, name: str) -> list[str]:
        found = [name]
        while len(found) < HOPS:
            parent = text_of(self.tags.get(found[0], {}).get("parent"))
            if not parent or parent in found:
                break
            found.insert(0, parent)
        return found

    def service_of(self, group: list[str], line: int) -> str:
        """The key of the service that an operation belongs to."""
        if not self.per_tag or not group:
            return self.service
        name = group[0]
        if name not in self._services:
            self._services[name] = self.reading.draft.add(
                "Service",
                f"service/{name}",
                line,
                name=name_of(name),
                style="rest",
                responsibilities=text_of(self.tags.get(name, {}).get("description")),
            )
        return self._services[name]

    def described(self) -> str:
        """The tags in words, for the service that has them all."""
        if self.per_tag:
            return ""
        lines = []
        for name, tag in self.tags.items():
            above = " / ".join(self._outwards(name))
            about = words_of(tag, "description", "summary")
            lines.append(": ".join(p for p in (name_of(above), " ".join(about.split())) if p))
        return "\n".join(lines)


def tags(reading: Reading) -> Mapping[str, Mapping[str, Any]]:
    """The described tags by name."""
    held = reading.tree.root.get("tags")
    found = {}
    for number, tag in enumerate(held if isinstance(held, list) else ()):
        line = line_of(held, number, line_of(reading.tree.root, "tags", 0))
        name = text_of(tag.get("name")) if isinstance(tag, dict) else ""
        if not name:
            reading.report.warning("a tag without name", line=line, remedy="left out")
            continue
        reading.draft.check(tag, TAG, "a tag", line)
        reading.draft.read["tag"] += 1
        found[name] = tag
    return found


def _segment(path: str) -> str:
    """The first part of a path that is neither a version nor a parameter."""
    parts = (part for part in path.split("/") if part and not part.startswith(("{", "$")))
    return next((part for part in parts if not _VERSION.fullmatch(part)), "")
