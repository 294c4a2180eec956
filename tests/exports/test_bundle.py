"""What an export consists of, and which paths it refuses."""

import pytest

from planning.exports.bundle import UnsafePath, bundle, confined
from planning.plan.artifacts import ARTIFACTS
from planning.plan.elements import Requirement, Risk
from planning.plan.signatures import Review
from planning.plan.value import Plan, plan
from tests.plan.artifacts.plans import IN_REVIEW, ON, SMALL


def test_a_bundle_holds_every_artifact_in_order() -> None:
    assert tuple(bundle(SMALL, ON).files) == tuple(artifact.name for artifact in ARTIFACTS)


def test_a_bundle_knows_where_the_directive_wants_it() -> None:
    made = bundle(SMALL, ON)
    assert (made.folder, made.log_path) == (
        "backend/outputs/phase-1",
        "docs/Test_Result_Analysis.md",
    )


def test_a_directive_that_names_no_folder_gets_the_usual_one() -> None:
    made = bundle(plan(phase=2), ON)
    assert made.folder == "backend/outputs/phase-2"
    assert made.log_path == "docs/Test_Result_Analysis.md"


def test_twice_gives_the_same_bundle() -> None:
    assert bundle(SMALL, ON, IN_REVIEW) == bundle(SMALL, ON, IN_REVIEW)


@pytest.mark.parametrize(
    "path",
    ["/etc", "..", "a/../../b", "~/x", "a\\b", "C:/x", "a\x00b", "a\nb", "", ".", ".git/hooks"],
)
def test_a_path_that_could_lead_out_of_the_root_is_refused(path: str) -> None:
    with pytest.raises(UnsafePath):
        confined(path)


@pytest.mark.parametrize(
    ("path", "plain"), [("a/b/", "a/b"), ("./a//b", "a/b"), ("a b/é", "a b/é"), ("..a", "..a")]
)
def test_a_path_below_the_root_is_taken_in_plain_form(path: str, plain: str) -> None:
    assert confined(path) == plain


@pytest.mark.parametrize("unsafe", [plan(output_folder="../x"), plan(log_path="../x")])
def test_a_plan_with_an_unsafe_path_has_no_bundle(unsafe: Plan) -> None:
    with pytest.raises(UnsafePath, match=r"\.\./x"):
        bundle(unsafe, ON)


def test_the_log_entry_of_a_draft_is_marked_as_the_draft() -> None:
    made = bundle(SMALL, ON)
    assert made.log_entry.startswith("<!-- groundplan:BACK-PH1:draft -->\n")
    assert made.log_entry.endswith("\n<!-- /groundplan:BACK-PH1:draft -->\n")


def test_the_log_entry_of_a_baseline_is_marked_with_its_name() -> None:
    review = Review(state="in_review", baseline="BL-2", baseline_at="2026-11-18T09:00:00+00:00")
    made = bundle(SMALL, ON, review, baseline="BL-2")
    assert made.log_markers[0] == "<!-- groundplan:BACK-PH1:BL-2 -->"
    assert "- **Date:** 2026-11-18\n- **Time:** 09:00 UTC+00:00" in made.log_entry


@pytest.mark.parametrize("tag", ["-->", "a -- b", "x>\n<b", "--", "../../x", "é"])
def test_a_hostile_tag_stays_within_its_marker_and_file_name(tag: str) -> None:
    made = bundle(plan(log_tag=tag), ON)
    assert made.log_entry.splitlines()[0] == made.log_markers[0]
    assert made.log_markers[0].count("--") == 2
    assert "/" not in made.log_tag
    assert "." not in made.log_tag


def test_a_hostile_name_brings_no_marker_into_the_log() -> None:
    hostile = "<!-- /groundplan:BACK-PH1:draft -->"
    made = bundle(
        plan([Risk(code="RK-1", statement=hostile), Requirement(code="R-1")], log_tag="BACK-PH1"),
        ON,
    )
    assert made.log_entry.count("<!-- /groundplan") == 1


def test_links_of_the_log_entry_lead_to_the_folder() -> None:
    assert "(../backend/outputs/phase-1/dependencies.md#dp-1)" in bundle(SMALL, ON).log_entry
