"""Severities of a plan: raised by anybody who edits, lowered by the lead of the scope."""

from datetime import date

import pytest

from planning.plan.rules import by_id, check
from planning.plan.rules.overrides import effective, switched_off
from planning.store import write
from planning.store.errors import Missing, Refused, Rejected
from planning.store.load import load
from planning.store.severities import approve_severity, drop_severity, set_severity
from planning.store.undo import undo
from tests.store.conftest import VIEWER
from tests.store.test_decisions import ADA, BEA, BOB, OLA, SAM

ON = date(2026, 11, 4)
RULE = "CM-14"  # a warning of architecture


def set_(row, actor, severity, rule=RULE, reason="So we agreed"):
    return set_severity(row.pk, actor, rule, severity, reason, ON)


def severity(row, rule=RULE):
    return effective(load(row.pk), by_id(rule))[by_id(rule).severity]


def is_off(row, rule=RULE):
    return switched_off(load(row.pk), by_id(rule))


def weakened(row):
    return [f.about for f in check(load(row.pk), ON) if f.rule == "RX-01"]


@pytest.mark.parametrize("actor", [BOB, BEA, OLA, SAM, ADA], ids=lambda a: a.name)
def test_whoever_edits_raises_at_once(row, actor):
    set_(row, actor, "error")
    assert severity(row) == "error"
    assert weakened(row) == []


def test_the_lead_of_the_scope_lowers_at_once(row):
    set_(row, ADA, "info")
    assert severity(row) == "info"
    assert weakened(row) == []


@pytest.mark.parametrize("actor", [BOB, BEA, OLA, SAM], ids=lambda a: a.name)
def test_others_ask_and_nothing_is_lowered_until_the_lead_agrees(row, actor):
    set_(row, actor, "info")
    assert (severity(row), weakened(row)) == ("warning", [RULE])
    approve_severity(row.pk, ADA, RULE, ON)
    assert (severity(row), weakened(row)) == ("info", [])


def test_a_rule_is_switched_off_by_the_lead(row):
    set_(row, BOB, "off")
    assert (is_off(row), weakened(row)) == (False, [RULE])
    approve_severity(row.pk, ADA, RULE, ON)
    assert (is_off(row), weakened(row)) == (True, [])


def test_the_owner_leads_the_scope_of_the_backend(row):
    set_(row, OLA, "info", rule="BC-04")
    assert severity(row, "BC-04") == "info"


def test_nobody_else_approves(row):
    set_(row, BOB, "off")
    with pytest.raises(Refused):
        approve_severity(row.pk, BOB, RULE, ON)
    assert not is_off(row)


def test_a_request_leaves_what_the_lead_decided(row):
    set_(row, ADA, "error")
    set_(row, BOB, "off")
    assert (severity(row), is_off(row)) == ("error", False)


def test_what_a_lead_raised_stays_until_a_lead_takes_it_back(row):
    set_(row, ADA, "error")
    with pytest.raises(Refused):
        drop_severity(row.pk, BOB, RULE, asked=False)
    drop_severity(row.pk, ADA, RULE, asked=False)
    assert severity(row) == "warning"


def test_the_undo_of_a_lead_s_raise_takes_a_lead(row):
    set_(row, ADA, "error")
    with pytest.raises(Refused):
        undo(row.pk, BOB, row.history.order_by("number").last().batch)


def test_whoever_edits_takes_back_a_weakening(row):
    set_(row, ADA, "off")
    drop_severity(row.pk, BOB, RULE, asked=False)
    assert not is_off(row)


def test_a_request_is_taken_back_alone(row):
    set_(row, ADA, "error")
    set_(row, BOB, "off")
    drop_severity(row.pk, BOB, RULE, asked=True)
    assert (severity(row), weakened(row)) == ("error", [])


def test_what_a_lead_says_replaces_what_was_said_before(row):
    set_(row, ADA, "off")
    set_(row, ADA, "error")
    assert (severity(row), is_off(row)) == ("error", False)


@pytest.mark.parametrize(
    ("severity_", "reason", "field"),
    [("warning", "As it is", "severity"), ("fatal", "Louder", "severity"), ("info", " ", "reason")],
)
def test_a_severity_of_no_use_or_without_a_reason_is_rejected(row, severity_, reason, field):
    with pytest.raises(Rejected) as refused:
        set_(row, ADA, severity_, reason=reason)
    assert list(refused.value.errors) == [field]


def test_a_rule_that_is_not_there_is_missing(row):
    with pytest.raises(Missing):
        set_(row, ADA, "info", rule="XX-99")


def test_nothing_to_take_back_is_missing(row):
    with pytest.raises(Missing):
        drop_severity(row.pk, ADA, RULE, asked=False)


def test_a_viewer_sets_nothing(row):
    with pytest.raises(Refused):
        set_(row, VIEWER, "error")


def test_the_history_says_who_asked(row):
    set_(row, BOB, "off")
    last = row.history.order_by("number").last()
    assert (last.person, last.cause) == (BOB.id, f"asked to set rule {RULE} to off")


def test_an_approval_cannot_be_forged(row):
    set_(row, BOB, "off")
    (asked,) = load(row.pk).disabled_rules
    forged = type(asked)(rule=RULE, approved_by="Ada", approved_role="architecture_lead")
    with pytest.raises(Refused), write.locked(row.pk, BOB) as writing:
        writing.set_records("disabled_rules", [forged])
