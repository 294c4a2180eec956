"""The export of the demo plan, as it can be read in docs/example."""

from datetime import date
from pathlib import Path

import pytest

from planning.exports.bundle import Bundle, bundle
from planning.plan import plan_json
from planning.plan.artifacts import ARTIFACTS
from tests.conftest import ROOT
from tests.plan.artifacts.golden import same_as_golden

EXAMPLE = ROOT / "docs" / "example"
ON = date(2026, 11, 4)


@pytest.fixture(scope="module")
def exported() -> Bundle:
    text = (ROOT / "planning" / "demo" / "plan.json").read_text(encoding="utf-8")
    return bundle(plan_json.read(text)[0], ON)


@pytest.mark.parametrize("name", [artifact.name for artifact in ARTIFACTS])
def test_a_file_of_the_example_is_what_is_exported(exported: Bundle, name: str) -> None:
    path = str(Path(exported.folder) / name)
    same_as_golden(path, exported.files[name], EXAMPLE)


def test_the_log_of_the_example_holds_the_entry(exported: Bundle) -> None:
    same_as_golden(exported.log_path, exported.log_entry, EXAMPLE)
