"""Children on the page of their parent, links in both directions, and what a deletion takes along."""

import pytest

from planning import models
from planning.kinds import KINDS, children_of
from planning.plan.links import LINK_TYPES
from planning.store import write
from planning.store.load import load
from planning.web.departing import leaving
from tests.factory import make_actor, make_element, make_link, make_plan, make_user
from tests.web.posting import form, forms

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
CHILDREN = [kind for kind in KINDS if kind.within_parent]
APART = [kind for kind in KINDS if kind.parent and not kind.within_parent]
each_child = pytest.mark.parametrize("kind", CHILDREN, ids=lambda kind: kind.name)


@pytest.fixture
def plan():
    return make_plan(slug="bookshop")


@pytest.fixture
def alice(client, plan):
    client.force_login(make_user("alice"))
    return client


def path_of(parent, kind):
    return f"/plans/bookshop/e/{parent}/children/{kind.slug}/add/"


@each_child
def test_children_are_listed_and_added_on_the_page_of_their_parent(alice, plan, kind):
    parent = make_element(plan, kind.parent_kind, name="Parent")
    filled = form(alice.get(path_of(parent, kind)).content, "/add/")
    assert kind.parent not in filled.names
    assert alice.post(filled.action, filled.data(name="Lantern")).status_code == 302
    (child,) = load(plan.pk).of(kind.element)
    assert getattr(child, kind.parent) == parent
    assert "Lantern" in alice.get(f"/plans/bookshop/e/{parent}/").content.decode()


@each_child
def test_the_form_for_a_child_stays_open_for_the_next_one(alice, plan, kind):
    parent = make_element(plan, kind.parent_kind)
    path = f"{path_of(parent, kind)}?in=parent"
    page = alice.post(path, {"name": "Lantern"}, headers=HTMX).content.decode()
    assert f'hx-swap-oob="beforeend:#rows-{kind.slug}"' in page
    assert ("name", "") in form(page, "/add/").pairs
    assert "<th scope" in page


@pytest.mark.parametrize("kind", APART, ids=lambda kind: kind.name)
def test_what_lives_apart_is_linked_and_added_from_the_page_of_the_parent(alice, plan, kind):
    parent = make_element(plan, kind.parent_kind)
    child = make_element(plan, kind.name, **{kind.parent: parent})
    page = alice.get(f"/plans/bookshop/e/{parent}/").content.decode()
    assert f'href="/plans/bookshop/e/{child}/"' in page
    add = f"/plans/bookshop/{kind.section}/{kind.slug}/add/?{kind.parent}={parent}"
    assert add in page
    filled = form(alice.get(add).content, "/add/")
    assert (kind.parent, parent) in filled.pairs


def test_a_child_of_another_kind_is_not_found(alice, plan):
    make_element(plan, "Term")
    assert alice.get("/plans/bookshop/e/TE-1/children/attributes/add/").status_code == 404


def test_nobody_adds_a_child_to_what_is_gone(alice, plan):
    make_element(plan, "Entity")
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("EN-1")
    answer = alice.post("/plans/bookshop/e/EN-1/children/attributes/add/", {"name": "id"})
    assert answer.status_code == 404
    assert ">id</textarea>" in answer.content.decode()


def test_the_table_of_children_leaves_out_the_parent(alice, plan):
    make_element(plan, "Entity", name="Order")
    make_element(plan, "Attribute", name="id", entity="EN-1")
    page = alice.get("/plans/bookshop/e/EN-1/").content.decode()
    table = page[page.index('id="attributes"') : page.index('id="adding-attributes"')]
    assert ">Entity</th>" not in table
    row = alice.get("/plans/bookshop/e/AT-1/?in=parent", headers=HTMX).content.decode()
    assert row.strip() in table.replace(" autofocus", "") or "EN-1 Order" not in row


def test_deleting_a_child_in_place_leaves_a_row_that_says_so(alice, plan):
    make_element(plan, "Entity")
    make_element(plan, "Attribute", name="id", entity="EN-1")
    path = "/plans/bookshop/e/AT-1/delete/?in=parent"
    asked = alice.get(path, headers=HTMX).content.decode()
    assert asked.lstrip().startswith("<tr")
    answer = alice.post(path, form(asked, "/delete/").data(), headers=HTMX)
    assert answer["HX-Trigger"] == "plan-changed"
    assert "Deleted" in answer.content.decode()
    assert '<span id="count-attributes" hx-swap-oob="innerHTML">0</span>' in answer.content.decode()
    assert "AT-1" not in load(plan.pk).by_code


def a_web_of(plan):
    make_element(plan, "BoundedContext", name="Sales")
    make_element(plan, "Aggregate", name="Order", context="BC-1")
    make_element(plan, "Invariant", name="Total", aggregate="AG-1")
    make_element(plan, "Entity", name="Order", aggregate="AG-1")
    make_element(plan, "Requirement", "FR-1", name="Sell")
    make_link(plan, "satisfies", "IV-1", "FR-1")


def test_a_deletion_says_what_goes_what_ends_and_what_is_blanked(alice, plan):
    a_web_of(plan)
    page = alice.get("/plans/bookshop/e/AG-1/delete/").content.decode()
    goes, _, rest = page.partition("Links that end")
    ends, _, blanked = rest.partition("Fields that will be blank")
    assert "IV-1" in goes
    assert "FR-1" in ends
    assert "Aggregate of" in blanked
    assert "EN-1" in blanked


