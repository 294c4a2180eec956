"""Waivers: asked for, decided by somebody else, good until a date."""

from datetime import date

import pytest

from planning import models
from planning.plan.rights import Actor, Membership
from planning.plan.rules import check
from planning.plan.value import Waiver
from planning.store import write
from planning.store.decisions import (
    ask_waiver,
    askers,
    decide_waiver,
    may_decide,
    withdraw_waiver,
)
from planning.store.errors import Conflict, Missing, Refused, Rejected
from planning.store.load import load
from planning.store.undo import undo
from tests.store.conftest import VIEWER

ON = date(2026, 11, 4)
UNTIL = "2027-02-01"
PURPOSE = ("BC-01", "BC-1", "purpose", "")
OWNER_LESS = ("BC-03", "BC-1", "owner", "")


def somebody(name, *roles, id_=""):
    memberships = frozenset(Membership(role) for role in roles)
    return Actor(id_ or f"id-{name.lower()}", name, memberships)


ADA = somebody("Ada", "architecture_lead")
BOB = somebody("Bob", "contributor")
BEA = somebody("Bea", "backend_lead")
OLA = somebody("Ola", "owner")
SAM = somebody("Sam", "security_lead")


@pytest.fixture
def quays(row, lead):
    """A plan with one context that says nothing of itself."""
    with write.locked(row.pk, lead) as writing:
        writing.create("BoundedContext", {"name": "Quays"})
    return row


def ask(row, actor=BOB, identity=PURPOSE, reason="Said in the kick-off", until=UNTIL):
    ask_waiver(row.pk, actor, identity, reason, until, ON)


def finding(row, on=ON, identity=PURPOSE):
    return next(f for f in check(load(row.pk), on) if f.identity == identity)


def waiver(row):
    (held,) = load(row.pk).waivers
    return held


def test_a_request_waives_nothing(quays):
    ask(quays)
    assert (waiver(quays).status, waiver(quays).asked_by) == ("requested", "Bob")
    assert not finding(quays).waived


def test_an_approved_waiver_counts_until_its_end(quays):
    ask(quays)
    decide_waiver(quays.pk, ADA, PURPOSE, True, ON)
    assert finding(quays).waived
    assert finding(quays, date(2027, 2, 1)).waived
    assert not finding(quays, date(2027, 2, 2)).waived
    assert waiver(quays).approved_role == "architecture_lead"


def test_a_refused_waiver_counts_for_nothing(quays):
    ask(quays)
    decide_waiver(quays.pk, ADA, PURPOSE, False, ON)
    assert waiver(quays).status == "refused"
    assert not finding(quays).waived


def test_the_owner_decides_in_the_scope_of_the_backend(quays):
    ask(quays, identity=OWNER_LESS)
    decide_waiver(quays.pk, OLA, OWNER_LESS, True, ON)
    assert finding(quays, identity=OWNER_LESS).waived


@pytest.mark.parametrize("actor", [BEA, OLA, SAM, VIEWER], ids=lambda a: a.name)
def test_only_the_lead_of_the_scope_decides(quays, actor):
    ask(quays)
    with pytest.raises(Refused):
        decide_waiver(quays.pk, actor, PURPOSE, True, ON)
    assert waiver(quays).status == "requested"


def test_whoever_asked_does_not_decide(quays):
    ask(quays, ADA)
    with pytest.raises(Refused):
        decide_waiver(quays.pk, ADA, PURPOSE, True, ON)


def test_another_name_makes_nobody_another_person(quays):
    ask(quays, ADA)
    renamed = somebody("Grace", "architecture_lead", id_=ADA.id)
    assert not may_decide(quays.pk, renamed, waiver(quays))
    with pytest.raises(Refused):
        decide_waiver(quays.pk, renamed, PURPOSE, True, ON)


def test_a_request_that_comes_back_by_an_undo_is_still_the_asker_s(quays):
    ask(quays, ADA)
    withdraw_waiver(quays.pk, ADA, PURPOSE, ON)
    undo(quays.pk, BOB, quays.history.order_by("number").last().batch)
    assert askers(quays.pk, waiver(quays)) == {ADA.id, BOB.id}


