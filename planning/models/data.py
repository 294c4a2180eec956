"""Rows of the section Data; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import choice, duration, flag, items, line, reference, text
from planning.plan import choices as c


class DataStore(Kind):
    context = reference("BoundedContext")
    technology = line()
    type = choice(c.STORE_TYPES)
    guarantees = choice(c.CONSISTENCIES)
    owner_track = choice(c.TRACKS)
    residency = items()
    retention = duration()
    encryption_at_rest = line()
    encryption_in_transit = line()
    access = line()
    backup_retention = duration()
    rpo = duration()
    rto = duration()


class Port(Kind):
    kind = choice(c.PORT_KINDS)
    side = choice(c.PORT_SIDES)
    context = reference("BoundedContext")
    layer = choice(c.LAYERS)
    root = reference("Entity")
    operations = text()
    consistency_need = choice(c.CONSISTENCIES)
    isolation = line()


class Adapter(Kind):
    port = reference("Port")
    layer = choice(c.LAYERS)
    technology = line()
    store = reference("DataStore")
    external_target = line()
    credentials = line()


class EntityMapping(Kind):
    entity = reference("Entity")
    store = reference("DataStore")
    table = line()
    keys = line()
    authoritative = flag()
    technical = flag()


class PrivacyConstraint(Kind):
    statement = text()
    regulation = line()
    categories = items()
    retention = duration()
    residency = items()
    document = reference("InputDocument")
    document_version = line()


class ProcessingActivity(Kind):
    purpose = text()
    role = choice(c.PROCESSING_ROLES)
    data_subjects = line()
    lawful_basis = choice(c.LAWFUL_BASES)
    withdrawal_route = line()
    special_condition = line()
    large_scale = flag()
    recipients = line()
    transfers = line()
    safeguard = line()
    retention = duration()
    retention_trigger = line()
    dpia_reference = line()


class Control(Kind):
    statement = text()
    document = reference("InputDocument")
    for_backend = flag()
