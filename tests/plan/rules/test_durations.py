"""Retention times compared."""

import math

import pytest

from planning.plan.rules.durations import days


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("P1D", 1),
        ("P2W", 14),
        ("P1M", 30.4375),
        ("P1Y", 365.25),
        ("PT12H", 0.5),
        ("P1DT24H", 2),
        ("PT1440M", 1),
        ("PT86400S", 1),
        ("indefinite", math.inf),
        ("", None),
        ("soon", None),
    ],
)
def test_a_duration_is_about_so_many_days(duration, expected):
    assert days(duration) == expected
