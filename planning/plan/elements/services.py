"""Services: who does what, the use cases behind it, the endpoints and the decisions on style."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import (
    choice,
    choices,
    day,
    duration,
    flag,
    integer,
    line,
    reference,
    text,
)


@dataclass(frozen=True, kw_only=True)
class Service(Element):
    """A named set of responsibilities in one layer of one context."""

    PREFIX: ClassVar = "SV"
    PLURAL: ClassVar = "services"
    PARENT: ClassVar = "context"
    NORMATIVE: ClassVar = ("name", "layer", "kind", "responsibilities", "style")

    context: str = reference("BoundedContext")
    layer: str = choice(c.LAYERS)
    kind: str = choice(c.SERVICE_KINDS)
    responsibilities: str = text()
    style: str = choice(c.STYLES)
    owner: str = reference("Team")
    trust_zone: str = line("Blank: that of its context")
    module_path: str = line("Where its code will live, below the source root")


@dataclass(frozen=True, kw_only=True)
class Operation(Element):
    """The use case behind endpoints, messages and schedules."""

    PREFIX: ClassVar = "OP"
    PLURAL: ClassVar = "operations"
    PARENT: ClassVar = "service"
    NORMATIVE: ClassVar = ("name", "transaction", "authorisation", "timeout", "failure_behaviour")

    service: str = reference("Service")
    transaction: str = choice(c.TRANSACTIONS)
    authorisation: str = line("Who may do it")
    audit: str = line("What is written down of it, and where")
    errors: str = text()
    timeout: str = duration()
    failure_behaviour: str = text("What it does when what it calls is away")
    compensation: str = text()


@dataclass(frozen=True, kw_only=True)
class Endpoint(Element):
    """Where a service is reached: a path, a remote procedure or a topic."""

    PREFIX: ClassVar = "EP"
    PLURAL: ClassVar = "endpoints"
    PARENT: ClassVar = "service"
    NORMATIVE: ClassVar = (
        "protocol",
        "direction",
        "method",
        "path",
        "request_schema",
        "response_schema",
        "authentication",
        "authorisation",
        "exposure",
    )

    service: str = reference("Service")
    operation: str = reference("Operation")
    protocol: str = line("Such as HTTP, gRPC or Kafka")
    direction: str = choice(c.ENDPOINT_DIRECTIONS)
    method: str = line("Such as GET or POST")
    path: str = line("Path, remote procedure or topic")
    request_schema: str = reference("Schema")
    response_schema: str = reference("Schema")
    no_body: tuple[str, ...] = choices(c.BODIES, "Which of the two has no body")
    authentication: str = choice(c.AUTHENTICATIONS)
    anonymous_because: str = line()
    authorisation: str = line("Which roles or scopes may call it")
    object_rule: str = line("Whose objects the caller may reach")
    exposure: str = choice(c.EXPOSURES)
    limits: str = line("Rate and size limits")
    latency_target_ms: int | None = integer(unit="ms")
    idempotency: str = line("What a repeated call does")
    consumer_tracks: tuple[str, ...] = choices(c.TRACKS)
    other_consumers: str = line()
    deprecated: bool = flag()


@dataclass(frozen=True, kw_only=True)
class Schema(Element):
    """The shape of a payload."""

    PREFIX: ClassVar = "SM"
    PLURAL: ClassVar = "schemas"
    PARENT: ClassVar = "context"
    NORMATIVE: ClassVar = ("name", "schema_version", "format", "body")

    context: str = reference("BoundedContext")
    schema_version: str = line()
    format: str = choice(c.SCHEMA_FORMATS)
    body: str = text("The schema itself")


@dataclass(frozen=True, kw_only=True)
class Decision(Element):
    """A decision with its drivers, options and consequences; one of them is on API style."""

    PREFIX: ClassVar = "DC"
    PLURAL: ClassVar = "decisions"
    NORMATIVE: ClassVar = ("topic", "style", "status", "decision", "conventions")

    topic: str = choice(c.DECISION_TOPICS)
    style: str = choice(c.STYLES, "Only where the topic is API style")
    status: str = choice(c.DECISION_STATUSES)
    decided_on: date | None = day()
    deciders: str = line()
    drivers: str = text()
    options: str = text()
    decision: str = text()
    consequences: str = text()
    conventions: str = text(
        "Versioning, errors, pagination, idempotency, naming, deprecation, timeouts"
    )
