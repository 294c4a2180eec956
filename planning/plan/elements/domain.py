"""Domain: the language, the contexts and their map, the aggregates and what keeps them true."""

from dataclasses import dataclass
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import (
    choice,
    choices,
    duration,
    flag,
    integer,
    line,
    names,
    reference,
    text,
)


@dataclass(frozen=True, kw_only=True)
class Team(Element):
    """Who owns a context or a service."""

    PREFIX: ClassVar = "TM"
    PLURAL: ClassVar = "teams"
    NORMATIVE: ClassVar = ("name", "track")

    track: str = choice(c.TRACKS)
    contact: str = line("A channel or a page, never an e-mail address")


@dataclass(frozen=True, kw_only=True)
class Subdomain(Element):
    """A part of the business, in the problem space."""

    PREFIX: ClassVar = "SD"
    PLURAL: ClassVar = "subdomains"
    NORMATIVE: ClassVar = ("name", "classification", "vision")

    classification: str = choice(c.CLASSIFICATIONS)
    vision: str = text()


@dataclass(frozen=True, kw_only=True)
class BoundedContext(Element):
    """A boundary of model and language; not a deployable."""

    PREFIX: ClassVar = "BC"
    PLURAL: ClassVar = "bounded_contexts"
    NORMATIVE: ClassVar = ("name", "purpose", "responsibilities", "layers", "external")

    purpose: str = text("Why it exists, in a sentence or two")
    responsibilities: str = text("What it decides and keeps")
    classification: str = choice(c.CLASSIFICATIONS)
    layers: tuple[str, ...] = choices(c.LAYERS, "The architecture layers in which it has elements")
    owner: str = reference("Team")
    external: bool = flag("Not built by this plan")
    big_ball_of_mud: bool = flag("Its model is not to be trusted")
    trust_zone: str = line("Calls into another zone are authenticated")
    evolution: str = line()
    business_model: str = line()
    domain_roles: str = line()
    business_decisions: str = text()
    assumptions: str = text()
    module_path: str = line("Where its code will live, below the source root")


@dataclass(frozen=True, kw_only=True)
class ContextRelation(Element):
    """How two contexts depend on each other; the downstream feels the upstream's changes."""

    PREFIX: ClassVar = "CR"
    PLURAL: ClassVar = "context_relations"
    NORMATIVE: ClassVar = (
        "pattern",
        "upstream",
        "downstream",
        "upstream_roles",
        "downstream_roles",
        "technology",
        "interaction",
    )

    pattern: str = choice(c.PATTERNS)
    upstream: str = reference("BoundedContext")
    downstream: str = reference("BoundedContext")
    upstream_roles: tuple[str, ...] = choices(
        c.RELATION_ROLES, "OHS open host service, PL published language"
    )
    downstream_roles: tuple[str, ...] = choices(
        c.RELATION_ROLES, "ACL anticorruption layer, CF conformist"
    )
    technology: str = line()
    interaction: str = choice(c.INTERACTIONS)
    failure_behaviour: str = text("What the downstream does when the upstream is away")
    shared_part: str = text("What a shared kernel holds")
    kernel_owner: str = reference("Team")
    downstream_rights: str = line()


@dataclass(frozen=True, kw_only=True)
class Term(Element):
    """A word of the ubiquitous language of one context."""

    PREFIX: ClassVar = "TE"
    PLURAL: ClassVar = "terms"
    PARENT: ClassVar = "context"
    NORMATIVE: ClassVar = ("name", "definition")

    context: str = reference("BoundedContext")
    definition: str = text()
    example: str = line()
    synonyms: tuple[str, ...] = names()
    not_to_be_confused_with: str = line()
    agreed_by: str = line("Who agreed on the definition")


@dataclass(frozen=True, kw_only=True)
class Aggregate(Element):
    """What one transaction keeps true: a root with the entities and values inside its boundary."""

    PREFIX: ClassVar = "AG"
    PLURAL: ClassVar = "aggregates"
    PARENT: ClassVar = "context"
    NORMATIVE: ClassVar = ("name", "purpose", "boundary", "concurrency_control", "states")

    context: str = reference("BoundedContext")
    purpose: str = text()
    boundary: str = choice(c.BOUNDARIES, "The transaction: this aggregate itself, or wider")
    boundary_reason: str = text("Why the transaction is wider than the aggregate")
    concurrency_control: str = choice(c.CONCURRENCY_CONTROLS)
    conflict_chance: str = choice(c.CHANCES, "How likely two people change it at once")
    contention_mitigation: str = text()
    no_invariant_reason: str = line("Why nothing has to be kept true")
    states: tuple[str, ...] = names("The states of its life cycle, first to last")
    throughput: str = line("Commands per second at peak")
    size: str = line("How many entities it holds, usually and at most")


