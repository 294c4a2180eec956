"""Paste a table, and set one field of many rows: preview first, then all in one write."""

import pytest

from planning import models
from planning.kinds import BY_NAME
from planning.plan.elements import Attribute, Entity, Term
from planning.plan.value import plan as plan_of
from planning.store import write
from planning.store.load import load
from planning.web.pasted import sheet
from tests.factory import make_actor, make_element, make_plan, make_user
from tests.web.posting import form, forms

ATTRIBUTE, TERM = BY_NAME["Attribute"], BY_NAME["Term"]


def read(text, fixed=None, **asked):
    plan = plan_of([Entity(code="EN-1", name="Order"), Entity(code="EN-2", name="Line")])
    return sheet(plan, ATTRIBUTE, text, fixed or {}, **asked)


def values(found):
    return [dict(line.values) for line in found.lines]


@pytest.mark.parametrize(
    "text",
    [
        "Name\\tEntity\\tRequired\\nid\\tEN-1\\tyes".replace("\\t", "\t").replace("\\n", "\n"),
        "name,entity,required\nid,Order,x",
        "Attribute;Entity;Required\nid;order;TRUE",
        "| Name | Entity | Required |\n|---|---|---|\n| id | EN-1 Order | yes |",
    ],
    ids=["tabs", "commas", "semicolons", "Markdown"],
)
def test_a_table_is_read_however_it_is_separated(text):
    assert values(read(text)) == [{"name": "id", "entity": "EN-1", "required": True}]


def test_without_a_header_the_columns_are_the_name_and_those_of_the_list():
    found = read("id\tOrder\tUUID\ntotal\tOrder\tMoney")
    assert not found.has_header
    assert values(found)[1] == {"name": "total", "entity": "EN-1", "type": "Money"}


def test_a_fixed_parent_is_no_column():
    found = read("id\tUUID", {"entity": "EN-2"})
    assert values(found) == [{"name": "id", "type": "UUID"}]
    assert found.news({"entity": "EN-2"})[0].values["entity"] == "EN-2"


def test_columns_can_be_chosen_and_left_out():
    found = read("a,b\nid,secret", header=True, chosen={0: "name", 1: ""})
    assert values(found) == [{"name": "id"}]


def test_one_field_cannot_be_two_columns():
    found = read("a,b\nid,secret", header=True, chosen={0: "name", 1: "name"})
    assert [cell.error for cell in found.lines[0].cells] == [
        "",
        "another column is this field already",
    ]


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        ("Confidentiality", "top", "is not one of"),
        ("Required", "perhaps", "neither yes nor no"),
        ("Entity", "Nobody", "there is no “Nobody” here"),
    ],
)
def test_what_a_field_cannot_hold_is_said_at_its_cell(header, cell, said):
    found = read(f"Name,{header}\nid,{cell}")
    assert found.wrong == 1
    assert not found.ready
    assert said in found.lines[0].cells[1].error


def test_a_name_that_two_elements_have_needs_the_code():
    plan = plan_of([Entity(code="EN-1", name="Order"), Entity(code="EN-2", name="order")])
    found = sheet(plan, ATTRIBUTE, "Name,Entity\nid,Order", {})
    assert found.lines[0].cells[1].error == "“Order” may be EN-1, EN-2; give the code"


@pytest.fixture
def plan(db):
    return make_plan(slug="bookshop")


@pytest.fixture
def alice(client, plan):
    client.force_login(make_user("alice"))
    return client


PASTE = "/plans/bookshop/domain/attributes/paste/"


def of(plan, kind):
    return load(plan.pk).of(kind)


def test_pasting_shows_a_preview_and_stores_nothing(alice, plan):
    answer = alice.post(PASTE, {"text": "name\ttype\nid\tUUID", "step": "preview"})
    assert answer.status_code == 200
    assert "Add 1 attribute" in answer.content.decode()
    assert of(plan, Attribute) == ()


