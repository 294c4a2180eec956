"""How the files of an import are read is a person's to say, in the preview."""

import json

import pytest

from planning.plan.elements import DataStore, Entity, InputDocument, Service
from planning.store.load import load
from planning.web.carried import Sent
from planning.web.reading import drafts
from tests.imports.catalogs import zipped
from tests.web.importing import CSV, PATH, confirm, file, preview_form, send

ODD = "id,Wish,Why\nFR-1,The shop sells books,People ask\n"
SPEC = json.dumps(
    {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "tags": [{"name": "books"}, {"name": "orders"}],
        "paths": {
            "/books": {"get": {"tags": ["books"], "responses": {}}},
            "/orders": {"get": {"tags": ["orders"], "responses": {}}},
        },
        "components": {
            "schemas": {"Book": {"type": "object", "properties": {"isbn": {"type": "string"}}}}
        },
    }
)


def again(browser, response, *said):
    """Post the preview back with one choice: file, what, and what is said of it."""
    data = preview_form(response).data()
    triples = zip(data["how-file"], data["how-what"], data["how-said"], strict=True)
    chosen = {(name, what): held for name, what, held in triples}
    for name, what, held in said:
        assert (name, what) in chosen
        chosen[name, what] = held
    data["how-file"], data["how-what"] = zip(*chosen, strict=True)
    data["how-said"] = list(chosen.values())
    return browser.post(f"{PATH}again/", data)


def test_columns_that_are_not_known_are_named_by_hand(alice, plan):
    response = send(alice, file(ODD), expect="requirements_csv")
    assert b"but for 2 columns" in response.content
    wanted = [
        ("requirements.csv", "column.Wish", "statement"),
        ("requirements.csv", "column.Why", "notes"),
    ]
    mapped = again(alice, response, *wanted)
    assert b"The shop sells books" in mapped.content
    assert b"but for" not in mapped.content
    assert confirm(alice, mapped).status_code == 302
    held = load(plan.pk).by_code["FR-1"]
    assert (held.statement, held.notes) == ("The shop sells books", "People ask")


def test_a_column_left_out_is_not_asked_for_again(alice, plan):
    response = send(alice, file(ODD), expect="requirements_csv")
    mapped = again(alice, response, ("requirements.csv", "column.Wish", "-"))
    assert b"but for 1 column" in mapped.content
    assert (
        again(alice, mapped, ("requirements.csv", "column.Wish", "")).content.count(b"but for 2")
        == 1
    )


def test_a_file_is_read_as_another_format_where_somebody_says_so(alice, plan):
    response = send(alice, file(CSV), file("# Minutes\n\nNothing.", "minutes.md"))
    read = again(alice, response, ("requirements.csv", "format", "document"))
    assert confirm(alice, read).status_code == 302
    assert len(load(plan.pk).of(InputDocument)) == 2


def test_what_cannot_be_read_so_can_be_read_otherwise(alice, plan):
    response = send(alice, file(CSV))
    refused = again(alice, response, ("requirements.csv", "format", "cml"))
    assert refused.status_code == 200
    assert b"requirements.csv" in refused.content
    mended = again(alice, refused, ("requirements.csv", "format", ""))
    assert b"The shop sells books" in mended.content


def test_a_service_for_each_tag_and_candidates_for_entities(alice, plan):
    response = send(alice, file(SPEC, "shop.json"))
    read = again(
        alice,
        response,
        ("shop.json", "option.service_per_tag", "yes"),
        ("shop.json", "option.entity_candidates", "yes"),
    )
    confirm(alice, read)
    held = load(plan.pk)
    assert {"books", "orders"} <= {service.name for service in held.of(Service)}
    assert [entity.name for entity in held.of(Entity)] == ["Book"]


def test_the_database_of_a_script_is_a_choice(alice, plan):
    response = send(alice, file("create table book (isbn int primary key);", "shop.sql"))
    read = again(alice, response, ("shop.sql", "option.dialect", "oracle"))
    confirm(alice, read)
    assert [store.technology for store in load(plan.pk).of(DataStore)] == ["Oracle"]


def test_the_choices_stay_with_their_file(alice, plan):
    response = send(alice, file(SPEC, "a.json"), file(SPEC, "b.json"))
    read = again(alice, response, ("a.json", "option.service_per_tag", "yes"))
    hows = json.loads(preview_form(read).data()["hows"][0])
    assert hows["a.json"]["options"]["service_per_tag"] == "yes"
    assert hows["b.json"]["options"] == {}


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "[1]",
        '{"a": 1}',
        "[" * 5000,
        '{"a": {"format": "sketch", "known_as": "", "columns": {}, "options": {}}}',
        '{"a": {"format": "", "known_as": "", "columns": [], "options": {}}}',
        '{"a": {"format": "", "known_as": "", "columns": {}, "options": {"dialect": "klingon"}}}',
    ],
)
def test_choices_that_come_back_damaged_change_nothing(alice, plan, said):
    filled = preview_form(send(alice, file(CSV))).data(hows=said)
    for page in ("apply", "again", "findings"):
        assert alice.post(f"{PATH}{page}/", filled).status_code == 422
    assert load(plan.pk).elements == ()


