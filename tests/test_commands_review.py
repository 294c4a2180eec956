"""Commands on a plan that is or was under review."""

import json

import pytest

from planning.store import write
from tests.factory import actor_of, make_sound_plan
from tests.store.reviewing import ask, sign_all

REPORT = "readiness_report.md"


@pytest.fixture
def plan(db):
    return make_sound_plan()


def manifest(root):
    (found,) = root.rglob("manifest.json")
    return json.loads(found.read_text())


def log(root):
    (found,) = root.rglob("Test_Result_Analysis.md")
    return found.read_text()


def change(plan, code, **said):
    with write.locked(plan.pk, actor_of(plan, "bob")) as writing:
        writing.update(code, said)


def test_check_plan_knows_where_the_review_stands(run, plan):
    ask(plan)
    code, said, _ = run("check_plan", "library")
    assert code == 0
    assert said.splitlines()[-1].startswith("in review:")


def test_an_export_of_a_confirmed_plan_is_of_its_baseline(run, plan, tmp_path):
    sign_all(plan)
    assert run("export_plan", "library", "--to", tmp_path)[0] == 0
    assert manifest(tmp_path)["baseline"] == "BL-1"
    assert "<!-- groundplan:BACK-PH1:BL-1 -->" in log(tmp_path)
    assert "ready for Phase 2" in log(tmp_path)


def test_the_entry_of_a_baseline_stays_beside_the_draft_of_later(run, plan, tmp_path):
    sign_all(plan)
    run("export_plan", "library", "--to", tmp_path)
    change(plan, "CR-2", pattern="partnership")
    run("export_plan", "library", "--to", tmp_path)
    assert "<!-- groundplan:BACK-PH1:BL-1 -->" in log(tmp_path)
    assert "<!-- groundplan:BACK-PH1:draft -->" in log(tmp_path)
    assert "signed, not ready" in log(tmp_path)


@pytest.mark.parametrize(("of", "named"), [("BL-1", "BL-1"), ("live", None)])
def test_an_export_is_of_what_one_says(run, plan, tmp_path, of, named):
    ask(plan)
    assert run("export_plan", "library", "--to", tmp_path, "--of", of)[0] == 0
    assert manifest(tmp_path).get("baseline") == named


def test_a_baseline_that_there_is_not_is_wrong_usage(run, plan, tmp_path):
    ask(plan)
    code, _, said = run("export_plan", "library", "--to", tmp_path, "--of", "BL-7")
    assert code == 2
    assert "there is no baseline BL-7; there are: BL-1" in said


def test_a_file_holds_no_baselines(run, tmp_path):
    code, _, said = run("export_plan", "plan.json", "--to", tmp_path, "--of", "BL-1")
    assert code == 2
    assert "holds no baselines" in said


def test_what_was_exported_is_verified(run, plan, tmp_path):
    sign_all(plan)
    run("export_plan", "library", "--to", tmp_path)
    folder = next(tmp_path.rglob("manifest.json")).parent
    code, said, _ = run("verify_export", folder)
    assert code == 0
    assert "ready for Phase 2" in said
