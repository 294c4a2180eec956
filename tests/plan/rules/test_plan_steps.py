"""Rules on the build plan."""

import pytest

from planning.plan.elements import BuildStep, BuildTask, Requirement, Service
from tests.plan.rules.finding import findings, found, link

SERVICE, STEP = Service(code="SV-1"), BuildStep(code="ST-1")
TRACED = (
    SERVICE,
    STEP,
    BuildTask(code="TK-1"),
    link("satisfies", "SV-1", "REQ-1"),
)


def requirement(priority="must", **more):
    return Requirement(code="REQ-1", priority=priority, **more)


def test_a_must_requirement_has_an_element_and_a_step():
    [finding] = findings("PL-01", requirement(), SERVICE, STEP)
    assert finding.message == "REQ-1 has no element and no step."
    [finding] = findings("PL-01", requirement(), *TRACED)
    assert finding.message == "REQ-1 has no step."
    [finding] = findings("PL-01", requirement(), STEP, link("satisfies", "ST-1", "REQ-1"))
    assert finding.message == "REQ-1 has no element."


@pytest.mark.parametrize(
    "work",
    [
        link("satisfies", "ST-1", "REQ-1"),
        link("satisfies", "TK-1", "REQ-1"),
        link("builds", "ST-1", "SV-1"),
    ],
)
def test_a_step_satisfies_a_requirement_or_builds_what_does(work):
    assert found("PL-01", requirement(), *TRACED, work) == []


@pytest.mark.parametrize(
    ("said", "severities"),
    [
        ({"priority": "must"}, ["error"]),
        ({"priority": "should"}, ["warning"]),
        ({"priority": "could"}, []),
        ({"priority": "wont"}, []),
        ({"priority": ""}, []),
        ({"status": "deferred"}, ["error"]),
        ({"status": "deferred", "deferral_reason": "next year"}, []),
        ({"status": "proposed", "deferral_reason": "next year"}, ["error"]),
        ({"status": "withdrawn"}, []),
    ],
)
def test_how_grave_an_untraced_requirement_is(said, severities):
    assert [f.severity for f in findings("PL-01", requirement(**said))] == severities


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
