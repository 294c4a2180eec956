"""What a screen says of elements: values in words, references as links, findings at their field."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planning.kinds import BY_NAME, KINDS, Kind, children_of
from planning.plan.choices import words
from planning.plan.elements import Element, Fact
from planning.plan.findings import Finding
from planning.plan.value import Plan
from planning.web import editable
from planning.web.access import Access
from planning.web.listing import ByElement, as_text, by_element


@dataclass(frozen=True, slots=True)
class Said:
    """A field and what it holds; ``items`` where it holds several, ``target`` where it refers."""

    fact: Fact
    text: str
    items: tuple[str, ...] = ()
    target: Element | None = None
    findings: tuple[Finding, ...] = ()
    writable: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list; ``open`` where the person may change something in it."""

    element: Element
    cells: tuple[Said, ...]
    findings: tuple[Finding, ...]
    open: bool
    removable: bool


@dataclass(frozen=True)
class Shown:
    """Everything that the page of one element says of it."""

    access: Access
    element: Element
    findings_of: ByElement

    @property
    def kind(self) -> Kind:
        return BY_NAME[self.element.element_kind]

    @property
    def parent(self) -> Element | None:
        held = getattr(self.element, self.kind.parent) if self.kind.parent else ""
        return self.access.plan.by_code.get(held)

    @cached_property
    def writable(self) -> frozenset[str]:
        return editable.writable(self.access.actor, self.element)

    @property
    def removable(self) -> bool:
        return editable.may_remove(self.access.actor, self.element)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return self.findings_of.get(self.element.code, ())

    @property
    def findings_of_the_whole(self) -> tuple[Finding, ...]:
        """Findings that point at no field of the element."""
        return tuple(f for f in self.findings if f.field not in self.kind.facts)

    @cached_property
    def facts(self) -> tuple[Said, ...]:
        """Every field but name and notes, which stand elsewhere on the page."""
        return tuple(self.field(name) for name in self.kind.facts if name not in ("name", "notes"))

    @property
    def locked(self) -> tuple[Said, ...]:
        """What the person may read and not write."""
        return tuple(said for said in self.facts if not said.writable)

    @property
    def name(self) -> Said:
        return self.field("name")

    @property
    def notes(self) -> Said:
        return self.field("notes")

    def field(self, name: str) -> Said:
        found = said(self.access.plan, self.kind.facts[name], getattr(self.element, name))
        findings = tuple(f for f in self.findings if f.field == name)
        return Said(
            found.fact, found.text, found.items, found.target, findings, name in self.writable
        )


@dataclass(frozen=True, slots=True)
class Children:
    """Elements of one kind below a parent: edited there, or linked to where they live apart."""

    kind: Kind
    parent: Element
    rows: tuple[Row, ...]
    columns: tuple[Fact, ...]
    may_add: bool


def shown(access: Access, element: Element) -> Shown:
    return Shown(access, element, by_element(access.findings))


def said(plan: Plan, fact: Fact, held: Any) -> Said:
    """The field of a plan's element with what it holds, in words."""
    items = tuple(words(item) for item in held) if fact.type == "set" else ()
    if fact.type == "list":
        items = tuple(held)
    target = plan.by_code.get(held) if fact.type == "reference" and held else None
    return Said(fact, as_text(plan, fact, held), items, target)


def columns(kind: Kind, below: bool = False) -> tuple[Fact, ...]:
    """The columns of a list, without the parent where the list stands on the parent's page."""
    return tuple(kind.facts[name] for name in kind.columns if not (below and name == kind.parent))


def rows(
    access: Access, kind: Kind, elements: Iterable[Element], below: bool = False
) -> tuple[Row, ...]:
    found, facts = by_element(access.findings), columns(kind, below)
    return tuple(row(access, element, facts, found) for element in elements)


def row(access: Access, element: Element, facts: Iterable[Fact], findings_of: ByElement) -> Row:
    return Row(
        element=element,
        cells=tuple(said(access.plan, fact, getattr(element, fact.name)) for fact in facts),
        findings=findings_of.get(element.code, ()),
        open=bool(editable.writable(access.actor, element)),
        removable=editable.may_remove(access.actor, element),
    )


def parts(access: Access, parent: Element) -> tuple[Children, ...]:
    """The kinds that are part of this element, each with its rows."""
    kinds = children_of(parent.element_kind)
    return tuple(children(access, parent, kind) for kind in kinds)


def kept_apart(access: Access, parent: Element) -> tuple[Children, ...]:
    """The kinds that hang below this element and have lists of their own."""
    kinds = (k for k in KINDS if k.parent_kind == parent.element_kind and not k.within_parent)
    return tuple(children(access, parent, kind) for kind in kinds)


def children(access: Access, parent: Element, kind: Kind) -> Children:
    found = access.plan.children(parent.code, kind.element)
    return Children(
        kind=kind,
        parent=parent,
        rows=rows(access, kind, found, below=True),
        columns=columns(kind, below=True),
        may_add=editable.may_add(access.actor, kind),
    )


def referrers(access: Access, element: Element) -> tuple[tuple[str, tuple[Element, ...]], ...]:
    """Who refers to the element, by the name of the field, children left out."""
    found: dict[str, list[Element]] = {}
    for referrer, name in access.plan.referrers(element.code):
        if BY_NAME[referrer.element_kind].parent != name:
            fact = BY_NAME[referrer.element_kind].facts[name]
            found.setdefault(f"{BY_NAME[referrer.element_kind].titles}: {fact.label}", []).append(
                referrer
            )
    return tuple((label, tuple(elements)) for label, elements in found.items())
