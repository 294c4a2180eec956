"""Cells of tables: what goes in comes out, and nothing in them is computed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan import cells
from planning.plan.elements import KINDS, facts
from planning.plan.normal import normal
from tests.plan.strategies import values

FACTS = [fact for kind in KINDS for fact in facts(kind).values()]
DANGEROUS = "=+-@\t\r\n＝＋－＠"


@given(data=st.data(), fact=st.sampled_from(FACTS))
def test_every_value_comes_back_from_its_cell(data, fact):
    value = data.draw(values(fact, ("BC-1",)))
    assert normal(fact, cells.said(fact, cells.cell(fact, value))) == value


@given(text=st.text(alphabet="'=+-@\t a", max_size=6))
def test_what_is_guarded_is_never_a_formula_and_comes_back(text):
    held = cells.guarded(text)
    assert not held.lstrip(" ").startswith(tuple(DANGEROUS))
    assert cells.unguarded(held) == text


@pytest.mark.parametrize("text", ["it's", "'quoted'", "a=b", "'", ""])
def test_an_apostrophe_that_guards_nothing_stays(text):
    assert cells.guarded(text) == text
    assert cells.unguarded(text) == text


NAMES = facts(next(kind for kind in KINDS if kind.__name__ == "Aggregate"))["states"]


@pytest.mark.parametrize(
    ("items", "text"),
    [
        (("a", "b c"), "a; b c"),
        (("a, b",), '"a, b"'),
        (('say "yes"; then', "x"), '"say ""yes""; then"; x'),
        (("=1", "b"), "'=1; b"),
        ((), ""),
    ],
)
def test_a_list_is_joined_so_that_it_survives(items, text):
    assert cells.cell(NAMES, items) == text
    assert normal(NAMES, cells.said(NAMES, text)) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a, b", ("a", "b")),
        ("a\nb, c", ("a", "b, c")),
        ('"a; b', ("a; b",)),
        ('"a" left; b', ("a", "b")),
        ("a; ;; b;", ("a", "b")),
    ],
)
def test_a_list_that_people_wrote_is_understood(text, items):
    assert normal(NAMES, cells.said(NAMES, text)) == items
