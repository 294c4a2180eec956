"""The longest chain of steps, by estimate."""

from collections.abc import Mapping

import pytest

from planning.plan.artifacts.critical_path import Cyclic, critical_path
from planning.plan.elements import BuildStep
from planning.plan.links import Link
from planning.plan.value import Plan, plan


def planned(estimates: Mapping[str, int | None], *waits: tuple[str, str]) -> Plan:
    steps = (BuildStep(code=code, estimate=minutes) for code, minutes in estimates.items())
    return plan(steps, (Link(type="depends_on", source=a, target=b) for a, b in waits))


def test_the_longer_branch_is_critical() -> None:
    steps = {"ST-1": 10, "ST-2": 90, "ST-3": 30, "ST-4": 5}
    waits = (("ST-2", "ST-1"), ("ST-3", "ST-1"), ("ST-4", "ST-2"), ("ST-4", "ST-3"))
    assert critical_path(planned(steps, *waits)) == ("ST-1", "ST-2", "ST-4")


def test_steps_without_estimate_still_have_an_order() -> None:
    steps = {"ST-1": None, "ST-2": None}
    assert critical_path(planned(steps, ("ST-1", "ST-2"))) == ("ST-2", "ST-1")


def test_no_step_no_path() -> None:
    assert critical_path(plan()) == ()


def test_a_circle_has_no_critical_path() -> None:
    with pytest.raises(Cyclic, match="ST-1 → ST-2"):
        critical_path(planned({"ST-1": 1, "ST-2": 1}, ("ST-1", "ST-2"), ("ST-2", "ST-1")))
