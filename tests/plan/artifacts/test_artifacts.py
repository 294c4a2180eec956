"""Every artifact of a full and of an empty plan: golden, stable, well formed, complete."""

import json
from pathlib import Path

import jsonschema
import pytest

from planning.plan import plan_json
from planning.plan.artifacts import ARTIFACTS, frame, log_entry, write_all
from planning.plan.artifacts.catalogue import ALL, HOME
from planning.plan.canonical import digest
from planning.plan.elements import KINDS
from planning.plan.rules import by_id
from planning.plan.value import Plan
from tests.plan.artifacts.golden import same_as_golden
from tests.plan.artifacts.plans import EMPTY, IN_REVIEW, ON, SMALL
from tests.plan.artifacts.reading import mistakes, read

DEMO: Plan = plan_json.read(
    (Path(__file__).parents[3] / "planning/demo/plan.json").read_text(encoding="utf-8")
)[0]
FRAMES = {
    "small": frame(SMALL, ON, IN_REVIEW),
    "empty": frame(EMPTY, ON),
    "demo": frame(DEMO, ON),
}
# A few rules only: a golden file is about how things are written, not about what is found.
GOLDEN_RULES = tuple(
    by_id(rule)
    for rule in ("IN-05", "BC-04", "AG-01", "AG-03", "SV-05", "HX-02", "DA-01", "SE-01")
    + ("PL-07", "DE-03", "QC-01")
)
GOLDEN = {
    "small": frame(SMALL, ON, IN_REVIEW, rules=GOLDEN_RULES),
    "empty": frame(EMPTY, ON, rules=GOLDEN_RULES),
}
GOLDEN_FILES = {name: write_all(framed) for name, framed in GOLDEN.items()}
FILES = {name: write_all(framed) for name, framed in FRAMES.items()}
NAMES = tuple(artifact.name for artifact in ARTIFACTS)
DOCUMENTS = tuple(name for name in NAMES if name.endswith(".md"))

every_plan = pytest.mark.parametrize("plan", FRAMES)
every_file = pytest.mark.parametrize("name", NAMES)
every_document = pytest.mark.parametrize("name", DOCUMENTS)


@pytest.mark.parametrize("plan", GOLDEN)
@every_file
def test_a_file_is_what_its_golden_file_says(plan: str, name: str) -> None:
    same_as_golden(f"{plan}/{name}", GOLDEN_FILES[plan][name])


@pytest.mark.parametrize("plan", GOLDEN)
def test_the_log_entry_is_what_its_golden_file_says(plan: str) -> None:
    folder, log = "backend/outputs/phase-1", "docs/Test_Result_Analysis.md"
    entry = log_entry.write(GOLDEN[plan], GOLDEN_FILES[plan], folder, log)
    same_as_golden(f"{plan}/Test_Result_Analysis.BACK-PH1.md", entry)


@every_plan
@every_file
def test_the_same_plan_and_date_give_the_same_bytes(plan: str, name: str) -> None:
    again = frame(FRAMES[plan].plan, ON, FRAMES[plan].review)
    artifact = next(a for a in ARTIFACTS if a.name == name)
    assert artifact.write(again) == FILES[plan][name]


@every_plan
@every_document
def test_each_row_of_a_table_has_as_many_cells_as_its_header(plan: str, name: str) -> None:
    tables = read(FILES[plan][name]).tables
    assert [set(cells) for cells in tables] == [{cells[0]} for cells in tables]


@every_plan
@every_document
def test_each_link_leads_to_an_anchor_of_the_bundle(plan: str, name: str) -> None:
    places = set(FILES[plan]) | {
        f"{file}#{anchor}" for file in DOCUMENTS for anchor in read(FILES[plan][file]).anchors
    }
    assert [link for link in read(FILES[plan][name]).links if link not in places] == []


@every_plan
@every_document
def test_no_anchor_stands_twice_in_a_file(plan: str, name: str) -> None:
    anchors = read(FILES[plan][name]).anchors
    assert len(anchors) == len(set(anchors))


@every_plan
def test_each_element_is_defined_once_in_the_file_of_its_kind(plan: str) -> None:
    found = {f"{file}#{a}" for file in DOCUMENTS for a in read(FILES[plan][file]).anchors}
    assert set(FRAMES[plan].anchors.values()) <= found


@every_plan
@every_document
def test_each_picture_keeps_to_the_grammar_of_mermaid(plan: str, name: str) -> None:
    pictures = read(FILES[plan][name]).pictures
    assert [mistakes(picture) for picture in pictures] == [[]] * len(pictures)


