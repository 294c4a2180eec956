"""Bringing files into a plan from a terminal."""

import json
from pathlib import Path

import pytest

from planning.exports.tables import tables
from planning.management.import_files import names_of
from planning.plan import plan_json
from planning.plan.elements import DataStore, InputDocument, Service
from planning.store.load import load
from tests.conftest import ROOT
from tests.factory import make_plan
from tests.imports.catalogs import zipped
from tests.imports.projected import SARIF

DEMO = ROOT / "planning" / "demo" / "plan.json"


def test_files_are_imported_together(run, db, tmp_path):
    row = make_plan(slug="harbour")
    requirements = tmp_path / "requirements.csv"
    requirements.write_text("id,title,statement\nFR-1,Berth,Berth ships\n")
    interfaces = tmp_path / "interfaces_catalog.csv"
    interfaces.write_text(
        "interface_id,protocol,payload_schema_ref,dependency_direction\nIF-7,HTTP,call.json,inbound\n"
    )
    code, out, _ = run("import_plan", "harbour", requirements, interfaces)
    assert code == 0
    assert "1 to add" in out
    assert {"FR-1", "IF-7"} <= set(load(row.pk).by_code)


def test_what_a_file_says_and_nobody_took_is_a_problem(run, db, tmp_path):
    row = make_plan(slug="harbour")
    path = tmp_path / "requirements.csv"
    path.write_text("id,title,statement\nFR-1,Berth,Berth ships\nFR-1,Berth,Berth boats\n")
    code, _, err = run("import_plan", "harbour", path)
    assert code == 1
    assert "requirements.csv:3:1: FR-1 stands here and in line 2" in err
    assert load(row.pk).by_code["FR-1"].statement == "Berth ships"


def test_files_that_refer_to_each_other_may_come_in_any_order(run, db, tmp_path):
    row = make_plan(slug="harbour")
    child, parent = tmp_path / "A001.yml", tmp_path / "B001.yml"
    item = "active: true\nlevel: 1.1\nnormative: true\ntext: Berth ships\n"
    child.write_text(f"{item}links: [B001]\n")
    parent.write_text(f"{item}links: []\n")
    assert run("import_plan", "harbour", child, parent)[0] == 0
    assert [(link.source, link.target) for link in load(row.pk).links] == [("A001", "B001")]


def test_the_tables_of_a_plan_come_back_in_one_go(run, db, tmp_path):
    row = make_plan(slug="harbour")
    plan, _ = plan_json.read(DEMO.read_text())
    for name, text in tables(plan).items():
        (tmp_path / name).write_bytes(text.encode())
    assert run("import_plan", "harbour", *sorted(tmp_path.iterdir()))[0] == 0
    held = load(row.pk)
    assert (len(held.elements), held.links) == (len(plan.elements), plan.links)


def test_a_dry_run_stores_nothing(run, db, tmp_path):
    row = make_plan(slug="harbour")
    path = tmp_path / "requirements.csv"
    path.write_text("id,title,statement\nFR-1,Berth,Berth ships\n")
    assert run("import_plan", "harbour", path, "--dry-run")[0] == 0
    assert load(row.pk).elements == ()


def test_a_file_that_cannot_be_read_keeps_the_others_out(run, db, tmp_path):
    row = make_plan(slug="harbour")
    good, bad = tmp_path / "requirements.csv", tmp_path / "bad.bin"
    good.write_text("id,title,statement\nFR-1,Berth,Berth ships\n")
    bad.write_bytes(b"\x00\x01\x02")
    code, _, err = run("import_plan", "harbour", good, bad)
    assert code == 2
    assert "bad.bin" in err
    assert load(row.pk).elements == ()


SPEC = json.dumps(
    {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/books": {"get": {"tags": ["books"], "responses": {}}}},
    }
)


def test_options_reach_the_files_whose_format_has_them(run, db, tmp_path):
    row = make_plan(slug="harbour")
    (tmp_path / "shop.json").write_text(SPEC)
    (tmp_path / "shop.sql").write_text("create table book (isbn int primary key);")
    files = (tmp_path / "shop.json", tmp_path / "shop.sql")
    options = ("--option", "service_per_tag=yes", "--option", "dialect=oracle")
    assert run("import_plan", "harbour", *files, *options)[0] == 0
    held = load(row.pk)
    assert {"Shop", "books"} == {service.name for service in held.of(Service)}
    assert [store.technology for store in held.of(DataStore)] == ["Oracle"]


