"""Rows of the section Services; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import (
    choice,
    day,
    duration,
    flag,
    integer,
    items,
    line,
    reference,
    text,
)
from planning.plan import choices as c


class Service(Kind):
    context = reference("BoundedContext")
    layer = choice(c.LAYERS)
    kind = choice(c.SERVICE_KINDS)
    responsibilities = text()
    style = choice(c.STYLES)
    owner = reference("Team")
    trust_zone = line()
    module_path = line()


class Operation(Kind):
    service = reference("Service")
    transaction = choice(c.TRANSACTIONS)
    authorisation = line()
    audit = line()
    errors = text()
    timeout = duration()
    failure_behaviour = text()
    compensation = text()


class Endpoint(Kind):
    service = reference("Service")
    operation = reference("Operation")
    protocol = line()
    direction = choice(c.ENDPOINT_DIRECTIONS)
    method = line()
    path = line()
    request_schema = reference("Schema")
    response_schema = reference("Schema")
    no_body = items()
    authentication = choice(c.AUTHENTICATIONS)
    anonymous_because = line()
    authorisation = line()
    object_rule = line()
    exposure = choice(c.EXPOSURES)
    limits = line()
    latency_target_ms = integer()
    idempotency = line()
    consumer_tracks = items()
    other_consumers = line()
    deprecated = flag()


class Schema(Kind):
    context = reference("BoundedContext")
    schema_version = line()
    format = choice(c.SCHEMA_FORMATS)
    body = text()


class Decision(Kind):
    topic = choice(c.DECISION_TOPICS)
    style = choice(c.STYLES)
    status = choice(c.DECISION_STATUSES)
    decided_on = day()
    deciders = line()
    drivers = text()
    options = text()
    decision = text()
    consequences = text()
    conventions = text()
