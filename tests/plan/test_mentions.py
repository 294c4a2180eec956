"""Names called in a text."""

import pytest

from planning.plan.mentions import called, name_in

NAMES = {"bob", "ada.b", "eve-"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@bob", {"bob"}),
        ("@BOB and\n@Ada.B.", {"bob", "ada.b"}),
        ("@eve- @eve-.", {"eve-"}),
        ("@bobby x@bob @ bob bob@", set()),
        ("@" * 50_000 + "bob", set()),
        ("@bob" + "." * 50_000, {"bob"}),
    ],
    ids=["one", "several", "marks", "others", "many signs", "many dots"],
)
def test_a_name_is_called_as_a_whole_word(text, names):
    assert called(text, NAMES) == names


@pytest.mark.parametrize(("said", "name"), [("Bob.", "Bob"), ("eve-", "eve-"), ("nobody", "")])
def test_a_name_stays_as_it_is_written(said, name):
    assert name_in(said, NAMES) == name
