"""Migrations in one script: what is renamed or dropped is as if it had been made so."""

import time

import pytest

from planning.imports.draft import Draft
from planning.imports.sql import read_sql

MADE = """\
CREATE TABLE berth (
  id INT PRIMARY KEY,
  side VARCHAR(9) NOT NULL,
  length INT CONSTRAINT positive CHECK (length > 0),
  quay INT,
  CONSTRAINT one_side UNIQUE (side, quay)
);
CREATE TABLE ship (
  id INT PRIMARY KEY,
  lies_at INT REFERENCES berth (id),
  CONSTRAINT named CHECK (id > 0 AND 'side' <> 'id'),
  CONSTRAINT next_to FOREIGN KEY (lies_at) REFERENCES berth (side)
);
"""


def read(script: str) -> Draft:
    draft = read_sql("harbour.sql", MADE + script)
    assert [d for d in draft.diagnostics if d.level == "error"] == []
    assert all(tally.adds_up for tally in draft.tallies)
    return draft


def tables(draft: Draft) -> dict[str, list[str]]:
    """The columns of each table by their names."""
    names = {element.key: element.values["name"] for element in draft.of("Entity")}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    for attribute in draft.of("Attribute"):
        found[names[attribute.values["entity"]]].append(attribute.values["name"])
    return found


def notes(draft: Draft, name: str) -> str:
    (found,) = (e for e in draft.of("Entity") if e.values["name"] == name)
    return str(found.values["notes"])


def refers(draft: Draft) -> list[str]:
    return [a.values["refers_to"] for a in draft.of("Attribute") if "refers_to" in a.values]


def skipped(draft: Draft) -> list[str]:
    return [d.message for d in draft.diagnostics if d.remedy == "skipped"]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE berth RENAME TO mooring;",
        "ALTER TABLE berth RENAME AS mooring;",
        "ALTER TABLE berth RENAME mooring;",
        "RENAME TABLE berth TO mooring;",
        "RENAME berth TO mooring;",
    ],
)
def test_a_table_is_renamed_with_all_that_leads_to_it(statement: str) -> None:
    draft = read(statement)
    assert set(tables(draft)) == {"mooring", "ship"}
    assert refers(draft) == ["entity:mooring"]
    assert {m.values["table"] for m in draft.of("EntityMapping")} == {"mooring", "ship"}
    assert skipped(draft) == []


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE berth RENAME COLUMN side TO board;",
        "ALTER TABLE berth RENAME side TO board;",
        "ALTER TABLE berth CHANGE side board VARCHAR(9) NOT NULL;",
        "ALTER TABLE berth CHANGE COLUMN `side` `board` VARCHAR(9) NOT NULL;",
    ],
)
def test_a_column_is_renamed_where_it_stands_and_where_it_is_meant(statement: str) -> None:
    draft = read(statement)
    assert tables(draft)["berth"] == ["id", "board", "length", "quay"]
    assert "board, quay are unique" in notes(draft, "berth")
    assert "'side' <> 'id'" in notes(draft, "ship")
    assert skipped(draft) == []


def test_a_key_is_renamed_with_its_column() -> None:
    draft = read("ALTER TABLE berth RENAME COLUMN id TO number;")
    (berth, _) = draft.of("Entity")
    assert berth.values["identity"] == "number"
    told = [a.values["notes"] for a in draft.of("Attribute") if a.values["name"] == "lies_at"]
    assert "number" in told[0]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE berth DROP COLUMN quay;",
        "ALTER TABLE berth DROP quay CASCADE;",
        "ALTER TABLE berth DROP COLUMN IF EXISTS quay;",
        "ALTER TABLE berth DROP (quay);",
    ],
)
def test_a_dropped_column_takes_its_rules_along(statement: str) -> None:
    draft = read(statement)
    assert tables(draft)["berth"] == ["id", "side", "length"]
    assert "unique" not in notes(draft, "berth")
    assert skipped(draft) == []


def test_several_columns_are_dropped_after_one_verb() -> None:
    assert tables(read("ALTER TABLE berth DROP COLUMN side, quay;"))["berth"] == ["id", "length"]