def test_a_deletion_does_what_it_said(alice, plan):
    a_web_of(plan)
    before = load(plan.pk)
    said = leaving(before, "AG-1")
    filled = form(alice.get("/plans/bookshop/e/AG-1/delete/").content, "/delete/")
    alice.post(filled.action, filled.data())
    after = load(plan.pk)
    gone = before.by_code.keys() - after.by_code.keys()
    assert gone == {"AG-1", *(part.code for part in said.parts)}
    assert set(before.links) - set(after.links) == set(said.links)
    assert [(e.code, label) for e, label in said.blanked] == [("EN-1", "Aggregate")]
    assert after.by_code["EN-1"].aggregate == ""


@pytest.mark.parametrize("type_", LINK_TYPES, ids=lambda type_: type_.name)
def test_every_type_of_link_can_be_added_from_either_end_and_removed(alice, plan, type_):
    source_kind, target_kind = min(type_.sources), min(type_.targets)
    source = make_element(plan, source_kind, name="Source")
    target = make_element(plan, target_kind, name="Target")
    there = f"/plans/bookshop/e/{source}/links/"
    page = alice.get(f"{there}add/?type=to:{type_.name}")
    (filled,) = (f for f in forms(page.content) if "other" in f.names)
    answer = alice.post(filled.action, filled.data(other=target))
    assert answer["Location"] == f"/plans/bookshop/e/{source}/#links"
    back = f"/plans/bookshop/e/{target}/"
    shown = alice.get(back).content.decode()
    assert type_.inverse in shown
    filled = form(shown, "/links/remove/")
    assert alice.post(filled.action, filled.data()).status_code == 302
    assert load(plan.pk).links == ()
    said = {"type": f"from:{type_.name}", "other": source}
    assert alice.post(f"{back}links/add/", said).status_code == 302
    (link,) = load(plan.pk).links
    assert link.key == (type_.name, source, target)


def test_what_a_link_may_lead_to_is_narrowed_to_its_kinds(alice, plan):
    make_element(plan, "Service", name="Shop")
    make_element(plan, "Port", name="Orders")
    make_element(plan, "Term", name="Basket")
    page = alice.get("/plans/bookshop/e/SV-1/links/add/?type=to:uses", headers=HTMX)
    words = page.content.decode()
    assert "PT-1 Orders" in words
    assert "TE-1" not in words


@pytest.mark.parametrize(
    "said",
    [
        {"type": "to:uses", "other": "TE-1"},
        {"type": "to:uses", "other": "PT-9"},
        {"type": "to:nothing", "other": "PT-1"},
        {"type": "to:uses", "other": ""},
        {},
    ],
)
def test_a_link_that_cannot_be_is_an_error_in_the_form(alice, plan, said):
    make_element(plan, "Service", name="Shop")
    make_element(plan, "Port", name="Orders")
    make_element(plan, "Term", name="Basket")
    answer = alice.post("/plans/bookshop/e/SV-1/links/add/", said, headers=HTMX)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert load(plan.pk).links == ()


def test_linking_needs_the_right_to_the_element_that_the_link_starts_at(client, plan):
    make_element(plan, "Service", name="Shop")
    make_element(plan, "Decision", name="REST")
    client.force_login(make_user("ada"))
    assert (
        client.post(
            "/plans/bookshop/e/DC-1/links/add/", {"type": "to:applies_to", "other": "SV-1"}
        ).status_code
        == 302
    )
    assert client.post(
        "/plans/bookshop/e/SV-1/links/add/", {"type": "to:applies_to", "other": "DC-1"}
    ).status_code in (403, 422)
    make_link(plan, "cites", "SV-1", make_element(plan, "Standard", "S-1"))
    refused = {"type": "to:cites", "other": "S-1"}
    assert client.post("/plans/bookshop/e/SV-1/links/remove/", refused).status_code == 403
    assert len(load(plan.pk).links) == 2


def test_who_refers_to_an_element_is_shown(alice, plan):
    make_element(plan, "Message", name="Ordered")
    make_element(plan, "Policy", name="Pack", on_event="MS-1")
    page = alice.get("/plans/bookshop/e/MS-1/").content.decode()
    assert "Policies: On event" in page
    assert 'href="/plans/bookshop/e/PO-1/"' in page


def test_the_history_says_who_changed_what_from_what_to_what(alice, plan):
    make_element(plan, "Term", name="Order", definition="Old words")
    write.update(plan.pk, make_actor(), "TE-1", {"definition": "New words"}, version=1)
    page = alice.get("/plans/bookshop/e/TE-1/history/").content.decode()
    assert "<strong>Alice</strong> changed it" in page
    assert "<del>Old words</del> <ins>New words</ins>" in page


def test_the_history_survives_the_element(alice, plan):
    make_element(plan, "Term", name="Order")
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("TE-1")
    assert "deleted it" in alice.get("/plans/bookshop/e/TE-1/history/").content.decode()
    gone = alice.get("/plans/bookshop/e/TE-1/")
    assert gone.status_code == 404
    assert "Alice deleted it" in gone.content.decode()


def test_findings_stand_beside_their_fields_as_soon_as_they_are_saved(alice, plan):
    make_element(plan, "BoundedContext", name="Sales")
    path = "/plans/bookshop/e/BC-1/edit/"
    page = alice.post(path, {"name": "Shop", "version": "1"}, headers=HTMX).content.decode()
    assert 'class="nature-missing"' in page
    assert "To-do:" in page


def test_every_child_kind_is_known_to_its_parent():
    assert {c.name for kind in KINDS for c in children_of(kind.name)} == {k.name for k in CHILDREN}
    assert models.Change.objects.count() == 0
