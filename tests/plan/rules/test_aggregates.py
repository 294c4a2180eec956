"""Rules on aggregates."""

import pytest

from planning.plan.elements import Aggregate, Attribute, Entity, Invariant, Transition
from tests.plan.rules.finding import found, link

CART = Aggregate(code="AG-1")


def entity(code="EN-1", role="root", **more):
    return Entity(code=code, aggregate="AG-1", role=role, **more)


@pytest.mark.parametrize("role", ["", "entity", "value_object"])
def test_an_aggregate_has_a_root(role):
    assert found("AG-01", CART, entity(role=role)) == ["AG-1"]
    assert found("AG-01", CART, entity()) == []


def test_the_root_of_another_aggregate_is_no_root_of_this_one():
    assert found("AG-01", CART, Entity(code="EN-1", aggregate="AG-2", role="root")) == ["AG-1"]


def test_an_aggregate_has_no_second_root():
    assert found("AG-02", CART, entity(), entity("EN-2")) == ["AG-1"]
    assert found("AG-02", CART, entity(), entity("EN-2", "entity")) == []
    assert found("AG-02", CART) == []


def test_an_aggregate_keeps_something_true_or_says_why_not():
    assert found("AG-03", CART) == ["AG-1 no_invariant_reason"]
    assert found("AG-03", CART, Invariant(code="IV-1", aggregate="AG-1")) == []
    assert found("AG-03", Aggregate(code="AG-1", no_invariant_reason="a plain record")) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["AG-1 boundary"]),
        ({"boundary": "self"}, []),
        ({"boundary": "wider"}, ["AG-1 boundary_reason"]),
        ({"boundary": "wider", "boundary_reason": "stock and order move together"}, []),
    ],
)
def test_a_transactional_boundary_is_stated_and_a_wider_one_explained(said, expected):
    assert found("AG-06", Aggregate(code="AG-1", **said)) == expected


def test_an_invariant_across_aggregates_has_a_corrective_policy():
    facts = (CART, Aggregate(code="AG-2"), link("spans", "IV-1", "AG-2"))
    invariant = Invariant(code="IV-1", aggregate="AG-1")
    mended = Invariant(code="IV-1", aggregate="AG-1", corrective_policy="PO-1")
    assert found("AG-04", invariant, *facts) == ["IV-1 corrective_policy"]
    assert found("AG-04", mended, *facts) == []
    assert found("AG-04", invariant, CART, link("spans", "IV-1", "AG-1")) == []


@pytest.mark.parametrize(
    ("other", "by_identity", "expected"),
    [
        (("AG-2", "entity"), False, ["AT-1 refers_to"]),
        (("AG-2", "entity"), True, ["AT-1 refers_to"]),
        (("AG-2", "root"), False, ["AT-1 refers_to"]),
        (("AG-2", "root"), True, []),
        (("AG-2", "value_object"), False, []),
        (("AG-2", ""), False, []),
        (("AG-1", "entity"), False, []),
        (("AG-1", "root"), False, []),
        (("", "entity"), False, []),
    ],
)
def test_a_reference_into_another_aggregate_is_to_its_root_by_identity(
    other, by_identity, expected
):
    target = Entity(code="EN-2", aggregate=other[0], role=other[1])
    attribute = Attribute(code="AT-1", entity="EN-1", refers_to="EN-2", by_identity=by_identity)
    assert found("AG-05", entity(), target, attribute) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"from_state": "open", "to_state": "Paid"}, []),
        ({"from_state": "", "to_state": "open"}, []),
        ({"from_state": "open", "to_state": "lost"}, ["TR-1 to_state"]),
        ({"from_state": "lost", "to_state": "gone"}, ["TR-1 from_state", "TR-1 to_state"]),
        ({}, []),
    ],
)
def test_a_transition_names_states_that_the_aggregate_has(said, expected):
    aggregate = Aggregate(code="AG-1", states=("open", "paid"))
    assert found("AG-08", aggregate, Transition(code="TR-1", aggregate="AG-1", **said)) == expected


def test_a_transition_of_nothing_names_no_wrong_state():
    assert found("AG-08", Transition(code="TR-1", from_state="open")) == []


@pytest.mark.parametrize("chance", ["", "low", "medium", "high"])
def test_what_is_likely_to_collide_is_controlled_and_mitigated(chance):
    aggregate = Aggregate(code="AG-1", conflict_chance=chance)
    controlled = Aggregate(
        code="AG-1",
        conflict_chance=chance,
        concurrency_control="none",
        contention_mitigation="one cart a person",
    )
    high, medium = chance == "high", chance in ("medium", "high")
    assert found("AG-09", aggregate) == ["AG-1 contention_mitigation"] * high
    assert found("AG-13", aggregate) == ["AG-1 concurrency_control"] * medium
    assert found("AG-09", controlled) == []
    assert found("AG-13", controlled) == []


@pytest.mark.parametrize(
    ("role", "identity", "expected"),
    [
        ("root", "", ["EN-1 identity"]),
        ("entity", "", ["EN-1 identity"]),
        ("entity", "number", []),
        ("value_object", "number", ["EN-1 identity"]),
        ("value_object", "", []),
        ("", "", []),
    ],
)
def test_entities_have_an_identity_and_value_objects_have_none(role, identity, expected):
    assert found("AG-11", entity(role=role, identity=identity)) == expected


def test_a_key_attribute_is_an_identity():
    assert found("AG-11", entity(), Attribute(code="AT-1", entity="EN-1", key=True)) == []


def test_an_aggregate_that_holds_many_states_its_size():
    lines = Attribute(code="AT-1", entity="EN-1", collection=True)
    single = Attribute(code="AT-1", entity="EN-1")
    assert found("AG-12", CART, entity(), lines) == ["AG-1 size"]
    assert found("AG-12", Aggregate(code="AG-1", size="at most 50"), entity(), lines) == []
    assert found("AG-12", CART, entity(), single) == []


def test_an_invariant_has_a_source_and_an_example():
    founded = Invariant(code="IV-1", source="the shop", example="Two of one book.")
    assert found("AG-14", Invariant(code="IV-1")) == ["IV-1 example", "IV-1 source"]
    assert found("AG-14", founded) == []
