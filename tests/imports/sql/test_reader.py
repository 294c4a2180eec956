"""Tables of five products, as stores, entities, attributes and what refers to what."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.draft import Draft
from planning.imports.preview import compare
from planning.imports.sql import looks_like_sql, read_sql
from planning.imports.sql.dialects import guessed
from planning.plan.value import plan
from tests.drawn import fuzzed
from tests.imports.mangled import mangled, take
from tests.imports.samples import DIRECTIVE, REQUIREMENTS_MARKDOWN, applied
from tests.imports.sql.scripts import POSTGRESQL, SCRIPTS


def values(draft: Draft, key: str) -> dict[str, Any]:
    """What the draft says of an element, without what it leaves blank."""
    (found,) = (element for element in draft.elements if element.key == key)
    return {name: value for name, value in found.values.items() if value}


def table(columns: str, dialect: str | None = None) -> Draft:
    return read_sql("a.sql", f"CREATE TABLE t ({columns});", dialect=dialect)


def said(draft: Draft, level: str) -> list[str]:
    return [str(found) for found in draft.diagnostics if found.level == level]


@pytest.mark.parametrize("dialect", SCRIPTS)
def test_the_product_is_told_from_the_text(dialect):
    assert guessed(SCRIPTS[dialect]) == dialect


@pytest.mark.parametrize("dialect", SCRIPTS)
def test_a_script_of_each_product_is_read_without_a_failure(dialect):
    draft = read_sql("shop.sql", SCRIPTS[dialect])
    assert said(draft, "error") == []
    assert [tally for tally in draft.tallies if tally.failed or not tally.adds_up] == []
    assert looks_like_sql(SCRIPTS[dialect])


@pytest.mark.parametrize(
    ("dialect", "attributes"),
    [
        ("postgresql", {"id", "email", "mood", "tags", "seen", "referrer"}),
        ("mysql", {"id", "kind", "at", "boss"}),
        ("sqlite", {"id", "full name", "key", "boss"}),
        ("sqlserver", {"Id", "Name", "Rate", "Full"}),
        ("oracle", {"ID", "NAME", "SEEN", "BOSS", "rank"}),
    ],
)
def test_each_column_of_a_table_is_an_attribute(dialect, attributes):
    draft = read_sql("shop.sql", SCRIPTS[dialect])
    entity = next(e.key for e in draft.of("Entity") if e.values["name"].lower() == "customer")
    held = {e.values["name"] for e in draft.of("Attribute") if e.values["entity"] == entity}
    assert held == attributes


@pytest.mark.parametrize("dialect", SCRIPTS)
def test_the_same_script_again_changes_nothing(dialect):
    draft = read_sql("shop.sql", SCRIPTS[dialect])
    once = applied(plan(), compare(plan(), draft))
    again = compare(once, read_sql("shop.sql", SCRIPTS[dialect]))
    assert again.is_empty
    assert again.skipped == ()
    assert len(again.same) == len(draft.elements)


def test_a_schema_is_a_store_and_a_proposed_context():
    draft = read_sql("dump.sql", POSTGRESQL)
    assert values(draft, "store:") == {
        "name": "shop",
        "context": "context:",
        "type": "relational",
        "technology": "PostgreSQL",
    }
    assert values(draft, "context:sales")["name"] == "sales"
    assert "for people to say" in values(draft, "context:sales")["notes"]


def test_a_store_without_a_name_is_called_like_the_file():
    assert values(read_sql("db/shop.sql", "CREATE TABLE t (a INT);"), "store:")["name"] == "shop"


def test_a_table_is_an_entity_whose_role_is_open():
    draft = read_sql("dump.sql", POSTGRESQL)
    found = values(draft, "entity:sales.invoice")
    assert found["identity"] == "number, line"
    assert not {"role", "aggregate"} & found.keys()
    assert "roles and aggregates are left blank" in " ".join(said(draft, "note"))


def test_a_mapping_says_where_the_entity_is_kept():
    assert values(read_sql("dump.sql", POSTGRESQL), "mapping:sales.invoice") == {
        "name": "invoice table",
        "entity": "entity:sales.invoice",
        "store": "store:sales",
        "table": "sales.invoice",
        "keys": "number, line",
    }


def test_a_column_keeps_type_key_and_whether_it_is_required():
    draft = read_sql("dump.sql", POSTGRESQL)
    assert values(draft, "attribute:sales.invoice:number") == {
        "name": "number",
        "entity": "entity:sales.invoice",
        "type": "integer",
        "key": True,
        "required": True,
    }
    assert values(draft, "attribute:customer:tags")["collection"] is True


def test_a_foreign_key_refers_by_identity():
    found = values(read_sql("dump.sql", POSTGRESQL), "attribute:sales.invoice:customer_id")
    assert (found["refers_to"], found["by_identity"]) == ("entity:customer", True)
    assert found["notes"] == "References customer (id) ON DELETE RESTRICT"


def test_a_foreign_key_into_another_schema_is_a_warning():
    assert said(read_sql("d.sql", POSTGRESQL), "warning") == [
        "d.sql:16: sales.invoice refers to customer in another schema "
        "(kept; two contexts that share a foreign key share their model)"
    ]


def test_a_foreign_key_to_a_table_elsewhere_stays_in_the_notes():
    draft = table("a INT REFERENCES ghost (id)")
    assert values(draft, "attribute:t:a")["notes"] == "References ghost (id)"
    assert "t refers to ghost, which the script does not make" in said(draft, "warning")[0]


def test_a_foreign_key_of_several_columns_is_kept_with_each():
    draft = table("a INT, b INT, PRIMARY KEY (a, b), FOREIGN KEY (b, a) REFERENCES t (a, b)")
    assert values(draft, "attribute:t:a")["refers_to"] == "entity:t"
    assert values(draft, "attribute:t:b")["notes"] == "References: (b, a) t (a, b)"


def test_rules_of_a_table_are_candidates_for_invariants():
    notes = values(read_sql("dump.sql", POSTGRESQL), "entity:customer")["notes"]
    assert notes == (
        "Who buys\n\nCandidates for invariants, once it has an aggregate:\n- email is unique\n"
        "- lower(email) is unique WHERE mood IS NOT NULL"
    )
    notes = values(read_sql("dump.sql", POSTGRESQL), "entity:sales.invoice")["notes"]
    assert "- CHECK (total >= 0)" in notes
    assert "EXCLUDE USING gist (line WITH =)" in notes


def test_comments_and_enumerations_are_kept_in_the_notes():
    draft = read_sql("dump.sql", POSTGRESQL)
    assert "It's where we write; to" in values(draft, "attribute:customer:email")["notes"]
    mood = values(draft, "attribute:customer:mood")["notes"]
    assert mood == "Default: 'sad'::mood\nmood: ENUM ('happy; glad', 'sad')"


def test_what_follows_the_table_is_kept_with_the_mapping():
    draft = read_sql("shop.sql", SCRIPTS["mysql"])
    notes = values(draft, "mapping:shop.customer")["notes"]
    assert notes == "Table options: ENGINE=InnoDB"


def test_a_column_that_is_changed_afterwards_is_as_it_was_changed():
    found = values(read_sql("shop.sql", SCRIPTS["mysql"]), "attribute:shop.customer:kind")
    assert (found["type"], found["required"]) == ("varchar(3)", True)
    found = values(read_sql("shop.sql", SCRIPTS["oracle"]), "attribute:shop.customer:rank")
    assert (found["type"], found["required"]) == ("VARCHAR2(5)", True)
    found = values(read_sql("shop.sql", SCRIPTS["sqlserver"]), "attribute:customer:name")
    assert (found["type"], found["notes"]) == ("nvarchar(max)", "Default: (N'?')")


@pytest.mark.parametrize(
    ("column", "type_", "notes"),
    [
        ("a timestamp without time zone NOT NULL", "timestamp without time zone", ""),
        ("a numeric(10,2) DEFAULT 4.99", "numeric(10,2)", "Default: 4.99"),
        ("a int DEFAULT NULL", "int", ""),
        ("a int GENERATED ALWAYS AS (b * 2) STORED", "int", "GENERATED ALWAYS AS (b * 2)"),
        ("a text COLLATE nocase", "text", ""),
        ("a", "", ""),
        ("a double precision FROBNICATED very", "double precision FROBNICATED very", ""),
        ("a int NOT NULL FROBNICATED very", "int", "Also: FROBNICATED very"),
    ],
)
def test_what_follows_a_column_is_its_type_or_a_note(column, type_, notes):
    found = values(table(column), "attribute:t:a")
    assert (found.get("type", ""), found.get("notes", "")) == (type_, notes)


def test_a_clause_that_is_not_understood_is_reported_with_its_line():
    draft = table("a int,\n\n b int NOT NULL FROBNICATED")
    assert said(draft, "note")[-1] == (
        "a.sql:3: t.b: “FROBNICATED” is not understood (kept in the notes)"
    )


def test_a_statement_that_cannot_be_read_stops_nothing():
    draft = read_sql(
        "a.sql",
        "CREATE TABLE a (x INT);\nfrobnicate all;\nCREATE TABLE b (y INT\nCREATE TABLE c (z INT);",
    )
    assert [e.values["name"] for e in draft.of("Entity")] == ["a", "b", "c"]
    assert said(draft, "error") == [
        "a.sql:2:1: “frobnicate all” is no statement that is understood (skipped)"
    ]
    assert "a.sql:3: b: the list of columns is not closed" in " ".join(said(draft, "warning"))


def test_a_bad_column_costs_itself_only():
    draft = table("a INT, , 5, a TEXT, b INT")
    assert [e.values["name"] for e in draft.of("Attribute")] == ["a", "b"]
    (column,) = (tally for tally in draft.tallies if tally.what == "column")
    assert (column.found, column.read, column.failed) == (4, 2, 2)
    assert len(said(draft, "warning")) == 4


def test_the_second_table_of_a_name_is_left_out():
    draft = read_sql("a.sql", "CREATE TABLE a (x INT);\nCREATE TABLE A (y INT);")
    assert said(draft, "error") == [
        "a.sql:2:1: A stands in line 1 already (the second is left out)"
    ]
    assert len(draft.of("Attribute")) == 1


@pytest.mark.parametrize(
    ("statement", "report"),
    [
        ("CREATE VIEW v AS SELECT 1;", "CREATE VIEW v AS SELECT 1"),
        ("CREATE INDEX i ON t (a);", "CREATE INDEX i ON t (a)"),
        ("CREATE SEQUENCE s;", "CREATE SEQUENCE s"),
        ("CREATE TEMPORARY TABLE x (a INT);", "CREATE TEMPORARY TABLE x (a INT)"),
        ("CREATE TABLE x AS SELECT 1;", "table x lists no columns: AS SELECT 1"),
        ("INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);", "2 times INSERT, to line 3"),
        ("GRANT ALL ON t TO a;", "GRANT"),
        ("ALTER TABLE ghost ENABLE TRIGGER x;", "ALTER TABLE ghost: ENABLE TRIGGER x"),
    ],
)
def test_what_defines_no_table_is_skipped_and_said(statement, report):
    draft = read_sql("a.sql", f"CREATE TABLE t (a INT);\n{statement}")
    (note,) = (d for d in draft.diagnostics if d.line >= 2)
    assert (note.level, note.line, note.message) == ("note", 2, report)
    assert note.remedy.startswith("skipped")
    assert len(draft.of("Entity")) == 1


def test_data_and_passwords_are_not_repeated():
    script = "CREATE TABLE t (a INT);\nINSERT INTO t VALUES ('ada@example.org');\n"
    script += (
        "CREATE USER x IDENTIFIED BY 'hunter2';\nCREATE SERVER s OPTIONS (password 'hunter2');"
    )
    reported = str(read_sql("a.sql", script).diagnostics)
    assert "ada@" not in reported
    assert "hunter2" not in reported


def test_another_dialect_may_be_named_and_only_one_that_is_known():
    assert table("a INT", "oracle").of("DataStore")[0].values["technology"] == "Oracle"
    with pytest.raises(ValueError, match="'basic' is not one of postgresql"):
        table("a INT", "basic")


@pytest.mark.parametrize(
    "text",
    [
        DIRECTIVE,
        REQUIREMENTS_MARKDOWN,
        "# Notes\n\nCREATE TABLE a (x INT);\n",
        "Create table reservations for guests.",
        "id,text\nFR-1,CREATE TABLE x (y)\n",
        "",
    ],
)
def test_other_texts_are_no_scripts(text):
    assert not looks_like_sql(text)


def test_a_deep_statement_is_read_like_a_shallow_one():
    for nested in ("(" * 5_000, "INT(" * 5_000, "CASE WHEN " * 5_000, "ARRAY<" * 5_000):
        take(read_sql, f"CREATE TABLE a (b {nested}, c INT);".encode())


def test_a_statement_that_is_too_long_is_refused_and_the_next_one_read():
    draft = read_sql("a.sql", f"CREATE TABLE a ({'b INT, ' * 40_000});\nCREATE TABLE c (d INT);")
    assert said(draft, "error") == [
        "a.sql:1:1: a statement of 280,017 characters; at most 200,000 are read (skipped)"
    ]
    assert [e.values["name"] for e in draft.of("Entity")] == ["c"]


def test_script_in_every_name_stays_text():
    hostile = "<script>alert(1)</script>"
    draft = read_sql("a.sql", f'CREATE TABLE "{hostile}" ("{hostile}" INT DEFAULT \'{hostile}\');')
    assert draft.of("Attribute")[0].values["name"] == hostile


SAMPLES = [script.encode() for script in SCRIPTS.values()]
PIECES = [
    b"CREATE TABLE ",
    b"ALTER TABLE ",
    b"REFERENCES",
    b"PRIMARY KEY",
    b"DELIMITER ",
    b"\nGO\n",
]
PIECES += [
    b"\n/\n",
    b"COPY x FROM stdin;",
    b"BEGIN",
    b"END",
    b"DEFAULT",
    b"NOT",
    b"ON DELETE",
    b",",
]


@fuzzed
@given(content=mangled(SAMPLES, PIECES))
def test_a_mangled_script_is_read_or_refused(content):
    take(read_sql, content)


@fuzzed
@given(data=st.data())
def test_a_mangled_real_script_is_read_or_refused(corpus, data):
    samples = [path.read_bytes() for path in sorted(corpus.glob("sql/*.sql"))]
    take(read_sql, data.draw(mangled(samples, PIECES)))
