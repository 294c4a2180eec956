"""Where one statement ends and the next begins."""

import pytest

from planning.imports.report import Report
from planning.imports.sql.splitting import Splitter


def split(text: str, dialect: str = "") -> list[tuple[int, str]]:
    return [(s.line, s.text) for s in Splitter(text, dialect, Report("a.sql")).statements()]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("a 'x;y'", ""),
        ("a 'it''s; so'", ""),
        ('a "x;y"', ""),
        ("a `x;y`", "mysql"),
        ("a [x;y]", "sqlserver"),
        ("a 'it\\'s; so'", "mysql"),
        ("a E'it\\'s; so'", "postgresql"),
        ("a -- it's; so\n b", ""),
        ("a /* it's; so */ b", ""),
        ("a /* x /* y */ ; */ b", "postgresql"),
        ("a $$ x; ' y $$ b", "postgresql"),
        ("a $q$ x; $$ y; $q$ b", "postgresql"),
        ("CREATE TRIGGER t BEGIN a; b; END", "sqlite"),
        ("CREATE PROCEDURE p() BEGIN IF x THEN a; END IF; CASE y WHEN 1 THEN b; END CASE; END", ""),
        ("DECLARE x INT; BEGIN a; END", "sqlserver"),
    ],
)
def test_a_delimiter_inside_ends_nothing(text, dialect):
    text = text if dialect != "sqlserver" or "DECLARE" not in text else f"{text}\nGO"
    assert split(f"{text}\n;" if "GO" not in text else text, dialect) == [
        (1, text.removesuffix("\nGO"))
    ]


@pytest.mark.parametrize(
    ("text", "dialect", "statements"),
    [
        ("a;b;;\n\nc", "", [(1, "a"), (1, "b"), (3, "c")]),
        ("-- x\n/* y */ a;", "", [(2, "a")]),
        ("# x\na;", "mysql", [(2, "a")]),
        ("a\nGO\nb\ngo 5\nc", "sqlserver", [(1, "a"), (3, "b"), (5, "c")]),
        ("BEGIN a; END;\n/\nb;", "oracle", [(1, "BEGIN a; END;"), (3, "b")]),
        ("DELIMITER //\na; b//\nDELIMITER ;\nc;", "mysql", [(2, "a; b"), (4, "c")]),
        ("DELIMITER $$\na; b$$\n", "", [(2, "a; b")]),
        ("BEGIN;\na;\nEND;", "postgresql", [(1, "BEGIN"), (2, "a"), (3, "END")]),
        ("BEGIN TRANSACTION;\na;", "sqlite", [(1, "BEGIN TRANSACTION"), (2, "a")]),
        ("COPY t FROM stdin;\n1\t;'\n\\.\na;", "postgresql", [(1, "COPY t FROM stdin"), (4, "a")]),
        ("x (\nCREATE TABLE t (a);", "", [(1, "x ("), (2, "CREATE TABLE t (a)")]),
        ("\\i /etc/passwd\na;", "postgresql", [(1, "\\i /etc/passwd"), (2, "a")]),
        ("@other\nPROMPT it's\na;", "oracle", [(1, "@other"), (2, "PROMPT it's"), (3, "a")]),
    ],
)
def test_statements_end_where_their_product_says(text, dialect, statements):
    assert split(text, dialect) == statements


@pytest.mark.parametrize("opening", ["'", '"', "/*", "$x$"])
def test_what_is_never_closed_costs_one_statement(opening):
    report = Report("a.sql")
    found = list(Splitter(f"a;\nb {opening} c;\nd;", "postgresql", report).statements())
    assert [s.text for s in found] == ["a", f"b {opening} c", "d"]
    assert [str(d) for d in report.diagnostics] == [
        f"a.sql:2: {opening} is never closed (taken as an ordinary character from there on)"
    ]


def test_data_without_an_end_takes_the_rest():
    report = Report("a.sql")
    found = list(Splitter("COPY t FROM stdin;\n1\n2\n", "postgresql", report).statements())
    assert len(found) == 1
    assert "the data of COPY has no end" in str(report.diagnostics[0])
