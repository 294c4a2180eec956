"""The verdict, its reasons, and what each criterion stands on."""

from dataclasses import replace
from datetime import date

import pytest

from planning.plan.artifacts.catalogue import ALL
from planning.plan.criteria import CRITERIA, EVIDENCE, VERIFICATION, concerns
from planning.plan.elements import (
    BY_NAME,
    DirectiveStep,
    DirectiveTask,
    Guardrail,
    InputDocument,
    Standard,
)
from planning.plan.findings import Finding
from planning.plan.links import Link
from planning.plan.readiness import SPOKEN, readiness
from planning.plan.rules import RULES, check
from planning.plan.signatures import NOT_ASKED, Review, Signature
from planning.plan.value import Waiver, plan

ON = date(2026, 11, 4)
FULL = plan(
    [kind(code=kind.PREFIX + "-1") for kind in BY_NAME.values()],
    signers=("architecture_lead", "security_lead"),
)


def finding(rule="BC-01", nature="missing", severity="error", **more):
    facts = {
        "scope": "architecture",
        "element": "BC-1",
        "field": "",
        "about": "",
        "message": "m",
        "hint": "h",
    }
    return Finding(rule=rule, nature=nature, severity=severity, **{**facts, **more})


def signature(scope, decision="signed", current=True, **more):
    return Signature(
        scope=scope,
        role="lead",
        person="Dana",
        decision=decision,
        meaning="read and agreed",
        at="2026-11-04T10:00+01:00",
        baseline="BL-1",
        digest="0" * 64,
        current=current,
        **more,
    )


def review(*signatures, state="in_review"):
    return Review(state=state, baseline="BL-1", signatures=signatures)


ALL_SIGNED = (signature("architecture"), signature("security"), signature("backend"))


def verdict(*findings, review=NOT_ASKED, plan=FULL):
    return readiness(plan, findings, review, ON).verdict


def point(key, *findings, plan=FULL):
    held = readiness(plan, findings, NOT_ASKED, ON)
    return next(p for p in (*held.criteria, *held.verification) if p.key == key)


def test_a_plan_without_errors_is_ready_for_review():
    held = readiness(FULL, (), NOT_ASKED, ON)
    assert held.verdict == "ready_for_review"
    assert held.reasons == ("Nobody has asked for review yet.",)


@pytest.mark.parametrize("nature", ["missing", "contradiction"])
def test_an_error_keeps_a_plan_in_planning(nature):
    assert verdict(finding(nature=nature)) == "planning"


@pytest.mark.parametrize(
    "mild",
    [
        finding(severity="warning"),
        finding(severity="info", nature="contradiction"),
        finding(nature="smell"),
        finding(waived=True),
        finding(waived=True, nature="contradiction"),
    ],
)
def test_warnings_smells_and_waived_errors_do_not_block(mild):
    assert verdict(mild) == "ready_for_review"


def test_the_reasons_tell_contradictions_from_to_dos():
    held = readiness(
        FULL,
        [finding("CM-01", "contradiction"), finding("AG-01"), finding("AG-01", element="AG-2")],
        NOT_ASKED,
        ON,
    )
    assert held.reasons == (
        "1 contradiction of severity error: CM-01.",
        "2 to-dos of severity error: AG-01.",
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [("requested", "ready_for_review"), ("refused", "planning"), ("approved", "planning")],
)
def test_review_may_begin_while_a_waiver_is_asked_for(status, expected):
    waiver = Waiver(rule="BC-01", element="BC-1", status=status)
    assert verdict(finding(), plan=replace(FULL, waivers=(waiver,))) == expected


def test_a_waiver_that_is_only_asked_for_keeps_a_signed_plan_from_being_ready():
    asked = replace(FULL, waivers=(Waiver(rule="BC-01", element="BC-1"),))
    assert verdict(finding(), plan=asked, review=review(*ALL_SIGNED)) == "signed_not_ready"
    held = readiness(asked, [finding()], NOT_ASKED, ON)
    assert held.reasons == ("Nobody has asked for review yet.", "A waiver of BC-01 is asked for.")


def test_a_criterion_with_nothing_planned_keeps_a_plan_in_planning():
    held = readiness(plan(), (), NOT_ASKED, ON)
    assert held.verdict == "planning"
    assert "Domain map: no bounded context yet." in held.reasons
    assert "Dependencies noted: no dependency yet." in held.reasons


def test_a_plan_is_in_review_until_all_have_signed():
    assert verdict(review=review()) == "in_review"
    assert verdict(review=review(*ALL_SIGNED[:2])) == "in_review"
    assert verdict(review=review(*ALL_SIGNED, state="confirmed")) == "ready_for_phase_2"