def test_an_approval_cannot_be_put_on_record_past_the_decision(quays):
    forged = Waiver(
        rule="BC-01",
        element="BC-1",
        field="purpose",
        reason="Why not",
        asked_by="Bea",
        status="approved",
        approved_by="Ada",
        approved_role="architecture_lead",
        until=UNTIL,
    )
    with pytest.raises(Refused), write.locked(quays.pk, BEA) as writing:
        writing.set_records("waivers", [forged])


def test_the_undo_of_a_revocation_takes_the_lead(quays):
    ask(quays)
    decide_waiver(quays.pk, ADA, PURPOSE, True, ON)
    withdraw_waiver(quays.pk, ADA, PURPOSE, ON)
    with pytest.raises(Refused):
        undo(quays.pk, BOB, quays.history.order_by("number").last().batch)


@pytest.mark.parametrize(
    ("reason", "until", "field"),
    [
        (" ", UNTIL, "reason"),
        ("Later", "", "until"),
        ("Later", "soon", "until"),
        ("Later", "2026-11-04", "until"),
        ("Later", "2027-11-06", "until"),
    ],
)
def test_a_waiver_needs_a_reason_and_an_end_within_a_year(quays, reason, until, field):
    with pytest.raises(Rejected) as refused:
        ask(quays, reason=reason, until=until)
    assert list(refused.value.errors) == [field]


def test_a_finding_that_is_not_there_is_not_waived(quays):
    with pytest.raises(Missing):
        ask(quays, identity=("BC-01", "BC-9", "purpose", ""))
    with pytest.raises(Missing):
        ask(quays, identity=("XX-99", "", "", ""))


def test_one_request_for_one_finding(quays):
    ask(quays)
    with pytest.raises(Rejected):
        ask(quays, BEA)


def test_a_refused_one_can_be_asked_for_again(quays):
    ask(quays)
    decide_waiver(quays.pk, ADA, PURPOSE, False, ON)
    ask(quays, reason="Now with a better reason")
    assert waiver(quays).status == "requested"


def test_a_request_that_ended_is_not_approved(quays):
    ask(quays)
    with pytest.raises(Rejected):
        decide_waiver(quays.pk, ADA, PURPOSE, True, date(2027, 3, 1))


@pytest.mark.parametrize("actor", [BOB, ADA], ids=lambda a: a.name)
def test_the_asker_and_the_lead_withdraw(quays, actor):
    ask(quays)
    withdraw_waiver(quays.pk, actor, PURPOSE, ON)
    assert load(quays.pk).waivers == ()


def test_others_withdraw_what_is_over_and_nothing_else(quays):
    ask(quays)
    with pytest.raises(Refused):
        withdraw_waiver(quays.pk, BEA, PURPOSE, ON)
    withdraw_waiver(quays.pk, BEA, PURPOSE, date(2027, 3, 1))
    assert load(quays.pk).waivers == ()


def test_a_viewer_asks_for_nothing(quays):
    with pytest.raises(Refused):
        ask(quays, VIEWER)


def test_the_history_says_who_asked_and_who_decided(quays):
    ask(quays)
    decide_waiver(quays.pk, ADA, PURPOSE, True, ON)
    said = [(change.person, change.cause) for change in quays.history.order_by("number")][-2:]
    assert said == [
        (BOB.id, "asked for a waiver of rule BC-01 on BC-1 purpose"),
        (ADA.id, "approved the waiver of rule BC-01 on BC-1 purpose"),
    ]


def test_a_decision_does_not_hide_a_conflict_over_the_facts(quays):
    revision = models.Plan.objects.get(pk=quays.pk).revision
    ask(quays)
    write.update_about(quays.pk, BEA, {"locale": "Delft"}, revision)
    with pytest.raises(Conflict):
        write.update_about(quays.pk, BOB, {"locale": "Leiden"}, revision)
