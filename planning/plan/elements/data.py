"""Data: stores, the ports and adapters that reach them, mappings, and what privacy demands."""

from dataclasses import dataclass
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import (
    choice,
    choices,
    duration,
    flag,
    line,
    names,
    reference,
    text,
)


@dataclass(frozen=True, kw_only=True)
class DataStore(Element):
    """A database, log, cache or vault, and what it promises."""

    PREFIX: ClassVar = "DS"
    PLURAL: ClassVar = "data_stores"
    NORMATIVE: ClassVar = ("name", "technology", "type", "guarantees", "residency", "retention")

    context: str = reference("BoundedContext")
    technology: str = line("Product and major version")
    type: str = choice(c.STORE_TYPES)
    guarantees: str = choice(c.CONSISTENCIES, "The strongest consistency it gives")
    owner_track: str = choice(c.TRACKS)
    residency: tuple[str, ...] = names("Region codes, such as eu-west")
    retention: str = duration()
    encryption_at_rest: str = line()
    encryption_in_transit: str = line()
    access: str = line("Who and what may reach it, and how")
    backup_retention: str = duration()
    rpo: str = duration("Data that may be lost, ISO 8601, such as PT5M")
    rto: str = duration("Time to be back, ISO 8601, such as PT1H")


@dataclass(frozen=True, kw_only=True)
class Port(Element):
    """What the inside asks of the outside (driven), or the outside of the inside (driving)."""

    PREFIX: ClassVar = "PT"
    PLURAL: ClassVar = "ports"
    NORMATIVE: ClassVar = ("name", "kind", "side", "layer", "root", "operations")

    kind: str = choice(c.PORT_KINDS)
    side: str = choice(c.PORT_SIDES)
    context: str = reference("BoundedContext")
    layer: str = choice(c.LAYERS)
    root: str = reference("Entity", "The aggregate root of a repository")
    operations: str = text("What it offers, one a line")
    consistency_need: str = choice(c.CONSISTENCIES)
    isolation: str = line("The isolation level it needs")


@dataclass(frozen=True, kw_only=True)
class Adapter(Element):
    """What fulfils a port with a technology."""

    PREFIX: ClassVar = "AD"
    PLURAL: ClassVar = "adapters"
    PARENT: ClassVar = "port"
    NORMATIVE: ClassVar = ("name", "port", "layer", "technology", "store", "external_target")

    port: str = reference("Port")
    layer: str = choice(c.LAYERS)
    technology: str = line()
    store: str = reference("DataStore")
    external_target: str = line("What it reaches outside this system")
    credentials: str = line("Where its credentials come from, never the credentials")


@dataclass(frozen=True, kw_only=True)
class EntityMapping(Element):
    """Where an entity is kept."""

    PREFIX: ClassVar = "EM"
    PLURAL: ClassVar = "entity_mappings"
    PARENT: ClassVar = "entity"
    NORMATIVE: ClassVar = ("entity", "store", "table", "keys", "authoritative")

    entity: str = reference("Entity")
    store: str = reference("DataStore")
    table: str = line("Table, collection, index or key pattern")
    keys: str = line()
    authoritative: bool = flag("This store has the last word")
    technical: bool = flag("Shared for a technical reason, such as an outbox")


@dataclass(frozen=True, kw_only=True)
class PrivacyConstraint(Element):
    """What the security track demands for personal and other sensitive data."""

    PREFIX: ClassVar = "PC"
    PLURAL: ClassVar = "privacy_constraints"
    CODE_FROM_OUTSIDE: ClassVar = True
    NORMATIVE: ClassVar = ("statement", "regulation", "categories", "retention", "residency")

    statement: str = text()
    regulation: str = line("Law and article")
    categories: tuple[str, ...] = choices(c.DATA_CATEGORIES)
    retention: str = duration()
    residency: tuple[str, ...] = names("Region codes in which the data may lie")
    document: str = reference("InputDocument")
    document_version: str = line()


@dataclass(frozen=True, kw_only=True)
class ProcessingActivity(Element):
    """A use of personal data, as a record of processing lists it."""

    PREFIX: ClassVar = "PA"
    PLURAL: ClassVar = "processing_activities"
    NORMATIVE: ClassVar = ("purpose", "role", "lawful_basis", "retention", "transfers")

    purpose: str = text()
    role: str = choice(c.PROCESSING_ROLES)
    data_subjects: str = line()
    lawful_basis: str = choice(c.LAWFUL_BASES)
    withdrawal_route: str = line("How consent is taken back")
    special_condition: str = line("The condition of Art. 9(2) for special categories")
    large_scale: bool = flag()
    recipients: str = line()
    transfers: str = line("To which countries outside")
    safeguard: str = line("What makes a transfer lawful")
    retention: str = duration()
    retention_trigger: str = line("From when the retention counts")
    dpia_reference: str = line()


@dataclass(frozen=True, kw_only=True)
class Control(Element):
    """A control of the security track."""

    PREFIX: ClassVar = "CT"
    PLURAL: ClassVar = "controls"
    CODE_FROM_OUTSIDE: ClassVar = True
    NORMATIVE: ClassVar = ("statement",)

    statement: str = text()
    document: str = reference("InputDocument")
    for_backend: bool = flag("The backend has to carry it out")
