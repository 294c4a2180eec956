"""Comments in a real browser: begun, answered and resolved by keyboard, without a reload."""

import pytest

from planning import models
from tests.browser.test_editing import focused, is_marked, mark
from tests.talk import begin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ELEMENT = "/plans/bookshop/e/BC-1/"


def test_a_thread_is_begun_answered_and_resolved_by_keyboard(visit, plan):
    page = visit(ELEMENT)
    mark(page)
    page.focus(".thread-begin > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Purp")
    page.keyboard.press("Tab")
    page.keyboard.type("Is it one?")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".thread:has-text('Thread 1: Purpose')")
    assert focused(page) == "text"
    page.keyboard.type("I think so")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".comments:has-text('I think so')")
    assert focused(page) == "text"
    for _ in range(2):
        page.keyboard.press("Tab")
    assert focused(page) == "Resolve"
    page.keyboard.press("Enter")
    page.wait_for_selector(".thread summary:has-text('resolved by Alice')")
    assert focused(page).startswith("Thread 1: Purpose")
    assert is_marked(page)
    thread = models.Thread.objects.get()
    assert (thread.field, thread.comments.count()) == ("purpose", 2)
    assert thread.resolved_at


def test_an_error_keeps_what_was_typed_and_the_list_counts(visit, plan):
    begin(plan)
    page = visit(ELEMENT)
    mark(page)
    assert page.locator(".nav-count[title='1 open threads']").count() == 1
    page.evaluate("document.querySelector('.thread-reply').noValidate = true")
    page.fill(".thread-reply textarea", "  ")
    page.click(".thread-reply button")
    page.wait_for_selector(".thread:has-text('Say something.')")
    assert focused(page) == "text"
    page.keyboard.type("Now I do")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".comments:has-text('Now I do')")
    page.click(".thread button:has-text('Resolve')")
    page.wait_for_selector(".nav-count[title='0 open threads']")
    assert is_marked(page)
