"""Verifying an export: what anybody changes is found, and told apart from another edition."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.exports import verify as verifying
from planning.exports.bundle import bundle
from planning.exports.verify import Difference, NoExport, Verification, verify, verify_plan
from planning.plan import plan_json
from planning.plan.artifacts import ARTIFACTS
from planning.plan.canonical import digest
from planning.plan.signatures import NOT_ASKED, Review
from planning.plan.value import Plan
from tests.drawn import random_plans
from tests.plan.artifacts.plans import EMPTY, IN_REVIEW, ON, SMALL

NAMES = [artifact.name for artifact in ARTIFACTS]
DEMO = plan_json.read(
    (Path(__file__).parents[2] / "planning" / "demo" / "plan.json").read_text(encoding="utf-8")
)[0]


def exported(plan: Plan = SMALL, review: Review = IN_REVIEW, **how: str) -> dict[str, bytes]:
    made = bundle(plan, ON, review, **how)  # type: ignore[arg-type]
    return {name: text.encode() for name, text in made.files.items()}


EXPORTED = exported()


def changed(**contents: bytes | str) -> dict[str, bytes]:
    """The export with other contents; ``__`` in a name is a dot."""
    named = {name.replace("__", "."): content for name, content in contents.items()}
    return EXPORTED | {n: c.encode() if isinstance(c, str) else c for n, c in named.items()}


def manifest(**said: object) -> bytes:
    """The manifest with other facts, written as an exporter writes it."""
    held = json.loads(EXPORTED["manifest.json"]) | said
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()


def forged(name: str, old: str, new: str) -> dict[str, bytes]:
    """The export with a text replaced, and the digest of that file put right in the manifest."""
    text = EXPORTED[name].decode()
    assert old in text
    fake = text.replace(old, new, 1)
    digests = json.loads(EXPORTED["manifest.json"])["files"] | {name: digest(fake)}
    return {**EXPORTED, name: fake.encode(), "manifest.json": manifest(files=digests)}


def told(found: Verification) -> dict[str, Difference]:
    return {difference.file: difference for difference in found.differences}


@pytest.mark.parametrize("profile", ["full", "redacted"])
@pytest.mark.parametrize("baseline", ["", "BL-1"])
@pytest.mark.parametrize("review", [NOT_ASKED, IN_REVIEW])
@pytest.mark.parametrize("plan", [SMALL, EMPTY, DEMO])
def test_an_export_as_written_holds(
    plan: Plan, review: Review, baseline: str, profile: str
) -> None:
    found = verify(exported(plan, review, profile=profile, baseline=baseline))
    assert found.differences == ()
    assert found.holds
    assert (found.compared, found.on) == (len(NAMES), ON)


def test_a_signature_by_somebody_with_an_address_holds() -> None:
    named = replace(IN_REVIEW.signatures[0], person="Ada Lee <ada@example.org>")
    assert verify(exported(review=replace(IN_REVIEW, signatures=(named,)))).holds


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_byte_in_any_file_is_found(name: str) -> None:
    content = EXPORTED[name]
    middle = len(content) // 2
    found = verify({**EXPORTED, name: content[:middle] + b"~" + content[middle + 1 :]})
    assert name in told(found)
    assert not found.holds


@random_plans(15)
@given(st.sampled_from(NAMES), st.integers(0, 2**31), st.binary(max_size=2))
def test_whatever_is_changed_is_found(name: str, place: int, put: bytes) -> None:
    content = EXPORTED[name]
    place %= len(content)
    other = content[:place] + put + content[place + 1 :]
    assert verify({**EXPORTED, name: other}).holds == (other == content)


def test_a_plan_whose_digest_was_not_put_right_is_found() -> None:
    files = {**EXPORTED, "plan.json": forged("plan.json", '"phase": 1', '"phase": 2')["plan.json"]}
    assert "its digest in the manifest" in told(verify(files))["plan.json"].what


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_found(name: str) -> None:
    found = verify({n: content for n, content in EXPORTED.items() if n != name})
    assert told(found)[name].what == "is missing"


def test_a_file_that_the_manifest_no_longer_lists_is_missed() -> None:
    listed = json.loads(EXPORTED["manifest.json"])["files"]
    del listed["aggregates.md"]
    files = {n: c for n, c in EXPORTED.items() if n != "aggregates.md"}
    found = verify({**files, "manifest.json": manifest(files=listed)})
    assert {"aggregates.md", "manifest.json"} <= told(found).keys()


@pytest.mark.parametrize("name", ["approval.md", "README.md.bak", "more/", ".README.md.swp"])
def test_a_file_too_many_is_found(name: str) -> None:
    (difference,) = verify({**EXPORTED, name: b"approved"}).differences
    assert difference == Difference(file=name, what="is not of this export")


def test_what_an_export_set_aside_is_no_difference() -> None:
    kept = {"backend_quality_checklist.md.0123456789ab.orig": b"- [x] mine"}
    assert verify(EXPORTED | kept).holds


def test_the_first_line_that_differs_is_shown() -> None:
    lines = EXPORTED["README.md"].split(b"\n")
    lines[6] = b"an other line"
    difference = told(verify(changed(README__md=b"\n".join(lines))))["README.md"]
    assert (difference.line, difference.held) == (7, "an other line")
    assert difference.expected == EXPORTED["README.md"].decode().split("\n")[6]
    assert difference.what == "was changed after the export"


def test_a_line_too_many_is_shown() -> None:
    difference = told(verify(changed(README__md=EXPORTED["README.md"] + b"more")))["README.md"]
    assert (difference.held, difference.expected) == ("more", "")


def test_a_changed_finding_is_found_though_its_digest_was_put_right() -> None:
    found = verify(forged("readiness_report.md", "| contradiction | error |", "| smell | info |"))
    difference = told(found)["readiness_report.md"]
    assert difference.what == "does not follow from the plan"
    assert "| smell | info |" in difference.held
    assert "| contradiction | error |" in difference.expected


def test_a_changed_plan_is_found_by_what_was_written_of_it() -> None:
    found = verify(forged("plan.json", '"phase": 1', '"phase": 2'))
    assert {"README.md", "manifest.json"} <= told(found).keys()


def test_a_changed_verdict_is_found() -> None:
    found = verify(changed(manifest__json=manifest(verdict="ready_for_phase_2")))
    difference = found.differences[0]
    assert (difference.held, difference.expected) == ("ready_for_phase_2", "in_review")


def test_a_changed_digest_of_a_scope_is_found() -> None:
    scopes = json.loads(EXPORTED["manifest.json"])["scopes"] | {"security": "0" * 64}
    found = verify(changed(manifest__json=manifest(scopes=scopes)))
    assert "another digest of security" in found.differences[0].what


def test_a_changed_day_is_found() -> None:
    found = verify(changed(manifest__json=manifest(on="2020-01-01")))
    assert "readiness_report.md" in told(found)


def test_an_invented_signature_is_found() -> None:
    signatures = json.loads(EXPORTED["manifest.json"])["signatures"]
    signatures.append({**signatures[0], "scope": "security", "decision": "signed"})
    found = verify(changed(manifest__json=manifest(signatures=signatures)))
    assert "README.md" in told(found)


@pytest.mark.parametrize(
    ("key", "word"), [("rule_set", "rules"), ("format", "format"), ("layout", "layout")]
)
def test_another_edition_is_told_apart(key: str, word: str) -> None:
    today = verifying.VERSIONS[key][1]
    files = changed(manifest__json=manifest(**{key: today + 2}))
    found = verify(files)
    assert found.differences == ()
    assert found.remarks[0] == f"made under {word} {today + 2}, checked under {word} {today}"
    assert (found.holds, found.verdict) == (False, None)


def test_what_was_changed_is_found_under_another_edition_too() -> None:
    files = changed(manifest__json=manifest(rule_set=99), README__md="# Approved\n")
    assert told(verify(files))["README.md"].what == "was changed after the export"


def test_a_manifest_of_before_the_layout_had_a_number_is_of_another_edition() -> None:
    said = json.loads(EXPORTED["manifest.json"])
    del said["layout"]
    found = verify(changed(manifest__json=json.dumps(said)))
    assert found.remarks[0].startswith("made under layout null")


def test_a_redacted_verdict_is_said_to_be_the_manifest_s() -> None:
    assert "redacted" in verify(exported(profile="redacted")).remarks[0]


@pytest.mark.parametrize(
    "said",
    [
        {"files": []},
        {"profile": "half"},
        {"on": "soon"},
        {"on": None},
        {"review": "over"},
        {"verdict": "fine"},
        {"verdict": []},
        {"signatures": [3]},
        {"signatures": [{"scope": "backend"}]},
    ],
)
def test_a_manifest_that_makes_no_sense_is_found(said: dict[str, object]) -> None:
    found = verify(changed(manifest__json=manifest(**said)))
    assert "manifest.json" in told(found)
    assert found.verdict is None


@pytest.mark.parametrize("content", ["", "3", "{", "[" * 99999, b"\xff", "{}"])
def test_what_is_no_manifest_is_found(content: str | bytes) -> None:
    assert "manifest.json" in told(verify(changed(manifest__json=content)))


@pytest.mark.parametrize("content", ["", "{", b"\xff", '{"format": 9, "elements": {}}'])
def test_what_is_no_plan_is_found(content: str | bytes) -> None:
    assert "plan.json" in told(verify(changed(plan__json=content)))


@pytest.mark.parametrize("files", [{}, {"README.md": b"# Hello"}])
def test_a_folder_without_an_export_is_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(NoExport):
        verify(files)


def test_a_plan_alone_ends_at_ready_for_review_at_best() -> None:
    signed = exported(DEMO, IN_REVIEW)
    found = verify_plan(signed["plan.json"], ON)
    assert found.holds
    assert found.verdict in ("planning", "ready_for_review")


def test_a_plan_alone_that_was_edited_by_hand_is_told() -> None:
    edited = EXPORTED["plan.json"].replace(b'"name": ', b'"name" : ', 1)
    (difference,) = verify_plan(edited, ON).differences
    assert (difference.line, difference.what) == (6, "does not follow from the plan")


def test_what_is_no_plan_alone_is_refused() -> None:
    with pytest.raises(NoExport, match="cannot be read"):
        verify_plan(b"{}", ON)
