"""Rules on personal data: how it is classed, why it is used, and what people may ask."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import (
    Attribute,
    BoundedContext,
    Entity,
    Operation,
    ProcessingActivity,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.classified import PERSONAL, attributes_of, categories_used, subject_to
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
from planning.plan.value import Plan
from planning.plan.words import suggested_categories


@rule(
    "SE-01",
    "missing",
    "error",
    "security",
    title="An attribute is not classified",
    why="What protection data needs follows from its class; silence is taken for harmless.",
    fix="State confidentiality and categories; none is an answer.",
    standards=("SEC-API",),
)
def classification(plan: Plan, on: date) -> Iterator[Hit]:
    for attribute in plan.of(Attribute):
        missing = [f for f in ("confidentiality", "categories") if not getattr(attribute, f)]
        if missing:
            yield Hit(
                element=attribute.code,
                field=missing[0],
                message=f"{attribute.code} has no {' and no '.join(missing)}.",
                hint=_suggestion(attribute, plan.language),
            )


def _suggestion(attribute: Attribute, language: str) -> str:
    suggested = suggested_categories(attribute.name, language)
    return f"Its name suggests {' or '.join(suggested)} data." if suggested else ""


@rule(
    "SE-02",
    "missing",
    "error",
    "security",
    title="Personal data without a lawful use",
    why="Personal data may be kept only for a purpose with a lawful basis and an end.",
    fix="Link a processing activity that says why the data is used, on what basis and how long.",
    standards=("SEC-API",),
)
def processing(plan: Plan, on: date) -> Iterator[Hit]:
    yield from _unused_personal_data(plan)
    for activity in plan.of(ProcessingActivity):
        if activity.role != "processor" and not activity.lawful_basis:
            yield Hit(
                element=activity.code,
                field="lawful_basis",
                message=f"{activity.code} has no lawful basis.",
            )
        if not activity.retention:
            yield Hit(
                element=activity.code,
                field="retention",
                message=f"{activity.code} has no retention.",
            )


def _unused_personal_data(plan: Plan) -> Iterator[Hit]:
    """One hit for each entity, or for each attribute that is in none."""
    activities = {activity.code for activity in plan.of(ProcessingActivity)}
    unused: dict[str, list[Attribute]] = defaultdict(list)
    for attribute in attributes_of(plan, PERSONAL):
        if activities.isdisjoint(subject_to(plan)[attribute.code]):
            unused[attribute.entity or attribute.code].append(attribute)
    for code, attributes in unused.items():
        yield Hit(
            element=code,
            message=f"No processing activity uses the personal data {listed(attributes)}.",
        )


@rule(
    "SE-13",
    "missing",
    "error",
    "security",
    title="People cannot get at their data",
    why="People may ask what is kept of them, take it along and have it erased.",
    fix="State on the entity or its root how the data is found, exported and erased.",
    standards=("SEC-API",),
)
def subject_rights(plan: Plan, on: date) -> Iterator[Hit]:
    personal = {attribute.entity for attribute in attributes_of(plan, PERSONAL)}
    roots = {entity.aggregate: entity for entity in plan.of(Entity) if entity.role == "root"}
    for entity in plan.of(Entity):
        answering = (entity, roots.get(entity.aggregate, entity) if entity.aggregate else entity)
        missing = [r for r in _ROUTES if not any(getattr(each, r) for each in answering)]
        if entity.code in personal and missing:
            yield Hit(
                element=entity.code,
                field=missing[0],
                message=f"{entity.code} holds personal data and has no "
                f"{' and no '.join(map(words, missing))}.",
            )


_ROUTES = ("find_route", "export_route", "erase_route")


@rule(
    "SE-14",
    "missing",
    "error",
    "security",
    title="A basis is not complete",
    why="Special categories need a condition of their own; consent can be taken back at any time.",
    fix="State the condition of Art. 9, or how consent is taken back.",
    standards=("SEC-API",),
)
def incomplete_basis(plan: Plan, on: date) -> Iterator[Hit]:
    used = categories_used(plan)
    for activity in plan.of(ProcessingActivity):
        if "special" in used.get(activity.code, ()):
            yield from lacking(activity, "special_condition")
        if activity.lawful_basis == "consent":
            yield from lacking(activity, "withdrawal_route")


@rule(
    "SE-15",
    "missing",
    "error",
    "security",
    title="Data is handed over without safeguard",
    why="Beyond our own organisation or country only an agreed safeguard protects the data.",
    fix="State the safeguard: an adequacy decision, standard clauses, a processing agreement.",
    standards=("SEC-API",),
)
def unsafe_transfer(plan: Plan, on: date) -> Iterator[Hit]:
    external = {context.code for context in plan.of(BoundedContext) if context.external}
    for activity in plan.of(ProcessingActivity):
        disclosed = external.intersection(plan.targets(activity.code, "discloses_to"))
        if activity.transfers or disclosed:
            yield from lacking(activity, "safeguard")


@rule(
    "SE-20",
    "missing",
    "warning",
    "security",
    title="Nobody can tell who saw special data",
    why="Access to special categories has to be accounted for.",
    fix="Say what is written down of the operation, and where.",
    standards=("SEC-API",),
)
def unaudited_operation(plan: Plan, on: date) -> Iterator[Hit]:
    entities = {attribute.entity for attribute in attributes_of(plan, {"special"})}
    aggregates = {e.aggregate for code in entities if (e := plan.get(code, Entity))}
    for operation in plan.of(Operation):
        if not aggregates.isdisjoint(plan.targets(operation.code, "changes", "reads")):
            yield from lacking(operation, "audit")


@rule(
    "SE-22",
    "missing",
    "warning",
    "security",
    title="The impact on people is not assessed",
    why="Special data, children and large scale call for an assessment before the work begins.",
    fix="Name the data protection impact assessment.",
    standards=("SEC-API",),
)
def unassessed_activity(plan: Plan, on: date) -> Iterator[Hit]:
    used = categories_used(plan)
    for activity in plan.of(ProcessingActivity):
        if activity.large_scale or not {"special", "child"}.isdisjoint(used.get(activity.code, ())):
            yield from lacking(activity, "dpia_reference")


PRIVACY: tuple[Rule, ...] = (
    classification,
    processing,
    subject_rights,
    incomplete_basis,
    unsafe_transfer,
    unaudited_operation,
    unassessed_activity,
)
