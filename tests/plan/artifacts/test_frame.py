"""What a file is written from: links of codes and rules, the state, the redacted profile."""

from dataclasses import replace
from datetime import date

import pytest

from planning.plan.artifacts import Frame, frame, write_all
from planning.plan.artifacts.cells import person, said
from planning.plan.elements import Aggregate, Standard
from planning.plan.signatures import Review, Signature
from planning.plan.value import plan
from tests.plan.artifacts.plans import ON, SMALL

SMALL_FRAME = frame(SMALL, ON)
AG_10 = frame(plan([Aggregate(code="AG-10"), Standard(code="A")]), ON)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("see AG-1.", "see [AG-1](aggregates.md#ag-1)."),
        ("AG-1's", "[AG-1](aggregates.md#ag-1)'s"),
        ("AG-99", "AG-99"),
        ("pre-AG-1", "pre-AG-1"),
        ("rule AG-03", "[rule AG-03](readiness_report.md#rule-ag-03)"),
        ("Rule AG-03", "[Rule AG-03](readiness_report.md#rule-ag-03)"),
        ("AG-03", "[rule AG-03](readiness_report.md#rule-ag-03)"),
        ("rule AG-1", "rule [AG-1](aggregates.md#ag-1)"),
        ("rule of thumb", "rule of thumb"),
    ],
)
def test_codes_and_rules_in_a_text_become_links(text: str, linked: str) -> None:
    assert said(SMALL_FRAME, text) == linked


def test_a_code_that_looks_like_a_rule_is_the_element() -> None:
    assert said(AG_10, "AG-10") == "[AG-10](aggregates.md#ag-10)"


def test_a_word_of_one_letter_is_no_code() -> None:
    assert said(AG_10, "A plan") == "A plan"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ann Lee <ann@x.example>", "Ann Lee"),
        ("ann@x.example", "ann"),
        ("Ann (ann@x.example), Bob", "Ann, Bob"),
        ("Ann Lee", "Ann Lee"),
    ],
)
def test_a_person_is_named_without_an_address(name: str, shown: str) -> None:
    assert person(SMALL_FRAME, name) == shown


def signed(scope: str, current: bool = True) -> Signature:
    return Signature(
        scope=scope,
        role=f"{scope}_lead",
        person="Ann",
        decision="signed",
        meaning="agreed",
        at="2026-11-18T11:20:00+01:00",
        baseline="BL-1",
        digest="d",
        current=current,
    )


SCOPES = ("architecture", "security", "backend")
ALL_SIGNED = Review(state="confirmed", baseline="BL-1", signatures=tuple(map(signed, SCOPES)))


def test_a_plan_that_everybody_signed_is_signed() -> None:
    assert frame(SMALL, ON, ALL_SIGNED).status == "SIGNED"


@pytest.mark.parametrize("scope", SCOPES)
def test_a_plan_without_one_of_the_signatures_is_a_draft(scope: str) -> None:
    others = tuple(s for s in ALL_SIGNED.signatures if s.scope != scope)
    assert frame(SMALL, ON, replace(ALL_SIGNED, signatures=others)).status == "DRAFT"


def test_a_plan_with_a_stale_signature_is_a_draft() -> None:
    stale = (*ALL_SIGNED.signatures[:2], signed("backend", current=False))
    assert frame(SMALL, ON, replace(ALL_SIGNED, signatures=stale)).status == "DRAFT"


def test_a_baseline_is_dated_by_its_own_time() -> None:
    review = replace(ALL_SIGNED, baseline_at="2026-11-18T09:00:00+00:00")
    text = write_all(frame(SMALL, ON, review, baseline="BL-1"))["README.md"]
    assert 'baseline: "BL-1"' in text
    assert "*(Generated on: 2026-11-18T09:00:00+00:00." in text


@pytest.mark.parametrize("name", ["readiness_report.md", "privacy_compliance.md", "plan.json"])
def test_the_redacted_profile_leaves_out_security_findings_and_their_waivers(name: str) -> None:
    text = write_all(frame(SMALL, ON, profile="redacted"))[name]
    assert "Classified with the privacy officer" not in text
    assert "has no confidentiality" not in text


def states(made: Frame) -> list[str]:
    return [p.state for p in (*made.readiness.criteria, *made.readiness.verification)]


def test_the_redacted_profile_keeps_the_verdict() -> None:
    full, redacted = frame(SMALL, ON), frame(SMALL, ON, profile="redacted")
    assert redacted.readiness.verdict == full.readiness.verdict
    assert redacted.digests == full.digests
    assert states(redacted) == states(full)
    assert not any(finding.scope == "security" for finding in redacted.readiness.findings)


def test_the_redacted_profile_does_not_tell_of_an_expired_security_waiver() -> None:
    later = date(2027, 6, 1)
    assert "SE-01 AT-4" in told(frame(SMALL, later))
    assert "SE-01 AT-4" not in told(frame(SMALL, later, profile="redacted"))


def told(framed: Frame) -> str:
    return " ".join(finding.about for finding in framed.findings)