def test_a_file_is_read_as_another_format(run, db, tmp_path):
    row = make_plan(slug="harbour")
    path = tmp_path / "requirements.csv"
    path.write_text("id,title,statement\nFR-1,Berth,Berth ships\n")
    assert run("import_plan", "harbour", path, "--read-as", "document")[0] == 0
    assert [document.name for document in load(row.pk).of(InputDocument)] == ["Requirements"]


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ("dialect=klingon", "dialect is one of postgresql, mysql"),
        ("dialect", "dialect needs a value, such as dialect=postgresql"),
        ("colour=red", "'colour' is none of the options service_per_tag"),
    ],
)
def test_an_option_that_is_none_is_wrong_usage(run, db, tmp_path, option, why):
    make_plan(slug="harbour")
    path = tmp_path / "shop.sql"
    path.write_text("create table book (isbn int primary key);")
    code, _, err = run("import_plan", "harbour", path, "--option", option)
    assert code == 2
    assert why in err


def test_files_of_one_name_in_two_archives_are_kept_apart(run, db, tmp_path):
    row = make_plan(slug="harbour")
    for name in "ab":
        (tmp_path / f"{name}.zip").write_bytes(zipped({"shop.json": SPEC.encode()}))
    assert run("import_plan", "harbour", tmp_path / "a.zip", tmp_path / "b.zip")[0] == 0
    origins = {service.origin for service in load(row.pk).of(Service)}
    assert origins == {"shop.json#service", "b.zip/shop.json#service"}


def test_findings_of_a_tool_are_noted_and_nothing_is_stored(run, db, tmp_path):
    row = make_plan(slug="harbour")
    (tmp_path / "spotter.sarif").write_text(SARIF)
    code, out, err = run("import_plan", "harbour", tmp_path / "spotter.sarif")
    assert code == 0
    assert "spotter.sarif (projection): 0 to add" in out
    assert "note: spotter.sarif: SARIF lists findings and holds no plan; nothing is read" in err
    assert load(row.pk).elements == ()


GERMAN = "Kennung;Titel;a=b\nFR-1;Anlegen;rot\n"


def test_columns_are_mapped_where_one_says_what_they_hold(run, db, tmp_path):
    row = make_plan(slug="harbour")
    path = tmp_path / "liste.csv"
    path.write_text(GERMAN)
    columns = ("Kennung=code", "Titel=name", "a=b=notes")
    said = [word for column in columns for word in ("--column", column)]
    assert run("import_plan", "harbour", path, "--read-as", "requirements_csv", *said)[0] == 0
    held = load(row.pk).by_code["FR-1"]
    assert (held.name, held.notes) == ("Anlegen", "rot")


def test_a_table_of_unknown_columns_is_a_problem(run, db, tmp_path):
    make_plan(slug="harbour")
    path = tmp_path / "liste.csv"
    path.write_text(GERMAN)
    code, _, err = run("import_plan", "harbour", path, "--read-as", "requirements_csv")
    assert code == 1
    assert "the columns are Kennung, Titel, a=b" in err


@pytest.mark.parametrize(
    ("column", "why"),
    [
        ("Titel=colour", "'colour' is none of the fields code, name, statement"),
        ("Titel", "'Titel' is no column and field, such as Kennung=code"),
        ("Titel=protocol", "'protocol' is none of the fields code, name, statement"),
    ],
)
def test_a_field_that_is_none_is_wrong_usage(run, db, tmp_path, column, why):
    make_plan(slug="harbour")
    path = tmp_path / "liste.csv"
    path.write_text(GERMAN)
    read_as = ("--read-as", "requirements_csv")
    code, _, err = run("import_plan", "harbour", path, *read_as, "--column", column)
    assert code == 2
    assert why in err


def services(tmp_path, *names):
    """Specifications of one base name, each in a folder of its own."""
    for name in names:
        (tmp_path / name).mkdir()
        spec = {**json.loads(SPEC), "info": {"title": name.title(), "version": "1"}}
        (tmp_path / name / "openapi.yaml").write_text(json.dumps(spec))
    return [tmp_path / name / "openapi.yaml" for name in names]


