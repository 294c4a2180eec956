"""Tables as text, whatever separates their cells."""

import pytest

from planning.imports.draft import Unreadable
from planning.imports.report import Report
from planning.imports.tables import MOST_ROWS, Row, columns, read_table

CELLS = (Row(2, ("1", "a b")), Row(3, ("2", "")))


@pytest.mark.parametrize(
    "text",
    [
        "id,text\n1,a b\n2,\n",
        "id;text\n1;a b\n2;",
        "id\ttext\n1\ta b\n2\t",
        "id|text\n1|a b\n2|",
        '"id","text"\r\n"1","a b"\r\n"2",""\r\n',
        "id,text\n1, a\u00a0b\n2\n",
    ],
)
def test_a_table_reads_the_same_whatever_separates_it(text: str) -> None:
    table = read_table(text)
    assert table.header == ("id", "text")
    assert table.rows == CELLS
    assert table.diagnostics == ()


def test_a_markdown_table_keeps_written_bars_and_breaks() -> None:
    table = read_table("\n| id | text |\n|:--|--:|\n| 1 | a \\| b<br>c |\n")
    assert table.line == 2
    assert table.rows == (Row(4, ("1", "a | b\nc")),)


@pytest.mark.parametrize("said", [";", ",", "\t", "|", "^"])
@pytest.mark.parametrize("opening", ["sep={}\n", "\ufeffsep={}\r\n", '"SEP={}"\n\n'])
def test_a_first_line_may_say_what_separates(opening: str, said: str) -> None:
    table = read_table(opening.format(said) + f"id{said}text\n1{said}a b\n2{said}\n")
    assert table.header == ("id", "text")
    assert [row.cells for row in table.rows] == [row.cells for row in CELLS]
    assert table.rows[0].line == table.line + 1 > 2


def test_a_line_that_says_what_separates_and_nothing_else_has_no_header() -> None:
    assert read_table("sep=;\n").header == ("",)


def test_a_table_of_jira_has_two_bars_in_its_header() -> None:
    table = read_table(
        "|| ID || Requirement || Source ||\n"
        "| FR-1 | a \\| b | [the page|https://jira.example/1] |\n"
        "|| FR-2 | c |\n"
    )
    assert table.header == ("ID", "Requirement", "Source")
    assert [row.cells for row in table.rows] == [
        ("FR-1", "a | b", "[the page|https://jira.example/1]"),
        ("FR-2", "c", ""),
    ]


def test_a_markdown_header_may_begin_with_a_blank_cell() -> None:
    table = read_table("|| a | b |\n|---|---|---|\n| 1 | 2 | 3 |\n")
    assert table.header == ("", "a", "b")


def test_a_cell_holds_line_ends_and_the_next_row_knows_its_line() -> None:
    table = read_table('id,text\n1,"a\nb, ""c"""\n\n2,d\n')
    assert table.rows == (Row(2, ("1", 'a\nb, "c"')), Row(5, ("2", "d")))


def test_cells_beyond_the_header_are_reported() -> None:
    table = read_table("id,text\n1,a,b\n")
    assert table.rows == (Row(2, ("1", "a")),)
    assert table.diagnostics[0].line == 2
    assert "“b” is left out" in table.diagnostics[0].remedy


def test_a_quote_that_is_never_closed_is_reported() -> None:
    table = read_table('id,text\n1,"a\n2,b\n3,c\n')
    assert [(d.level, d.line) for d in table.diagnostics] == [("error", 2)]


def test_a_cell_beyond_all_measure_is_reported() -> None:
    table = read_table('id,text\n1,a\n2,"' + "x\n" * 70_000 + '"\n')
    assert table.rows == (Row(2, ("1", "a")),)
    assert table.diagnostics[0].level == "error"


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Unreadable, match="more than 20,000 rows"):
        read_table("id\n" + "1\n" * (MOST_ROWS + 1))


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(Unreadable, match="201 columns"):
        read_table(",".join("c" * 201))


def test_columns_are_found_by_alias_and_mapping() -> None:
    report = Report("t.csv")
    found = columns(
        ("Req. ID", "Wording", "Colour", "Key"),
        {"req_id": "code", "key": "code"},
        report,
        line=1,
        mapping={"Wording": "statement"},
    )
    assert found == {0: "code", 1: "statement"}
    assert [d.message for d in report.diagnostics] == [
        "column “Colour” is not read: it is not known",
        "column “Key” is not read: another column is code already",
    ]


def test_a_column_mapped_to_nothing_is_passed_over_in_silence() -> None:
    report = Report("t.csv")
    assert columns(("id", "x"), {"id": "code"}, report, line=1, mapping={"x": ""}) == {0: "code"}
    assert report.diagnostics == ()


def test_a_mapped_column_that_is_not_there_is_noted() -> None:
    report = Report("t.csv")
    assert columns(("id",), {"id": "code"}, report, line=1, mapping={"Titel": "name"}) == {
        0: "code"
    }
    assert [d.message for d in report.diagnostics] == ["there is no column “Titel” to map"]
