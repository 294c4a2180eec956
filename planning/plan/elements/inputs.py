"""Inputs: what other tracks and the business hand to this plan."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import (
    choice,
    day,
    flag,
    integer,
    line,
    names,
    reference,
    text,
)


@dataclass(frozen=True, kw_only=True)
class InputDocument(Element):
    """A document that this phase draws on; ``text`` is its content, ``sha256`` its digest."""

    PREFIX: ClassVar = "IN"
    PLURAL: ClassVar = "input_documents"
    NORMATIVE: ClassVar = ("sha256",)

    path: str = line("Where it lies in the repository")
    kind: str = choice(c.DOCUMENT_KINDS)
    track: str = choice(c.TRACKS, "The track that produces it")
    producing_phase: int | None = integer("The phase of that track which produces it")
    required: bool = flag("This phase cannot do without it")
    status: str = choice(c.DOCUMENT_STATUSES)
    out_of_reach_reason: str = line("Why it cannot be had, and what stands in for it")
    out_of_order_reason: str = line("Why a document of a later phase is used now")
    text: str = text("The document itself, Markdown or plain text")
    sha256: str = line("Digest of the text, filled in when the text is stored")
    document_version: str = line()


@dataclass(frozen=True, kw_only=True)
class Requirement(Element):
    """What the business or another track demands; measurable where it is a quality."""

    PREFIX: ClassVar = "REQ"
    PLURAL: ClassVar = "requirements"
    CODE_FROM_OUTSIDE: ClassVar = True
    NORMATIVE: ClassVar = (
        "statement",
        "type",
        "category",
        "metric",
        "operator",
        "target",
        "unit",
        "conditions",
    )

    statement: str = text()
    type: str = choice(c.REQUIREMENT_TYPES)
    category: str = choice(c.REQUIREMENT_CATEGORIES)
    metric: str = line("What is measured, such as 95th percentile latency")
    operator: str = line("How the target bounds it, such as <= or >=")
    target: str = line("The number to reach")
    unit: str = line()
    conditions: str = line("Under which load or circumstances")
    measured_by: str = line("The tool or report that measures it")
    priority: str = choice(c.PRIORITIES)
    status: str = choice(c.REQUIREMENT_STATUSES)
    deferral_reason: str = line()
    source: str = line("Who asked for it, and where")


@dataclass(frozen=True, kw_only=True)
class Interface(Element):
    """A contract in the architecture track's interface catalog."""

    PREFIX: ClassVar = "IF"
    PLURAL: ClassVar = "interfaces"
    CODE_FROM_OUTSIDE: ClassVar = True
    NORMATIVE: ClassVar = ("protocol", "payload_schema", "direction")

    protocol: str = line()
    payload_schema: str = line("Reference to the schema of the payload")
    direction: str = choice(c.INTERFACE_DIRECTIONS, "As seen from the backend")
    for_backend: bool = flag("The backend has to serve or consume it")


@dataclass(frozen=True, kw_only=True)
class Standard(Element):
    """A standard that the directive demands or the team chose, cited by its code."""

    PREFIX: ClassVar = "STD"
    PLURAL: ClassVar = "standards"
    CODE_FROM_OUTSIDE: ClassVar = True
    NORMATIVE: ClassVar = ("statement", "source")

    statement: str = text("What the standard asks for, in a sentence")
    source: str = line("Document and section that define it")
    demanded: bool = flag("The directive demands it")


@dataclass(frozen=True, kw_only=True)
class Guardrail(Element):
    """A global rule of the directive, checked by rules of the catalogue or attested by a person."""

    PREFIX: ClassVar = "GR"
    PLURAL: ClassVar = "guardrails"
    CODE_FROM_OUTSIDE: ClassVar = True
    NORMATIVE: ClassVar = ("statement",)

    statement: str = text()
    document: str = reference("InputDocument", "The document that states it")
    rules: tuple[str, ...] = names("Ids of the rules that check it")
    attestation: str = text("How people make sure of it, where no rule can")
    attested_by: str = line()
    attested_on: date | None = day()
