"""A specification as a tree of values: its lines, and where its references lead within it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from planning.imports.draft import Tally, Unreadable
from planning.imports.marked_json import json_document
from planning.imports.marked_yaml import DEEPEST, Marked, MarkedList, documents
from planning.imports.report import Report, short
from planning.imports.source import Source

HOPS = 20
"""So many references may lead from one to the next."""
LARGEST = 40_000_000
"""Characters that a draft may hold; references can make much of little."""
LOOKED_AT = 40
"""What it weighs to look at a value once more, in characters."""
_INDENT = re.compile(r"(?m)^(?: *\t)+[ \t]*")


@dataclass(slots=True)
class Reference:
    """A ``$ref``: how often it stands in the file, first in which line, and where it leads."""

    times: int
    line: int
    target: Any = None


@dataclass
class Tree:
    """A document with its references, each looked up once; none leads out of the file."""

    file: str
    root: Mapping[str, Any]
    report: Report
    references: dict[str, Reference] = field(default_factory=dict)
    anchors: dict[str, Any] = field(default_factory=dict)
    """What a schema of JSON Schema names with ``$anchor``, to be referred to by that."""
    _left: int = LARGEST

    def spend(self, size: int) -> None:
        """Takes from what a file may come to; raises ``Unreadable`` where nothing is left."""
        self._left -= size
        if self._left < 0:
            raise Unreadable(
                f"{self.file}: grows to more than {LARGEST:,} characters by its references"
            )

    def resolved(self, value: Any) -> Any:
        """What a value refers to, over some hops, and itself where it refers to nothing.

        ``None`` for what lies outside the file, leads nowhere or in a circle.
        """
        self.spend(LOOKED_AT)
        return self.followed(value)

    def followed(self, value: Any) -> Any:
        """As ``resolved``, for what is done once for each reference."""
        for _ in range(HOPS):
            ref = reference(value)
            if ref is None:
                return value
            value = self.references[ref].target if ref in self.references else None
        return None

    def mapping(self, value: Any) -> Mapping[str, Any]:
        """What a value refers to, if that is a mapping; an empty one else."""
        found = self.resolved(value)
        return found if isinstance(found, dict) else {}

    def section(self, *names: str) -> Mapping[str, Any]:
        """The mapping at a path from the root; an empty one where there is none."""
        found: Any = self.root
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}


def reference(value: Any) -> str | None:
    """The ``$ref`` of a value, if it is one."""
    found = value.get("$ref") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def last_of(ref: str) -> str:
    """The name that a reference ends in."""
    return ref.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def line_of(holder: Any, key: Any, otherwise: int) -> int:
    """The line of a key or of an item, where the holder knows it."""
    if isinstance(holder, Marked):
        return holder.lines.get(key, otherwise)
    if isinstance(holder, MarkedList) and isinstance(key, int) and key < len(holder.lines):
        return holder.lines[key]
    return otherwise


def read_tree(source: Source, version_of: Callable[[Any], str]) -> Tree:
    """The document of a file that ``version_of`` finds a version in.

    Other documents are reported, as are keys that stand twice and references that are not followed.
    Raises ``Unreadable``.
    """
    file = source.file
    report = Report(file)
    report.extend(source.diagnostics)
    held = _values(file, source.text, report)
    root = next((one for one in held if isinstance(one, dict) and version_of(one)), None)
    if root is None:
        raise Unreadable(f"{file}: no key says which specification and version this is")
    for other in held:
        if other is not root:
            line = getattr(other, "line", 0)
            report.warning("another document in the same file", line=line, remedy="left out")
    tree = Tree(file, root, report)
    for ref, line in _walk(tree):
        known = tree.references.setdefault(ref, Reference(0, line))
        known.times += 1
    _look_up(tree)
    return tree


def _values(file: str, text: str, report: Report) -> list[Any]:
    opening = text.lstrip()
    if opening.startswith("{") and opening[1:].lstrip()[:1] in ('"', "}", ""):
        return [json_document(file, text)]
    if _INDENT.search(text):
        report.note("lines are indented with tabs", remedy="each tab is read as two blanks")
        text = _INDENT.sub(lambda found: found[0].replace("\t", "  "), text)
    return documents(file, text)


def _walk(tree: Tree) -> Iterator[tuple[str, int]]:
    """Every reference with its line; anchors are kept and keys that stand twice reported on the way.

    What aliases share is visited once. Raises ``Unreadable`` for what nests too deep.
    """
    seen: set[int] = set()
    open_: list[tuple[Any, int, int]] = [(tree.root, 0, 0)]
    while open_:
        value, line, depth = open_.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if depth > DEEPEST:
            raise Unreadable(f"{tree.file}:{line}: nests deeper than {DEEPEST}")
        if isinstance(value, Marked):
            for key, at in value.repeated:
                tree.report.warning(
                    f"“{short(key)}” stands twice", line=at, remedy="the last counts"
                )
        if isinstance(value, dict):
            ref, anchor = value.get("$ref"), value.get("$anchor")
            if isinstance(anchor, str):
                tree.anchors.setdefault(anchor, value)
            if isinstance(ref, str):
                yield ref, line_of(value, "$ref", line)
            open_.extend(_within(value, value.items(), line, depth))
        else:
            open_.extend(_within(value, enumerate(value), line, depth))


def _within(holder: Any, items: Any, line: int, depth: int) -> list[tuple[Any, int, int]]:
    return [
        (held, line_of(holder, key, line), depth + 1)
        for key, held in items
        if isinstance(held, dict | list)
    ]


def _look_up(tree: Tree) -> None:
    for ref, known in tree.references.items():
        if ref.startswith("#"):
            found = _at(tree.root, ref[1:])
            known.target = tree.anchors.get(ref[1:]) if found is None else found
    for ref, known in tree.references.items():
        if not ref.startswith("#"):
            tree.report.warning(
                f"“{short(ref, 200)}” lies outside this file",
                line=known.line,
                remedy="not followed; bring that file in itself",
            )
        elif known.target is None:
            tree.report.warning(
                f"“{short(ref, 200)}” leads nowhere", line=known.line, remedy="left out"
            )
        elif tree.followed({"$ref": ref}) is None:
            where = "out of this file" if _leads_out(tree, ref) else "on without end"
            tree.report.warning(
                f"“{short(ref, 200)}” leads {where}", line=known.line, remedy="left out"
            )


def _leads_out(tree: Tree, ref: str) -> bool:
    """Whether a reference comes, over some hops, to one that is not of this file or not there."""
    value: Any = {"$ref": ref}
    for _ in range(HOPS):
        onward = reference(value)
        if onward is None or not onward.startswith("#"):
            return True
        value = tree.references[onward].target
    return False


def _at(root: Any, pointer: str) -> Any:
    """The value at a JSON pointer."""
    if pointer and not pointer.startswith("/"):
        return None
    found = root
    for part in unquote(pointer).split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict):
            found = found.get(name)
        elif isinstance(found, list) and name.isdecimal() and len(name) < 9:
            found = found[int(name)] if int(name) < len(found) else None
        else:
            return None
    return found


def tally_of_references(tree: Tree) -> Tally:
    """References by what became of them; those that lead outside are skipped."""
    found = outside = astray = 0
    for ref, known in tree.references.items():
        found += known.times
        if not ref.startswith("#"):
            outside += known.times
        elif tree.followed({"$ref": ref}) is None:
            astray += known.times
    read = found - outside - astray
    return Tally(what="$ref", found=found, read=read, skipped=outside, failed=astray)