def test_adding_what_the_preview_shows_is_one_write(alice, plan):
    make_element(plan, "Entity", name="Order")
    path = f"{PASTE}?entity=EN-1&back=/plans/bookshop/e/EN-1/"
    preview = alice.post(path, {"text": "name\ttype\nid\tUUID\ntotal\tMoney", "step": "preview"})
    revision = models.Plan.objects.get(pk=plan.pk).revision
    filled = form(preview.content, "/paste/")
    answer = alice.post(filled.action, filled.data(step="add"))
    assert answer["Location"] == "/plans/bookshop/e/EN-1/"
    assert [(a.name, a.type, a.entity) for a in of(plan, Attribute)] == [
        ("id", "UUID", "EN-1"),
        ("total", "Money", "EN-1"),
    ]
    assert models.Plan.objects.get(pk=plan.pk).revision == revision + 1


def test_all_or_nothing(alice, plan):
    make_element(plan, "Requirement", "FR-2")
    path = "/plans/bookshop/inputs/requirements/paste/"
    preview = alice.post(path, {"text": "id,name\nFR-1,one\nFR-2,two", "step": "preview"})
    filled = form(preview.content, "/paste/")
    answer = alice.post(filled.action, filled.data(step="add"))
    assert answer.status_code == 422
    assert "Line 3: FR-2 is in use already. Nothing was added." in answer.content.decode()
    assert "FR-1" not in load(plan.pk).by_code


def test_a_wrong_cell_keeps_the_table_on_the_page(alice, plan):
    answer = alice.post(PASTE, {"text": "name,required\nid,perhaps", "step": "add"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "id,perhaps" in page
    assert "neither yes nor no" in page
    assert of(plan, Attribute) == ()


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x01", "a" * 100_000, "\n" * 9])
def test_what_is_no_table_is_said_and_stores_nothing(alice, plan, text):
    answer = alice.post(PASTE, {"text": text, "step": "add"})
    assert answer.status_code == 422
    assert of(plan, Attribute) == ()


def test_too_many_rows_at_once_are_said(alice, plan):
    answer = alice.post(PASTE, {"text": "name\n" + "x\n" * 2001, "step": "add"})
    assert answer.status_code == 422
    assert "at most 2,000 at once" in answer.content.decode()


def test_pasting_needs_the_right(client, plan):
    client.force_login(make_user("sam"))
    assert client.get(PASTE).status_code == 403
    assert client.post(PASTE, {"text": "id", "step": "add"}).status_code == 403


SET = "/plans/bookshop/domain/attributes/set/"


@pytest.fixture
def three(plan):
    make_element(plan, "Attribute", name="a", confidentiality="public")
    make_element(plan, "Attribute", name="b")
    make_element(plan, "Attribute", name="c", type="Money")


def test_the_ticked_rows_are_asked_for_a_field(alice, three):
    page = alice.get(f"{SET}?code=AT-2&code=AT-3&code=BC-9").content.decode()
    assert "Set one field of 2 attributes" in page
    assert 'value="confidentiality"' in page


def test_the_preview_counts_what_would_change(alice, three):
    words = "code=AT-1&code=AT-2&code=AT-3&field=confidentiality&confidentiality=public"
    page = alice.get(f"{SET}?{words}").content.decode()
    assert "2 would change, 1 hold it already" in page
    assert 'name="rows" value="AT-2:1 AT-3:1"' in page


def test_setting_is_one_batch_with_a_change_for_each_row(alice, plan, three):
    words = "all=1&list=&field=confidentiality&confidentiality=restricted"
    page = alice.get(f"{SET}?{words}").content
    (filled,) = (f for f in forms(page) if "rows" in f.names)
    answer = alice.post(SET, filled.data())
    assert answer["Location"] == "/plans/bookshop/domain/attributes/"
    assert {a.confidentiality for a in of(plan, Attribute)} == {"restricted"}
    changes = models.Change.objects.filter(plan=plan, action="update")
    assert changes.count() == 3
    assert len(set(changes.values_list("batch", flat=True))) == 1


def test_all_that_the_filter_lets_through_are_set(alice, plan, three):
    words = "all=1&list=q%3Dmoney&field=required&shown=required&required=on"
    page = alice.get(f"{SET}?{words}").content
    (filled,) = (f for f in forms(page) if "rows" in f.names)
    assert filled.data()["rows"] == ["AT-3:1"]


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("categories", ["personal", "payment"], ("personal", "payment")),
        ("required", ["on"], True),
        ("type", ["a, b"], "a, b"),
        ("refers_to", ["EN-1"], "EN-1"),
        ("notes", ["one\r\n\r\ntwo"], "one\n\ntwo"),
    ],
)
def test_a_field_of_any_type_can_be_set(alice, plan, three, field, value, stored):
    make_element(plan, "Entity", name="Order")
    page = alice.get(SET, {"code": "AT-2", "field": field, "shown": field, field: value}).content
    (filled,) = (f for f in forms(page) if "rows" in f.names)
    assert alice.post(SET, filled.data()).status_code == 302
    assert getattr(load(plan.pk).by_code["AT-2"], field) == stored


