"""YAML and JSON as plain values that know their lines; bombs, cycles and tags are refused."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from planning.imports.bounds import MOST_NODES, refuse_many
from planning.imports.draft import Unreadable
from planning.imports.places import NARROW, Place

DEEPEST = 100
LARGEST = 2_000_000
"""Values that a document may hold once every alias is written out."""
LONGEST = 3_000_000
"""Characters of a file."""
LONG_TEXT = 20
"""So many characters count as one value more: a long text may be repeated as well."""

# No text has more than twice as many nodes as it has of these.
_SIGNS = ",:\n[{-"
_NODES = (yaml.ScalarEvent, yaml.AliasEvent, yaml.CollectionStartEvent)

# What version 1.2 of YAML takes for a value of a sort. Our parser knows version 1.1, to which ``no``
# is false, ``22:30`` a number of base sixty and ``010`` eight; it is asked to make the rest.
_TAG = "tag:yaml.org,2002:"
_MEANT = {
    f"{_TAG}bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    f"{_TAG}int": re.compile(r"[-+]?[0-9]+|0x[0-9a-fA-F]+"),
    f"{_TAG}float": re.compile(
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    ),
    f"{_TAG}timestamp": re.compile(r"(?!)"),
}
_DECIMAL = re.compile(r"[-+]?[0-9]+")

# In C where it is there: ten times as fast. Neither makes anything but plain values.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Marked(dict[str, Any]):
    """A mapping with the line of each key, and its own; keys are strings.

    ``repeated`` names keys that stood there before, with their line; the last of them counts.
    """

    line: int = 0
    lines: dict[str, int]

    def __init__(self, *held: Any) -> None:
        super().__init__(*held)
        self.repeated: list[tuple[str, int]] = []


class MarkedList(list[Any]):
    """A sequence with the line of each item, and its own."""

    line: int = 0
    lines: list[int]


def documents(file: str, text: str) -> list[Any]:
    """The documents of a file: mappings, lists and scalars as YAML 1.2 resolves them.

    Aliases share one value. Raises ``Unreadable`` with the line for what is no YAML, nests deeper
    than ``DEEPEST``, holds itself, would grow beyond ``LARGEST``, is longer than ``LONGEST`` or has
    too many nodes.
    """
    if len(text) > LONGEST:
        raise Unreadable(
            f"{file}: {len(text):,} characters; at most {LONGEST:,} are read of YAML; "
            "bring it in parts, or as JSON"
        )
    try:
        _refuse_many_nodes(file, text)
        roots = [node for node in _composed(text) if node is not None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise Unreadable(f"{file}{place}: no YAML: {error.problem or error.context}") from None
    except Unreadable:
        raise
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unreadable(f"{file}: no YAML that can be read: {error}") from None
    reading = _Reading(file)
    return [reading.value(root, 0) for root in roots if reading.size(root, 0) <= LARGEST]


def _refuse_many_nodes(file: str, text: str) -> None:
    """Counted before they are made: a node takes hundreds of times the memory of its text."""
    if 2 * sum(map(text.count, _SIGNS)) < MOST_NODES:
        return
    count = 0
    for event in yaml.parse(text, Loader=_LOADER):
        count += isinstance(event, _NODES)
        refuse_many(file, count, MOST_NODES, "values in YAML")


def _composed(text: str) -> Iterator[Node | None]:
    return iter(yaml.compose_all(text, Loader=_LOADER))


class _Reading:
    """Turns nodes into values, each node once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.constructor = _LOADER("")
        self._values: dict[int, Any] = {}
        self._sizes: dict[int, int] = {}
        self._open: set[int] = set()

    def size(self, node: Node, depth: int) -> int:
        """How many values a node is with its aliases written out; refuses what is too many."""
        if id(node) in self._sizes:
            return self._sizes[id(node)]
        if depth > DEEPEST:
            self._refuse(node, f"nests deeper than {DEEPEST}")
        if id(node) in self._open:
            self._refuse(node, "holds itself")
        self._open.add(id(node))
        size = 1 + sum(self.size(child, depth + 1) for child in _children(node))
        size += len(node.value) // LONG_TEXT if isinstance(node, ScalarNode) else 0
        self._open.discard(id(node))
        if size > LARGEST:
            self._refuse(node, f"grows to more than {LARGEST:,} values through its aliases")
        self._sizes[id(node)] = size
        return size

    def value(self, node: Node, depth: int) -> Any:
        if id(node) not in self._values:
            self._values[id(node)] = self._made(node, depth)
        return self._values[id(node)]

    def _made(self, node: Node, depth: int) -> Any:
        if isinstance(node, MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, SequenceNode):
            found = MarkedList(self.value(child, depth + 1) for child in node.value)
            found.line = _line(node)
            found.lines = [_line(child) for child in node.value]
            return found
        return self._scalar(node)

    def _mapping(self, node: MappingNode, depth: int) -> Marked:
        found = Marked()
        found.line, found.lines = _line(node), {}
        for key, child in node.value:
            if key.tag == f"{_TAG}merge":
                self._merge(found, child, depth)
        said: set[str] = set()
        for key, child in node.value:
            if key.tag != f"{_TAG}merge":
                name = key.value if isinstance(key, ScalarNode) else "?"
                if name in said:
                    found.repeated.append((name, _line(key)))
                said.add(name)
                found[name] = self.value(child, depth + 1)
                found.lines[name] = _line(key)
        return found

    def _merge(self, into: Marked, node: Node, depth: int) -> None:
        parts = node.value if isinstance(node, SequenceNode) else [node]
        for part in parts:
            held = self.value(part, depth + 1)
            for name, said in held.items() if isinstance(held, Marked) else ():
                into.setdefault(name, said)
                into.lines.setdefault(name, _line(part))

    def _scalar(self, node: Node) -> Any:
        """Numbers, booleans and nothing as YAML has them; dates and any other tag are text."""
        meant = _MEANT.get(node.tag)
        if meant and not meant.fullmatch(node.value):
            return node.value
        try:
            if node.tag == f"{_TAG}int" and _DECIMAL.fullmatch(node.value):
                return int(node.value)
            return self.constructor.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError):
            return node.value

    def _refuse(self, node: Node, why: str) -> None:
        raise Unreadable(f"{self.file}:{_line(node)}: {why}")


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for key, child in node.value:
            yield key
            yield child
    elif isinstance(node, SequenceNode):
        yield from node.value


def _line(node: Node) -> int:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    # What stands further to the right costs more than a column is worth.
    return Place(line, column) if column <= NARROW else Place(line)