def test_reasons_of_a_review_name_the_signatures_that_are_not_given():
    asked = signature("security", "changes_requested")
    held = readiness(FULL, (), review(signature("architecture"), asked), ON)
    assert held.reasons == (
        "The security signature: changes requested on BL-1.",
        "The backend signature is not given yet.",
    )


@pytest.mark.parametrize("decision", ["changes_requested", "withdrawn"])
def test_the_latest_word_of_a_lead_counts(decision):
    taken_back = signature("architecture", decision)
    assert verdict(review=review(*ALL_SIGNED, taken_back)) == "in_review"
    assert verdict(review=review(taken_back, *ALL_SIGNED)) == "ready_for_phase_2"


def test_not_applicable_counts_once_the_owner_has_accepted_it():
    said = signature("security", decision="not_applicable")
    waits = readiness(FULL, (), review(ALL_SIGNED[0], said, ALL_SIGNED[2]), ON)
    assert waits.verdict == "in_review"
    assert waits.reasons == (
        "The owner has not accepted yet that the security scope does not apply.",
    )
    accepted = replace(said, accepted_by="Olga", accepted_because="No data")
    assert verdict(review=review(ALL_SIGNED[0], accepted, ALL_SIGNED[2])) == "ready_for_phase_2"


def test_leads_whom_the_directive_does_not_name_need_not_sign():
    alone = replace(FULL, signers=())
    assert verdict(plan=alone, review=review(signature("backend"))) == "ready_for_phase_2"


def test_a_stale_signature_is_signed_and_not_ready():
    stale = signature("architecture", current=False, stale_because="AG-1 changed")
    held = readiness(FULL, (), review(stale, *ALL_SIGNED[1:]), ON)
    assert held.verdict == "signed_not_ready"
    assert held.reasons == ("The architecture signature is stale: AG-1 changed.",)


def test_an_error_after_signing_is_signed_and_not_ready():
    held = readiness(FULL, [finding()], review(*ALL_SIGNED), ON)
    assert held.verdict == "signed_not_ready"
    assert held.reasons == ("1 to-do of severity error: BC-01.",)


def test_signatures_of_an_earlier_review_do_not_count_in_a_draft():
    assert verdict(review=review(*ALL_SIGNED, state="draft")) == "ready_for_review"


@pytest.mark.parametrize(
    ("findings", "state"),
    [
        ((), "met"),
        ((finding("AG-01"),), "open"),
        ((finding("CM-01", "contradiction"),), "contradicted"),
        ((finding("AG-01"), finding("CM-01", "contradiction")), "contradicted"),
        ((finding("AG-03", severity="warning"),), "met"),
        ((finding("SV-01"),), "met"),
    ],
)
def test_a_criterion_is_met_open_or_contradicted(findings, state):
    assert point("domain_map", *findings).state == state


def test_a_criterion_is_open_while_something_it_needs_is_not_there():
    without_terms = [e for e in FULL.elements if e.element_kind != "Term"]
    assert point("domain_map", plan=plan(without_terms)).state == "open"


def test_a_criterion_shows_its_evidence_and_what_stands_against_it():
    warning = finding("AG-03", severity="warning")
    held = point("domain_map", warning, finding("SV-01"), finding("BC-07", "smell", "info"))
    assert held.evidence[0] == "1 bounded context"
    assert held.evidence[3] == "1 aggregate"
    assert held.against == (warning,)


def test_evidence_is_counted_in_plural():
    held = point("dependencies_noted", plan=plan())
    assert held.evidence == ("0 dependencies",)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_stands_against_a_criterion_or_is_general(rule):
    general = rule.id.partition("-")[0] in ("DI", "QU", "TX", "WA")
    concerned = [c.key for c in (*CRITERIA, *VERIFICATION) if concerns(c, rule.id)]
    assert bool(concerned) is not general


@pytest.mark.parametrize(
    ("step", "state", "evidence"),
    [
        ({}, "open", ()),
        ({"status": "open", "artifacts": ("a.md",)}, "open", ("a.md",)),
        ({"status": "done", "artifacts": ("a.md",)}, "done", ("a.md",)),
        ({"status": "done"}, "unsupported", ()),
        ({"status": "not_applicable", "reason": "no data"}, "not_applicable", ()),
        ({"status": "not_applicable"}, "unsupported", ()),
    ],
)
def test_a_directive_step_has_the_state_that_its_evidence_supports(step, state, evidence):
    elements = [DirectiveTask(code="DT-1"), DirectiveStep(code="DK-1", task="DT-1", **step)]
    [task] = readiness(plan(elements), (), NOT_ASKED, ON).tasks
    assert (task.steps[0].state, task.steps[0].evidence) == (state, evidence)
    assert task.complete is (state in ("done", "not_applicable"))


