"""Rows of the section Domain; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import (
    choice,
    duration,
    flag,
    integer,
    items,
    line,
    reference,
    text,
)
from planning.plan import choices as c


class Team(Kind):
    track = choice(c.TRACKS)
    contact = line()


class Subdomain(Kind):
    classification = choice(c.CLASSIFICATIONS)
    vision = text()


class BoundedContext(Kind):
    purpose = text()
    responsibilities = text()
    classification = choice(c.CLASSIFICATIONS)
    layers = items()
    owner = reference("Team")
    external = flag()
    big_ball_of_mud = flag()
    trust_zone = line()
    evolution = line()
    business_model = line()
    domain_roles = line()
    business_decisions = text()
    assumptions = text()
    module_path = line()


class ContextRelation(Kind):
    pattern = choice(c.PATTERNS)
    upstream = reference("BoundedContext")
    downstream = reference("BoundedContext")
    upstream_roles = items()
    downstream_roles = items()
    technology = line()
    interaction = choice(c.INTERACTIONS)
    failure_behaviour = text()
    shared_part = text()
    kernel_owner = reference("Team")
    downstream_rights = line()


class Term(Kind):
    context = reference("BoundedContext")
    definition = text()
    example = line()
    synonyms = items()
    not_to_be_confused_with = line()
    agreed_by = line()


class Aggregate(Kind):
    context = reference("BoundedContext")
    purpose = text()
    boundary = choice(c.BOUNDARIES)
    boundary_reason = text()
    concurrency_control = choice(c.CONCURRENCY_CONTROLS)
    conflict_chance = choice(c.CHANCES)
    contention_mitigation = text()
    no_invariant_reason = line()
    states = items()
    throughput = line()
    size = line()


class Entity(Kind):
    aggregate = reference("Aggregate")
    role = choice(c.ENTITY_ROLES)
    identity = line()
    not_persisted_reason = line()
    data_subject = line()
    find_route = line()
    export_route = line()
    erase_route = line()


class Attribute(Kind):
    entity = reference("Entity")
    type = line()
    key = flag()
    required = flag()
    collection = flag()
    refers_to = reference("Entity")
    by_identity = flag()
    confidentiality = choice(c.CONFIDENTIALITIES)
    categories = items()
    protection = choice(c.PROTECTIONS)
    classification_reason = line()


class Invariant(Kind):
    aggregate = reference("Aggregate")
    statement = text()
    enforced_where = line()
    corrective_policy = reference("Policy")
    source = line()
    example = line()


class Transition(Kind):
    aggregate = reference("Aggregate")
    from_state = line()
    to_state = line()
    command = reference("Message")
    guard = line()
    event = reference("Message")


class Message(Kind):
    context = reference("BoundedContext")
    aggregate = reference("Aggregate")
    kind = choice(c.MESSAGE_KINDS)
    schema = reference("Schema")
    message_version = line()
    delivery = choice(c.DELIVERIES)
    ordering = line()
    idempotency_key = line()
    topic = line()
    topic_retention = duration()


class Policy(Kind):
    context = reference("BoundedContext")
    on_event = reference("Message")
    then_command = reference("Message")
    timeout = duration()
    retries = integer()
    compensation = text()
