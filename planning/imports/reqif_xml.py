"""The XML of ReqIF as plain values: objects with their attributes, relations, and the hierarchy.

No tree is built: the parser reports tags, and what belongs to no requirement is passed over.
Document types, entities and anything external are refused before they are looked at.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from planning.imports import places
from planning.imports.bounds import refuse_many
from planning.imports.draft import Unreadable
from planning.imports.xhtml_words import Words

DEEPEST = 500
MOST_PARTS = 300_000
"""Objects, their values, relations, places and definitions."""

_NAMED = ("SPEC-OBJECT-TYPE", "SPEC-RELATION-TYPE", "ENUM-VALUE")
"""Definitions whose name is all that matters; those of attributes come by prefix."""
_COUNTED = ("SPEC-OBJECT", "SPEC-RELATION", "SPEC-HIERARCHY", "ATTRIBUTE-")
_APART = ("RELATION-GROUP", "TOOL-EXTENSIONS")


@dataclass
class Value:
    """An attribute of an object: the id of its definition, and its text or the ids of choices."""

    definition: str = ""
    text: str = ""
    chosen: list[str] = field(default_factory=list)


@dataclass
class SpecObject:
    """A requirement, a heading or prose; ``values`` in order of the file.

    ``name`` and ``description`` are what it says of itself outside of its attributes.
    """

    id: str
    line: int
    name: str = ""
    description: str = ""
    type: str = ""
    values: list[Value] = field(default_factory=list)


@dataclass
class Relation:
    """A relation between objects, by their ids; ``type`` is the id of its type."""

    line: int
    type: str = ""
    source: str = ""
    target: str = ""


@dataclass
class Place:
    """Where an object stands in a specification; ``depth`` counts from 1."""

    depth: int
    line: int
    object: str = ""


@dataclass
class Exchange:
    """All that matters of a file; ``names`` are the long names of definitions by id.

    ``apart`` counts what is passed over.
    """

    objects: list[SpecObject] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    apart: Counter[str] = field(default_factory=Counter)


def exchange(file: str, text: str) -> Exchange:
    """What a ReqIF file holds.

    Raises ``Unreadable`` with line and column for what is no XML, no ReqIF, nests deeper than
    ``DEEPEST``, has more than ``MOST_PARTS``, or declares a document type or an entity.
    """
    # An XML declaration stands at the very start; blank lines before it still count.
    opening = text.lstrip()
    target = _Target(file, text.count("\n", 0, len(text) - len(opening)))
    # The text is decoded already, whatever encoding its first line names.
    parser = DefusedXMLParser(target=target, encoding="utf-8", forbid_dtd=True)
    target.parser = parser.parser
    try:
        parser.feed(opening.encode())
        parser.close()
    except ParseError as error:
        place = f"{target.line}:{error.position[1] + 1}"
        raise Unreadable(f"{file}:{place}: no XML: {ErrorString(error.code)}") from None
    except DefusedXmlException:
        raise Unreadable(
            f"{file}:{target.line}: document types and entities are not read"
        ) from None
    return target.found


class _Target:
    """What the parser reports tags to; the open parts stand innermost last."""

    parser: Any

    def __init__(self, file: str, lines_before: int) -> None:
        self.file = file
        self.lines_before = lines_before
        self.found = Exchange()
        self.path: list[str] = []
        self.objects: list[SpecObject] = []
        self.places: list[Place] = []
        self.relation: Relation | None = None
        self.value: Value | None = None
        self.words: Words | None = None
        self.reference: list[str] | None = None
        self.parts = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise Unreadable(f"{self.file}:{self.line}: nests deeper than {DEEPEST}")
        if len(self.path) == 1 and name != "REQ-IF":
            raise Unreadable(f"{self.file}:{self.line}: no ReqIF: it opens with {name[:40]}")
        if self.words is not None:
            self.words.start(name, attributes)
        else:
            self._open(name, attributes)

    @property
    def line(self) -> int:
        """The place that the parser is at."""
        line = int(self.parser.CurrentLineNumber) + self.lines_before
        column = int(self.parser.CurrentColumnNumber) + 1
        return places.Place(line, column) if column <= places.NARROW else line

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        if name.startswith(_COUNTED) or name in _NAMED:
            self.parts += 1
            refuse_many(self.file, self.parts, MOST_PARTS, "parts")
        if name.endswith("-REF"):
            self.reference = []
        elif name == "SPEC-OBJECT":
            self.objects.append(
                SpecObject(
                    attributes.get("IDENTIFIER", ""),
                    self.line,
                    name=attributes.get("LONG-NAME", ""),
                    description=attributes.get("DESC", ""),
                )
            )
            self.found.objects.append(self.objects[-1])
        elif name.startswith("ATTRIBUTE-VALUE-") and self.objects:
            self.value = Value(text=attributes.get("THE-VALUE", ""))
            self.objects[-1].values.append(self.value)
        elif name == "THE-VALUE" and self.value is not None:
            self.words = Words(len(self.path))
        elif name == "SPEC-RELATION":
            self.relation = Relation(self.line)
            self.found.relations.append(self.relation)
        elif name == "SPEC-HIERARCHY":
            self.places.append(Place(len(self.places) + 1, self.line))
            self.found.places.append(self.places[-1])
        elif name in _NAMED or name.startswith("ATTRIBUTE-DEFINITION-"):
            id_ = attributes.get("IDENTIFIER", "")
            self.found.names[id_] = attributes.get("LONG-NAME") or id_
        elif name in _APART:
            self.found.apart[name] += 1

    def data(self, text: str) -> None:
        if self.words is not None:
            self.words.data(text)
        elif self.reference is not None:
            self.reference.append(text)

    def end(self, tag: str) -> None:
        name = self.path.pop()
        if self.words is not None and self.value is not None:
            if len(self.path) < self.words.depth:
                self.value.text, self.words = self.words.text, None
            else:
                self.words.end(name)
        elif name.endswith("-REF") and self.reference is not None:
            self._refer("".join(self.reference).strip())
            self.reference = None
        else:
            self._close(name)

    def _refer(self, id_: str) -> None:
        within = self.path[-1] if self.path else ""
        if within == "DEFINITION" and self.value is not None:
            self.value.definition = id_
        elif within == "VALUES" and self.value is not None:
            self.value.chosen.append(id_)
        elif within == "OBJECT" and self.places:
            self.places[-1].object = id_
        elif self.relation is not None and within in ("TYPE", "SOURCE", "TARGET"):
            setattr(self.relation, within.lower(), id_)
        elif within == "TYPE" and self.objects:
            self.objects[-1].type = id_

    def _close(self, name: str) -> None:
        if name == "SPEC-OBJECT" and self.objects:
            self.objects.pop()
        elif name == "SPEC-HIERARCHY" and self.places:
            self.places.pop()
        elif name == "SPEC-RELATION":
            self.relation = None
        elif name.startswith("ATTRIBUTE-VALUE-"):
            self.value = None

    def close(self) -> None:
        """The parser is through; everything is in ``found``."""
