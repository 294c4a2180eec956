"""Who may sign a baseline, and what else stands in the way of the gate."""

import pytest

from planning import models
from planning.plan.signing import membership_for
from planning.store import write
from planning.store.errors import NotReady
from tests.factory import actor_of, make_element, make_member, make_sound_plan
from tests.plan.sound import SOUND
from tests.store.reviewing import (
    ask,
    change,
    decide,
    latest,
    review,
    sign_all,
    withdraw,
)


@pytest.fixture
def plan(db):
    row = make_sound_plan()
    ask(row)
    return row


def reasons(caught):
    return " ".join(caught.value.reasons)


# Who may sign


def test_a_signer_with_a_change_of_their_own_in_the_scope_is_ruled_out(plan):
    make_member(plan.project, "ada", "contributor")
    change(plan, "ada", "AG-1", purpose="Ada's own words")
    ask(plan)
    with pytest.raises(NotReady) as caught:
        decide(plan, "ada", "architecture")
    assert "You changed what you would sign" in reasons(caught)
    assert "AG-1" in reasons(caught)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AG-1", {"throughput": "70 a second"}),
        ("AG-1", {"notes": "A note"}),
        ("TE-1", {"definition": "Another one"}),
        ("AT-2", {"protection": "hashed"}),
        ("DP-1", {"what": "Two issuers"}),
    ],
    ids=str,
)
def test_a_change_of_ones_own_outside_the_scope_rules_nobody_out(plan, code, said):
    make_member(plan.project, "ada", "contributor")
    change(plan, "ada", code, **said)
    ask(plan)
    assert decide(plan, "ada", "architecture").stated == ""


def test_a_change_before_the_roles_previous_signature_rules_nobody_out(plan):
    make_member(plan.project, "ada", "contributor")
    change(plan, "ada", "AG-1", purpose="Ada's own words")
    ask(plan)
    make_member(plan.project, "dora", "architecture_lead")
    decide(plan, "dora", "architecture")
    change(plan, "bob", "AG-1", purpose="Bob's")
    ask(plan)
    assert decide(plan, "ada", "architecture").decision == "signed"


def test_a_withdrawn_signature_is_no_previous_one(plan):
    make_member(plan.project, "ada", "contributor")
    change(plan, "ada", "AG-1", purpose="Ada's own words")
    ask(plan)
    make_member(plan.project, "dora", "architecture_lead")
    decide(plan, "dora", "architecture")
    withdraw(plan, "dora", "architecture")
    with pytest.raises(NotReady):
        decide(plan, "ada", "architecture")


def test_not_applicable_taken_back_leaves_the_signature_before_it_the_previous_one(plan):
    make_member(plan.project, "ada", "contributor")
    change(plan, "ada", "AG-1", purpose="Ada's own words")
    ask(plan)
    make_member(plan.project, "dora", "architecture_lead")
    decide(plan, "dora", "architecture")
    decide(plan, "dora", "architecture", "not_applicable")
    withdraw(plan, "dora", "architecture")
    assert decide(plan, "ada", "architecture").decision == "signed"


def test_a_deputy_signs_as_a_deputy(plan):
    dora = make_member(plan.project, "dora", "architecture_lead")
    models.Membership.objects.filter(person=dora).update(deputy=True)
    decide(plan, "dora", "architecture")
    assert latest(plan, "architecture").deputy is True


def test_the_holder_of_a_role_is_no_deputy_of_their_own(plan):
    dora = make_member(plan.project, "dora", "architecture_lead")
    models.Membership.objects.filter(person=dora).update(deputy=True)
    make_member(plan.project, "dora", "viewer")
    held = membership_for(actor_of(plan, "dora"), "architecture")
    assert held is not None
    assert held.deputy is True


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("PC-1", {"statement": "Who read what is forgotten at once."}),
        ("PA-1", {"recipients": "nobody"}),
        ("CT-1", {"statement": "Store random tokens."}),
        ("AT-2", {"protection": "hashed"}),
        ("DP-1", {"what": "Two issuers"}),
    ],
    ids=str,
)
def test_what_security_supplies_is_signed_as_stated_by_the_signer(plan, code, said):
    change(plan, "sam", code, **said)
    ask(plan)
    decide(plan, "sam", "security")
    assert latest(plan, "security").stated_by_signer == code


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("DOMAIN-MODEL", {"statement": "The model knows nothing."}),
        ("GR-1", {"statement": "Through ports alone."}),
        ("DC-2", {"consequences": "A relay runs."}),
    ],
    ids=str,
)
def test_what_architecture_supplies_is_signed_as_stated_by_the_signer(plan, code, said):
    change(plan, "ada", code, **said)
    ask(plan)
    decide(plan, "ada", "architecture")
    assert latest(plan, "architecture").stated_by_signer == code


