"""Natural order of codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan.order import natural


@pytest.mark.parametrize(
    "codes",
    [
        ["BC-2", "BC-10"],
        ["1.2", "1.10", "1.10a"],
        ["", "1", "A", "A1", "A1B", "A2"],
        ["FR-003", "FR-003a", "FR-4"],
        ["AG-1", "BC-1"],
        ["2", "²"],
    ],
)
def test_runs_of_digits_count_as_numbers(codes):
    turned = list(reversed(codes))
    assert sorted(turned, key=natural) == codes


@given(st.lists(st.text(alphabet="Aa-01²٣", max_size=5), max_size=8))
def test_any_codes_can_be_ordered_and_the_order_does_not_depend_on_the_input(codes):
    assert sorted(codes, key=natural) == sorted(sorted(codes), key=natural)


@given(st.text(max_size=6), st.text(max_size=6))
def test_different_codes_have_different_places(one, other):
    assert (natural(one) == natural(other)) is (one == other)
