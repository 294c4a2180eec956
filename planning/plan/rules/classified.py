"""Which data is sensitive, and everything that it is in."""

from collections import defaultdict
from collections.abc import Collection

from planning.plan.elements import (
    Aggregate,
    Attribute,
    Entity,
    EntityMapping,
    Message,
    Operation,
    ProcessingActivity,
)
from planning.plan.value import Plan

PERSONAL = frozenset({"personal", "special", "criminal", "child"})
SENSITIVE = PERSONAL | {"payment", "credential"}


def attributes_of(plan: Plan, categories: Collection[str]) -> tuple[Attribute, ...]:
    """Attributes that hold data of any of these categories, in natural order."""
    return tuple(a for a in plan.of(Attribute) if not set(categories).isdisjoint(a.categories))


def places(plan: Plan, attribute: Attribute) -> frozenset[str]:
    """Codes of all that the attribute is in, itself included.

    Its entity, aggregate and context, the stores that keep the entity, the schemas and messages
    that carry it, the operations that change or read its aggregate, and their services.
    """
    entity = plan.get(attribute.entity, Entity)
    aggregate = plan.get(entity.aggregate, Aggregate) if entity else None
    found = {attribute.code, attribute.entity, *carriers(plan, attribute.code)}
    if entity:
        found |= {entity.aggregate, *stores_of(plan, entity.code)}
    if aggregate:
        found |= {aggregate.context, *_operations(plan, aggregate.code)}
    return frozenset(found - {""})


def stores_of(plan: Plan, entity: str) -> set[str]:
    """Codes of the stores that an entity is mapped to."""
    return {mapping.store for mapping in plan.children(entity, EntityMapping) if mapping.store}


def carriers(plan: Plan, attribute: str) -> set[str]:
    """Codes of the schemas and messages that carry an attribute, itself or by their schema."""
    carrying = set(plan.sources(attribute, "carries"))
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


def categories_used(plan: Plan) -> dict[str, set[str]]:
    """For each processing activity the categories of the data that it applies to."""
    found: dict[str, set[str]] = defaultdict(set)
    for attribute in attributes_of(plan, SENSITIVE):
        for place in places(plan, attribute):
            for code in plan.sources(place, "applies_to"):
                if plan.get(code, ProcessingActivity):
                    found[code].update(attribute.categories)
    return found