def test_a_link_from_what_the_role_supplies_is_stated_by_the_signer(plan):
    with write.locked(plan.pk, actor_of(plan, "sam")) as writing:
        writing.link("applies_to", "PC-1", "DS-1")
    ask(plan)
    decide(plan, "sam", "security")
    assert latest(plan, "security").stated_by_signer == "PC-1"


def test_a_link_of_ones_own_that_the_role_does_not_supply_rules_out(plan):
    make_member(plan.project, "sam", "contributor")
    with write.locked(plan.pk, actor_of(plan, "sam")) as writing:
        writing.link("stores", "SV-1", "DS-2")
    ask(plan, despite=True)
    with pytest.raises(NotReady) as caught:
        decide(plan, "sam", "security")
    assert "since this role signed last: SV-1." in reasons(caught)


def test_a_contributor_who_also_leads_security_does_not_sign_a_name_they_gave(plan):
    make_member(plan.project, "sam", "contributor")
    change(plan, "sam", "AT-2", name="reader", protection="hashed")
    ask(plan)
    with pytest.raises(NotReady):
        decide(plan, "sam", "security")


def test_the_backend_lead_confirms_their_own_work(plan):
    change(plan, "alice", "AG-1", purpose="Alice's own")
    sign_all(plan)
    assert latest(plan, "backend").role == "backend_lead"


def test_the_owner_confirms_where_nobody_leads_the_backend(plan):
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    make_member(plan.project, "olga", "owner")
    assert decide(plan, "olga", "backend").role == "owner"


# Blocking threads and the gate


def test_a_blocking_thread_stands_in_the_way_of_its_scope_alone(plan):
    models.Thread.objects.create(plan=plan, number=1, code="EP-1", blocks="security", person="x")
    with pytest.raises(NotReady) as caught:
        decide(plan, "sam", "security")
    assert "Thread 1 on EP-1 blocks it" in reasons(caught)
    assert decide(plan, "ada", "architecture").decision == "signed"


def test_the_backend_is_confirmed_only_when_all_others_are_current(plan):
    decide(plan, "ada", "architecture")
    with pytest.raises(NotReady) as caught:
        decide(plan, "alice", "backend")
    assert reasons(caught) == "The security signature is not current: it is not given."


def test_the_backend_is_not_confirmed_over_a_stale_signature(plan):
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    change(plan, "bob", "CR-2", pattern="partnership")
    ask(plan, despite=True)
    with pytest.raises(NotReady) as caught:
        decide(plan, "alice", "backend")
    assert "The architecture signature is not current: CR-2 pattern" in reasons(caught)


def test_the_backend_is_not_confirmed_while_something_blocks(plan):
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    make_element(plan, "Question", question="Who pays?", blocking=True, status="open")
    ask(plan, despite=True)
    with pytest.raises(NotReady) as caught:
        decide(plan, "alice", "backend")
    assert "QU-02" in reasons(caught)


def test_equal_digests_open_the_gate_over_several_baselines(plan):
    decide(plan, "ada", "architecture")
    make_element(plan, "Team", name="Night shift")
    ask(plan)
    decide(plan, "sam", "security")
    decide(plan, "alice", "backend")
    assert review(plan).state == "confirmed"
    assert {s.baseline for s in review(plan).signatures} == {"BL-1", "BL-2"}


def test_a_change_reopens_the_gate_and_its_undoing_closes_it_again(plan):
    sign_all(plan, again=False)
    assert review(plan).state == "confirmed"
    change(plan, "bob", "TE-1", definition="Something else")
    assert review(plan).state == "in_review"
    assert latest(plan, "architecture").current is True
    change(plan, "bob", "TE-1", definition=SOUND.by_code["TE-1"].definition)
    assert review(plan).state == "confirmed"
