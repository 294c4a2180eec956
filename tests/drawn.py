"""How many drawn values a test tries: few where everybody waits, many where somebody asks."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

Test = Callable[..., Any]

_PLANS, _FILES = (os.environ.get(f"GROUNDPLAN_{what}") for what in ("RANDOM_PLANS", "FUZZ"))
ANEW = bool(_PLANS or _FILES)
"""Whether somebody asked for many, which are other ones each time."""


def random_plans(few: int) -> settings:
    """Over so many random plans, or over as many as ``GROUNDPLAN_RANDOM_PLANS`` says."""
    return _settings(plans(few))


def plans(few: int) -> int:
    """So many, or as many as ``GROUNDPLAN_RANDOM_PLANS`` says."""
    return int(_PLANS or few)


def fuzzed(test: Test) -> Test:
    """Over 40 broken files, or over as many as ``GROUNDPLAN_FUZZ`` says; ``-m fuzz`` selects it."""
    return pytest.mark.fuzz(_settings(int(_FILES or 40))(test))


def _settings(examples: int) -> settings:
    # A machine that is busy is no failure, and what failed once is a test of its own.
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
