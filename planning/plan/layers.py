"""Where an element lives: the architecture layer and the bounded context that follow for it."""

from collections.abc import Mapping

from planning.plan.elements import (
    Adapter,
    Aggregate,
    Attribute,
    BoundedContext,
    DataStore,
    Element,
    Endpoint,
    Entity,
    EntityMapping,
    Invariant,
    Operation,
    Policy,
    Port,
    Service,
    Transition,
)
from planning.plan.value import Plan

INWARD: Mapping[str, tuple[str, ...]] = {
    "presentation": ("application",),
    "application": ("domain",),
    "infrastructure": ("application", "domain"),
    "domain": (),
}
"""The layers that each layer may depend on."""

PLACED: tuple[type[Element], ...] = (Aggregate, Policy, Service, Port, Adapter, DataStore)
"""The kinds that stand in a layer themselves; all others follow an aggregate or a service."""

_DOMAIN = (Aggregate, Entity, Attribute, Invariant, Transition, Policy)
_STATED = (Service, Port, Adapter)
# The field that names the element in whose context an element without one of its own lives.
_WITHIN: Mapping[type[Element], str] = {
    Entity: "aggregate",
    Attribute: "entity",
    Invariant: "aggregate",
    Transition: "aggregate",
    Operation: "service",
    Endpoint: "service",
    Adapter: "port",
    EntityMapping: "entity",
}


def layer_of(plan: Plan, element: Element) -> str:
    """The layer of an element, ``""`` where it has none or nobody said; from MODEL's kinds."""
    if isinstance(element, _DOMAIN):
        return "domain"
    if isinstance(element, DataStore):
        return "infrastructure"
    if isinstance(element, _STATED):
        return str(element.layer)
    if isinstance(element, Operation | Endpoint):
        service = plan.get(element.service, Service)
        return service.layer if service else ""
    return ""


def context_of(plan: Plan, element: Element) -> str:
    """The code of the context an element lives in, ``""`` where it has none or nobody said."""
    for _ in range(len(_WITHIN)):
        if isinstance(element, BoundedContext):
            return element.code
        outer = plan.by_code.get(getattr(element, _WITHIN.get(type(element), ""), ""))
        if outer is None:
            break
        element = outer
    return str(getattr(element, "context", ""))
