"""Which code somebody probably meant."""

import pytest

from planning.plan.nearest import nearest, suggestion

KNOWN = ("AG-1", "AG-10", "BC-2", "FR-001", "FR-012", "NFR-LAT-1", "SEC-*")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("fr1", "FR-001"),
        ("FR-0001", "FR-001"),
        ("FR_012", "FR-012"),
        ("ag 10", "AG-10"),
        ("NFR-LAT-2", "NFR-LAT-1"),
        ("NRF-LAT-1", "NFR-LAT-1"),
        ("BC-20", "BC-2"),
        ("sec*", "SEC-*"),
    ],
)
def test_a_slip_of_the_pen_finds_what_was_meant(said, expected):
    assert nearest(said, KNOWN) == expected


@pytest.mark.parametrize("said", ["", "xylophone", "→", "0"])
def test_what_is_far_from_everything_finds_nothing(said):
    assert nearest(said, KNOWN) == ""


def test_nothing_is_known_in_an_empty_plan():
    assert nearest("FR-001", ()) == ""


def test_a_suggestion_follows_a_message():
    assert suggestion("fr1", KNOWN) == "; did you mean FR-001?"
    assert suggestion("xylophone", KNOWN) == ""
