"""How far a requirement is carried, and the way back."""

import pytest

from planning.plan.canonical import normative_digest
from planning.plan.elements import (
    Aggregate,
    BuildStep,
    BuildTask,
    Control,
    Requirement,
    Standard,
    TestHarness,
)
from planning.plan.links import Link
from planning.plan.traceability import (
    Tally,
    by_priority,
    by_type,
    citing,
    controlled,
    purpose,
    suspects,
    tally,
    trace,
    traces,
    without_requirement,
)
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
    assert [type_ for type_, _ in by_type(traces(held))] == ["quality", ""]


def test_a_value_that_went_out_of_use_is_counted_too():
    held = plan([Requirement(code="R-1", type="old"), Requirement(code="R-2", type="quality")])
    assert [type_ for type_, _ in by_type(traces(held))] == ["quality", "old"]


def test_requirements_are_counted_by_priority_and_state():
    requirements = (
        Requirement(code="R-1", priority="must"),
        Requirement(code="R-2", priority="must", status="deferred"),
        Requirement(code="R-3", priority="could"),
    )
    groups = by_priority(traces(plan((*ELEMENTS, *requirements), [SATISFIED, BUILT, VERIFIED])))
    assert [tally(*group) for group in groups] == [
        Tally(name="must", counts=(1, 0, 0, 1, 0, 0), of=2),
        Tally(name="could", counts=(0, 0, 1, 0, 0, 0), of=1),
    ]


def test_the_way_back_leads_to_requirements_steps_and_verification():
    held = plan((*ELEMENTS, Requirement(code="R-1")), (SATISFIED, BUILT, VERIFIED))
    back = purpose(held, held.by_code["AG-1"])
    assert (back.requirements, back.steps, back.verifiers) == (("R-1",), ("ST-1",), ("TH-1",))


def test_the_way_back_of_a_task_leads_to_its_steps():
    held = plan((BuildTask(code="TK-1"), BuildStep(code="ST-1", task="TK-1")))
    assert purpose(held, held.by_code["TK-1"]).steps == ("ST-1",)


def test_elements_that_serve_no_requirement_are_listed_by_kind():
    held = plan((*ELEMENTS, Aggregate(code="AG-2"), Requirement(code="R-1")), [SATISFIED])
    found = [(each.kind, each.codes, each.of) for each in without_requirement(held)]
    assert found == [(Aggregate, ("AG-2",), 2), (BuildStep, ("ST-1",), 1)]


def test_who_cites_a_standard_is_listed_by_file():
    links = [Link(type="cites", source=source, target="S") for source in ("ST-1", "AG-1")]
    held = plan((*ELEMENTS, Standard(code="S")), links)
    home = {Aggregate: "aggregates.md", BuildStep: "build_plan.md"}
    found = citing(held, held.of(Standard)[0], home)
    assert list(found.items()) == [("aggregates.md", ["AG-1"]), ("build_plan.md", ["ST-1"])]


def test_a_control_leads_to_elements_and_steps():
    links = (
        Link(type="applies_to", source="CT-1", target="AG-1"),
        Link(type="verifies", source="ST-1", target="CT-1"),
    )
    (held,) = controlled(plan((*ELEMENTS, Control(code="CT-1")), links))
    assert (held.elements, held.steps) == (("AG-1",), ("ST-1",))


def test_only_links_whose_target_changed_are_suspect():
    now = Requirement(code="R-1", statement="faster")
    said = {"AG-1": normative_digest(now), "ST-1": "earlier", "TH-1": ""}
    links = [
        Link(type="satisfies", source=source, target="R-1", target_digest=digest)
        for source, digest in said.items()
    ]
    assert [link.source for link in suspects(plan((*ELEMENTS, now), links))] == ["ST-1"]
