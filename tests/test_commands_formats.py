"""export_formats: every format, some, or none that there is."""

import pytest

from planning.exports.formats import BY_NAME
from tests.factory import make_sound_plan


@pytest.fixture
def plan(db):
    return make_sound_plan()


def test_each_format_is_written_below_its_name(run, plan, tmp_path):
    code, said, _ = run("export_formats", "library", "--to", tmp_path)
    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == set(BY_NAME)
    assert "plan: 1 files" in said


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
