"""A plan as tables: one a kind, with its fields in order."""

import csv
import io

import pytest

from planning.exports.tables import tables
from planning.plan.elements import BY_NAME, KINDS, facts
from planning.plan.links import Link
from planning.plan.value import plan


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_each_kind_has_a_table_and_links_have_one() -> None:
    files = tables(
        plan(
            [BY_NAME["Team"](code="TM-1", name="Crew"), BY_NAME["Risk"](code="RK-1")],
            [Link(type="about", source="RK-1", target="TM-1", target_digest="d")],
        )
    )
    assert list(files) == ["teams.csv", "risks.csv", "links.csv"]
    assert files["teams.csv"] == "Team code,name,notes,track,contact\r\nTM-1,Crew,,,\r\n"
    assert files["links.csv"] == "type,source,target,target_digest\r\nabout,RK-1,TM-1,d\r\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_are_the_fields_in_order(kind) -> None:
    (text,) = tables(plan([kind(code="X-1")])).values()
    assert rows(text) == [
        [f"{kind.__name__} code", *facts(kind)],
        ["X-1", *[""] * len(facts(kind))],
    ]


def test_an_order_by_hand_has_a_column_where_there_is_one() -> None:
    text = tables(plan([BY_NAME["Team"](code="TM-1", position=3)]))["teams.csv"]
    assert [row[-1] for row in rows(text)] == ["position", "3"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "'=1", '= "a",\nb'])
def test_no_cell_is_a_formula(text: str) -> None:
    held = tables(plan([BY_NAME["Team"](code="TM-1", notes=text)]))["teams.csv"]
    assert rows(held)[1][2] == f"'{text}"


def test_a_plan_without_elements_has_no_table() -> None:
    assert tables(plan()) == {}
