"""Rules on what this track needs from others."""

from datetime import date

import pytest

from planning.plan.elements import BuildStep, Dependency
from tests.plan.rules.finding import found, link

DUE = date(2026, 12, 1)
COMPLETE = {"owner_here": "alice", "due": DUE, "topic": "dns"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["DP-1 due", "DP-1 owner_here", "DP-1 topic"]),
        (COMPLETE, []),
        ({**COMPLETE, "owner_here": "", "owner_there": "nora"}, []),
        ({**COMPLETE, "owner_here": ""}, ["DP-1 owner_here"]),
        ({**COMPLETE, "due": None}, ["DP-1 due"]),
        ({**COMPLETE, "topic": ""}, ["DP-1 topic"]),
        ({"status": "provided"}, []),
        ({"status": "not_needed", "reason": "no mesh"}, []),
        ({**COMPLETE, "due": None, "status": "not_needed"}, ["DP-1 due"]),
    ],
)
def test_a_blocking_dependency_has_an_owner_a_date_and_a_topic(said, expected):
    assert found("DE-01", Dependency(code="DP-1", blocking=True, **said)) == expected


def test_a_dependency_that_blocks_nothing_may_be_open():
    assert found("DE-01", Dependency(code="DP-1")) == []


def asked(track, **more):
    return Dependency(code=f"DP-{track}", track=track, **more)


def test_database_security_and_networking_are_asked():
    assert found("DE-03") == ["database", "networking", "security"]
    assert found("DE-03", asked("frontend")) == ["database", "networking", "security"]
    assert found("DE-03", asked("database"), asked("security"), asked("networking")) == []


def test_a_dependency_that_is_not_needed_is_an_answer_when_it_says_why():
    others = (asked("database"), asked("security"))
    assert found("DE-03", *others, asked("networking", status="not_needed")) == ["networking"]
    because = asked("networking", status="not_needed", reason="one host")
    assert found("DE-03", *others, because) == []


NEEDS = link("needs", "ST-1", "DP-1")


@pytest.mark.parametrize(
    ("starts", "said", "expected"),
    [
        (date(2026, 11, 30), {}, ["DP-1 due"]),
        (DUE, {}, []),
        (None, {}, []),
        (date(2026, 11, 30), {"status": "provided"}, []),
        (date(2026, 11, 30), {"status": "not_needed", "reason": "no mesh"}, []),
    ],
)
def test_a_dependency_is_due_before_the_step_that_needs_it(starts, said, expected):
    step = BuildStep(code="ST-1", starts_on=starts)
    assert found("DE-02", Dependency(code="DP-1", due=DUE, **said), step, NEEDS) == expected


def test_a_step_that_is_done_waits_for_nothing():
    step = BuildStep(code="ST-1", starts_on=date(2026, 11, 30), status="done")
    assert found("DE-02", Dependency(code="DP-1", due=DUE), step, NEEDS) == []


def test_a_dependency_past_due_is_late():
    dependency = Dependency(code="DP-1", due=DUE)
    assert found("DE-02", dependency, on=date(2026, 12, 2)) == ["DP-1 due past"]
    assert found("DE-02", dependency, on=DUE) == []


def test_no_step_needs_what_was_declined():
    declined = Dependency(code="DP-1", status="declined")
    assert found("DE-04", declined, BuildStep(code="ST-1"), NEEDS) == ["DP-1 status"]
    assert found("DE-04", declined, BuildStep(code="ST-1", status="done"), NEEDS) == []
    assert found("DE-04", declined, BuildStep(code="ST-1")) == []
    assert found("DE-04", Dependency(code="DP-1"), BuildStep(code="ST-1"), NEEDS) == []


def test_the_topics_of_the_directive_are_asked_for():
    topics = ["authentication_provider", "dns", "service_mesh"]
    asked_for = [Dependency(code=topic, topic=topic, status="not_needed") for topic in topics]
    assert found("DE-05") == topics
    assert found("DE-05", *asked_for) == []


def test_what_was_provided_is_written_down():
    assert found("DE-06", Dependency(code="DP-1", status="provided")) == ["DP-1 reference"]
    written = Dependency(code="DP-1", status="provided", reference="wiki/dns")
    assert found("DE-06", written) == []
    assert found("DE-06", Dependency(code="DP-1")) == []
