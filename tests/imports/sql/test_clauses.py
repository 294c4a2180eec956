"""Clauses that dumps and exports of real products hold, each in a script of its own."""

from typing import Any

from planning.imports.draft import Draft
from planning.imports.sql import read_sql


def values(draft: Draft, key: str) -> dict[str, Any]:
    return dict(next(element.values for element in draft.elements if element.key == key))


def said(draft: Draft) -> str:
    return "\n".join(map(str, draft.diagnostics))


def entities(draft: Draft) -> list[str]:
    return [element.values["name"] for element in draft.of("Entity")]


def test_columns_may_be_called_like_clauses():
    columns = "period varchar(9) NOT NULL DEFAULT '', exclude int, supplemental bool, b int"
    draft = read_sql("a.sql", f"CREATE TABLE t ({columns});")
    names = [e.values["name"] for e in draft.of("Attribute")]
    assert names == ["period", "exclude", "supplemental", "b"]


def test_a_column_called_key_is_told_from_an_index():
    draft = read_sql("a.sql", "CREATE TABLE t (key varchar(20), KEY k (key));")
    assert [e.values["name"] for e in draft.of("Attribute")] == ["key"]


def test_a_change_of_a_trigger_has_no_body_in_oracle():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE a (x VARCHAR2(1));\nCREATE TRIGGER t BEFORE INSERT ON a\nBEGIN y; END;\n/\n"
        'ALTER TRIGGER "t" ENABLE;\nCREATE TABLE b (x NUMBER);\nCREATE TYPE c AS OBJECT (x INT);\n/\n',
    )
    assert entities(draft) == ["a", "b"]


def test_a_table_that_is_attached_as_a_partition_is_left_out():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE whole (at date) PARTITION BY RANGE (at);\nCREATE TABLE part (at date);\n"
        "ALTER TABLE ONLY whole ATTACH PARTITION part FOR VALUES FROM (1) TO (2);\n"
        "ALTER TABLE ONLY part ADD CONSTRAINT k PRIMARY KEY (at);\n",
        dialect="postgresql",
    )
    assert entities(draft) == ["whole"]
    assert ": part of line 2 is a partition of whole (left out)" in said(draft)
    assert not [d for d in draft.diagnostics if d.level == "error"]


def test_an_index_of_sql_server_stands_among_the_columns():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE t ([a] [int], INDEX [i] NONCLUSTERED ([a]), INDEX [u] UNIQUE ([a] DESC))\nGO\n",
    )
    assert [e.values["name"] for e in draft.of("Attribute")] == ["a"]
    assert "- a is unique" in values(draft, "entity:t")["notes"]
    assert {t.what: t.skipped for t in draft.tallies}["index"] == 1


def test_a_unique_index_is_told_by_the_names_of_its_columns():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t ([a] ASC);",
        dialect="sqlserver",
    )
    assert "- a is unique" in values(draft, "entity:t")["notes"]


def test_what_the_primary_key_says_is_not_said_again():
    draft = read_sql(
        "a.sql",
        'CREATE TABLE t (a int);\nCREATE UNIQUE INDEX k ON t ("a");\n'
        "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a) USING INDEX k;\n",
        dialect="oracle",
    )
    assert values(draft, "entity:t")["notes"] == ""


PROPERTY = "EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'{}', "
WITHIN = "@level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'T'"


def test_descriptions_of_sql_server_are_comments():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE [dbo].[T] ([a] [int])\nGO\n"
        + PROPERTY.format("It''s all")
        + f"{WITHIN}\nGO\n"
        + PROPERTY.format("One")
        + f"{WITHIN}, @level2type=N'COLUMN',@level2name=N'a'\nGO\n"
        + PROPERTY.format("The key")
        + f"{WITHIN}, @level2type=N'CONSTRAINT',@level2name=N'pk'\nGO\n"
        + "EXECUTE sp_addextendedproperty N'MS_Description', N'More', 'SCHEMA', [dbo], 'TABLE', T\nGO\n",
    )
    assert values(draft, "entity:t")["notes"] == "It's all\n\nMore"
    assert values(draft, "attribute:t:a")["notes"] == "One"
    assert {t.what: (t.read, t.skipped) for t in draft.tallies}["EXEC"] == (2, 1)


def test_a_comment_among_the_options_is_said_of_the_table():
    draft = read_sql("a.sql", "CREATE TABLE t (a int) ENGINE=InnoDB COMMENT='Who; buys';")
    assert values(draft, "entity:t")["notes"] == "Who; buys"


def test_a_store_is_called_like_the_database_that_the_tables_are_in():
    text = (
        "USE [master]\nGO\n{}\nGO\nUSE [Shop]\nGO\nCREATE TABLE [T] (a int)\nGO\nUSE [master]\nGO\n"
    )
    made = "CREATE DATABASE [Shop]\n CONTAINMENT = NONE"
    assert values(read_sql("a.sql", text.format(made)), "store:")["name"] == "Shop"
    once = (
        "CREATE DATABASE IF NOT EXISTS `shop` DEFAULT CHARACTER SET utf8;\nCREATE TABLE t (a int);"
    )
    assert values(read_sql("a.sql", once), "store:")["name"] == "shop"


def test_a_condition_around_a_table_is_no_option_of_it():
    text = "IF OBJECT_ID('T') IS NULL\nBEGIN\nCREATE TABLE [T] ([a] [int]) ON [PRIMARY]\nEND\nGO\n"
    assert values(read_sql("a.sql", text), "mapping:t")["notes"] == "Table options: ON [PRIMARY]"


def test_what_happens_on_delete_is_kept_whatever_stands_before_it():
    keys = "FOREIGN KEY (a) REFERENCES t (a) MATCH FULL ON DELETE CASCADE"
    draft = read_sql("a.sql", f"CREATE TABLE t (a int, {keys});")
    assert values(draft, "attribute:t:a")["notes"] == "References t (a) ON DELETE CASCADE"


def test_two_references_to_one_table_are_not_two_tables():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE t (a int REFERENCES t (a));\n"
        "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES t (a) ON DELETE CASCADE;",
    )
    assert "refers to 2 tables" not in said(draft)


def test_views_and_prepared_statements_are_told_by_name():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE `t` (a int);\nCREATE SQL SECURITY INVOKER VIEW v AS SELECT 1;\n"
        "CREATE ALGORITHM = UNDEFINED VIEW w AS SELECT 1;\nPREPARE s FROM @s;\n",
    )
    counted = {t.what: t.skipped for t in draft.tallies}
    assert (counted["CREATE VIEW"], counted["PREPARE"]) == (2, 1)
    assert "not understood" not in counted


def test_a_default_of_oracle_may_hold_for_null_too():
    text = "CREATE TABLE t (a DATE DEFAULT ON NULL SYSDATE NOT NULL);"
    found = values(read_sql("a.sql", text, dialect="oracle"), "attribute:t:a")
    assert (found["notes"], found["required"]) == ("Default: ON NULL SYSDATE", True)


def test_tables_of_sqlite_itself_are_left_out():
    text = "CREATE TABLE sqlite_sequence(name,seq);\nCREATE TABLE t (a);"
    assert entities(read_sql("a.sql", text, dialect="sqlite")) == ["t"]
