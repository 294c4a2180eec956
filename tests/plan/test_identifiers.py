"""Names as identifiers, and identifiers that somebody has changed."""

import pytest

from planning.plan.identifiers import identifier, stands_for


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Order", "Order"),
        ("Order line", "Order_line"),
        ("Größe", "Groe"),
        ("3D", "_3D"),
        ("注文", "Unnamed"),
        ("", "Unnamed"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_name_is_written_in_plain_letters(name: str, written: str) -> None:
    assert identifier(name) == written
    assert stands_for(written, name)
    assert stands_for(f"{written}_2", name)


@pytest.mark.parametrize("text", ["Order_row", "Order", "Order_line_", "Order_line_x", ""])
def test_another_identifier_stands_for_something_else(text: str) -> None:
    assert not stands_for(text, "Order line")
