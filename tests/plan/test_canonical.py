"""The canonical form and the digests over it."""

from dataclasses import replace
from datetime import date

import pytest

from planning.plan.canonical import content, digest, normative_digest, plain, stated, text
from planning.plan.elements import BY_NAME, Aggregate, BuildStep, facts
from planning.plan.value import Waiver

CART = Aggregate(code="AG-1", name="Cart", states=("open", "paid"), notes="Why", position=2)

CART_DIGEST = "0b82d4fe32f54c87901405536f9385de049c6c6fba75e40d2966fc8d05f0052f"
STEP_DIGEST = "5f9cbd787c9b71262eab36bcf85f2fede90f4dec1023d1675b9b042b65b93e5d"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 4), "2026-11-04"),
        (("a", ("b",)), ["a", ["b"]]),
        (Waiver(rule="AG-01"), {"rule": "AG-01"}),
        (None, None),
        (True, True),
        (3, 3),
    ],
)
def test_a_value_is_said_as_json_has_it(value, expected):
    assert plain(value) == expected


def test_defaults_are_left_out():
    assert stated(CART) == {
        "code": "AG-1",
        "name": "Cart",
        "notes": "Why",
        "position": 2,
        "states": ["open", "paid"],
    }
    assert stated(Aggregate(code="AG-1")) == {"code": "AG-1"}


def test_what_people_said_leaves_bookkeeping_out():
    assert content(CART) == {"name": "Cart", "notes": "Why", "states": ["open", "paid"]}


def test_text_is_one_line_that_escapes_no_more_than_it_must():
    assert text({"b": "é\n", "a": [1]}) == '{"b": "é\\n", "a": [1]}'


def test_a_digest_is_sha_256_of_utf_8():
    known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest("") == known
    assert digest("é") != digest("e")


@pytest.mark.parametrize("name", BY_NAME)
def test_normative_fields_are_fields_of_the_kind(name):
    kind = BY_NAME[name]
    assert set(kind.NORMATIVE) <= set(facts(kind))
    assert kind.NORMATIVE


def test_a_normative_field_moves_the_digest_and_no_other_does():
    assert normative_digest(replace(CART, purpose="Sell")) != normative_digest(CART)
    assert normative_digest(replace(CART, notes="", size="9")) == normative_digest(CART)


def test_golden_digests_hold_from_release_to_release():
    step = BuildStep(code="ST-1", name="Build", area="domain_model", done_condition="Green.")
    assert (normative_digest(CART), normative_digest(step)) == (CART_DIGEST, STEP_DIGEST)