@pytest.mark.parametrize(
    ("table", "statement", "gone"),
    [
        ("berth", "DROP CONSTRAINT one_side", "side, quay are unique"),
        ("berth", "DROP CONSTRAINT IF EXISTS positive", "CHECK (length > 0)"),
        ("berth", "RENAME CONSTRAINT positive TO p, DROP CONSTRAINT p", "CHECK (length > 0)"),
        ("ship", "DROP CHECK named", "CHECK (id > 0 AND 'side' <> 'id')"),
    ],
)
def test_a_rule_is_dropped_by_its_name(table: str, statement: str, gone: str) -> None:
    assert gone in notes(read(""), table)
    draft = read(f"ALTER TABLE {table} {statement};")
    assert gone not in notes(draft, table)
    assert skipped(draft) == []


@pytest.mark.parametrize("statement", ["DROP PRIMARY KEY", "DROP CONSTRAINT berth_pkey"])
def test_the_key_is_dropped_and_its_column_stays_required(statement: str) -> None:
    draft = read(f"ALTER TABLE berth {statement};")
    (berth, _) = draft.of("Entity")
    assert berth.values["identity"] == ""
    held = draft.of("Attribute")[0].values
    assert (held["name"], held["key"], held["required"]) == ("id", False, True)


def test_foreign_keys_are_dropped_by_their_own_names_and_by_those_of_postgresql() -> None:
    both = "ALTER TABLE ship DROP FOREIGN KEY next_to, DROP CONSTRAINT ship_lies_at_fkey;"
    assert refers(read(both)) == []
    assert refers(read("ALTER TABLE ship DROP FOREIGN KEY next_to;")) == ["entity:berth"]


def test_a_table_is_dropped_and_the_report_says_so() -> None:
    draft = read("DROP TABLE IF EXISTS ship, ghost;")
    assert set(tables(draft)) == {"berth"}
    assert skipped(draft) == ["DROP TABLE ghost"]
    assert "ship of line 8 is dropped" in [d.message for d in draft.diagnostics]


def test_a_table_may_be_made_again_under_its_name() -> None:
    draft = read("DROP TABLE ship;\nCREATE TABLE ship (name INT PRIMARY KEY);")
    assert tables(draft)["ship"] == ["name"]


def test_the_way_of_sqlite_to_change_a_table_keeps_what_leads_to_it() -> None:
    script = "CREATE TABLE new_berth (id INT PRIMARY KEY, kind INT);\nDROP TABLE berth;\n"
    draft = read(f"{script}ALTER TABLE new_berth RENAME TO berth;")
    assert tables(draft) == {"ship": ["id", "lies_at"], "berth": ["id", "kind"]}
    assert refers(draft) == ["entity:berth"]


def test_cascade_drops_what_leads_to_a_table() -> None:
    draft = read("DROP TABLE berth CASCADE;")
    assert refers(draft) == []
    assert "berth" not in str(draft.elements)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE berth RENAME TO ship;",
        "ALTER TABLE berth RENAME COLUMN ghost TO board;",
        "ALTER TABLE berth RENAME COLUMN side TO quay;",
        "ALTER TABLE berth RENAME INDEX a TO b;",
        "ALTER TABLE berth DROP COLUMN ghost;",
        "ALTER TABLE berth DROP CONSTRAINT ghost;",
        "ALTER TABLE berth DROP INDEX one_side;",
        "RENAME TABLE berth TO ship;",
    ],
)
def test_what_cannot_be_done_is_skipped_with_a_note(statement: str) -> None:
    draft = read(statement)
    assert len(skipped(draft)) == 1 or draft.tallies[0].skipped == 1
    assert draft.elements == read("").elements


def test_a_script_that_renames_on_and_on_is_bounded() -> None:
    wide = ", ".join(f"CONSTRAINT c{n} CHECK (a > {n})" for n in range(1_000))
    renames = "".join(
        f"ALTER TABLE t RENAME COLUMN {a} TO {b};\n" for a, b in [("a", "b"), ("b", "a")] * 300
    )
    started = time.process_time()
    draft = read(f"CREATE TABLE t (a INT PRIMARY KEY, {wide});\n{renames}")
    assert time.process_time() - started < 5
    assert 0 < len(skipped(draft)) < 600