def test_a_choice_that_is_none_is_422(alice, plan):
    response = send(alice, file("create table book (isbn int);", "shop.sql"))
    assert again(alice, response, ("shop.sql", "option.dialect", "klingon")).status_code == 422


def test_files_of_one_name_are_kept_apart(alice, plan):
    packed = [Sent(f"{name}.zip", zipped({"spec.json": SPEC.encode()})) for name in "ab"]
    read, _ = drafts([*packed, Sent("spec.json", SPEC.encode()), Sent("spec.json", SPEC.encode())])
    assert sorted(draft.file for draft in read) == [
        "b.zip/spec.json",
        "spec.json",
        "spec.json~2",
        "spec.json~3",
    ]


def test_a_choice_that_was_not_read_again_is_not_passed_over_when_applying(alice, plan):
    data = preview_form(send(alice, file(ODD), expect="requirements_csv")).data()
    data["how-said"][data["how-what"].index("column.Wish")] = "statement"
    response = alice.post(f"{PATH}apply/", data)
    assert b"Nothing was imported yet." in response.content
    assert load(plan.pk).elements == ()
    confirm(alice, response)
    assert load(plan.pk).by_code["FR-1"].statement == "The shop sells books"


def test_what_was_left_out_stays_out_when_a_file_is_read_otherwise(alice, plan):
    response = send(alice, file(CSV), file(ODD, "odd.csv"), expect="requirements_csv")
    data = preview_form(response).data()
    left_out = next(box for box in data["chosen"] if box.endswith(":FR-2"))
    data["chosen"].remove(left_out)
    data["how-said"][data["how-what"].index("column.Wish")] = "statement"
    again_ = preview_form(alice.post(f"{PATH}again/", data)).data()
    assert left_out not in again_["chosen"]
    assert len(again_["chosen"]) == len(data["chosen"])


def spec(title, *paths):
    operations = {f"/{p}": {"get": {"operationId": f"get {p}", "responses": {}}} for p in paths}
    about = {"title": title, "version": "1"}
    return json.dumps({"openapi": "3.1.0", "info": about, "paths": operations})


def test_another_file_of_the_same_name_changes_nothing_by_itself(alice, plan):
    confirm(alice, send(alice, file(spec("Orders", "orders"), "openapi.json")))
    response = send(alice, file(spec("Billing", "orders", "bills"), "openapi.json"))
    assert b"is it another file?" not in response.content
    strange = send(alice, file(spec("Billing", "bills"), "openapi.json"))
    assert b"is it another file?" in strange.content
    confirm(alice, strange)
    assert "Orders" in {service.name for service in load(plan.pk).of(Service)}


def test_another_file_of_the_same_name_is_kept_apart_where_somebody_says_so(alice, plan):
    confirm(alice, send(alice, file(spec("Orders", "orders"), "openapi.json")))
    billing = file(spec("Billing", "bills"), "openapi.json")
    apart = again(alice, send(alice, billing), ("openapi.json", "known_as", "openapi.json~2"))
    assert b"is it another file?" not in apart.content
    confirm(alice, apart)
    assert [service.name for service in load(plan.pk).of(Service)] == ["Orders", "Billing"]
    changed = send(alice, file(spec("Bills", "bills"), "openapi.json"))
    known = again(alice, changed, ("openapi.json", "known_as", "openapi.json~2"))
    confirm(alice, known)
    assert [service.name for service in load(plan.pk).of(Service)] == ["Orders", "Bills"]


@pytest.mark.parametrize(
    ("text", "format_", "said"),
    [
        ("Kennung;Titel\nFR-1;Anlegen\n", "requirements_csv", {"Titel": "name"}),
        ("Kennung;Weg\nIF-1;HTTP\n", "interfaces", {"Weg": "protocol"}),
    ],
)
def test_a_table_of_unknown_columns_is_read_once_they_are_mapped(alice, plan, text, format_, said):
    response = send(alice, file(text, "liste.csv"), expect=format_)
    assert response.status_code == 200
    assert b"no column" in response.content
    wanted = [
        ("liste.csv", f"column.{column}", field)
        for column, field in {"Kennung": "code", **said}.items()
    ]
    confirm(alice, again(alice, response, *wanted))
    (code,) = {"FR-1", "IF-1"} & set(load(plan.pk).by_code)
    (field,) = said.values()
    assert getattr(load(plan.pk).by_code[code], field) in ("Anlegen", "HTTP")