@pytest.mark.parametrize("plan", ["small", "demo"])
@pytest.mark.parametrize("name", ["context_map.md", "aggregates.md", "build_plan.md"])
def test_a_plan_that_says_something_has_pictures(plan: str, name: str) -> None:
    assert read(FILES[plan][name]).pictures


PARTS = (
    "# ",
    "**Subject: Phase 1: Backend Track — Domain & Service Planning for City Library**",
    "**Date:** 2026-11-04",
    "**Time:** 10:30 UTC+01:00",
    "## Draws on",
    "## Standards",
    "## Downstream consumers",
    "## Version and change log",
    "Location: Utrecht, NL.)*",
)


@pytest.mark.parametrize("plan", ["small", "empty"])
@every_document
def test_a_document_has_the_parts_of_the_directive_in_order(plan: str, name: str) -> None:
    text = FILES[plan][name]
    places = [text.find(part) for part in PARTS]
    assert -1 not in places
    assert places == sorted(places)


@every_document
def test_the_front_matter_is_quoted_text_and_whole_numbers(name: str) -> None:
    values = [line.split(": ", 1)[1] for line in read(FILES["small"][name]).front_matter]
    assert all(isinstance(json.loads(value), str | int) for value in values)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "README.md"])
def test_an_empty_plan_says_in_each_file_what_is_missing_and_who_asks(name: str) -> None:
    text = FILES["empty"][name]
    assert "*Nothing planned yet: " in text
    assert "says so: " in text or "asks for it" in text or "asked for by" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_file_that_defines_it(kind: type) -> None:
    assert HOME[kind] in DOCUMENTS


def test_no_kind_is_defined_in_two_files() -> None:
    assert sum(len(facts.defines) for facts in ALL) == len(HOME)


@pytest.mark.parametrize("task", ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"])
def test_every_task_of_the_next_phase_is_told_what_to_read(task: str) -> None:
    consumers = [use for artifact in ARTIFACTS for use in artifact.consumers]
    assert any(use.startswith(f"Task {task} ") for use in consumers)


@every_file
def test_every_file_says_who_needs_it(name: str) -> None:
    assert next(a for a in ARTIFACTS if a.name == name).consumers


@every_plan
def test_the_readme_lists_every_file(plan: str) -> None:
    assert set(NAMES) <= set(read(FILES[plan]["README.md"]).links)


@every_plan
def test_plan_json_is_the_whole_plan(plan: str) -> None:
    assert plan_json.read(FILES[plan]["plan.json"]) == (FRAMES[plan].plan, ())


@every_plan
def test_the_manifest_has_the_digest_of_every_other_file(plan: str) -> None:
    manifest = json.loads(FILES[plan]["manifest.json"])
    others = {n: digest(t) for n, t in FILES[plan].items() if n != "manifest.json"}
    assert manifest["files"] == others


def test_the_manifest_says_what_was_exported_and_who_signed() -> None:
    manifest = json.loads(FILES["small"]["manifest.json"])
    assert manifest["on"] == "2026-11-20"
    assert manifest["revision"] == 41
    assert manifest["revised_at"] == "2026-11-19T16:45:00+00:00"
    assert manifest["review"] == "in_review"
    assert manifest["scopes"].keys() == {"architecture", "security", "backend"}
    assert [s["person"] for s in manifest["signatures"]] == ["Archie Tect", "Sam Sec"]
    assert manifest["signature"] is None


# plan.json is lossless: it holds what people stated, also where they stated an address.
@pytest.mark.parametrize("name", [name for name in NAMES if name != "plan.json"])
def test_people_are_named_without_their_address(name: str) -> None:
    assert "@library.example" not in FILES["small"][name]


def test_the_checklist_ticks_what_is_settled() -> None:
    assert read(FILES["small"]["backend_quality_checklist.md"]).boxes == ["[x]", "[x]", "[ ]"]


def test_the_build_plan_has_a_box_for_each_step() -> None:
    assert read(FILES["small"]["build_plan.md"]).boxes == ["[x]", "[ ]", "[ ]"]


@every_plan
def test_plan_json_keeps_to_its_published_schema(plan: str) -> None:
    schema = json.loads((Path(__file__).parents[3] / "docs/plan.schema.json").read_text())
    jsonschema.validate(json.loads(FILES[plan]["plan.json"]), schema)
