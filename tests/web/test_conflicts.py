"""Two people at one element: nothing typed is lost, and what only one changed is stored."""

from hashlib import sha256

import pytest

from planning.store import write
from planning.store.load import load
from tests.factory import make_actor, make_element, make_plan, make_user
from tests.web.posting import form

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PATH = "/plans/bookshop/e/BC-1/edit/"


@pytest.fixture
def plan():
    return make_plan(slug="bookshop")


@pytest.fixture
def bob(client, plan):
    make_element(plan, "BoundedContext", name="Sales", purpose="Sell", trust_zone="inner")
    client.force_login(make_user("bob"))
    return client


def theirs(plan, **values):
    write.update(plan.pk, make_actor(), "BC-1", values, version=1)


def context(plan):
    return load(plan.pk).by_code["BC-1"]


def test_a_field_that_both_changed_is_shown_as_it_was_theirs_and_mine(bob, plan):
    theirs(plan, purpose="Sell books")
    said = {"purpose": "Sell lamps", "trust_zone": "outer", "version": "1"}
    answer = bob.post(PATH, said, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "When you began" in page
    assert "Sell books" in page
    assert "Sell lamps" in page
    assert "Alice changed this field too" in page


def test_what_only_i_changed_is_stored_all_the_same(bob, plan):
    theirs(plan, purpose="Sell books")
    bob.post(PATH, {"purpose": "Sell lamps", "trust_zone": "outer", "version": "1"})
    assert (context(plan).purpose, context(plan).trust_zone) == ("Sell books", "outer")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    ("choice", "typed", "stands"),
    [
        ("theirs", "Sell lamps", "Sell books"),
        ("mine", "Sell lamps", "Sell lamps"),
        ("mine", "Sell books and lamps", "Sell books and lamps"),
    ],
    ids=["theirs", "mine", "edited"],
)
def test_saving_again_decides(bob, plan, headers, choice, typed, stands):
    theirs(plan, purpose="Sell books")
    first = bob.post(PATH, {"purpose": "Sell lamps", "version": "1"}, headers=headers)
    filled = form(first.content, "/edit/")
    changes = {"keep-purpose": choice, "purpose": typed}
    again = bob.post(filled.action, filled.data(**changes), headers=headers)
    assert again.status_code == (200 if headers else 302)
    assert context(plan).purpose == stands


def test_somebody_may_come_in_between_again(bob, plan):
    theirs(plan, purpose="Sell books")
    filled = form(bob.post(PATH, {"purpose": "Sell lamps", "version": "1"}).content, "/edit/")
    write.update(plan.pk, make_actor(), "BC-1", {"purpose": "Sell maps"}, version=2)
    answer = bob.post(filled.action, filled.data(**{"keep-purpose": "mine"}))
    assert answer.status_code == 409
    assert "Sell maps" in answer.content.decode()


def test_a_field_that_only_they_changed_is_not_blanked_by_the_older_form(bob, plan):
    page = bob.get(PATH)
    theirs(plan, purpose="Sell books")
    filled = form(page.content, "/edit/")
    assert bob.post(filled.action, filled.data(name="Shop")).status_code == 302
    assert (context(plan).name, context(plan).purpose) == ("Shop", "Sell books")


def test_sets_and_boxes_can_be_in_dispute(bob, plan):
    theirs(plan, layers=["domain"], external=True)
    said = {"layers": ["application", "domain"], "shown": ["layers"], "version": "1"}
    first = bob.post(PATH, said, headers=HTMX)
    assert first.status_code == 409
    filled = form(first.content, "/edit/")
    assert filled.data()["layers"] == ["application", "domain"]
    bob.post(filled.action, filled.data(**{"keep-layers": "mine"}), headers=HTMX)
    assert context(plan).layers == ("application", "domain")


def test_a_document_in_dispute_keeps_its_digest_true(bob, plan):
    make_element(plan, "InputDocument", text="old")
    write.update(plan.pk, make_actor(), "IN-1", {"text": "theirs", "sha256": "theirs"}, version=1)
    first = bob.post("/plans/bookshop/e/IN-1/edit/", {"text": "mine", "version": "1"})
    assert first.status_code == 409
    filled = form(first.content, "/edit/")
    assert "sha256" not in filled.names
    bob.post(filled.action, filled.data(**{"keep-text": "mine"}))
    document = load(plan.pk).by_code["IN-1"]
    assert (document.text, document.sha256) == ("mine", sha256(b"mine").hexdigest())


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_deleted_meanwhile_still_shows_what_was_typed(bob, plan, headers):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("BC-1")
    said = {"purpose": "Sell lamps <and> oil", "version": "1"}
    answer = bob.post(PATH, said, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Sell lamps &lt;and&gt; oil" in page
    assert "Alice deleted it" in page


def test_what_changed_since_it_was_looked_at_is_not_deleted(bob, plan):
    theirs(plan, purpose="Sell books")
    answer = bob.post("/plans/bookshop/e/BC-1/delete/", {"version": "1"})
    assert answer.status_code == 409
    assert form(answer.content, "/delete/").data()["version"] == ["2"]
    assert context(plan).purpose == "Sell books"


def test_a_code_that_never_was_is_not_found(bob):
    assert bob.get("/plans/bookshop/e/BC-77/").status_code == 404
