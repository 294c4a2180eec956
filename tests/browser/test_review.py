"""A whole review in real browsers, one for each lead: from asking to the open gate, and back."""

import pytest
from django.test import Client

from planning.store import undo, write
from planning.store.load import load
from tests.factory import PASSWORD, actor_of, make_sound_plan, make_user
from tests.store.reviewing import latest, review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/plans/library/"
EXPECTED = ("status of 409", "status of 422")


@pytest.fixture
def plan():
    return make_sound_plan()


@pytest.fixture
def desk(live_server, browser, plan):
    """A browser of their own for everybody who is named; what the consoles say is checked."""
    said, contexts = [], {}

    def of(username):
        if username not in contexts:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(15000)
            context.on("console", lambda message: said.append((message.type, message.text)))
            context.on("weberror", lambda error: said.append(("error", str(error.error))))
            # A client of their own: to sign in over another person's session ends it.
            client = Client()
            client.force_login(make_user(username))
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
            contexts[username] = context.new_page()
        return contexts[username]

    def visit(username, path):
        page = of(username)
        page.goto(live_server.url + path)
        return page

    yield visit
    for page in contexts.values():
        page.context.close()
    errors = [text for type_, text in said if type_ == "error"]
    assert [text for text in errors if not any(known in text for known in EXPECTED)] == []


def ask(desk, words):
    page = desk("alice", f"{HOME}review/")
    page.fill("#ask textarea", words)
    page.click("#ask button[type=submit]")
    page.wait_for_selector(".message:has-text('is frozen')")


def sign(desk, username, scope):
    page = desk(username, f"{HOME}review/{scope}/")
    page.fill("#decide input[type=password]", PASSWORD)
    page.click("#decide form[action$='/signed/'] button")
    page.wait_for_selector(".message:has-text('Signed.')")


def edit(desk, code, field, value):
    """Bob changes one field of an element in the browser."""
    page = desk("bob", f"{HOME}e/{code}/?field={field}")
    box = page.locator(f".element-form [name={field}]")
    if box.evaluate("box => box.tagName") == "SELECT":
        box.select_option(value)
    else:
        box.fill(value)
    page.click(".element-form button:has-text('Save')")
    page.wait_for_selector(".element-form", state="detached")


def standings(desk):
    """How each signature stands, as everybody sees it."""
    page = desk("vera", f"{HOME}review/")
    rows = page.locator("#standing .standing h3").all_text_contents()
    return {row.split()[0].lower(): " ".join(row.split()[1:]) for row in rows}


def verdict(desk):
    return desk("vera", HOME).text_content("#verdict .chip").strip()


def test_a_plan_is_reviewed_signed_confirmed_and_reopened(desk, plan):
    ask(desk, "Please look at the classes")
    sign(desk, "ada", "architecture")

    page = desk("sam", f"{HOME}review/security/")
    page.click("summary:has-text('Request changes')")
    page.fill("form[action$='/changes_requested/'] textarea", "AT-2 says who reads what")
    page.click("form[action$='/changes_requested/'] button")
    page.wait_for_selector(".message")

    edit(desk, "AT-2", "confidentiality", "restricted")
    ask(desk, "AT-2 is restricted now")
    assert standings(desk)["architecture"] == "current"

    page = desk("sam", f"{HOME}review/security/")
    assert "1 change" in page.text_content(".lead-sentence")
    assert page.locator("#since .review-change").count() == 1
    change = page.text_content("#since .review-change")
    assert "AT-2" in change
    assert page.text_content("#since del") == "confidential"
    assert page.text_content("#since ins") == "restricted"
    sign(desk, "sam", "security")

    assert verdict(desk) == "In review"
    sign(desk, "alice", "backend")
    assert verdict(desk) == "Ready for Phase 2"
    assert "open" in desk("vera", f"{HOME}review/").text_content("#gate header")

    edit(desk, "CR-2", "notes", "A typo")
    assert verdict(desk) == "Ready for Phase 2"

    edit(desk, "CR-2", "pattern", "partnership")
    assert verdict(desk) == "Signed, not ready"
    now = standings(desk)
    assert (now["architecture"], now["security"], now["backend"]) == ("stale", "current", "stale")
    assert "CR-2 pattern" in desk("vera", HOME).text_content("#readiness")

    edit(desk, "CR-2", "pattern", "shared_kernel")
    assert set(standings(desk).values()) == {"current"}
    assert verdict(desk) == "Ready for Phase 2"


def test_a_lead_walks_by_keyboard_and_marks_what_they_read(desk, plan):
    ask(desk, "Please look")
    page = desk("sam", f"{HOME}review/security/")
    page.keyboard.press("j")
    while not page.evaluate("document.activeElement.id.startsWith('read-')"):
        page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{first} .signed-facts")
    page.keyboard.press("m")
    page.wait_for_selector(f"#{first}.is-seen")
    page.wait_for_selector("#read-count:has-text('1 of ')")
    page.reload()
    page.wait_for_selector("#read-count:has-text('1 of ')")
    assert page.locator(f"#{first}").count() == 0


def test_a_page_left_open_while_a_new_round_began_signs_nothing(desk, plan):
    ask(desk, "Please look")
    page = desk("ada", f"{HOME}review/architecture/")
    edit(desk, "AG-1", "purpose", "Another one")
    ask(desk, "Once more")
    page.fill("#decide input[type=password]", PASSWORD)
    page.click("#decide form[action$='/signed/'] button")
    page.wait_for_selector("text=This has moved on")
    assert review(plan).signatures == ()


def test_a_wrong_password_is_told_beside_the_words_that_were_typed(desk, plan):
    ask(desk, "Please look")
    page = desk("ada", f"{HOME}review/architecture/")
    page.fill("form[action$='/signed/'] textarea", "My own words")
    page.fill("#decide input[type=password]", "wrong")
    page.click("#decide form[action$='/signed/'] button")
    page.wait_for_selector("text=This is not your password.")
    assert page.input_value("form[action$='/signed/'] textarea") == "My own words"


def test_an_undone_edit_brings_the_signature_back_on_a_page_that_is_open(desk, plan):
    ask(desk, "Please look")
    sign(desk, "ada", "architecture")
    with write.locked(plan.pk, actor_of(plan, "bob")) as writing:
        writing.update("CR-2", {"pattern": "partnership"})
        batch = writing.batch
    assert latest(plan, "architecture").current is False
    page = desk("bob", f"{HOME}e/CR-2/")
    assert "partnership" in page.text_content("#element").lower()
    undo.undo(plan.pk, actor_of(plan, "bob"), batch)
    assert load(plan.pk).by_code["CR-2"].pattern == "shared_kernel"
    assert standings(desk)["architecture"] == "current"
