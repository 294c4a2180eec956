"""The findings page, and what one click does about a finding."""

import pytest

from planning.store import write
from planning.store.load import load
from planning.web.found import ORDER
from tests.factory import make_actor, make_element, make_link
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form, forms

PATH = "/plans/bookshop/findings/"
FIXES = "/plans/bookshop/fixes/"
UNSPOKEN = {"rule": "BC-08", "element": "EN-1", "field": "name"}
ADD_TERM = {**UNSPOKEN, "fix": "add-term"}
UNREACHED = {"rule": "IN-01", "element": "IN-1", "field": "status", "fix": "out-of-reach"}


@pytest.fixture
def root(plan):
    """A root that no glossary knows: two contexts, of which one calls the other."""
    books = make_element(plan, "BoundedContext", name="Books")
    bills = make_element(plan, "BoundedContext", name="Bills")
    shelf = make_element(plan, "Aggregate", name="Shelf", context=books)
    make_element(plan, "Entity", name="Shelf", aggregate=shelf, role="root")
    lending = make_element(plan, "Service", context=books)
    make_link(plan, "calls", lending, make_element(plan, "Service", context=bills))
    return plan


def term_of(plan):
    terms = [e for e in load(plan.pk).elements if e.element_kind == "Term"]
    return [(term.name, term.context) for term in terms]


def test_everything_that_is_found_is_listed_apart_by_nature(vera, root):
    page = vera.get(PATH).content.decode()
    apart = [page.index(f'<h3 class="nature-{nature}">') for nature in ORDER]
    assert apart == sorted(apart)
    assert "No relation between" in page


def test_a_finding_says_what_why_and_how(vera, root):
    page = vera.get(PATH, {"rule": "BC-01"}).content.decode()
    assert " has no purpose." in page
    assert "Without a purpose nobody can say" in page
    assert "Say in a sentence or two why the context exists." in page
    assert 'href="/plans/bookshop/e/BC-1/?field=purpose"' in page


@pytest.mark.parametrize(
    ("asked", "here", "not_here"),
    [
        ({"nature": "contradiction"}, "CM-12", "BC-08"),
        ({"severity": "info"}, "BC-08", "BC-01"),
        ({"scope": "architecture"}, "BC-01", "BC-08"),
        ({"section": "delivery"}, "DE-03", "BC-01"),
        ({"rule": "BC-08"}, "BC-08", "CM-12"),
        ({"q": "glossary shelf"}, "BC-08", "CM-12"),
        ({"nature": "nonsense", "page": "x"}, "BC-08", "XX-99"),
    ],
    ids=str,
)
def test_the_list_can_be_narrowed(vera, root, asked, here, not_here):
    listed = vera.get(PATH, asked, headers=HTMX).content.decode()
    assert f'href="/guardrails/#{here}"' in listed
    assert f'href="/guardrails/#{not_here}"' not in listed


def test_htmx_gets_the_list_only_and_the_address_that_shows_it_again(vera, root):
    response = vera.get(PATH, {"rule": "BC-08", "q": ""}, headers=HTMX)
    assert response.content.lstrip().startswith(b'<section id="findings-list"')
    assert response["HX-Replace-Url"] == f"{PATH}?rule=BC-08"


def test_a_page_beyond_the_end_is_the_last(vera, root):
    assert b'class="finding"' in vera.get(PATH, {"page": "999"}).content


