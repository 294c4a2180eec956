"""Rules on what this track needs from others."""

from datetime import date

import pytest

from planning.plan.elements import Dependency
from tests.plan.rules.finding import found

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