def test_elements_are_evidence_too():
    elements = [
        DirectiveTask(code="DT-1"),
        DirectiveStep(code="DK-1", task="DT-1", status="done"),
        DirectiveStep(code="DK-2", task="DT-1"),
        Standard(code="ARCH-BL"),
    ]
    links = [Link(type="evidenced_by", source="DK-1", target="ARCH-BL")]
    [task] = readiness(plan(elements, links), (), NOT_ASKED, ON).tasks
    assert task.steps[0].evidence == ("ARCH-BL",)
    assert (task.settled, task.complete) == (1, False)


def test_a_directive_task_without_steps_is_not_complete():
    [task] = readiness(plan([DirectiveTask(code="DT-1")]), (), NOT_ASKED, ON).tasks
    assert not task.complete


def test_findings_are_counted_by_nature_and_severity():
    held = readiness(
        FULL,
        [finding(), finding(element="BC-2"), finding(severity="warning"), finding(waived=True)],
        NOT_ASKED,
        ON,
    )
    assert held.count("missing", "error") == 2
    assert held.count("missing", "warning") == 1
    assert held.count("contradiction", "error") == 0
    assert len(held.findings) == 3
    assert len(held.waived) == 1


def test_a_fresh_plan_has_to_dos_and_not_one_contradiction():
    fresh = plan(
        [
            InputDocument(code="IN-1", kind="directive", status="received", required=True),
            InputDocument(
                code="IN-2", kind="compendium", required=True, status="missing", producing_phase=1
            ),
            InputDocument(
                code="IN-3", kind="layer_spec", required=True, status="missing", producing_phase=2
            ),
            Standard(code="ARCH-BL", demanded=True),
            Guardrail(code="GR-1", statement="Ports and adapters only.", document="IN-1"),
            DirectiveTask(code="DT-1", number="1.1"),
            DirectiveStep(code="DK-1", task="DT-1", text="Create the glossary."),
        ],
        phase=1,
        signers=("architecture_lead", "security_lead"),
    )
    held = readiness(fresh, check(fresh, ON), NOT_ASKED, ON)
    assert held.verdict == "planning"
    assert held.todos
    assert held.contradictions == ()
    assert {p.state for p in (*held.criteria, *held.verification)} <= {"open", "met"}


@pytest.mark.parametrize("verdict", SPOKEN)
def test_every_verdict_has_words_for_the_screen(verdict):
    assert SPOKEN[verdict]


DOMAIN_TASK = (
    DirectiveTask(code="T-1"),
    DirectiveStep(code="DK-1", task="T-1", artifacts=("domain_glossary.md", "context_map.md")),
    DirectiveStep(code="DK-2", task="T-1", artifacts=("aggregates.md", "notes.md")),
)


def evidence(*findings, elements=FULL.elements):
    held = [e for e in elements if not isinstance(e, DirectiveTask | DirectiveStep)]
    (task,) = readiness(plan([*held, *DOMAIN_TASK]), findings, NOT_ASKED, ON).tasks
    assert not task.complete
    return {point.key: point.state for point in task.evidence}


def test_a_task_has_its_evidence_when_what_its_files_hold_is_free_of_errors():
    met = dict.fromkeys(("glossary", "context_map", "roots", "invariants", "boundaries"), "met")
    assert evidence(finding(severity="warning"), finding(waived=True)) == met


@pytest.mark.parametrize(
    ("rule", "nature", "key", "expected"),
    [
        ("BC-01", "missing", "context_map", "open"),
        ("BC-05", "contradiction", "glossary", "contradicted"),
        ("AG-02", "contradiction", "roots", "contradicted"),
        ("AG-04", "missing", "invariants", "open"),
        ("AG-06", "missing", "boundaries", "open"),
    ],
)
def test_an_error_stands_against_the_evidence_that_it_is_about(rule, nature, key, expected):
    found = evidence(finding(rule, nature))
    assert found.pop(key) == expected
    assert set(found.values()) == {"met"}


def test_a_task_has_no_evidence_of_what_is_not_planned():
    assert set(evidence(elements=()).values()) == {"open"}


def test_evidence_rests_on_files_that_are_written_and_rules_that_there_are():
    assert EVIDENCE.keys() <= {file.name for file in ALL}
    named = {name for group in EVIDENCE.values() for each in group for name in each.rules}
    themes = {rule.id.partition("-")[0] for rule in RULES}
    assert named <= themes | {rule.id for rule in RULES}
