"""Where an element lives."""

import pytest

from planning.plan.elements import (
    BY_NAME,
    Adapter,
    Aggregate,
    Attribute,
    BoundedContext,
    DataStore,
    Endpoint,
    Entity,
    EntityMapping,
    Invariant,
    Message,
    Operation,
    Policy,
    Port,
    Service,
    Transition,
)
from planning.plan.layers import context_of, layer_of
from planning.plan.value import plan

DOMAIN = ("Aggregate", "Entity", "Attribute", "Invariant", "Transition", "Policy")
STATED = ("Service", "Port", "Adapter")
PLAN = plan(
    [
        BoundedContext(code="BC-1"),
        Aggregate(code="AG-1", context="BC-1"),
        Entity(code="EN-1", aggregate="AG-1"),
        Attribute(code="AT-1", entity="EN-1"),
        Invariant(code="IV-1", aggregate="AG-1"),
        Transition(code="TR-1", aggregate="AG-1"),
        Policy(code="PO-1", context="BC-1"),
        Message(code="MS-1", context="BC-1"),
        Service(code="SV-1", context="BC-1", layer="application"),
        Operation(code="OP-1", service="SV-1"),
        Endpoint(code="EP-1", service="SV-1"),
        Port(code="PT-1", context="BC-1", layer="domain"),
        Adapter(code="AD-1", port="PT-1", layer="infrastructure"),
        DataStore(code="DS-1", context="BC-1"),
        EntityMapping(code="EM-1", entity="EN-1", store="DS-1"),
    ]
)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_layer_follows_from_the_kind_where_nothing_else_is_said(name):
    element = BY_NAME[name](code="X-1", **({"layer": "application"} if name in STATED else {}))
    expected = {"DataStore": "infrastructure"} | dict.fromkeys(DOMAIN, "domain")
    expected |= dict.fromkeys(STATED, "application")
    assert layer_of(plan([element]), element) == expected.get(name, "")


@pytest.mark.parametrize("code", ["OP-1", "EP-1"])
def test_operations_and_endpoints_lie_where_their_service_does(code):
    assert layer_of(PLAN, PLAN.by_code[code]) == "application"


@pytest.mark.parametrize("code", [e.code for e in PLAN.elements])
def test_an_element_lives_in_the_context_that_its_parents_lead_to(code):
    assert context_of(PLAN, PLAN.by_code[code]) == "BC-1"


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - {"BoundedContext"}))
def test_an_element_that_names_nothing_lives_nowhere(name):
    element = BY_NAME[name](code="X-1")
    assert context_of(plan([element]), element) == ""


def test_a_missing_parent_ends_the_search():
    entity = Entity(code="EN-1", aggregate="AG-9")
    assert context_of(plan([entity]), Attribute(code="AT-1", entity="EN-1")) == ""
    assert layer_of(plan(), Operation(code="OP-1", service="SV-9")) == ""
