"""Deciding on a baseline in the browser."""

import pytest
from django.core.cache import cache

from tests.factory import PASSWORD, make_element, make_sound_plan, make_user
from tests.store.reviewing import ask, decide, latest, review, withdraw
from tests.web.conftest import signed_in
from tests.web.posting import form
from tests.web.reviewing.posting import HOME, change, post, sign


@pytest.fixture
def plan(db):
    return make_sound_plan()


# Deciding


def test_a_lead_signs_with_their_password(ada, plan, asked):
    response = sign(ada, "architecture", statement="I stand by the layers")
    assert response.status_code == 302
    said = latest(plan, "architecture")
    assert (said.decision, said.person, said.meaning) == ("signed", "Ada", "I stand by the layers")
    assert said.method == "password"


def test_the_meaning_is_prefilled_with_the_statement_of_the_scope(ada, plan, asked):
    page = ada.get(f"{HOME}architecture/").content
    assert form(page, "/decide/signed/").data()["statement"][0].startswith("I have reviewed")


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " "])
def test_a_wrong_password_signs_nothing_and_keeps_what_was_typed(ada, plan, asked, password):
    response = sign(ada, "architecture", password=password, statement="My own words")
    assert response.status_code == 422
    assert "This is not your password." in response.content.decode()
    assert "My own words" in response.content.decode()
    assert review(plan).signatures == ()


def test_the_password_of_another_is_no_password(ada, plan, asked):
    other = make_user("bob")
    other.set_password("staple battery")
    other.save()
    assert sign(ada, "architecture", password="staple battery").status_code == 422


def test_errors_are_told_where_somebody_signs_all_the_same(sam, plan):
    make_element(plan, "Attribute", name="shoe size", entity="EN-1")
    ask(plan, despite=True)
    response = sign(sam, "security")
    assert response.status_code == 422
    assert "1 error of this scope stands: SE-01." in response.content.decode()


def test_a_page_left_open_over_a_new_baseline_is_409(ada, plan, asked):
    said = form(ada.get(f"{HOME}architecture/").content, "/decide/signed/").data(password=PASSWORD)
    make_element(plan, "Team")
    ask(plan)
    response = ada.post(f"{HOME}architecture/decide/signed/", said)
    assert response.status_code == 409
    assert "BL-2 is" in response.content.decode()
    assert review(plan).signatures == ()


@pytest.mark.parametrize("username", ["alice", "bob", "sam", "vera"])
def test_nobody_else_signs(ada, plan, asked, username):
    said = form(ada.get(f"{HOME}architecture/").content, "/decide/signed/").data(password=PASSWORD)
    client = signed_in(username)
    assert client.post(f"{HOME}architecture/decide/signed/", said).status_code == 403
    assert review(plan).signatures == ()


def test_changes_are_requested_in_words(sam, plan, asked):
    assert post(sam, "security", "changes_requested", statement="Classify AT-2").status_code == 302
    assert latest(plan, "security").meaning == "Classify AT-2"


@pytest.mark.parametrize("decision", ["changes_requested", "not_applicable"])
def test_a_decision_without_words_is_422(sam, plan, asked, decision):
    response = post(sam, "security", decision, statement="", password=PASSWORD)
    assert response.status_code == 422
    assert review(plan).signatures == ()


def test_not_applicable_waits_for_the_owner_who_accepts(alice, sam, plan, asked):
    post(sam, "security", "not_applicable", statement="No data", password=PASSWORD)
    assert b"not applicable, not accepted yet" in alice.get(HOME).content
    assert b"for you to accept" in alice.get("/").content
    filled = form(alice.get(HOME).content, "/decide/accepted/")
    said = filled.data(statement="Agreed", password=PASSWORD)
    assert alice.post(f"{HOME}security/decide/accepted/", said).status_code == 302
    assert latest(plan, "security").accepted_by == "Alice"


