"""Decisions on a baseline: who may take them, what they record, and when they stay current."""

from datetime import date

import pytest

from planning import models
from planning.plan.value import Waiver
from planning.store import baselines, sign_offs, write
from planning.store.errors import NotReady, Outdated, Refused, Rejected
from planning.store.load import load
from planning.store.sign_offs import answered
from tests.factory import actor_of, make_element, make_member, make_sound_plan
from tests.store.reviewing import (
    ON,
    accept,
    ask,
    change,
    decide,
    latest,
    review,
    withdraw,
    word,
)


@pytest.fixture
def plan(db):
    row = make_sound_plan()
    ask(row)
    return row


def test_a_signature_records_who_in_which_role_when_what_and_how(plan):
    made = decide(plan, "ada", "architecture", statement="I stand by the layers")
    row = baselines.latest(plan.pk)
    assert (made.scope, made.role, made.deputy) == ("architecture", "architecture_lead", False)
    assert made.person == actor_of(plan, "ada").id
    assert (made.decision, made.statement) == ("signed", "I stand by the layers")
    assert (made.baseline, made.method) == (row, "password")
    assert made.scope_digest == row.scopes.get(scope="architecture").digest
    assert made.decided_at[-6] in "+-"


def test_a_signature_is_on_record_in_the_chain_and_moves_no_revision(plan):
    before = load(plan.pk).revision
    made = decide(plan, "ada", "architecture")
    last = models.Change.objects.filter(plan=plan).latest("number")
    assert (last.action, made.digest in last.after) == ("sign_off", True)
    assert load(plan.pk).revision == before


@pytest.mark.parametrize(
    ("username", "scope"),
    [
        ("bob", "architecture"),
        ("sam", "architecture"),
        ("alice", "architecture"),
        ("ada", "security"),
        ("ada", "backend"),
        ("vera", "security"),
        ("charlie", "backend"),
    ],
)
@pytest.mark.parametrize("decision", ["signed", "changes_requested", "not_applicable"])
def test_only_the_role_of_a_scope_decides_on_it(plan, username, scope, decision):
    with pytest.raises((Refused, Rejected)):
        decide(plan, username, scope, decision)
    assert review(plan).signatures == ()


@pytest.mark.parametrize("decision", ["signed", "changes_requested", "not_applicable"])
@pytest.mark.parametrize("blank", ["", "  \n", "\u200b", "\u202e."])
def test_a_decision_says_something(plan, decision, blank):
    with pytest.raises(Rejected) as caught:
        decide(plan, "ada", "architecture", decision, statement=blank)
    assert "statement" in caught.value.errors


@pytest.mark.parametrize("decision", ["signed", "not_applicable"])
def test_what_binds_needs_one_to_say_again_who_one_is(plan, decision):
    with pytest.raises(Rejected, match="who you are"):
        decide(plan, "ada", "architecture", decision, method="")


def test_changes_are_requested_without_a_password(plan):
    decide(plan, "sam", "security", "changes_requested", method="", statement="Classify AT-2")
    said = latest(plan, "security")
    assert (said.decision, said.meaning, said.given) == (
        "changes_requested",
        "Classify AT-2",
        False,
    )


def test_an_older_baseline_than_the_one_under_review_is_not_signed(plan):
    make_element(plan, "Team")
    digest = baselines.latest(plan.pk).scopes.get(scope="security").digest
    ask(plan)
    with pytest.raises(Outdated, match="BL-1 is not under review any more; BL-2 is"):
        decide(plan, "sam", "security", baseline="BL-1", digest=digest)


@pytest.mark.parametrize("decision", ["signed", "changes_requested", "not_applicable"])
def test_the_same_word_sent_twice_stands_once(plan, decision):
    decide(plan, "sam", "security", decision)
    with pytest.raises(Outdated, match="said so already"):
        decide(plan, "sam", "security", decision)
    assert len(review(plan).signatures) == 1


def test_somebody_whose_role_ended_while_they_waited_for_the_lock_decides_nothing(plan):
    ada = actor_of(plan, "ada")
    said = word(plan, "architecture")
    models.Membership.objects.filter(person__username="ada").delete()
    with pytest.raises(Refused):
        sign_offs.decide(plan.pk, ada, said, ON)


def test_a_digest_that_was_not_shown_is_not_signed(plan):
    with pytest.raises(Outdated, match="something else than what was shown"):
        decide(plan, "sam", "security", digest="0" * 64)


def test_errors_of_the_scope_stand_in_the_way(plan):
    make_element(plan, "Attribute", name="shoe size", entity="EN-1")
    ask(plan, despite=True)
    with pytest.raises(NotReady) as caught:
        decide(plan, "sam", "security")
    assert "1 error of this scope stands: SE-01." in caught.value.reasons
    assert decide(plan, "ada", "architecture").decision == "signed"


def test_an_expired_waiver_stands_in_the_way_on_the_day_of_signing(plan):
    code = make_element(plan, "Attribute", name="shoe size", entity="EN-1")
    asked = Waiver(
        rule="SE-01",
        element=code,
        field="confidentiality",
        reason="Later",
        asked_by="Bob",
        status="approved",
        approved_by="Sam",
        approved_role="security_lead",
        until="2026-12-01",
    )
    with write.locked(plan.pk, actor_of(plan, "sam")) as writing:
        writing.set_records("waivers", [asked])
    ask(plan)
    with pytest.raises(NotReady):
        decide(plan, "sam", "security", on=date(2026, 12, 2))
    assert decide(plan, "sam", "security", on=date(2026, 12, 1)).decision == "signed"


# Currency


