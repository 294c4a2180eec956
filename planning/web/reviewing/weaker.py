"""Which change of a field makes a plan weaker: a table of facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planning.plan import choices as c

Way = Literal["lowered", "removed", "dropped", "lost", "narrowed", "longer", "wider", "added"]
Ranks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weaker:
    """A field with the way of changing it that weakens the plan.

    ``ranks`` go from weak to strong, for ``lowered``; choices in none of them count as strongest.
    ``items`` are the ones that matter for ``lost``; none named means every one.
    """

    kind: str
    field: str
    way: Way
    why: str
    ranks: Ranks = ()
    items: tuple[str, ...] = ()


def _each(choices: tuple[str, ...]) -> Ranks:
    """Choices from weak to strong; what is not said is as weak as the weakest."""
    return (("", choices[0]), *((choice,) for choice in choices[1:]))


def _removed(kind: str, fields: Mapping[str, str]) -> tuple[Weaker, ...]:
    return tuple(Weaker(kind=kind, field=f, way="removed", why=why) for f, why in fields.items())


def _of(kind: str, field: str, way: Way, why: str, items: tuple[str, ...] = ()) -> Weaker:
    return Weaker(kind=kind, field=field, way=way, why=why, items=items)


def _lowered(kind: str, field: str, ranks: Ranks, why: str) -> Weaker:
    return Weaker(kind=kind, field=field, way="lowered", ranks=ranks, why=why)


WEAKER: tuple[Weaker, ...] = (
    _lowered(
        "Attribute",
        "confidentiality",
        _each(c.CONFIDENTIALITIES),
        "The data counts as less confidential.",
    ),
    _of(
        "Attribute",
        "categories",
        "lost",
        "The data is no longer protected as data of this category.",
        c.DATA_CATEGORIES[1:],
    ),
    _lowered(
        "Attribute",
        "protection",
        (("", "plain"), ("encrypted", "tokenised"), ("hashed",)),
        "The data is easier to read for whoever gets hold of it.",
    ),
    _lowered(
        "Endpoint",
        "authentication",
        (("", "anonymous"),),
        "The caller is no longer authenticated.",
    ),
    _lowered(
        "Endpoint",
        "exposure",
        (("", "public"), ("partner",), ("internal",)),
        "More people and systems can reach it.",
    ),
    *_removed(
        "Endpoint",
        {
            "authorisation": "It no longer says who may call it.",
            "object_rule": "A caller is no longer held to certain objects.",
            "limits": "It no longer limits how often or how much.",
            "idempotency": "It no longer says what a repeated call does.",
        },
    ),
    *_removed(
        "Operation",
        {
            "authorisation": "It no longer says who may do it.",
            "audit": "It no longer leaves a trace.",
            "timeout": "It may wait without end.",
            "failure_behaviour": "It no longer says what it does when what it calls is away.",
            "compensation": "Nothing undoes it any more.",
        },
    ),
    _lowered(
        "Operation",
        "transaction",
        (("", "none"), ("eventual",), ("one",)),
        "Its changes are no longer made together as before.",
    ),
    *_removed(
        "DataStore",
        {
            "encryption_at_rest": "What is kept can be read from the disk.",
            "encryption_in_transit": "What is sent can be read on the way.",
            "access": "It no longer says who may reach it.",
        },
    ),
    _lowered(
        "DataStore",
        "guarantees",
        _each(c.CONSISTENCIES),
        "The store promises less consistency.",
    ),
    _of("DataStore", "retention", "longer", "Data is kept longer."),
    _of("DataStore", "backup_retention", "longer", "The backup keeps data longer."),
    _of("DataStore", "residency", "wider", "Data lies in more places, or nobody says where."),
    _of("PrivacyConstraint", "retention", "longer", "The constraint lets data be kept longer."),
    _of("PrivacyConstraint", "residency", "wider", "The constraint lets data lie in more places."),
    _of("PrivacyConstraint", "categories", "narrowed", "The constraint is on less data."),
    _of("ProcessingActivity", "retention", "longer", "The data is used longer."),
    _of("ProcessingActivity", "transfers", "added", "Data goes to another country."),
    *_removed(
        "ProcessingActivity",
        {
            "safeguard": "Nothing protects the data where it is handed over.",
            "lawful_basis": "It no longer says on what basis the data is used.",
            "withdrawal_route": "It no longer says how consent is taken back.",
            "special_condition": "It no longer says why special data may be used.",
            "dpia_reference": "It no longer names the assessment of the impact on people.",
        },
    ),
    *_removed(
        "Entity",
        {
            "data_subject": "It no longer says whose data it is.",
            "find_route": "It no longer says how a person's data is found.",
            "export_route": "It no longer says how a person's data is handed out.",
            "erase_route": "It no longer says how a person's data is erased.",
        },
    ),
    *_removed(
        "BoundedContext", {"trust_zone": "Calls from outside no longer cross into another zone."}
    ),
    _of("Control", "for_backend", "dropped", "The backend no longer has to carry it out."),
    _lowered(
        "TestHarness",
        "data_source",
        (("production",),),
        "Tests run on production data.",
    ),
    _of(
        "ContextRelation",
        "downstream_roles",
        "lost",
        "The downstream takes over the model of the upstream as it is.",
        ("ACL",),
    ),
    *_removed(
        "ContextRelation",
        {"failure_behaviour": "It no longer says what happens when the upstream is away."},
    ),
    _lowered(
        "Aggregate",
        "boundary",
        (("wider",),),
        "One transaction spans more than the aggregate.",
    ),
    _lowered(
        "Aggregate",
        "concurrency_control",
        (("", "none"),),
        "Two people can overwrite each other's change.",
    ),
    *_removed("Invariant", {"enforced_where": "It no longer says where it is kept true."}),
    _lowered(
        "Message",
        "delivery",
        _each(c.DELIVERIES),
        "Delivery is promised less firmly.",
    ),
    *_removed("Message", {"idempotency_key": "A repeat can no longer be told from a new one."}),
    _of("Message", "topic_retention", "longer", "The topic keeps data longer."),
    _lowered(
        "Port",
        "consistency_need",
        _each(c.CONSISTENCIES),
        "Less consistency is asked of the store.",
    ),
    *_removed("Port", {"isolation": "It no longer says which isolation it needs."}),
    _of("Guardrail", "rules", "lost", "A rule no longer checks the guardrail."),
    *_removed(
        "Guardrail",
        {
            "attestation": "It no longer says how people make sure of it.",
            "attested_by": "Nobody vouches for it any more.",
        },
    ),
    _of("Standard", "demanded", "dropped", "The plan is no longer held to the standard."),
    _lowered(
        "Requirement",
        "status",
        (("deferred", "withdrawn"),),
        "The plan is no longer held to it.",
    ),
    _lowered(
        "Requirement",
        "priority",
        (("", "wont"), ("could",), ("should",), ("must",)),
        "It counts for less.",
    ),
    _of("InputDocument", "required", "dropped", "The plan may do without the document."),
    _of("Dependency", "blocking", "dropped", "Work goes on without it."),
)

GONE: Mapping[str, str] = {
    "InputDocument": "The plan no longer draws on it.",
    "Requirement": "The plan is no longer held to it.",
    "Standard": "The plan is no longer held to the standard.",
    "Guardrail": "The guardrail no longer holds.",
    "ContextRelation": "The two contexts no longer say how they depend on each other.",
    "Invariant": "Nothing keeps this true any more.",
    "PrivacyConstraint": "Nothing demands this any more.",
    "ProcessingActivity": "The use of the data is no longer accounted for.",
    "Control": "Nothing controls this any more.",
    "Dependency": "The plan no longer asks for it.",
}
"""Kinds of which the removal of one makes the plan weaker."""

UNTIED: Mapping[str, tuple[tuple[str, ...], str]] = {
    "satisfies": ((), "It no longer serves the requirement."),
    "applies_to": (
        ("PrivacyConstraint", "ProcessingActivity", "Control"),
        "What it demands is no longer on this.",
    ),
}
"""Link types of which the removal makes the plan weaker: from which kinds (any when none), why."""
