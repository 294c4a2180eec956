"""How far a requirement is carried."""

import pytest

from planning.plan.artifacts.coverage import by_type, trace
from planning.plan.canonical import normative_digest
from planning.plan.elements import Aggregate, BuildStep, Requirement, TestHarness
from planning.plan.links import Link
from planning.plan.value import Plan, plan

ELEMENTS = (Aggregate(code="AG-1"), BuildStep(code="ST-1"), TestHarness(code="TH-1"))
SATISFIED = Link(type="satisfies", source="AG-1", target="R-1")
BUILT = Link(type="builds", source="ST-1", target="AG-1")
VERIFIED = Link(type="verifies", source="TH-1", target="R-1")


def state(plan_: Plan) -> str:
    return trace(plan_, plan_.of(Requirement)[0]).state


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ((SATISFIED, BUILT, VERIFIED), "covered"),
        ((SATISFIED, BUILT), "partial"),
        ((VERIFIED,), "partial"),
        ((BUILT,), "not covered"),
        ((), "not covered"),
    ],
)
def test_a_requirement_is_covered_by_element_step_and_verification(
    links: tuple[Link, ...], expected: str
) -> None:
    assert state(plan((*ELEMENTS, Requirement(code="R-1")), links)) == expected


@pytest.mark.parametrize("status", ["deferred", "withdrawn"])
def test_a_requirement_that_is_put_off_says_so(status: str) -> None:
    assert state(plan([Requirement(code="R-1", status=status)])) == status


def test_a_requirement_that_changed_since_makes_its_links_suspect() -> None:
    earlier = normative_digest(Requirement(code="R-1", statement="fast"))
    link = Link(type="satisfies", source="AG-1", target="R-1", target_digest=earlier)
    held = trace(
        plan((*ELEMENTS, Requirement(code="R-1", statement="faster")), [link]),
        Requirement(code="R-1", statement="faster"),
    )
    assert (held.state, held.suspects) == ("suspect", ("AG-1",))


def test_requirements_without_a_type_are_counted_last() -> None:
    held = plan([Requirement(code="R-1"), Requirement(code="R-2", type="quality")])
    traces = [trace(held, requirement) for requirement in held.of(Requirement)]
    assert [type_ for type_, _ in by_type(traces)] == ["quality", ""]
