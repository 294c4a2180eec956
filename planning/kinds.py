"""The table of element kinds: facts that the store and the browser share, and nothing clever."""

import re
from dataclasses import dataclass

from planning import models
from planning.plan import elements
from planning.plan.elements import Element, Fact, facts


@dataclass(frozen=True, slots=True)
class Section:
    """A screen that lists kinds; ``directive`` is edited on the overview."""

    slug: str
    title: str


SECTIONS = (
    Section("inputs", "Inputs"),
    Section("domain", "Domain"),
    Section("services", "Services"),
    Section("data", "Data"),
    Section("delivery", "Delivery"),
    Section("quality", "Quality"),
    Section("directive", "Directive"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its dataclass and model, where it is shown, and what a list of it shows.

    ``within_parent`` kinds are part of their parent: edited on its page and deleted with it.
    """

    element: type[Element]
    model: type[models.Kind]
    section: str
    columns: tuple[str, ...]
    within_parent: bool = False

    @property
    def name(self) -> str:
        return self.element.__name__

    @property
    def slug(self) -> str:
        return self.element.PLURAL.replace("_", "-")

    @property
    def prefix(self) -> str:
        return self.element.PREFIX

    @property
    def parent(self) -> str:
        """The name of the field that holds the parent, or blank."""
        return self.element.PARENT

    @property
    def parent_kind(self) -> str:
        """The name of the parent's kind, or blank."""
        return self.facts[self.parent].target if self.parent else ""

    @property
    def code_from_outside(self) -> bool:
        return self.element.CODE_FROM_OUTSIDE

    @property
    def facts(self) -> dict[str, Fact]:
        return facts(self.element)

    @property
    def title(self) -> str:
        """``Bounded context``"""
        return _spoken(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.name))

    @property
    def titles(self) -> str:
        """``Bounded contexts``"""
        return _spoken(self.element.PLURAL.replace("_", " "))


def _spoken(words: str) -> str:
    return words[:1].upper() + words[1:].lower()


def _kind(name: str, section: str, *columns: str, within_parent: bool = False) -> Kind:
    return Kind(
        element=getattr(elements, name),
        model=getattr(models, name),
        section=section,
        columns=columns,
        within_parent=within_parent,
    )


# In the order of planning.plan.elements.KINDS; a test compares the two.
KINDS: tuple[Kind, ...] = (
    _kind("InputDocument", "inputs", "kind", "track", "required", "status", "path"),
    _kind("Requirement", "inputs", "statement", "type", "category", "priority", "status"),
    _kind("Interface", "inputs", "protocol", "payload_schema", "direction", "for_backend"),
    _kind("Standard", "inputs", "statement", "source", "demanded"),
    _kind("Guardrail", "inputs", "statement", "rules", "attested_by"),
    _kind("Team", "domain", "track", "contact"),
    _kind("Subdomain", "domain", "classification", "vision"),
    _kind(
        "BoundedContext",
        "domain",
        "purpose",
        "layers",
        "classification",
        "owner",
        "external",
    ),
    _kind(
        "ContextRelation",
        "domain",
        "upstream",
        "pattern",
        "downstream",
        "upstream_roles",
        "downstream_roles",
        "interaction",
    ),
    _kind("Term", "domain", "context", "definition", "synonyms"),
    _kind("Aggregate", "domain", "context", "purpose", "boundary", "concurrency_control"),
    _kind("Entity", "domain", "aggregate", "role", "identity"),
    _kind(
        "Attribute",
        "domain",
        "entity",
        "type",
        "key",
        "required",
        "confidentiality",
        "categories",
        "protection",
        within_parent=True,
    ),
    _kind(
        "Invariant",
        "domain",
        "aggregate",
        "statement",
        "enforced_where",
        within_parent=True,
    ),
    _kind(
        "Transition",
        "domain",
        "aggregate",
        "from_state",
        "to_state",
        "command",
        "event",
        within_parent=True,
    ),
    _kind("Message", "domain", "context", "kind", "schema", "delivery", "message_version"),
    _kind("Policy", "domain", "context", "on_event", "then_command", "timeout"),
    _kind("Service", "services", "context", "layer", "kind", "style", "responsibilities"),
    _kind(
        "Operation",
        "services",
        "service",
        "transaction",
        "authorisation",
        within_parent=True,
    ),
    _kind(
        "Endpoint",
        "services",
        "service",
        "method",
        "path",
        "operation",
        "authentication",
        "exposure",
        "consumer_tracks",
        within_parent=True,
    ),
    _kind("Schema", "services", "context", "schema_version", "format"),
    _kind("Decision", "services", "topic", "style", "status", "decided_on"),
    _kind(
        "DataStore",
        "data",
        "technology",
        "type",
        "guarantees",
        "owner_track",
        "retention",
    ),
    _kind("Port", "data", "kind", "side", "context", "layer", "root", "consistency_need"),
    _kind("Adapter", "data", "port", "layer", "technology", "store", "external_target"),
    _kind("EntityMapping", "data", "entity", "store", "table", "authoritative"),
    _kind(
        "PrivacyConstraint",
        "data",
        "statement",
        "regulation",
        "categories",
        "retention",
    ),
    _kind("ProcessingActivity", "data", "purpose", "role", "lawful_basis", "retention"),
    _kind("Control", "data", "statement", "document", "for_backend"),
    _kind("BuildPhase", "delivery", "goal", "exit_criterion", "starts_on", "ends_on"),
    _kind("BuildTask", "delivery", "phase", "goal"),
    _kind(
        "BuildStep",
        "delivery",
        "task",
        "area",
        "owner",
        "starts_on",
        "ends_on",
        "status",
        within_parent=True,
    ),
    _kind("TestHarness", "delivery", "level", "subject", "tool", "data_source"),
    _kind("Dependency", "delivery", "track", "topic", "what", "due", "blocking", "status"),
    _kind(
        "ChecklistItem",
        "quality",
        "theme",
        "statement",
        "command",
        "threshold",
        "status",
    ),
    _kind("DirectiveTask", "directive", "number", "kind", "status"),
    _kind("DirectiveStep", "directive", "task", "text", "status", within_parent=True),
    _kind("Question", "delivery", "question", "owner", "due", "blocking", "status"),
    _kind("Risk", "delivery", "statement", "likelihood", "impact", "owner", "status"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_SLUG = {kind.slug: kind for kind in KINDS}


def children_of(name: str) -> tuple[Kind, ...]:
    """Kinds that are edited on the page of an element of this kind."""
    return tuple(kind for kind in KINDS if kind.within_parent and kind.parent_kind == name)


def in_section(slug: str) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS if kind.section == slug)
