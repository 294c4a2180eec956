"""What is derived from a plan is derived once for each value."""

from dataclasses import replace

import pytest

from planning.plan.rules.once import once_per_plan
from planning.plan.value import plan


@pytest.fixture
def asked():
    return []


@pytest.fixture
def purpose(asked):
    @once_per_plan
    def derived(plan_):
        asked.append(plan_.purpose)
        return plan_.purpose or None

    return derived


def test_a_fact_is_derived_once_even_where_it_is_nothing(purpose, asked):
    empty = plan()
    assert (purpose(empty), purpose(empty)) == (None, None)
    assert asked == [""]


def test_another_value_has_facts_of_its_own(purpose, asked):
    first = plan(purpose="Bill")
    assert purpose(first) == "Bill"
    assert purpose(replace(first, purpose="Ship")) == "Ship"
    assert asked == ["Bill", "Ship"]


def test_what_was_derived_is_no_part_of_the_value(purpose):
    asked_, unasked = plan(purpose="Bill"), plan(purpose="Bill")
    purpose(asked_)
    assert asked_ == unasked
