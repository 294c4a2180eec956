"""export_formats: every format, some, or none that there is."""

import pytest

from planning.exports.formats import BY_NAME
from tests.factory import make_plan, make_sound_plan


@pytest.fixture
def plan(db):
    return make_sound_plan()


def test_each_format_is_written_below_its_name(run, plan, tmp_path):
    code, said, _ = run("export_formats", "library", "--to", tmp_path)
    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == set(BY_NAME)
    assert "plan: 1 files" in said


def test_no_file_stands_in_two_folders_of_one_name(run, plan, tmp_path):
    run("export_formats", "library", "--to", tmp_path)
    held = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert {"tables/links.csv", "mermaid/context_map.mmd", "layers/edges.json"} <= held
    assert not [path for path in held if path.count("/") > 1]


def test_a_format_that_the_plan_has_nothing_for_is_told(run, db, tmp_path):
    make_plan(slug="harbour")
    code, said, _ = run("export_formats", "harbour", "--to", tmp_path, "--only", "openapi,mermaid")
    assert code == 0
    assert "openapi: nothing to write of this plan\nmermaid: nothing to write of this plan" in said


@pytest.mark.parametrize("only", [" , ", ""])
def test_a_list_that_names_no_format_is_wrong_usage(run, plan, tmp_path, only):
    code, _, said = run("export_formats", "library", "--to", tmp_path, "--only", only)
    assert code == 2
    assert "--only names no format; there are: plan" in said


def test_some_formats_are_written_where_one_names_them(run, plan, tmp_path):
    assert run("export_formats", "library", "--to", tmp_path, "--only", "plan, sarif")[0] == 0
    assert {path.name for path in tmp_path.iterdir()} == {"plan", "sarif"}


def test_a_format_that_there_is_not_is_wrong_usage(run, plan, tmp_path):
    code, _, said = run("export_formats", "library", "--to", tmp_path, "--only", "word")
    assert code == 2
    assert "there are: plan" in said


def test_a_place_that_cannot_be_written_is_wrong_usage(run, plan, tmp_path):
    (tmp_path / "plan").write_text("a file")
    code, _, said = run("export_formats", "library", "--to", tmp_path, "--only", "plan")
    assert code == 2
    assert "plan" in said
