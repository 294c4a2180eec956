"""The normal form of a stated value."""

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan.elements.facts import Fact
from planning.plan.normal import Invalid, normal, normal_line, normal_text

OPTIONS = ("low", "in_between", "OHS")
TYPES = (
    "line",
    "text",
    "choice",
    "set",
    "list",
    "flag",
    "integer",
    "date",
    "duration",
    "reference",
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 2**33)
    | st.text()
    | st.sampled_from(OPTIONS)
    | st.sampled_from(("P1Y", "pt5m", "Indefinite", "2026-11-04", "a, b", "a\nb; c", "Low | OHS"))
    | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=4,
)


def fact(type_):
    return Fact(name="x", type=type_, options=OPTIONS)


@pytest.mark.parametrize("type_", TYPES)
@given(value=ANYTHING)
def test_the_normal_form_of_a_normal_form_is_itself(type_, value):
    try:
        once = normal(fact(type_), value)
    except Invalid:
        return
    assert normal(fact(type_), once) == once


def test_nothing_turns_the_direction_of_what_is_read_around():
    assert normal_text("holds \u202etop \u2066secret\u2069\u202c") == "holds top secret"


@given(st.text())
def test_text_is_composed_and_has_no_trailing_blanks_or_control_characters(said):
    text = normal_text(said)
    assert normal_text(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert not {"\r", "\0", "\x7f"} & set(text)
    assert all(line == line.rstrip() for line in text.split("\n"))


@given(st.text())
def test_a_line_is_one_line(said):
    line = normal_line(said)
    assert normal_line(line) == line
    assert line.split() == line.split(" ") or line == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a  \nb\t\n\n", "a\nb"),
        ("\n\na", "a"),
        ("  indented", "  indented"),
        ("e\u0301", "é"),
        ("a\0b\x08c", "abc"),
        ("a \u0301", "a \u0301"),
        ("\ud800", "\ufffd"),
    ],
)
def test_a_text_is_normalised(said, expected):
    assert normal_text(said) == expected


@pytest.mark.parametrize(
    ("type_", "said", "expected"),
    [
        ("line", None, ""),
        ("line", " a \n b ", "a b"),
        ("line", ["a", "b"], "a, b"),
        ("line", True, "yes"),
        ("line", 3, "3"),
        ("text", ["a", "b"], "a\nb"),
        ("choice", "", ""),
        ("choice", None, ""),
        ("choice", "In between", "in_between"),
        ("choice", "in-between", "in_between"),
        ("choice", "ohs", "OHS"),
        ("set", "OHS, low", ("low", "OHS")),
        ("set", ["low", "low"], ("low",)),
        ("set", None, ()),
        ("set", "", ()),
        ("list", "a, b; c | d", ("a", "b", "c", "d")),
        ("list", "a, b\nc", ("a, b", "c")),
        ("list", ["b", "a", "b", ""], ("b", "a")),
        ("flag", "Yes", True),
        ("flag", "x", True),
        ("flag", "", False),
        ("flag", None, False),
        ("flag", "no", False),
        ("integer", "", None),
        ("integer", None, None),
        ("integer", "12", 12),
        ("integer", 0, 0),
        ("date", "", None),
        ("date", "2026-11-04", date(2026, 11, 4)),
        ("date", datetime(2026, 11, 4, 12, 0), date(2026, 11, 4)),
        ("duration", "", ""),
        ("duration", "p7y", "P7Y"),
        ("duration", "Indefinite", "indefinite"),
        ("duration", "P1Y2M3W4DT5H6M7S", "P1Y2M3W4DT5H6M7S"),
        ("reference", " AG-1 ", "AG-1"),
    ],
)
def test_what_people_write_is_taken(type_, said, expected):
    found = normal(fact(type_), said)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        ("line", "x" * 501),
        ("line", {"a": 1}),
        ("text", "x" * 2_000_001),
        ("choice", "high"),
        ("set", "low, high"),
        ("set", 3),
        ("flag", "maybe"),
        ("integer", "1.5"),
        ("integer", "-1"),
        ("integer", 2**31),
        ("integer", "9" * 5000),
        ("integer", True),
        ("date", "4 November"),
        ("date", "2026-02-30"),
        ("duration", "P"),
        ("duration", "PT"),
        ("duration", "7 years"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(type_, said):
    with pytest.raises(Invalid):
        normal(fact(type_), said)
