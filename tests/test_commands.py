"""The commands as somebody at a terminal uses them: output, exit code, and nothing half done."""

import json
import zipfile
from datetime import date

import pytest
from django.db import OperationalError
from jsonschema import Draft202012Validator

from planning import models
from planning.plan import plan_json, value
from planning.plan.elements import BoundedContext, ContextRelation
from planning.store.load import load
from tests.conftest import ROOT
from tests.factory import make_element, make_plan, make_user

DEMO = ROOT / "planning" / "demo" / "plan.json"
DIRECTIVE = """**Subject: Phase 1: Backend Track — Planning for [Project Name]**

**3. Mandatory Quality & Finalization Rules**
Store planning artifacts in `out/phase-1/`.

**4. Directive Section: Backend Phase 1 Tasks**
* **Execution Tasks (sequential):**
    - [ ] **Task 1.1: Domain Understanding** *(Analysis)*
        - [ ] Write the glossary.
"""


@pytest.fixture
def legal(tmp_path):
    """A plan.json with two contexts and a relation that no rule forbids."""
    return written(tmp_path / "legal.json", pattern="upstream_downstream")


def written(path, **relation):
    contexts = [BoundedContext(code="BC-1", name="A"), BoundedContext(code="BC-2", name="B")]
    tie = ContextRelation(code="CR-1", upstream="BC-1", downstream="BC-2", **relation)
    path.write_text(plan_json.write(value.plan([*contexts, tie], name="Two contexts")))
    return path


def findings(out):
    return {finding["rule"] for finding in json.loads(out)["findings"]}


def test_a_file_is_checked_without_a_database(run, legal):
    code, out, _ = run("check_plan", legal, "--format", "json", "--on", "2026-11-04")
    assert code == 1  # much is missing in so small a plan
    assert "BC-01" in findings(out)
    assert "CM-01" not in findings(out)


def test_a_contradiction_in_a_file_is_found(run, tmp_path):
    path = written(tmp_path / "p.json", pattern="customer_supplier", downstream_roles=("CF",))
    _, out, _ = run("check_plan", path, "--format", "json")
    assert "CM-01" in findings(out)


def test_findings_are_said_with_every_fact(run, legal):
    _, out, _ = run("check_plan", legal, "--format", "json")
    said = json.loads(out)
    assert said["verdict"] == "planning"
    assert set(said["findings"][0]) == {
        "rule",
        "nature",
        "severity",
        "scope",
        "element",
        "field",
        "about",
        "message",
        "hint",
        "waived",
    }


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_what_fails_can_be_chosen(run, legal, fail_on, code):
    assert run("check_plan", legal, "--fail-on", fail_on)[0] == code


def test_what_a_file_says_beyond_the_vocabulary_is_told(run, legal):
    document = json.loads(legal.read_text())
    document["elements"]["bounded_contexts"][0]["colour"] = "red"
    legal.write_text(json.dumps(document))
    _, _, err = run("check_plan", legal)
    assert "elements.bounded_contexts[0].colour: unknown field" in err


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 99, "elements": {}}', "\0", "[" * 99999]
)
def test_what_is_no_plan_json_is_wrong_usage(run, tmp_path, content):
    path = tmp_path / "p.json"
    path.write_text(content)
    code, _, err = run("check_plan", path)
    assert code == 2
    assert str(path) in err


def test_a_file_that_is_not_there_is_wrong_usage(run, tmp_path):
    assert run("check_plan", tmp_path / "none.json")[0] == 2


def test_an_unknown_plan_names_those_there_are(run, db):
    make_plan(slug="harbour")
    code, _, err = run("check_plan", "harbor")
    assert code == 2
    assert "harbour" in err


def test_a_date_that_is_none_is_wrong_usage(run, legal):
    assert run("check_plan", legal, "--on", "yesterday")[0] != 0


def test_a_plan_begins_with_a_directive(run, db, tmp_path):
    make_user("alice")
    directive = tmp_path / "directive.md"
    directive.write_text(DIRECTIVE)
    code, out, _ = run(
        "new_plan", "--project", "Harbour", "--directive", directive, "--owner", "alice"
    )
    plan = load(models.Plan.objects.get(slug=out.strip()).pk)
    assert (code, plan.project, plan.phase, plan.track) == (0, "Harbour", 1, "backend")
    assert plan.output_folder == "out/phase-1/"


