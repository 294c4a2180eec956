"""The closed table of link types: what may be tied to what."""

from dataclasses import dataclass

from planning.plan.elements import KINDS
from planning.plan.order import Key, natural

ANY = frozenset(kind.__name__ for kind in KINDS)


@dataclass(frozen=True, slots=True)
class LinkType:
    """A type with the kinds at its ends; ``inverse`` reads the link from the target."""

    name: str
    inverse: str
    sources: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """``source`` and ``target`` are codes.

    ``target_digest`` is the digest of the target's normative fields when somebody last confirmed
    the link; the link is suspect where it differs from the target of today.
    """

    type: str
    source: str
    target: str
    target_digest: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.type, self.source, self.target)


def sort_key(link: Link) -> tuple[str, Key, Key]:
    """Links in fixed order: type, then both ends in natural order."""
    return (link.type, natural(link.source), natural(link.target))


def _type(name: str, inverse: str, sources: frozenset[str], *targets: str) -> LinkType:
    return LinkType(name, inverse, sources, frozenset(targets) or ANY)


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


LINK_TYPES: tuple[LinkType, ...] = (
    _type("satisfies", "satisfied by", ANY - {"Requirement"}, "Requirement"),
    _type("refines", "refined by", _kinds("Requirement"), "Requirement"),
    _type("cites", "cited by", ANY, "Standard", "Guardrail", "InputDocument"),
    _type("implements", "implemented by", _kinds("BoundedContext"), "Subdomain"),
    _type("exposes", "exposed by", _kinds("ContextRelation"), "Aggregate", "Schema", "Message"),
    _type("spans", "spanned by", _kinds("Invariant"), "Aggregate"),
    _type(
        "calls",
        "called by",
        _kinds("Operation", "Service"),
        "Operation",
        "Service",
        "Interface",
        "BoundedContext",
    ),
    _type("uses", "used by", _kinds("Operation", "Service"), "Port"),
    _type("changes", "changed by", _kinds("Operation"), "Aggregate"),
    _type("reads", "read by", _kinds("Operation"), "Aggregate"),
    _type("stores", "stored to by", _kinds("Operation", "Service"), "DataStore"),
    _type("accepts", "accepted by", _kinds("Operation", "Service"), "Message"),
    _type("raises", "raised by", _kinds("Operation", "Invariant", "Policy"), "Message"),
    _type(
        "publishes",
        "published by",
        _kinds("Service", "Operation", "Policy", "BoundedContext"),
        "Message",
    ),
    _type(
        "subscribes",
        "subscribed to by",
        _kinds("Service", "Operation", "BoundedContext"),
        "Message",
    ),
    _type("carries", "carried by", _kinds("Schema", "Message"), "Attribute"),
    _type("serves", "served by", _kinds("Endpoint"), "Interface"),
    _type("consumes", "consumed by", _kinds("Dependency", "Port"), "Interface", "BoundedContext"),
    _type(
        "discloses_to",
        "is disclosed by",
        _kinds("ProcessingActivity", "PrivacyConstraint"),
        "BoundedContext",
        "Interface",
    ),
    _type(
        "applies_to",
        "subject to",
        _kinds(
            "PrivacyConstraint",
            "Control",
            "ChecklistItem",
            "Decision",
            "ProcessingActivity",
            "TestHarness",
            "Dependency",
        ),
    ),
    _type("builds", "built by", _kinds("BuildStep")),
    _type(
        "verifies",
        "verified by",
        _kinds("BuildStep", "TestHarness", "ChecklistItem"),
        "Invariant",
        "Requirement",
        "PrivacyConstraint",
        "Control",
        "Endpoint",
    ),
    _type("depends_on", "needed first by", _kinds("BuildStep"), "BuildStep"),
    _type("needs", "needed by", _kinds("BuildStep"), "Dependency"),
    _type("evidenced_by", "evidence of", _kinds("DirectiveStep")),
    _type("about", "open point", _kinds("Question", "Risk")),
    _type("supersedes", "superseded by", _kinds("Decision"), "Decision"),
)
BY_TYPE = {link_type.name: link_type for link_type in LINK_TYPES}


def allowed(type_: str, source_kind: str, target_kind: str) -> bool:
    """Whether a link of this type may run between elements of these kinds."""
    link_type = BY_TYPE.get(type_)
    return bool(link_type and source_kind in link_type.sources and target_kind in link_type.targets)


def types_from(kind: str) -> tuple[LinkType, ...]:
    """Link types that may start at an element of this kind."""
    return tuple(t for t in LINK_TYPES if kind in t.sources)


def types_to(kind: str) -> tuple[LinkType, ...]:
    """Link types that may end at an element of this kind."""
    return tuple(t for t in LINK_TYPES if kind in t.targets)
