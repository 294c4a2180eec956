"""What depends on an element: who refers to it, who links to it, what is part of it."""

import pytest

from planning.plan.elements import (
    Aggregate,
    BoundedContext,
    BuildStep,
    Element,
    Entity,
    Invariant,
    Operation,
    Requirement,
    Service,
)
from planning.plan.impact import Impact, impact
from planning.plan.links import Link
from planning.plan.value import plan

CONTEXT = BoundedContext(code="BC-1")
AGGREGATE = Aggregate(code="AG-1", context="BC-1")
PLAN = plan(
    (
        CONTEXT,
        AGGREGATE,
        Entity(code="EN-1", aggregate="AG-1"),
        Invariant(code="IV-1", aggregate="AG-1"),
        Service(code="SV-1", context="BC-1"),
        Operation(code="OP-1", service="SV-1"),
        BuildStep(code="ST-1"),
        Requirement(code="FR-1"),
    ),
    (
        Link(type="changes", source="OP-1", target="AG-1"),
        Link(type="builds", source="ST-1", target="OP-1"),
        Link(type="satisfies", source="AG-1", target="FR-1"),
    ),
)


def found(impact: Impact) -> list[tuple[str, int]]:
    return [(each.element.code, each.distance) for each in impact.dependents]


def test_parts_referrers_and_sources_of_links_depend_at_any_depth():
    assert found(impact(PLAN, "AG-1")) == [("EN-1", 1), ("IV-1", 1), ("OP-1", 1), ("ST-1", 2)]


def test_what_an_element_names_does_not_depend_on_it():
    assert found(impact(PLAN, "ST-1")) == []


def test_each_dependent_is_reached_by_a_shortest_way():
    held = impact(PLAN, "FR-1")
    assert [(step.on, step.why, step.element.code) for step in held.path("ST-1")] == [
        ("FR-1", "satisfies FR-1", "AG-1"),
        ("AG-1", "changes AG-1", "OP-1"),
        ("OP-1", "builds OP-1", "ST-1"),
    ]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (Entity(code="EN-1", aggregate="X"), "is part of X"),
        (BoundedContext(code="EN-1", owner="X"), "has X as owner"),
    ],
)
def test_the_reason_says_part_or_names_the_field(element: Element, expected: str):
    (dependent,) = impact(plan([element]), "X").dependents
    assert dependent.why == expected


def test_dependents_stand_in_rings_by_distance():
    rings = [(distance, len(held)) for distance, held in impact(PLAN, "BC-1").rings()]
    assert rings == [(1, 2), (2, 3), (3, 1)]
    assert len(impact(PLAN, "BC-1").direct) == 2
    assert impact(PLAN, "BC-1").further == 4


def test_a_cycle_ends_and_leaves_out_where_it_began():
    steps = [BuildStep(code=f"ST-{number}") for number in range(3)]
    links = [
        Link(type="depends_on", source=f"ST-{number}", target=f"ST-{(number + 1) % 3}")
        for number in range(3)
    ]
    assert found(impact(plan(steps, links), "ST-0")) == [("ST-2", 1), ("ST-1", 2)]


def test_a_long_chain_is_followed_to_its_end():
    length = 5_000
    steps = [BuildStep(code=f"ST-{number}") for number in range(length)]
    links = [
        Link(type="depends_on", source=f"ST-{number}", target=f"ST-{number - 1}")
        for number in range(1, length)
    ]
    held = impact(plan(steps, links), "ST-0")
    assert held.dependents[-1].distance == length - 1
    assert len(held.path(f"ST-{length - 1}")) == length - 1


def test_an_end_that_is_not_there_is_passed_over():
    assert found(impact(plan([], [Link(type="about", source="QU-1", target="X")]), "X")) == []