def test_a_field_can_be_blanked(alice, plan, three):
    words = {"code": "AT-1", "field": "confidentiality", "shown": "confidentiality"}
    page = alice.get(SET, {**words, "confidentiality": ""}).content
    (filled,) = (f for f in forms(page) if "rows" in f.names)
    alice.post(SET, filled.data())
    assert load(plan.pk).by_code["AT-1"].confidentiality == ""


def test_rows_that_somebody_else_changed_are_left_alone_and_said(alice, plan, three):
    said = {"field": "confidentiality", "confidentiality": "restricted"}
    write.update(plan.pk, make_actor(), "AT-2", {"confidentiality": "internal"}, version=1)
    answer = alice.post(SET, {**said, "rows": "AT-2:1 AT-3:1 AT-9:1"}, follow=True)
    page = answer.content.decode()
    assert "Set Confidentiality of 1 attributes." in page
    assert "AT-2 was changed by somebody else meanwhile" in page
    assert "AT-9 was deleted meanwhile" in page
    assert load(plan.pk).by_code["AT-2"].confidentiality == "internal"


def test_rows_of_another_kind_are_left_alone(alice, plan, three):
    make_element(plan, "Term", name="Order")
    alice.post(SET, {"field": "name", "name": "Stolen", "rows": "TE-1:1"})
    assert of(plan, Term)[0].name == "Order"


def test_rows_that_are_not_mine_to_change_are_said_in_the_preview(client, plan):
    make_element(plan, "Dependency", name="DNS", track="networking")
    make_element(plan, "Dependency", name="Keys", track="security")
    client.force_login(make_user("sam"))
    path = "/plans/bookshop/delivery/dependencies/set/"
    page = client.get(f"{path}?code=DP-1&code=DP-2&field=status&status=requested").content.decode()
    assert "1 would change, 0 hold it already, 1 are not yours to change" in page
    client.post(path, {"field": "status", "status": "requested", "rows": "DP-1:1 DP-2:1"})
    assert [d.status for d in load(plan.pk).elements] == ["", "requested"]


@pytest.mark.parametrize("rows", ["", "AT-1", "AT-1:x", ":::"])
def test_rows_that_cannot_be_read_change_nothing(alice, plan, three, rows):
    said = {"field": "confidentiality", "confidentiality": "restricted", "rows": rows}
    assert alice.post(SET, said).status_code == 422
    assert load(plan.pk).by_code["AT-1"].confidentiality == "public"


def test_a_value_that_cannot_be_stored_changes_nothing(alice, plan, three):
    said = {"field": "refers_to", "refers_to": "EN-77", "rows": "AT-1:1 AT-2:1"}
    answer = alice.post(SET, said)
    assert answer.status_code == 422
    assert "no entity EN-77" in answer.content.decode()


def test_what_no_form_shows_cannot_be_set(alice, plan):
    make_element(plan, "InputDocument", name="Brief")
    path = "/plans/bookshop/inputs/input-documents/set/"
    assert b'value="sha256"' not in alice.get(f"{path}?code=IN-1&field=sha256&sha256=x").content
    said = {"field": "sha256", "sha256": "x", "rows": "IN-1:1"}
    assert alice.post(path, said).status_code == 403


def test_a_viewer_sets_nothing(client, plan, three):
    client.force_login(make_user("vera"))
    said = {"field": "confidentiality", "confidentiality": "restricted", "rows": "AT-1:1"}
    assert client.get(f"{SET}?code=AT-1").status_code == 403
    assert client.post(SET, said).status_code == 403
    assert load(plan.pk).by_code["AT-1"].confidentiality == "public"
