"""Editing in a real browser: by keyboard, in place, without a reload, without a word of protest."""

import pytest

from planning.store.load import load
from tests.factory import make_element

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONTEXTS = "/plans/bookshop/domain/bounded-contexts/"


def mark(page):
    page.evaluate("window.sameDocument = true")


def is_marked(page):
    return page.evaluate("window.sameDocument === true")


def focused(page):
    """The name or the words of what has the cursor, once htmx has set it."""
    page.wait_for_timeout(100)
    return page.evaluate(
        "document.activeElement.getAttribute('name') || document.activeElement.textContent.trim()"
    )


def cursor_in_form(page):
    """Wait for the cursor, which htmx sets a moment after the form is there."""
    page.wait_for_selector(".element-form :focus")


def names(plan):
    return [element.name for element in load(plan.pk).elements]


def test_contexts_are_added_one_after_the_other_by_keyboard(visit, plan):
    page = visit(CONTEXTS)
    mark(page)
    page.focus("#add-bounded-contexts")
    page.keyboard.press("Enter")
    cursor_in_form(page)
    page.keyboard.type("Billing")
    page.keyboard.press("Enter")
    page.wait_for_selector(".added:has-text('BC-3')")
    assert focused(page) == "name"
    page.keyboard.type("Shipping")
    page.keyboard.press("Enter")
    page.wait_for_selector(".added:has-text('BC-4')")
    page.keyboard.press("Escape")
    assert page.locator(".adding").count() == 0
    assert focused(page) == "Add"
    assert is_marked(page)
    assert page.locator("tr.element-row").count() == 4
    assert names(plan) == ["Sales", "Stock", "Billing", "Shipping"]


def test_a_row_is_edited_in_place_and_the_list_stays_where_it_is(visit, plan):
    page = visit(f"{CONTEXTS}?sort=-code")
    mark(page)
    page.focus("tr.element-row:has-text('BC-2') a:has-text('Edit')")
    page.keyboard.press("Enter")
    cursor_in_form(page)
    assert focused(page) == "name"
    page.keyboard.press("Control+A")
    page.keyboard.type("Warehouse")
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.element-row:has-text('Warehouse')")
    assert focused(page) == "Edit BC-2"
    assert page.url.endswith("?sort=-code")
    assert page.locator("tr.element-row").first.text_content().split()[0] == "BC-2"
    assert is_marked(page)
    assert names(plan) == ["Sales", "Warehouse"]


def test_escape_leaves_a_row_as_it_was(visit, plan):
    page = visit(CONTEXTS)
    page.click("tr.element-row:has-text('BC-1') a:has-text('Edit')")
    cursor_in_form(page)
    page.fill("tr.row-form [name=name]", "Nonsense")
    page.keyboard.press("Escape")
    page.wait_for_selector("tr.element-row:has-text('Sales')")
    assert focused(page) == "Edit BC-1"
    assert names(plan) == ["Sales", "Stock"]


def test_the_cursor_goes_to_the_first_field_that_is_wrong(visit, plan):
    make_element(plan, "Policy", name="Remind")
    page = visit("/plans/bookshop/e/PO-1/")
    page.click("#edit-element")
    cursor_in_form(page)
    page.fill("[name=name]", "Chase")
    page.fill("[name=timeout]", "soon")
    page.press("[name=name]", "Enter")
    page.wait_for_selector("text=is not a duration")
    assert focused(page) == "timeout"
    assert page.input_value("[name=name]") == "Chase"
    page.fill("[name=timeout]", "PT5M")
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit-element")
    assert focused(page) == "Edit"
    assert load(plan.pk).by_code["PO-1"].name == "Chase"


def test_attributes_are_added_in_a_row_on_the_page_of_their_entity(visit, plan):
    make_element(plan, "Entity", name="Order")
    page = visit("/plans/bookshop/e/EN-1/")
    mark(page)
    page.click("#add-attributes")
    cursor_in_form(page)
    page.keyboard.type("id")
    page.keyboard.press("Enter")
    page.wait_for_selector(".added:has-text('AT-1')")
    cursor_in_form(page)
    page.keyboard.type("total")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rows-attributes tr:has-text('AT-2')")
    assert focused(page) == "name"
    assert is_marked(page)
    assert [element.entity for element in load(plan.pk).elements[-2:]] == ["EN-1", "EN-1"]


