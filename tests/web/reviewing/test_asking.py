"""Asking for review, waiting for it, and the gate that opens."""

import pytest
from django.core import mail

from planning import models
from planning.store import baselines
from tests.factory import make_element, make_sound_plan, make_user
from tests.store.reviewing import decide
from tests.web.conftest import signed_in
from tests.web.posting import form, forms
from tests.web.reviewing.posting import HOME, change, sign


@pytest.fixture
def plan(db):
    return make_sound_plan()


# Asking


def test_the_backend_lead_asks_and_the_leads_are_told(
    alice, plan, django_capture_on_commit_callbacks
):
    make_user("ada")
    models.User.objects.filter(username="ada").update(email="ada@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        said = form(alice.get(HOME).content, "/review/ask/").data(statement="Please look")
        response = alice.post(f"{HOME}ask/", said, follow=True)
    assert response.status_code == 200
    assert "BL-1 is frozen" in response.content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "http://testserver/plans/library/review/architecture/" in letter.body
    assert "Please look" in letter.body


def test_a_lead_whose_signature_holds_is_not_told_again(
    alice, plan, asked, django_capture_on_commit_callbacks
):
    for username in ("ada", "sam"):
        models.User.objects.filter(username=username).update(email=f"{username}@example.org")
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security", "changes_requested", statement="Classify AT-2")
    change(plan, "AT-2", confidentiality="restricted")
    with django_capture_on_commit_callbacks(execute=True):
        alice.post(f"{HOME}ask/", {"statement": "Again"})
    assert [letter.to for letter in mail.outbox] == [["sam@example.org"]]


def test_asking_twice_for_the_same_says_so(alice, plan, asked):
    assert b"There is nothing new to ask for" in alice.get(HOME).content
    response = alice.post(f"{HOME}ask/", {"statement": "Again"})
    assert response.status_code == 422
    assert models.Baseline.objects.count() == 1


def test_errors_are_asked_for_on_purpose_only(alice, plan):
    make_element(plan, "Question", question="Who pays?", blocking=True, status="open")
    response = alice.post(f"{HOME}ask/", {"statement": "Look"})
    assert response.status_code == 422
    assert b"Nobody can sign while this stands" in response.content
    assert b"QU-02" in response.content
    said = form(response.content, "/review/ask/").data(despite="on")
    assert alice.post(f"{HOME}ask/", said).status_code == 302
    assert baselines.latest(plan.pk).statement == "Look"


@pytest.mark.parametrize("username", ["bob", "ada", "vera"])
def test_nobody_else_asks(plan, username):
    client = signed_in(username)
    assert not [f for f in forms(client.get(HOME).content) if f.action.endswith("/ask/")]
    assert client.post(f"{HOME}ask/", {}).status_code == 403


# Waiting


def test_it_waits_for_the_leads_on_their_start_page_with_its_age(plan, asked, ada, sam):
    page = ada.get("/").content.decode()
    assert "review of BL-1" in page
    assert "minutes</time>" in page or "minutes ago</time>" in page
    assert "review of BL-1" in sam.get("/").content.decode()


@pytest.mark.parametrize("username", ["bob", "vera", "alice"])
def test_it_waits_for_nobody_else(plan, asked, username):
    page = signed_in(username).get("/").content.decode()
    assert "review of BL-1" not in page
    assert "confirmation of BL-1" not in page


def test_it_waits_for_the_confirmation_once_the_leads_have_signed(alice, plan, asked):
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    page = alice.get("/").content.decode()
    assert "confirmation of BL-1" in page
    assert 'href="/plans/library/review/backend/"' in page


def test_who_asked_sees_who_has_not_looked_yet(alice, ada, plan, asked):
    assert (
        "<strong>2</strong> reviewers have not looked at BL-1 yet"
        in alice.get("/").content.decode()
    )
    ada.get(f"{HOME}architecture/")
    page = alice.get("/").content.decode()
    assert "<strong>1</strong> reviewer has not looked at BL-1 yet" in page
    home = alice.get(HOME).content.decode()
    assert "Ada first looked at BL-1" in home
    assert "Sam <strong>has not looked at BL-1 yet</strong>" in home


def test_looking_at_the_screen_of_another_role_is_no_look(alice, plan, asked):
    alice.get(f"{HOME}architecture/")
    assert not models.Look.objects.exists()


def test_requested_changes_wait_for_who_asked(alice, plan, asked):
    decide(plan, "sam", "security", "changes_requested", statement="Classify AT-2")
    assert "<strong>1</strong> lead wants changes" in alice.get("/").content.decode()
    assert "Classify AT-2" in alice.get(HOME).content.decode()


# The gate


def test_the_gate_opens_in_the_browser(alice, ada, sam, plan, asked):
    sign(ada, "architecture")
    sign(sam, "security")
    assert b"closed" in alice.get(HOME).content
    assert sign(alice, "backend").status_code == 302
    page = alice.get(HOME).content.decode()
    assert "Everybody has signed, and every signature is current." in page
    assert "Ready for Phase 2" in page


def test_a_stale_signature_says_why_wherever_it_is_shown(alice, ada, plan, asked):
    sign(ada, "architecture")
    change(plan, "CR-2", pattern="partnership")
    for path in (HOME, "/plans/library/", f"{HOME}architecture/"):
        assert "CR-2 pattern" in alice.get(path).content.decode()