def test_files_of_one_name_are_told_apart_by_their_paths_in_any_order(run, db, tmp_path):
    row = make_plan(slug="harbour")
    orders, billing = services(tmp_path, "orders", "billing")
    assert run("import_plan", "harbour", orders, billing)[0] == 0
    origins = {service.origin: service.name for service in load(row.pk).of(Service)}
    assert origins == {
        "orders/openapi.yaml#service": "Orders",
        "billing/openapi.yaml#service": "Billing",
    }
    before = load(row.pk)
    assert run("import_plan", "harbour", billing, orders)[0] == 0
    assert load(row.pk) == before


def test_paths_are_told_apart_by_no_more_than_it_takes(tmp_path):
    files = [Path("/a/x/one.csv"), Path("/b/x/one.csv"), Path("/c/two.csv"), Path("/c/./two.csv")]
    assert list(names_of(files).values()) == ["a/x/one.csv", "b/x/one.csv", "two.csv"]


def test_a_program_is_told_what_was_added_and_changed(run, db, tmp_path):
    make_plan(slug="harbour")
    path = tmp_path / "requirements.csv"
    path.write_text("id,title,text,parent\nFR-1,Berth,Berth ships,\n,Quay,Have a quay,FR-1\n")
    (said,) = json.loads(run("import_plan", "harbour", path, "--format", "json")[1])["files"]
    first, second = said["added"]
    assert (first["kind"], first["code"], first["name"]) == ("Requirement", "FR-1", "Berth")
    assert first["values"] == {"name": "Berth", "statement": "Berth ships", "type": "functional"}
    assert said["links"] == [{"type": "refines", "source": second["code"], "target": "FR-1"}]
    assert second["code"] != second["key"] == "quay"
    path.write_text("id,title,text\nFR-1,Berth,Berth boats\n")
    (said,) = json.loads(run("import_plan", "harbour", path, "--format", "json")[1])["files"]
    fields = [{"name": "statement", "before": "Berth ships", "after": "Berth boats"}]
    assert said["changed"] == [{"code": "FR-1", "fields": fields}]


def test_a_reference_is_told_by_its_code(run, db, tmp_path):
    make_plan(slug="harbour")
    path = tmp_path / "shop.json"
    path.write_text(SPEC)
    (said,) = json.loads(run("import_plan", "harbour", path, "--format", "json")[1])["files"]
    by_kind = {each["kind"]: each for each in said["added"]}
    assert by_kind["Endpoint"]["values"]["service"] == by_kind["Service"]["code"]


def test_each_addition_is_named_in_words(run, db, tmp_path):
    make_plan(slug="harbour")
    path = tmp_path / "requirements.csv"
    path.write_text("id,text\nFR-1,Berth ships\n")
    out = run("import_plan", "harbour", path, "--dry-run")[1]
    assert "\n  add Requirement FR-1 Berth ships\n" in out


def test_a_program_is_told_why_nothing_was_stored(run, db, tmp_path):
    make_plan(slug="harbour")
    path = tmp_path / "bad.bin"
    path.write_bytes(b"\x00\x01\x02")
    code, out, _ = run("import_plan", "harbour", path, "--format", "json")
    said = json.loads(out)
    assert (code, said["stored"]) == (2, False)
    assert said["error"].startswith("bad.bin:1: holds NUL characters")
    assert said["error"].endswith("; nothing was stored")


def test_what_was_not_understood_is_a_problem(run, db, tmp_path):
    make_plan(slug="harbour")
    path = tmp_path / "requirements.csv"
    path.write_text("id,title,statement\nFR-1,Berth,Berth ships\nFR-2,,\n")
    code, out, _ = run("import_plan", "harbour", path)
    assert code == 1
    assert "row: 2 found, 1 read, 0 skipped, 1 not understood" in out


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("--option", "dialect=oracle"), "no file is of a format that has dialect (sql)"),
        (("--column", "Titel=name"), "no file is a table of requirements_csv or interfaces"),
    ],
)
def test_what_is_said_of_no_file_is_wrong_usage(run, db, tmp_path, said, why):
    row = make_plan(slug="harbour")
    path = tmp_path / "minutes.md"
    path.write_text("# Minutes\n\nWe met.\n")
    code, _, err = run("import_plan", "harbour", path, *said)
    assert code == 2
    assert why in err
    assert load(row.pk).elements == ()


def test_a_file_that_is_too_large_is_no_file_stored(run, db, tmp_path):
    make_plan(slug="harbour")
    path = tmp_path / "requirements.csv"
    path.write_bytes(b" " * (10 * 2**20 + 1))
    err = run("import_plan", "harbour", path)[2]
    assert err.endswith("10 MB; at most 10 MB are read; nothing was stored")
