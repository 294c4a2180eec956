"""Answering what backend needs in a real browser: one list, one click, no reload."""

import pytest

from planning.store import write
from planning.store.load import load
from tests.factory import PASSWORD, make_actor, make_element, make_member, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEEDS = "/plans/bookshop/needs/"
EXPECTED = ("status of 409", "status of 422")


@pytest.fixture
def plan():
    plan = make_plan(slug="bookshop")
    asked = {"track": "database", "direction": "needs", "status": "requested"}
    make_element(plan, "Dependency", name="Backups", what="A copy every night", **asked)
    make_element(plan, "Dependency", name="Replica", what="For reports", **asked)
    return plan


@pytest.fixture
def list_of_dora(live_server, client, page, plan):
    """The list as the database lead opens it; what the console says is checked at the end."""
    said = []
    page.on("console", lambda message: said.append((message.type, message.text)))
    page.on("pageerror", lambda error: said.append(("error", str(error))))
    page.set_default_timeout(8000)
    dora = make_member(plan.project, "dora", "track_lead", track="database")
    assert client.login(username=dora.username, password=PASSWORD)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + NEEDS)
    page.evaluate("window.sameDocument = true")
    yield page
    assert page.evaluate("window.sameDocument === true")
    errors = [text for type_, text in said if type_ == "error"]
    assert [text for text in errors if not any(known in text for known in EXPECTED)] == []


def answer(plan, code):
    found = load(plan.pk).by_code[code]
    return (found.status, found.reference, found.reason, found.answer)


def test_a_need_is_acknowledged_by_one_click_and_taken_back_by_another(list_of_dora, plan):
    page = list_of_dora
    assert "2 unanswered" in page.text_content("#nav")
    page.click("#need-DP-1 button:has-text('Acknowledge')")
    page.wait_for_selector("#need-DP-1 strong:has-text('Acknowledged')")
    page.wait_for_selector("#nav:has-text('1 unanswered')")
    assert answer(plan, "DP-1")[0] == "acknowledged"
    assert page.locator(".need").count() == 2
    page.click("#need-DP-1 button:has-text('Take back')")
    page.wait_for_selector("#need-DP-1 strong:has-text('Requested')")
    assert answer(plan, "DP-1")[0] == "requested"


def test_what_is_provided_says_where(list_of_dora, plan):
    page = list_of_dora
    page.click("#need-DP-2 a:has-text('Provided')")
    page.wait_for_selector("#need-DP-2 [name=reference]:focus")
    page.fill("#need-DP-2 [name=answer]", "Read only")
    page.press("#need-DP-2 [name=reference]", "Enter")
    page.wait_for_selector("text=Say where it is written down.")
    assert page.input_value("#need-DP-2 [name=answer]") == "Read only"
    page.fill("#need-DP-2 [name=reference]", "RUN-12")
    page.press("#need-DP-2 [name=answer]", "Control+Enter")
    page.wait_for_selector("#need-DP-2 strong:has-text('Provided')")
    assert answer(plan, "DP-2") == ("provided", "RUN-12", "", "Read only")


def test_escape_leaves_a_need_as_it_was(list_of_dora, plan):
    page = list_of_dora
    page.click("#need-DP-1 a:has-text('Declined')")
    page.wait_for_selector("#need-DP-1 [name=reason]:focus")
    page.fill("#need-DP-1 [name=reason]", "Nonsense")
    page.keyboard.press("Escape")
    page.wait_for_selector("#need-DP-1 button:has-text('Acknowledge')")
    assert answer(plan, "DP-1") == ("requested", "", "", "")


def test_two_answers_at_once_are_told_in_the_row(list_of_dora, plan):
    page = list_of_dora
    page.click("#need-DP-1 a:has-text('Declined')")
    page.wait_for_selector("#need-DP-1 [name=reason]:focus")
    theirs = {"status": "provided", "reference": "RUN-7"}
    write.update(plan.pk, make_actor(), "DP-1", theirs, 1)
    page.fill("#need-DP-1 [name=reason]", "No room")
    page.press("#need-DP-1 [name=reason]", "Enter")
    page.wait_for_selector("#need-DP-1 .conflict:has-text('RUN-7')")
    assert page.input_value("#need-DP-1 [name=reason]") == "No room"
    page.click("#need-DP-1 button:has-text('Decline')")
    page.wait_for_selector("#need-DP-1 strong:has-text('Declined')")
    assert answer(plan, "DP-1") == ("declined", "", "No room", "")


def test_the_list_is_narrowed_in_place(list_of_dora):
    page = list_of_dora
    page.select_option("#filter-state", "provided")
    page.wait_for_selector("text=Nothing here matches the filter.")
    assert page.url.endswith("needs/?state=provided")
