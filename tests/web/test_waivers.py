"""Waivers on the screen: asked for on a finding, decided by the lead of its scope."""

from datetime import timedelta

import pytest
from django.utils import timezone

from planning.plan.value import Waiver
from planning.store import write
from planning.store.load import load
from tests.factory import make_actor, make_element, make_user
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form

PATH = "/plans/bookshop/waivers/"
FINDINGS = "/plans/bookshop/findings/"
IDENTITY = {"rule": "BC-01", "element": "BC-1", "field": "purpose", "about": ""}


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def context(plan):
    return make_element(plan, "BoundedContext", name="Books")


@pytest.fixture
def ada(plan):
    """Leads architecture."""
    return signed_in("ada")


def ask(client, headers=None, **said):
    wanted = {**IDENTITY, "reason": "Said at the kick-off", "until": in_days(30), **said}
    return client.post(f"{PATH}ask/", wanted, headers=headers)


def decide(client, decision, headers=None):
    return client.post(f"{PATH}decide/", {**IDENTITY, "decision": decision}, headers=headers)


def waivers(plan):
    return [(w.status, w.asked_by, w.approved_by) for w in load(plan.pk).waivers]


def test_whoever_edits_asks_on_the_finding(bob, plan, context):
    page = bob.get(FINDINGS, {"rule": "BC-01"}).content.decode()
    assert "Ask for a waiver" in page
    opened = bob.get(f"{PATH}ask/", IDENTITY)
    said = form(opened.content, "/waivers/ask/").data(reason="Later", until=in_days(10))
    assert bob.post(f"{PATH}ask/", said).status_code == 302
    assert waivers(plan) == [("requested", "Bob", "")]


def test_the_buttons_of_the_finding_say_that_it_is_asked_for(bob, context):
    response = ask(bob, HTMX)
    assert response.status_code == 200
    assert b"is asked for by Bob" in response.content
    assert b"Asked. The architecture lead decides." in response.content


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reason": ""}, b"This field is required"),
        ({"until": ""}, b"This field is required"),
        ({"until": "soon"}, b"Enter a valid date"),
        ({"until": in_days(0)}, b"A waiver ends in the future."),
        ({"until": in_days(400)}, b"A waiver ends within a year."),
    ],
    ids=str,
)
def test_a_waiver_without_reason_or_end_is_422(bob, plan, context, said, why):
    response = ask(bob, HTMX, **said)
    assert response.status_code == 422
    assert why in response.content
    assert waivers(plan) == []


def test_asking_twice_is_422(bob, plan, context):
    ask(bob)
    assert ask(bob).status_code == 422
    assert len(waivers(plan)) == 1


def test_a_finding_that_is_not_there_is_404(bob, context):
    assert ask(bob, element="BC-99").status_code == 404


def test_a_viewer_asks_for_nothing(vera, plan, context):
    assert b"Ask for a waiver" not in vera.get(FINDINGS).content
    assert vera.get(f"{PATH}ask/", IDENTITY).status_code == 403
    assert ask(vera).status_code == 403
    assert waivers(plan) == []


def test_the_lead_of_the_scope_approves(bob, ada, plan, context):
    ask(bob)
    assert b">Approve<" in ada.get(PATH).content
    response = decide(ada, "approve", HTMX)
    assert response.status_code == 200
    assert waivers(plan) == [("approved", "Bob", "Ada")]
    assert b"BC-1</a> has no purpose." not in ada.get(FINDINGS).content
    assert b"BC-1</a> has no purpose." in ada.get(FINDINGS, {"waived": "only"}).content


def test_a_refused_one_is_listed_as_refused(bob, ada, plan, context):
    ask(bob)
    assert decide(ada, "refuse").status_code == 302
    assert waivers(plan) == [("refused", "Bob", "Ada")]


@pytest.mark.parametrize("username", ["alice", "bob", "sam", "vera"])
def test_nobody_else_sees_a_button_or_decides(bob, plan, context, username):
    ask(bob)
    client = signed_in(username)
    assert b">Approve<" not in client.get(PATH).content
    assert decide(client, "approve").status_code == 403
    assert waivers(plan) == [("requested", "Bob", "")]


def test_whoever_asked_does_not_decide_under_another_name(ada, plan, context):
    ask(ada)
    person = make_user("ada")
    person.display_name = "Grace"
    person.save()
    grace = signed_in("ada")
    assert b">Approve<" not in grace.get(PATH).content
    assert decide(grace, "approve").status_code == 403


def test_whoever_asked_withdraws(bob, plan, context):
    ask(bob)
    assert decide(bob, "withdraw").status_code == 302
    assert waivers(plan) == []


def test_a_waiver_that_is_gone_is_404(bob, ada, context):
    ask(bob)
    decide(bob, "withdraw")
    assert decide(ada, "approve", HTMX).status_code == 404


@pytest.mark.parametrize("said", [{}, {**IDENTITY, "decision": "bless"}], ids=str)
def test_a_decision_that_says_nothing_is_422(ada, context, said):
    assert ada.post(f"{PATH}decide/", said).status_code == 422


def test_an_expired_one_returns_its_finding_and_is_listed(bob, plan, context):
    actor = make_actor("architecture_lead")
    over = Waiver(
        **IDENTITY,
        reason="Till spring",
        asked_by="Bob",
        status="approved",
        approved_by="Ada",
        approved_role="architecture_lead",
        until="2020-01-01",
    )
    with write.locked(plan.pk, actor) as writing:
        writing.set_records("waivers", [over])
    page = bob.get(PATH).content.decode()
    assert page.index('id="waivers-expired"') < page.index("Till spring")
    assert b"BC-1</a> has no purpose." in bob.get(FINDINGS).content


def test_a_request_that_ended_is_not_approved(plan, ada, context):
    late = Waiver(**IDENTITY, reason="Till spring", asked_by="Bob", until="2020-01-01")
    with write.locked(plan.pk, make_actor()) as writing:
        writing.set_records("waivers", [late])
    assert decide(ada, "approve", HTMX).status_code == 422


def test_who_asked_and_why_is_shown_as_text(bob, context):
    ask(bob, reason="<script>x")
    assert b"&lt;script&gt;x" in bob.get(PATH).content


def test_it_waits_for_the_lead_and_for_nobody_else(bob, ada, context):
    ask(bob)
    assert b"1</strong> waiver to decide" in ada.get("/").content
    assert b"to decide" not in signed_in("sam").get("/").content


def test_one_s_own_request_waits_for_somebody_else(ada, context):
    ask(ada)
    assert b"waiver to decide" not in ada.get("/").content


def test_an_outsider_learns_nothing(charlie, context):
    assert charlie.get(PATH).status_code == 404
    assert ask(charlie).status_code == 404
    assert decide(charlie, "approve").status_code == 404
