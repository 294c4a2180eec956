"""``privacy_compliance.md``: processing, data classes, constraints, access, and people's rights."""

from collections.abc import Collection, Iterator

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import PRIVACY
from planning.plan.artifacts.document import document, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.choices import DATA_CATEGORIES
from planning.plan.elements import (
    Attribute,
    ChecklistItem,
    Control,
    DataStore,
    Endpoint,
    Entity,
    Message,
    PrivacyConstraint,
    ProcessingActivity,
    Schema,
)
from planning.plan.rules.classified import PERSONAL, attributes_of, carriers, places, stores_of


def write(frame: Frame) -> str:
    return document(frame, PRIVACY, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    yield from _activities(frame)
    yield from _classification(frame)
    yield from _constraints(frame)
    yield from _stores(frame)
    yield from _endpoints(frame)
    yield from _rights(frame)


def _activities(frame: Frame) -> Iterator[str]:
    headers = (
        "code",
        "purpose",
        "role",
        "subjects",
        "categories",
        "lawful basis",
        "Art. 9 condition",
        "recipients",
        "transfers and safeguard",
        "retention and trigger",
        "DPIA reference",
    )
    rows = (_activity(frame, a) for a in frame.plan.of(ProcessingActivity))
    otherwise = nothing(frame, "no processing activity", "SE-02", "data_strategy")
    yield from section(frame, "Processing activities", headers, rows, otherwise)


def _activity(frame: Frame, a: ProcessingActivity) -> tuple[Inline, ...]:
    used = frame.plan.targets(a.code, "applies_to")
    disclosed = cells.codes(frame, frame.plan.targets(a.code, "discloses_to"))
    withdrawn = cells.labelled("withdrawal", cells.said(frame, a.withdrawal_route))
    return (
        cells.defined(frame, a),
        cells.said(frame, a.purpose),
        cells.word(a.role),
        cells.said(frame, a.data_subjects),
        cells.joined(
            (
                _categories(frame, used),
                cells.labelled("of", cells.codes(frame, used)),
            ),
            "<br>",
        ),
        cells.joined((cells.word(a.lawful_basis), withdrawn), "<br>"),
        cells.said(frame, a.special_condition),
        cells.joined(
            (cells.said(frame, a.recipients), cells.labelled("discloses to", disclosed)), "<br>"
        ),
        cells.joined(
            (
                cells.said(frame, a.transfers),
                cells.labelled("safeguard", cells.said(frame, a.safeguard)),
            ),
            "<br>",
        ),
        cells.joined((md.inline(a.retention), cells.said(frame, a.retention_trigger)), " from: "),
        cells.joined(
            (Inline("large scale" if a.large_scale else ""), cells.said(frame, a.dpia_reference))
        ),
    )


def _categories(frame: Frame, used: Collection[str]) -> Inline:
    """Categories of the data that is in any of the things that an activity uses."""
    held = {
        category
        for at in attributes_of(frame.plan, DATA_CATEGORIES[1:])
        if not places(frame.plan, at).isdisjoint(used)
        for category in at.categories
    }
    return cells.words(c for c in DATA_CATEGORIES[1:] if c in held)


def _classification(frame: Frame) -> Iterator[str]:
    headers = ("attribute", "confidentiality", "categories", "stores", "schemas", "messages")
    rows = (_class(frame, at) for at in frame.plan.of(Attribute))
    otherwise = nothing(frame, "no attribute, and so nothing to classify", "data_strategy")
    yield from section(frame, "Classification", headers, rows, otherwise)


def _class(frame: Frame, at: Attribute) -> tuple[Inline, ...]:
    plan = frame.plan
    carrying = carriers(plan, at.code)
    held = cells.joined((cells.word(at.confidentiality), cells.word(at.protection)))
    reason = cells.said(frame, at.classification_reason)
    return (
        Inline(f"{cells.named(frame, at.code)} of {cells.named(frame, at.entity) or md.BLANK}"),
        cells.joined((held, cells.labelled("because", reason)), "<br>"),
        cells.words(at.categories),
        cells.codes(frame, stores_of(plan, at.entity)),
        cells.codes(frame, (c for c in carrying if plan.get(c, Schema))),
        cells.codes(frame, (c for c in carrying if plan.get(c, Message))),
    )


def _constraints(frame: Frame) -> Iterator[str]:
    headers = (
        "code",
        "statement",
        "source and version",
        "regulation",
        "control",
        "applies to",
        "implemented by step",
        "evidence",
        "requirements",
    )
    rows = (_constraint(frame, pc) for pc in frame.plan.of(PrivacyConstraint))
    otherwise = nothing(frame, "no constraint from the security track", "SE-10", "data_strategy")
    yield from section(frame, "Constraints", headers, rows, otherwise)


def _constraint(frame: Frame, pc: PrivacyConstraint) -> tuple[Inline, ...]:
    plan = frame.plan
    controls = [c for c in plan.sources(pc.code, "applies_to") if plan.get(c, Control)]
    both = (pc.code, *controls)
    limits = (
        cells.labelled("categories", cells.words(pc.categories)),
        cells.labelled("retention", md.inline(pc.retention)),
        cells.labelled("residency", md.inline(", ".join(pc.residency))),
        cells.labelled("discloses to", cells.codes(frame, plan.targets(pc.code, "discloses_to"))),
    )
    return (
        cells.defined(frame, pc),
        cells.joined((cells.said(frame, pc.statement), *limits), "<br>"),
        cells.joined((cells.named(frame, pc.document), md.inline(pc.document_version))),
        cells.said(frame, pc.regulation),
        cells.codes(frame, controls),
        cells.codes(frame, plan.targets(pc.code, "applies_to")),
        cells.codes(frame, (step for code in both for step in plan.sources(code, "builds"))),
        _evidence(frame, both),
        cells.requirements(frame, pc.code),
    )


def _evidence(frame: Frame, codes: tuple[str, ...]) -> Inline:
    """What verifies the constraint or its controls, with what a checklist item shows for it."""
    verifiers = [v for code in codes for v in frame.plan.sources(code, "verifies")]
    shown = (
        cells.said(frame, item.evidence)
        for v in dict.fromkeys(verifiers)
        if (item := frame.plan.get(v, ChecklistItem))
    )
    return cells.joined((cells.codes(frame, verifiers), *shown), "<br>")


def _stores(frame: Frame) -> Iterator[str]:
    headers = ("store", "encryption", "access", "residency", "retention", "backup")
    rows = (
        (
            cells.named(frame, s.code),
            cells.joined(
                (
                    cells.labelled("at rest", cells.said(frame, s.encryption_at_rest)),
                    cells.labelled("in transit", cells.said(frame, s.encryption_in_transit)),
                ),
                "<br>",
            ),
            cells.said(frame, s.access),
            md.inline(", ".join(s.residency)),
            md.inline(s.retention),
            md.inline(s.backup_retention),
        )
        for s in frame.plan.of(DataStore)
    )
    otherwise = nothing(frame, "no data store", "data_strategy")
    yield from section(frame, "Stores", headers, rows, otherwise)


def _endpoints(frame: Frame) -> Iterator[str]:
    headers = ("endpoint", "authentication", "authorisation", "exposure")
    rows = (
        (
            cells.named(frame, e.code),
            cells.joined(
                (cells.word(e.authentication), cells.said(frame, e.anonymous_because)), ", because "
            ),
            cells.joined(
                (
                    cells.said(frame, e.authorisation),
                    cells.labelled("object rule", cells.said(frame, e.object_rule)),
                ),
                "<br>",
            ),
            cells.joined(
                (cells.word(e.exposure), cells.labelled("limits", cells.said(frame, e.limits)))
            ),
        )
        for e in frame.plan.of(Endpoint)
    )
    otherwise = nothing(frame, "no endpoint", "service_catalog")
    yield from section(frame, "Endpoints", headers, rows, otherwise)


def _rights(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.joined(
                (
                    cells.named(frame, e.code),
                    cells.labelled("data of", cells.said(frame, e.data_subject)),
                )
            ),
            cells.said(frame, e.find_route),
            cells.said(frame, e.export_route),
            cells.said(frame, e.erase_route),
        )
        for e in frame.plan.of(Entity)
        if _concerns_people(frame, e)
    )
    otherwise = (
        none("No entity is said to hold data about people.")
        if frame.plan.of(Entity)
        else nothing(frame, "no entity", "domain_map")
    )
    headers = ("entity", "find", "export", "erase")
    yield from section(frame, "Rights of people", headers, rows, otherwise)


def _concerns_people(frame: Frame, entity: Entity) -> bool:
    if entity.data_subject or entity.find_route or entity.export_route or entity.erase_route:
        return True
    attributes = frame.plan.children(entity.code, Attribute)
    return any(PERSONAL.intersection(at.categories) for at in attributes)