def test_two_people_at_one_field_see_both_and_decide(visit, plan):
    mine, theirs = visit("/plans/bookshop/e/BC-1/"), visit("/plans/bookshop/e/BC-1/")
    mine.click("#edit-element")
    cursor_in_form(mine)
    theirs.click("#edit-element")
    cursor_in_form(theirs)
    theirs.fill("[name=purpose]", "Sell maps")
    theirs.click("button:has-text('Save')")
    theirs.wait_for_selector("#edit-element")
    mine.fill("[name=purpose]", "Sell lamps")
    mine.fill("[name=trust_zone]", "outer")
    mine.click("button:has-text('Save')")
    mine.wait_for_selector(".dispute")
    words = mine.text_content(".dispute")
    assert "Sell books" in words
    assert "Sell maps" in words
    assert mine.input_value("[name=purpose]") == "Sell lamps"
    mine.check("input[value=mine]")
    mine.click("button:has-text('Save')")
    mine.wait_for_selector("#edit-element")
    context = load(plan.pk).by_code["BC-1"]
    assert (context.purpose, context.trust_zone) == ("Sell lamps", "outer")


def test_a_list_is_narrowed_as_one_types_and_its_address_can_be_shared(visit):
    page = visit(CONTEXTS)
    mark(page)
    page.fill("#q", "keep")
    page.wait_for_selector("text=1 of 2 bounded contexts")
    assert focused(page) == "q"
    assert page.url.endswith("?q=keep")
    assert is_marked(page)
    page.reload()
    page.wait_for_selector("text=1 of 2 bounded contexts")


def test_links_are_added_and_removed_in_place(visit, plan):
    make_element(plan, "Subdomain", name="Trade")
    page = visit("/plans/bookshop/e/BC-1/")
    mark(page)
    page.click("text=Add a link")
    page.select_option("#link-type", "to:implements")
    page.select_option("#link-other", "SD-1")
    page.click("text=Add the link")
    page.wait_for_selector("#links dd:has-text('SD-1')")
    assert len(load(plan.pk).links) == 1
    page.click("#links button:has-text('Remove')")
    page.wait_for_selector("#links:has-text('No links yet')")
    assert load(plan.pk).links == ()
    assert is_marked(page)


@pytest.mark.parametrize(
    ("path", "left"),
    [("domain/bounded-contexts/add/", CONTEXTS), ("e/BC-1/delete/", "/plans/bookshop/e/BC-1/")],
)
def test_escape_leaves_a_page_of_its_own_too(visit, path, left):
    page = visit(f"/plans/bookshop/{path}")
    page.focus("main form [type=submit]")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{left}")


def test_control_and_enter_add_on_a_page_of_its_own_too(visit, plan):
    page = visit(f"{CONTEXTS}add/")
    page.fill("[name=name]", "Billing")
    page.press("[name=purpose]", "Control+Enter")
    page.wait_for_selector(".message:has-text('BC-3')")
    assert names(plan)[-1] == "Billing"


def test_what_names_an_element_is_told_again_after_a_change(visit, plan):
    make_element(plan, "Entity", name="Order")
    page = visit("/plans/bookshop/e/EN-1/")
    mark(page)
    make_element(plan, "Entity", name="Line")
    make_element(plan, "Attribute", name="order", entity="EN-2", refers_to="EN-1")
    assert "AT-1" not in page.text_content("#referrers")
    page.click("#add-attributes")
    cursor_in_form(page)
    page.keyboard.type("id")
    page.keyboard.press("Enter")
    page.wait_for_selector("#referrers:has-text('AT-1 order')")
    assert is_marked(page)


def test_a_child_is_deleted_in_place(visit, plan):
    make_element(plan, "Entity", name="Order")
    make_element(plan, "Attribute", name="id", entity="EN-1")
    page = visit("/plans/bookshop/e/EN-1/")
    page.click("#rows-attributes a:has-text('Delete')")
    page.wait_for_selector("form.sure")
    assert focused(page) == "Delete"
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.row-gone")
    assert "AT-1" not in load(plan.pk).by_code