def test_a_plan_begins_with_the_built_in_template(run, db):
    code, out, err = run("new_plan", "--project", "Harbour")
    plan = load(models.Plan.objects.get(slug=out.strip()).pk)
    assert (code, plan.log_tag) == (0, "BACK-PH1")
    assert "--owner" in err


@pytest.mark.parametrize("arguments", [["--owner", "nobody"], ["--directive", "none.md"]])
def test_a_plan_that_cannot_begin_leaves_nothing(run, db, arguments):
    assert run("new_plan", "--project", "Harbour", *arguments)[0] == 2
    assert not models.Project.objects.exists()


def test_the_demo_plan_imports_and_exports_as_it_is(run, db, tmp_path):
    row = make_plan(slug="again")
    assert run("import_plan", "again", DEMO)[0] == 0
    code, _, _ = run("export_plan", "again", "--to", tmp_path, "--on", "2026-11-04")
    exported = plan_json.read((tmp_path / load(row.pk).output_folder / "plan.json").read_text())
    original = plan_json.read(DEMO.read_text())
    assert code == 0
    assert exported[0].links == original[0].links
    assert [e.code for e in exported[0].elements] == [e.code for e in original[0].elements]


def test_an_export_twice_gives_the_same_bytes(run, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run("export_plan", DEMO, "--to", tmp_path / name, "--on", "2026-11-04")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) == 16  # 15 artifacts and the shared log


def contents(root):
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root): path.read_bytes() for path in files}


def test_an_export_can_be_zipped(run, tmp_path):
    run("export_plan", DEMO, "--to", tmp_path, "--zip", tmp_path / "plan.zip")
    with zipfile.ZipFile(tmp_path / "plan.zip") as archive:
        assert archive.testzip() is None
        assert any(name.endswith("readiness_report.md") for name in archive.namelist())


def test_an_export_needs_a_folder_that_is_there(run, tmp_path):
    assert run("export_plan", DEMO, "--to", tmp_path / "none")[0] == 2


def test_an_export_stays_below_its_root(run, tmp_path, legal):
    document = json.loads(legal.read_text())
    document["plan"]["output_folder"] = "../outside"
    legal.write_text(json.dumps(document))
    code, _, err = run("export_plan", legal, "--to", tmp_path)
    assert code == 2
    assert "../outside" in err


def test_an_exported_plan_holds_to_the_published_schema(run, tmp_path):
    schema = json.loads((ROOT / "docs" / "plan.schema.json").read_text())
    Draft202012Validator(schema).validate(json.loads(DEMO.read_text()))


def test_the_demo_is_loaded_once(run, db, settings):
    settings.DEMO = True
    run("load_demo")
    before = models.Change.objects.count()
    code, out, _ = run("load_demo")
    assert (code, models.Change.objects.count()) == (0, before)
    assert "backend lead (Marit Veldhuis)" in out


def test_the_demo_stays_out_of_production(run, db, settings):
    settings.DEMO = False
    assert run("load_demo")[0] == 1
    assert not models.User.objects.exists()


def test_somebody_can_be_made_a_member(run, db):
    row = make_plan(slug="harbour")
    make_user("dora")
    assert run("add_member", "harbour", "dora", "owner")[0] == 0
    assert row.project.memberships.filter(person__username="dora", role="owner").exists()


def test_a_plan_is_judged_as_of_a_day(run, legal):
    early = run("check_plan", legal, "--on", date(2020, 1, 1).isoformat())
    assert early[0] == 1


def test_an_element_of_a_stored_plan_is_checked(run, db):
    row = make_plan(slug="harbour")
    make_element(row, "BoundedContext", name="Berths")
    assert "BC-01" in findings(run("check_plan", "harbour", "--format", "json")[1])


def test_a_database_that_is_not_migrated_is_said_to_be(run, db, monkeypatch):
    def unmigrated(*args, **values):
        raise OperationalError("no such table: planning_plan")

    monkeypatch.setattr(models.Plan.objects, "filter", unmigrated)
    code, _, err = run("import_plan", "harbour", DEMO)
    assert code == 2
    assert "migrate" in err