def test_accepting_without_a_reason_is_422(alice, sam, plan, asked):
    post(sam, "security", "not_applicable", statement="No data", password=PASSWORD)
    said = form(alice.get(HOME).content, "/decide/accepted/").data(statement="")
    assert alice.post(f"{HOME}security/decide/accepted/", said).status_code == 422


def test_a_signature_is_withdrawn_with_a_reason(ada, plan, asked):
    sign(ada, "architecture")
    response = post(ada, "architecture", "withdrawn", statement="I missed CR-1")
    assert response.status_code == 302
    assert latest(plan, "architecture").decision == "withdrawn"
    assert b"withdrew the signature of" in ada.get(HOME).content


def test_after_a_withdrawal_what_was_signed_in_error_is_to_be_read_again(ada, plan, asked):
    decide(plan, "ada", "architecture")
    change(plan, "CR-2", pattern="partnership", shared_part="")
    ask(plan)
    decide(plan, "ada", "architecture")
    withdraw(plan, "ada", "architecture")
    page = ada.get(f"{HOME}architecture/").content.decode()
    assert "Since BL-1, in this scope" in page
    assert 'id="read-CR-2" class="to-read"' in page


@pytest.mark.parametrize("decision", ["signed", "not_applicable"])
def test_who_withdrew_the_only_decision_has_all_to_read(sam, plan, asked, decision):
    decide(plan, "sam", "security", decision)
    withdraw(plan, "sam", "security")
    page = sam.get(f"{HOME}security/").content.decode()
    assert "Nothing is left" not in page
    assert 'id="read-EP-1" class="to-read"' in page


def test_a_scope_said_not_to_apply_was_not_read(sam, plan, asked):
    decide(plan, "sam", "security", "not_applicable")
    assert "Nothing is left" not in sam.get(f"{HOME}security/").content.decode()


def test_withdrawing_is_offered_only_where_something_stands(ada, plan, asked):
    assert b"/decide/withdrawn/" not in ada.get(f"{HOME}architecture/").content


def test_a_decision_that_there_is_not_is_404(ada, plan, asked):
    assert ada.post(f"{HOME}architecture/decide/bless/", {}).status_code == 404


def test_the_demos_people_sign_without_a_password(ada, plan, asked, settings):
    settings.DEMO = True
    person = make_user("ada")
    person.set_unusable_password()
    person.save()
    ada = signed_in("ada")
    page = ada.get(f"{HOME}architecture/").content
    said = form(page, "/decide/signed/")
    assert "password" not in said.names
    assert ada.post(f"{HOME}architecture/decide/signed/", said.data()).status_code == 302
    assert latest(plan, "architecture").method == "demo"


def test_outside_the_demo_an_account_without_a_password_signs_nothing(plan, asked, settings):
    settings.DEMO = False
    person = make_user("ada")
    person.set_unusable_password()
    person.save()
    assert sign(signed_in("ada"), "architecture").status_code == 422


def test_guessing_a_password_is_paused(ada, plan, asked):
    cache.clear()
    for _ in range(5):
        sign(ada, "architecture", password="wrong")
    response = sign(ada, "architecture")
    assert "Too many wrong passwords" in response.content.decode()
    assert review(plan).signatures == ()
    cache.clear()
    assert sign(ada, "architecture").status_code == 302


def test_accepting_takes_the_password_of_the_owner(alice, sam, plan, asked):
    post(sam, "security", "not_applicable", statement="No data", password=PASSWORD)
    filled = form(alice.get(HOME).content, "/decide/accepted/")
    response = alice.post(filled.action, filled.data(statement="Agreed", password="wrong"))
    assert response.status_code == 422
    assert "This is not your password." in response.content.decode()
    assert latest(plan, "security").accepted_by == ""


def test_no_cache_may_show_a_signature_of_before(alice, plan):
    assert alice.get(HOME)["Cache-Control"] == "private, no-cache"
