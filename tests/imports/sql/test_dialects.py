"""Whether a text is a script, and for which product it was written."""

import pytest

from planning.imports.sql import looks_like_sql, read_sql
from planning.imports.sql.dialects import guessed

TABLE = "CREATE TABLE t (a INT);\n"


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("CREATE TABLE t (a timestamp with time zone);\nCREATE TRIGGER x;\n/\n", "oracle"),
        ("CREATE TRIGGER x BEGIN :NEW.id := s.nextval; END;", "oracle"),
        ("CREATE TABLE t (a timestamp with time zone);", "postgresql"),
        ("CREATE TABLE t (a BIGINT UNSIGNED, id INTEGER PRIMARY KEY AUTOINCREMENT);", "sqlite"),
        ("CREATE TABLE t (a varchar(9) COLLATE NOCASE, b tinyint);", "sqlite"),
        ("CREATE TABLE t (a serial, b int) ENGINE=InnoDB;", "mysql"),
        ("CREATE TABLE t (a tinyint);", ""),
    ],
)
def test_what_only_one_product_has_decides(text, product):
    assert guessed(text) == product


@pytest.mark.parametrize(
    ("file", "product"),
    [
        ("schema-postgres.sql", "postgresql"),
        ("db/mariadb/a.sql", "mysql"),
        ("x.sqlite.sql", "sqlite"),
        ("mssql.initial.sql", "sqlserver"),
        ("tables_Oracle.sql", "oracle"),
        ("tables.sql", ""),
    ],
)
def test_a_file_may_be_named_after_its_product(file, product):
    assert guessed(TABLE, file) == product


def test_a_comment_above_may_name_the_product():
    assert guessed(f"-- Schema for SQL Server 2019\n{TABLE}") == "sqlserver"


def test_what_only_one_product_has_counts_more_than_a_name():
    assert guessed("-- from Oracle\nCREATE TABLE t (a int) ENGINE=InnoDB;", "oracle.sql") == "mysql"


def test_data_tell_nothing_of_the_product():
    data = "INSERT INTO t VALUES\n('a::before $$ ::after x::y dbo. VARCHAR2');\n"
    assert guessed(f"CREATE TABLE `t` (a int);\n{data * 9}") == "mysql"


@pytest.mark.parametrize(
    "text",
    [
        f"#\n# Tables of the shop\n#\n\n{TABLE}",
        f"# Tables of the shop,\n# written by hand\n{TABLE}",
        f"##########\n# Shop   #\n##########\n{TABLE}",
        "delete from t;\ncreate table t (a int);\n",
        "DROP INDEX i;\nALTER TABLE t MODIFY a int;\n",
        "CREATE TABLE /*_*/t (a int);\n",
        "CREATE TEMPORARY TABLE /*_*/u AS SELECT 1;\nCREATE TABLE /* of */ IF NOT EXISTS t (a int);",
        f".bail on\n{TABLE}",
        f":setvar Name Shop\nGO\n{TABLE}",
        f":on error exit\nGO\n{TABLE}",
        "CREATE TABLE SYS$T# (a int);",
    ],
)
def test_a_script_is_known_however_it_begins(text):
    assert looks_like_sql(text)


@pytest.mark.parametrize(
    "text",
    [
        f"# Notes\n\n{TABLE}",
        f"Use the following:\n\n```sql\n{TABLE}```\n",
        "Delete from the list what you do not need.\n\nCREATE TABLE is for later.\n",
        f"# Shop\n\n## Tables\n\n{TABLE}",
    ],
)
def test_a_document_about_tables_is_no_script(text):
    assert not looks_like_sql(text)


@pytest.mark.parametrize("dialect", ["mysql", "sqlite", None])
def test_a_comment_may_begin_with_a_number_sign(dialect):
    text = (
        "#\n# It's a start\n#\nCREATE TABLE t ( # that's it\n  a INT, # one; or (two\n  b INT\n);\n"
    )
    draft = read_sql("a.sql", text, dialect=dialect)
    assert [e.values["name"] for e in draft.of("Attribute")] == ["a", "b"]
    assert not [d for d in draft.diagnostics if d.level == "error"]
