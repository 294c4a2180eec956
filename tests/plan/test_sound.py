"""The plan that the tests of reviews sign: nothing blocks it."""

from datetime import date

import pytest

from planning.plan.readiness import readiness
from planning.plan.rules import check
from planning.plan.signatures import NOT_ASKED
from tests.plan.sound import SOUND


@pytest.mark.parametrize("on", [date(2026, 11, 4), date(2030, 1, 1)])
def test_nothing_blocks_it_on_any_day(on):
    held = readiness(SOUND, check(SOUND, on), NOT_ASKED, on)
    assert held.verdict == "ready_for_review"
    assert held.blocking == ()