def test_a_signature_is_current_until_its_scope_changes(plan):
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    change(plan, "alice", "CR-2", pattern="partnership", shared_part="")
    assert latest(plan, "architecture").current is False
    assert "CR-2" in latest(plan, "architecture").stale_because
    assert latest(plan, "security").current is True


def test_an_undone_edit_brings_a_signature_back(plan):
    decide(plan, "ada", "architecture")
    change(plan, "alice", "CR-2", pattern="partnership")
    change(plan, "alice", "CR-2", pattern="shared_kernel")
    assert latest(plan, "architecture").current is True


def test_only_the_last_word_on_a_scope_is_current(plan):
    decide(plan, "ada", "architecture")
    make_element(plan, "Team")
    ask(plan)
    decide(plan, "ada", "architecture")
    first, second = review(plan).signatures
    assert (first.current, second.current) == (False, True)
    assert first.stale_because == "a later decision took its place"


# Withdrawing, not applicable


def test_a_withdrawn_signature_is_given_no_more(plan):
    decide(plan, "ada", "architecture")
    withdraw(plan, "ada", "architecture", statement="I missed CR-1")
    said = latest(plan, "architecture")
    assert (said.decision, said.meaning, said.given) == ("withdrawn", "I missed CR-1", False)


def test_nothing_is_withdrawn_where_nothing_was_signed(plan):
    with pytest.raises(Outdated):
        withdraw(plan, "ada", "architecture")


def test_nobody_withdraws_the_signature_of_another_role(plan):
    decide(plan, "ada", "architecture")
    with pytest.raises(Refused):
        withdraw(plan, "sam", "architecture")


def test_a_signature_on_an_older_baseline_is_withdrawn_by_its_name(plan):
    decide(plan, "ada", "architecture")
    make_element(plan, "Team")
    ask(plan)
    assert withdraw(plan, "ada", "architecture", baseline="BL-1").baseline.code == "BL-1"


def test_not_applicable_counts_once_the_owner_has_accepted_it(plan):
    decide(plan, "sam", "security", "not_applicable", statement="No data here")
    assert latest(plan, "security").given is False
    accept(plan, "alice", "security", statement="Agreed with the officer")
    said = latest(plan, "security")
    assert (said.given, said.current) == (True, True)
    assert (said.accepted_by, said.accepted_because) == ("Alice", "Agreed with the officer")


def test_not_applicable_goes_stale_like_a_signature(plan):
    decide(plan, "sam", "security", "not_applicable", statement="No data here")
    accept(plan, "alice", "security")
    change(plan, "alice", "AT-2", protection="plain")
    assert latest(plan, "security").current is False


@pytest.mark.parametrize("username", ["bob", "sam", "ada"])
def test_nobody_but_the_owner_accepts(plan, username):
    decide(plan, "sam", "security", "not_applicable")
    with pytest.raises(Refused):
        accept(plan, username, "security")


def test_an_owner_does_not_accept_their_own_word(plan):
    make_member(plan.project, "alice", "security_lead")
    decide(plan, "alice", "security", "not_applicable")
    with pytest.raises(Refused, match="does not accept it"):
        accept(plan, "alice", "security")


@pytest.mark.parametrize("decision", ["signed", "changes_requested"])
def test_there_is_nothing_to_accept_in_other_decisions(plan, decision):
    decide(plan, "sam", "security", decision)
    with pytest.raises(Outdated):
        accept(plan, "alice", "security")


def test_the_backend_always_applies(plan):
    with pytest.raises(Rejected, match="always applies"):
        decide(plan, "alice", "backend", "not_applicable")


def test_an_acceptance_holds_for_the_reason_that_was_shown(plan):
    decide(plan, "sam", "security", "not_applicable", statement="No data here")
    shown = answered(latest(plan, "security"))
    withdraw(plan, "sam", "security")
    decide(plan, "sam", "security", "not_applicable", statement="I have no time")
    with pytest.raises(Outdated, match="for another reason"):
        accept(plan, "alice", "security", answers=shown)
    assert latest(plan, "security").accepted_by == ""


def test_an_acceptance_needs_one_to_say_again_who_one_is(plan):
    decide(plan, "sam", "security", "not_applicable", statement="No data here")
    with pytest.raises(Rejected, match="who you are"):
        accept(plan, "alice", "security", method="")


@pytest.mark.parametrize(("username", "role"), [("alice", "viewer"), ("ada", "backend_lead")])
def test_nobody_takes_another_lead_off_those_who_sign(plan, username, role):
    make_member(plan.project, username, role)
    with pytest.raises(Refused, match="Only the security lead takes themselves off"):
        write.update_about(
            plan.pk, actor_of(plan, username), {"signers": ["architecture_lead"]}, 99
        )
    assert "security_lead" in load(plan.pk).signers


def test_a_lead_takes_themselves_off_and_anybody_is_put_on(plan):
    make_member(plan.project, "sam", "backend_lead")
    only = {"signers": ["architecture_lead"]}
    write.update_about(plan.pk, actor_of(plan, "sam"), only, 99)
    both = {"signers": ["architecture_lead", "security_lead"]}
    write.update_about(plan.pk, actor_of(plan, "alice"), both, 99)
    assert load(plan.pk).signers == ("architecture_lead", "security_lead")


def test_a_role_that_nobody_holds_has_nobody_to_ask(plan):
    models.Membership.objects.filter(role="security_lead").delete()
    only = {"signers": ["architecture_lead"]}
    write.update_about(plan.pk, actor_of(plan, "alice"), only, 99)
    assert load(plan.pk).signers == ("architecture_lead",)
