"""Which data is sensitive, and everything that it is in."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from planning.plan.elements import (
    Aggregate,
    Attribute,
    Entity,
    EntityMapping,
    Message,
    Operation,
    ProcessingActivity,
)
from planning.plan.rules.once import once_per_plan
from planning.plan.value import Plan

PERSONAL = frozenset({"personal", "special", "criminal", "child"})
SENSITIVE = PERSONAL | {"payment", "credential"}


def attributes_of(plan: Plan, categories: Collection[str]) -> tuple[Attribute, ...]:
    """Attributes that hold data of any of these categories, in natural order."""
    sought = frozenset(categories)
    return tuple(a for a in plan.of(Attribute) if not sought.isdisjoint(a.categories))


def places(plan: Plan, attribute: Attribute) -> frozenset[str]:
    """Codes of all that the attribute is in, itself included.

    Its entity, aggregate and context, the stores that keep the entity, the schemas and messages
    that carry it, the operations that change or read its aggregate, and their services.
    """
    around = _around_entities(plan).get(attribute.entity, frozenset())
    return around | _own(plan, attribute)


def _own(plan: Plan, attribute: Attribute) -> frozenset[str]:
    """The places that follow from the attribute alone."""
    found = {attribute.code, attribute.entity, *carriers(plan, attribute.code)}
    return frozenset(found - {""})


@once_per_plan
def _around_entities(plan: Plan) -> Mapping[str, frozenset[str]]:
    """For each entity, codes of all that everything in it is in."""
    return {entity.code: _around(plan, entity) for entity in plan.of(Entity)}


def _around(plan: Plan, entity: Entity) -> frozenset[str]:
    aggregate = plan.get(entity.aggregate, Aggregate)
    found = {entity.aggregate, *stores_of(plan, entity.code)}
    if aggregate:
        found |= {aggregate.context, *_operations(plan, aggregate.code)}
    return frozenset(found - {""})


@once_per_plan
def subject_to(plan: Plan) -> Mapping[str, frozenset[str]]:
    """For each attribute, codes of what applies to it or to anything that it is in."""
    applying = _applying(plan)
    ruled = frozenset(applying)

    def on(places: frozenset[str]) -> frozenset[str]:
        return frozenset(code for place in places & ruled for code in applying[place])

    shared = {entity: on(places) for entity, places in _around_entities(plan).items()}
    nothing: frozenset[str] = frozenset()
    return {
        attribute.code: on(_own(plan, attribute)) | shared.get(attribute.entity, nothing)
        for attribute in plan.of(Attribute)
    }


def _applying(plan: Plan) -> Mapping[str, list[str]]:
    """For each code that anything applies to, the codes of what does."""
    found: dict[str, list[str]] = defaultdict(list)
    for link in plan.links:
        if link.type == "applies_to":
            found[link.target].append(link.source)
    return found


def stores_of(plan: Plan, entity: str) -> set[str]:
    """Codes of the stores that an entity is mapped to."""
    return {mapping.store for mapping in plan.children(entity, EntityMapping) if mapping.store}


def carriers(plan: Plan, attribute: str) -> set[str]:
    """Codes of the schemas and messages that carry an attribute, itself or by their schema."""
    carrying = set(plan.sources(attribute, "carries"))
    if not carrying:
        return carrying
    by_schema = {
        element.code
        for code in carrying
        for element, name in plan.referrers(code)
        if isinstance(element, Message) and name == "schema"
    }
    return carrying | by_schema


def _operations(plan: Plan, aggregate: str) -> set[str]:
    codes = plan.sources(aggregate, "changes", "reads")
    operations = [plan.get(code, Operation) for code in codes]
    return {*codes, *(operation.service for operation in operations if operation)}


@once_per_plan
def categories_used(plan: Plan) -> Mapping[str, set[str]]:
    """For each processing activity the categories of the data that it applies to."""
    activities = {activity.code for activity in plan.of(ProcessingActivity)}
    found: dict[str, set[str]] = defaultdict(set)
    for attribute in attributes_of(plan, SENSITIVE):
        for code in activities & subject_to(plan)[attribute.code]:
            found[code].update(attribute.categories)
    return found
