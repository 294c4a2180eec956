"""Rules on the build plan."""

from datetime import date

import pytest

from planning.plan.elements import (
    Adapter,
    Aggregate,
    BoundedContext,
    BuildPhase,
    BuildStep,
    BuildTask,
    Entity,
    Operation,
    Port,
    Service,
)
from tests.plan.rules.finding import findings, found, link


def step(code, **more):
    return BuildStep(code=code, **more)


def test_steps_do_not_wait_for_each_other():
    steps = [step("ST-2"), step("ST-10"), step("ST-3")]
    round_ = [
        link("depends_on", "ST-2", "ST-10"),
        link("depends_on", "ST-10", "ST-3"),
        link("depends_on", "ST-3", "ST-2"),
    ]
    [finding] = findings("PL-04", *steps, *round_)
    assert finding.element == "ST-2"
    assert finding.message == "Steps wait for each other: ST-2 → ST-10 → ST-3 → ST-2."
    assert found("PL-04", *steps, *round_[:2]) == []


def test_a_step_does_not_wait_for_itself():
    assert found("PL-04", step("ST-1"), link("depends_on", "ST-1", "ST-1")) == ["ST-1"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["ST-1 done_condition", "ST-1 owner"]),
        ({"owner": "alice"}, ["ST-1 done_condition"]),
        ({"done_condition": "Tests pass."}, ["ST-1 owner"]),
        ({"owner": "alice", "done_condition": "Tests pass."}, []),
    ],
)
def test_a_step_has_an_end_and_an_owner(said, expected):
    assert found("PL-07", step("ST-1", **said)) == expected


@pytest.mark.parametrize("type_", ["satisfies", "builds", "verifies"])
def test_a_step_leads_somewhere(type_):
    assert found("PL-02", step("ST-1")) == ["ST-1"]
    assert found("PL-02", step("ST-1"), link(type_, "ST-1", "X")) == []


def test_a_step_that_another_waits_for_leads_somewhere():
    facts = (step("ST-1"), step("ST-2"), link("depends_on", "ST-2", "ST-1"))
    assert found("PL-02", *facts) == ["ST-2"]


PLANNED = (
    BuildPhase(code="PH-1", position=1),
    BuildPhase(code="PH-2"),
    BuildTask(code="TK-1", phase="PH-1"),
    BuildTask(code="TK-2", phase="PH-2"),
    BuildTask(code="TK-3"),
)
EARLY, LATE = date(2026, 12, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"task": "TK-1"}, {"task": "TK-1"}, ["ST-1 ST-2"]),
        ({"task": "TK-1", "position": 2}, {"task": "TK-1", "position": 1}, []),
        ({"task": "TK-1"}, {"task": "TK-2"}, []),
        ({"task": "TK-2"}, {"task": "TK-1"}, ["ST-1 ST-2"]),
        ({"task": "TK-3"}, {"task": "TK-1"}, []),
        ({}, {}, []),
        ({"starts_on": EARLY}, {"starts_on": LATE}, ["ST-1 ST-2"]),
        ({"starts_on": LATE, "task": "TK-1"}, {"starts_on": EARLY, "task": "TK-1"}, []),
    ],
)
def test_a_step_stands_behind_what_it_waits_for(first, second, expected):
    steps = (step("ST-1", **first), step("ST-2", **second))
    assert found("PL-05", *PLANNED, *steps, link("depends_on", "ST-1", "ST-2")) == expected


AREAS = ("business_logic", "domain_model", "repository_adapter", "test_harness")
IN_EVERY_AREA = [step(f"ST-{n}", area=area) for n, area in enumerate(AREAS)]


def test_every_area_of_the_directive_has_a_step():
    assert found("PL-06") == sorted(AREAS)
    assert found("PL-06", *IN_EVERY_AREA) == []
    assert found("PL-06", *IN_EVERY_AREA[1:]) == ["business_logic"]


@pytest.mark.parametrize(
    ("element", "part"),
    [
        (Aggregate(code="X-1", context="BC-1"), Entity(code="P-1", aggregate="X-1")),
        (Port(code="X-1", context="BC-1"), Adapter(code="P-1", port="X-1")),
        (Service(code="X-1", context="BC-1"), Operation(code="P-1", service="X-1")),
    ],
)
def test_aggregates_ports_and_services_are_built_whole_or_in_part(element, part):
    facts = (*IN_EVERY_AREA, element, part)
    assert found("PL-06", *facts) == ["X-1"]
    assert found("PL-06", *facts, link("builds", "ST-1", "X-1")) == []
    assert found("PL-06", *facts, link("builds", "ST-1", "P-1")) == []
    assert found("PL-06", *facts, BoundedContext(code="BC-1", external=True)) == []


def test_a_phase_has_an_exit_criterion():
    assert found("PL-12", BuildPhase(code="PH-1")) == ["PH-1 exit_criterion"]
    assert found("PL-12", BuildPhase(code="PH-1", exit_criterion="All green.")) == []
