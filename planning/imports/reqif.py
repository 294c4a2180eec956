"""ReqIF 1.x: requirements in the order of their specification, and what they refine."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from planning.imports.draft import Draft, Tally
from planning.imports.report import Report, short
from planning.imports.reqif_statements import stating
from planning.imports.reqif_xml import Exchange, Place, Relation, SpecObject, exchange
from planning.imports.requirement_words import type_of_heading
from planning.imports.requirements import COLUMNS, Collected, group, named, stated
from planning.imports.source import decoded
from planning.imports.tables import folded

FORMAT = "reqif"

_FIELDS = {
    **{name: field for name, field in COLUMNS.items() if field not in ("code", "parent")},
    **dict.fromkeys(("reqif_foreignid", "id", "uid", "identifier", "key"), "code"),
    **dict.fromkeys(("req_id", "requirement_id", "object_identifier"), "code"),
    **dict.fromkeys(("reqif_name", "object_short_text"), "name"),
    **dict.fromkeys(("reqif_text", "reqif_description", "object_text"), "statement"),
    **dict.fromkeys(("reqif_chaptername", "object_heading"), "heading"),
    **dict.fromkeys(("reqif_category", "object_type", "artifact_type"), "type"),
}
_UNKEPT = ("reqif_foreign", "reqif_chapternumber", "reqif_prefix", "created_", "modified_", "last_")
"""How the names of attributes begin that only keep books in the tool of origin."""
_HEADINGS = frozenset(("heading", "section", "folder", "chapter"))
_PROSE = frozenset(("information", "info", "prose", "comment", "description", "figure", "note"))
_PLAIN_TYPES = frozenset(("requirement", "req", "requirements", "default", "spec_object"))
_OTHER_RELATIONS = ("file", "conflict", "duplicat", "verif", "test", "supersed", "contradict")
_GIVEN = re.compile(
    r"[A-Za-z]{1,12}(?:[-_.][A-Za-z]{1,12}){0,3}[-_.]?\d{1,6}(?:[-.]\d{1,4}){0,3}[a-z]?"
)
"""An identifier that a person gave, unlike those that tools make up."""


def looks_like_reqif(text: str) -> bool:
    """Whether the text is XML that opens with REQ-IF."""
    opening = text[:4000]
    return (
        opening.startswith("<") and re.search(r"<(?:[\w-]{1,40}:)?REQ-IF[\s>]", opening) is not None
    )


def read_reqif(file: str, text: str | bytes) -> Draft:
    """Spec objects as requirements; chapters only group what stands below them.

    Relations become ``refines``, from source to target. Raises ``Unreadable`` for what is no XML,
    no ReqIF, or declares a document type or entities.
    """
    source = decoded(file, text)
    report = Report(file)
    report.extend(source.diagnostics)
    reading = _Reading(file, Collected(report), exchange(file, source.text))
    reading.take_all()
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(reading.collected.elements.values()),
        links=reading.collected.links(),
        diagnostics=report.diagnostics,
        tallies=reading.tallies(),
    )


def _field(name: str) -> str | None:
    """What an attribute of this name says: a field, blank for nothing that is kept, else ``None``."""
    key = folded(name)
    return _FIELDS.get(key, "" if key.startswith(_UNKEPT) else None)


@dataclass
class _Reading:
    """What has been counted; ``chapters`` are the headings around, outermost first."""

    file: str
    collected: Collected
    held: Exchange
    chapters: list[tuple[int, str]] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    other_types: Counter[str] = field(default_factory=Counter)
    unkept: Counter[str] = field(default_factory=Counter)
    count: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.stating = stating(self.held.objects, self.held.names, _field)

    @property
    def report(self) -> Report:
        return self.collected.report

    def take_all(self) -> None:
        for place, found in self._in_order():
            while self.chapters and self.chapters[-1][0] >= place.depth:
                self.chapters.pop()
            outcome = self._take(place, found)
            self.count[outcome, "SPEC-OBJECT"] += 1
        for relation in self.held.relations:
            self.count[self._relate(relation), "SPEC-RELATION"] += 1
        for definition in dict.fromkeys(self.stating.values()):
            self.report.note(
                f"attribute {short(self.held.names.get(definition, definition))}",
                remedy="taken for the statement: no name says which one is",
            )
        for name, count in self.other_types.items():
            self.report.note(f"{count} of type {short(name)}", remedy="taken for requirements")
        for name, count in self.held.apart.items():
            self.report.note(f"{count} of {name}", remedy="not kept in the plan")
        if self.unkept:
            names = ", ".join(short(name) for name in list(self.unkept)[:20])
            self.report.note(f"attributes {names}", remedy="not kept: they keep books elsewhere")

    def _in_order(self) -> Iterator[tuple[Place, SpecObject]]:
        """Each object once, in the order of the hierarchy; those outside of it come last."""
        waiting: dict[str, list[SpecObject]] = {}
        for found in self.held.objects:
            waiting.setdefault(found.id, []).append(found)
        known = set(waiting)
        for place in self.held.places:
            if place.object not in known:
                self.report.warning(
                    f"there is no object {short(place.object)}", line=place.line, remedy="left out"
                )
            for found in waiting.pop(place.object, ()):
                yield place, found
        for left in waiting.values():
            for found in left:
                yield Place(0, found.line), found

    def _take(self, place: Place, found: SpecObject) -> str:
        said = self._said(found)
        heading, kind = said.pop("heading", ""), self._kind(found, said)
        if kind in _HEADINGS or (heading and "statement" not in said):
            return self._skip(
                place, found, heading or said.get("name") or said.get("statement", "")
            )
        if kind in _PROSE:
            words = said.get("name") or said.get("statement", "")
            self.report.note(f"{kind} “{short(words)}”", line=found.line, remedy="left out: prose")
            return "skipped"
        if heading:
            said.setdefault("name", heading)
        if "code" not in said and _GIVEN.fullmatch(found.id):
            said["code"] = found.id
        chapter = self.chapters[-1][1] if self.chapters else ""
        said = {**group(self.file, chapter), **named(said)}
        key = self.collected.add(said, line=found.line, key=found.id)
        self.keys.setdefault(found.id, key)
        if key and kind and "req" not in kind:
            self.other_types[self.held.names.get(found.type, found.type)] += 1
        return "read" if key else "failed"

    def _said(self, found: SpecObject) -> dict[str, str]:
        pairs = []
        for value in found.values:
            name = self.held.names.get(value.definition, value.definition)
            chosen = [self.held.names.get(choice, choice) for choice in value.chosen]
            if _field(name) == "":
                self.unkept[name] += 1
            elif value.definition == self.stating.get(found.type):
                pairs.append(("statement", value.text))
            else:
                pairs.append((name, ", ".join(filter(None, [value.text, *chosen]))))
        if found.name != found.id:
            pairs.append(("title", found.name))
        return stated([*pairs, ("description", found.description)], _FIELDS)

    def _kind(self, found: SpecObject, said: dict[str, str]) -> str:
        """What the object says it is, or the name of its type; a type of requirement stays said."""
        type_ = self.held.names.get(found.type, found.type)
        kind = folded(said.get("type", ""))
        if kind in _HEADINGS | _PROSE | _PLAIN_TYPES:
            said.pop("type")
        if "type" not in said and (meant := type_of_heading(type_)):
            said["type"] = meant
        return kind if kind in _HEADINGS | _PROSE else folded(type_)

    def _skip(self, place: Place, found: SpecObject, heading: str) -> str:
        self.chapters.append((place.depth, heading))
        self.report.note(
            f"chapter “{short(heading)}”", line=found.line, remedy="the source of what is below it"
        )
        return "skipped"

    def _relate(self, relation: Relation) -> str:
        type_ = self.held.names.get(relation.type, relation.type)
        said = f"{short(type_)} from {short(relation.source)} to {short(relation.target)}"
        if any(word in type_.casefold() for word in _OTHER_RELATIONS):
            self.report.note(said, line=relation.line, remedy="left out: it refines nothing")
            return "skipped"
        source, target = (self.keys.get(end, "") for end in (relation.source, relation.target))
        if not source or not target:
            self.report.warning(
                f"{said}: an end is no requirement of this file",
                line=relation.line,
                remedy="left out",
            )
            return "failed"
        ends = (target, source) if type_.casefold().startswith("child") else (source, target)
        self.collected.refine(*ends, relation.line)
        return "read"

    def tallies(self) -> tuple[Tally, ...]:
        """Of objects and of relations."""
        found = {
            "SPEC-OBJECT": len(self.held.objects),
            "SPEC-RELATION": len(self.held.relations),
        }
        return tuple(
            Tally(
                what=what,
                found=count,
                read=self.count["read", what],
                skipped=self.count["skipped", what],
                failed=self.count["failed", what],
            )
            for what, count in found.items()
        )