def test_many_findings_come_in_pages(vera, plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.create_all(write.New(kind="BoundedContext", key=str(n)) for n in range(40))
    first = vera.get(PATH).content.decode()
    assert first.count('<li class="finding">') == 60
    assert "page=2" in first


def test_an_outsider_learns_nothing(charlie, plan):
    assert charlie.get(PATH).status_code == 404
    assert charlie.post(FIXES, ADD_TERM).status_code == 404


def test_the_navigation_counts_the_findings(vera, root):
    assert b'findings">' in vera.get("/plans/bookshop/").content


def test_one_click_mends_and_says_what_it_did(bob, root):
    response = bob.post(FIXES, ADD_TERM, headers=HTMX)
    assert response.status_code == 200
    assert term_of(root) == [("Shelf", "BC-1")]
    assert response.content.count(b"/plans/bookshop/e/TE-1/") == 2
    assert response["HX-Trigger"] == "plan-changed"


def test_without_javascript_one_comes_back_to_the_page(bob, root):
    page = bob.get(PATH, {"rule": "BC-08"})
    mend = next(f for f in forms(page.content) if f.action.startswith(FIXES))
    response = bob.post(mend.action, mend.data(fix="add-term"), follow=True)
    assert response.redirect_chain == [(f"{PATH}?rule=BC-08", 302)]
    assert b"/plans/bookshop/e/TE-1/" in response.content


def test_what_was_mended_can_be_taken_back(bob, root):
    response = bob.post(f"{FIXES}?back={PATH}", ADD_TERM, follow=True)
    undo = form(response.content, "/fixes/undo/")
    assert bob.post(undo.action, undo.data()).status_code == 302
    assert term_of(root) == []


def test_what_somebody_built_on_is_not_taken_back(bob, root):
    response = bob.post(FIXES, ADD_TERM, follow=True)
    undo = form(response.content, "/fixes/undo/")
    changed = {"definition": "Where books stand"}
    write.update(root.pk, make_actor(), "TE-1", changed, 1)
    assert bob.post(undo.action, undo.data()).status_code == 409


def test_a_fix_that_asks_for_a_reason_opens_a_form(bob, plan):
    make_element(plan, "InputDocument", required=True)
    opened = bob.get(FIXES, UNREACHED, headers=HTMX)
    assert b"Why it cannot be had" in opened.content
    assert b"<html" in bob.get(FIXES, UNREACHED).content


def test_a_fix_without_the_reason_it_asks_for_is_422(bob, plan):
    make_element(plan, "InputDocument", required=True)
    response = bob.post(FIXES, {**UNREACHED, "reason": " "}, headers=HTMX)
    assert response.status_code == 422
    assert b"Why it cannot be had, and what stands in for it?" in response.content


def test_the_reason_is_stored(bob, plan):
    make_element(plan, "InputDocument", required=True)
    response = bob.post(FIXES, {**UNREACHED, "reason": "Lost"})
    assert response.status_code == 302
    assert load(plan.pk).by_code["IN-1"].out_of_reach_reason == "Lost"


def test_a_finding_that_was_mended_meanwhile_is_404(bob, root):
    bob.post(FIXES, ADD_TERM)
    response = bob.post(FIXES, ADD_TERM, headers=HTMX)
    assert response.status_code == 404
    assert len(term_of(root)) == 1


@pytest.mark.parametrize("said", [{}, UNSPOKEN, {"fix": "add-term"}], ids=str)
def test_a_fix_that_names_nothing_is_422(bob, root, said):
    assert bob.post(FIXES, said).status_code == 422


def test_a_fix_that_is_not_offered_is_404(bob, root):
    assert bob.post(FIXES, {**UNSPOKEN, "fix": "sweep-it-under"}).status_code == 404


def test_who_may_not_write_sees_no_button_and_makes_no_fix(vera, root):
    assert b'name="fix"' not in vera.get(PATH).content
    assert vera.post(FIXES, ADD_TERM).status_code == 403
    assert term_of(root) == []


def test_the_security_lead_is_offered_what_their_role_supplies(plan):
    sam = signed_in("sam")
    page = sam.get(PATH).content.decode()
    assert "Record what is needed of security" in page
    assert "Record what is needed of database" not in page


def test_a_form_in_the_place_of_the_buttons_can_be_left(bob, root):
    response = bob.get(f"{PATH}actions/", UNSPOKEN, headers=HTMX)
    assert b"Add the term" in response.content
    assert bob.get(f"{PATH}actions/").status_code == 422


def test_the_overview_offers_the_fix(bob, root):
    assert "Add the term “Shelf” to BC-1" in bob.get("/plans/bookshop/").content.decode()


def test_the_page_of_an_element_offers_the_fix(bob, root):
    assert "Add the term “Shelf” to BC-1" in bob.get("/plans/bookshop/e/EN-1/").content.decode()


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("?field=confidentiality", {}),
        ("edit/", {}),
        ("edit/", HTMX),
        ("edit/?in=parent", HTMX),
    ],
    ids=str,
)
def test_the_form_of_an_element_says_what_is_found_beside_the_field(bob, root, address, headers):
    make_element(root, "Attribute", name="Colour", entity="EN-1")
    page = bob.get(f"/plans/bookshop/e/AT-1/{address}", headers=headers).content.decode()
    field = page[page.index('id="AT-1-confidentiality"') : page.index('id="AT-1-protection"')]
    assert "AT-1 has no confidentiality" in field


def test_a_form_holds_no_other_form(bob, root):
    page = bob.get("/plans/bookshop/e/EN-1/edit/", headers=HTMX).content.decode()
    assert "is not in the glossary" in page
    assert page.count("<form") == 1


def test_what_the_plan_lacks_is_mended_where_such_things_are_listed(bob, plan):
    page = bob.get(PATH, {"rule": "DE-03"}).content.decode()
    assert 'href="/plans/bookshop/delivery/dependencies/"' in page