@dataclass(frozen=True, kw_only=True)
class Entity(Element):
    """An aggregate root, an entity with identity, or a value object."""

    PREFIX: ClassVar = "EN"
    PLURAL: ClassVar = "entities"
    PARENT: ClassVar = "aggregate"
    NORMATIVE: ClassVar = ("name", "aggregate", "role", "identity")

    aggregate: str = reference("Aggregate")
    role: str = choice(c.ENTITY_ROLES)
    identity: str = line("What tells two of them apart")
    not_persisted_reason: str = line()
    data_subject: str = line("Whose personal data it holds")
    find_route: str = line("How a person's data is found")
    export_route: str = line("How it is handed out")
    erase_route: str = line("How it is erased")


@dataclass(frozen=True, kw_only=True)
class Attribute(Element):
    """A field of an entity, with the class of data it holds."""

    PREFIX: ClassVar = "AT"
    PLURAL: ClassVar = "attributes"
    PARENT: ClassVar = "entity"
    NORMATIVE: ClassVar = ("name", "type", "confidentiality", "categories", "protection")

    entity: str = reference("Entity")
    type: str = line("The type in the model's words, such as Money")
    key: bool = flag("Part of the identity")
    required: bool = flag()
    collection: bool = flag("Holds many")
    refers_to: str = reference("Entity")
    by_identity: bool = flag("Refers by identity, not by holding the object")
    confidentiality: str = choice(c.CONFIDENTIALITIES)
    categories: tuple[str, ...] = choices(c.DATA_CATEGORIES, "none is an answer")
    protection: str = choice(c.PROTECTIONS)
    classification_reason: str = line()


@dataclass(frozen=True, kw_only=True)
class Invariant(Element):
    """What an aggregate keeps true at the end of every transaction."""

    PREFIX: ClassVar = "IV"
    PLURAL: ClassVar = "invariants"
    PARENT: ClassVar = "aggregate"
    NORMATIVE: ClassVar = ("statement", "enforced_where")

    aggregate: str = reference("Aggregate")
    statement: str = text()
    enforced_where: str = line("The method, constraint or check that keeps it")
    corrective_policy: str = reference("Policy", "What mends it where it spans aggregates")
    source: str = line("Who says so")
    example: str = line()


@dataclass(frozen=True, kw_only=True)
class Transition(Element):
    """A step in the life cycle of an aggregate."""

    PREFIX: ClassVar = "TR"
    PLURAL: ClassVar = "transitions"
    PARENT: ClassVar = "aggregate"
    NORMATIVE: ClassVar = ("from_state", "to_state", "command", "guard", "event")

    aggregate: str = reference("Aggregate")
    from_state: str = line("Blank for the beginning")
    to_state: str = line()
    command: str = reference("Message")
    guard: str = line("Only when this holds")
    event: str = reference("Message")


@dataclass(frozen=True, kw_only=True)
class Message(Element):
    """A command, event or query, inside a context or between contexts."""

    PREFIX: ClassVar = "MS"
    PLURAL: ClassVar = "messages"
    PARENT: ClassVar = "context"
    NORMATIVE: ClassVar = ("name", "kind", "schema", "message_version", "delivery")

    context: str = reference("BoundedContext")
    aggregate: str = reference("Aggregate")
    kind: str = choice(c.MESSAGE_KINDS)
    schema: str = reference("Schema")
    message_version: str = line()
    delivery: str = choice(c.DELIVERIES)
    ordering: str = line("Per which key order is kept")
    idempotency_key: str = line("What tells a repeat from a new one")
    topic: str = line()
    topic_retention: str = duration()


@dataclass(frozen=True, kw_only=True)
class Policy(Element):
    """Whenever this event, then that command."""

    PREFIX: ClassVar = "PO"
    PLURAL: ClassVar = "policies"
    PARENT: ClassVar = "context"
    NORMATIVE: ClassVar = ("on_event", "then_command", "timeout", "compensation")

    context: str = reference("BoundedContext")
    on_event: str = reference("Message")
    then_command: str = reference("Message")
    timeout: str = duration()
    retries: int | None = integer()
    compensation: str = text("What undoes it when it fails for good")
