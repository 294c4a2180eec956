"""Rows of the section Inputs; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import (
    choice,
    day,
    flag,
    integer,
    items,
    line,
    reference,
    text,
)
from planning.plan import choices as c


class InputDocument(Kind):
    path = line()
    kind = choice(c.DOCUMENT_KINDS)
    track = choice(c.TRACKS)
    producing_phase = integer()
    required = flag()
    status = choice(c.DOCUMENT_STATUSES)
    out_of_reach_reason = line()
    out_of_order_reason = line()
    text = text()
    sha256 = line()
    document_version = line()


class Requirement(Kind):
    statement = text()
    type = choice(c.REQUIREMENT_TYPES)
    category = choice(c.REQUIREMENT_CATEGORIES)
    metric = line()
    operator = line()
    target = line()
    unit = line()
    conditions = line()
    measured_by = line()
    priority = choice(c.PRIORITIES)
    status = choice(c.REQUIREMENT_STATUSES)
    deferral_reason = line()
    source = line()


class Interface(Kind):
    protocol = line()
    payload_schema = line()
    direction = choice(c.INTERFACE_DIRECTIONS)
    for_backend = flag()


class Standard(Kind):
    statement = text()
    source = line()
    demanded = flag()


class Guardrail(Kind):
    statement = text()
    document = reference("InputDocument")
    rules = items()
    attestation = text()
    attested_by = line()
    attested_on = day()
