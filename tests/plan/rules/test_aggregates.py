"""Rules on aggregates."""

import pytest

from planning.plan.elements import Aggregate, Entity, Invariant
from tests.plan.rules.finding import found

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
