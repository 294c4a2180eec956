"""Bringing files into a plan, with a preview."""

import gzip
import json

import pytest

from planning.imports.recognise import READERS
from planning.plan import plan_json
from planning.plan.elements import InputDocument, Requirement
from planning.store import write
from planning.store.load import load
from planning.web import import_preview
from planning.web.hows import FORMATS
from tests.factory import make_actor, make_element
from tests.imports.catalogs import zipped
from tests.web.importing import AGAIN, CSV, PATH, brought, confirm, file, preview_form, send


def codes(plan, kind):
    return [element.code for element in load(plan.pk).of(kind)]


def test_a_preview_stores_nothing(alice, plan):
    response = send(alice, file(CSV))
    assert response.status_code == 200
    assert b"The shop sells books" in response.content
    assert codes(plan, Requirement) == []


def test_a_preview_shows_how_each_column_was_understood(alice, plan):
    page = " ".join(send(alice, file(CSV)).content.decode().split())
    assert "The shop sells books" in page
    assert "Priority: must" in page


def test_records_of_a_plan_are_previewed_in_words(alice, plan):
    waiver = {"rule": "BC-01", "element": "BC-1", "reason": "Later", "until": "2027-01-01"}
    said = {"format": 1, "plan": {"waivers": [waiver]}, "elements": {}, "links": []}
    page = send(alice, file(json.dumps(said), "plan.json")).content.decode()
    assert "rule BC-01, element BC-1, reason Later, status requested, until 2027-01-01" in page
    assert "Waiver(" not in page


def test_nothing_new_leaves_nothing_to_apply(alice, plan):
    confirm(alice, send(alice, file(CSV)))
    page = send(alice, file(CSV)).content.decode()
    assert "There is nothing to add and nothing to change." in page
    assert "Apply what is ticked" not in page


def test_what_is_ticked_is_applied(alice, plan):
    response = confirm(alice, send(alice, file(CSV)))
    assert response["Location"] == PATH
    assert codes(plan, Requirement) == ["FR-1", "FR-2"]
    assert b"Imported: 2 added." in alice.get(PATH).content


def test_what_is_unticked_stays_out(alice, plan):
    confirm(alice, send(alice, file(CSV)), chosen=["0:FR-2"])
    assert codes(plan, Requirement) == ["FR-2"]


TIED = "id,statement,parent\nFR-1,Books,\nFR-2,Sell,FR-1\nFR-3,Buy,FR-1\n"


def test_a_link_that_is_unticked_stays_out(alice, plan):
    data = preview_form(send(alice, file(TIED))).data()
    data["chosen"].remove("0:link.refines FR-2 FR-1")
    alice.post(f"{PATH}apply/", data)
    assert [link.key for link in load(plan.pk).links] == [("refines", "FR-3", "FR-1")]
    assert codes(plan, Requirement) == ["FR-1", "FR-2", "FR-3"]


def test_a_link_that_is_unticked_stays_so_while_the_file_is_looked_at(alice, plan):
    data = preview_form(send(alice, file(TIED))).data()
    data["chosen"].remove("0:link.refines FR-2 FR-1")
    data["how-said"][data["how-what"].index("format")] = "requirements_csv"
    again = preview_form(alice.post(f"{PATH}again/", data)).data()
    assert again["chosen"] == data["chosen"]
    assert again["offered"] == data["offered"]


def test_links_beyond_those_listed_come(alice, plan, monkeypatch):
    monkeypatch.setattr(import_preview, "MOST_LINKS", 1)
    response = send(alice, file(TIED))
    assert b"and 1 more, which come too" in response.content
    confirm(alice, response)
    assert len(load(plan.pk).links) == 2


def test_several_files_are_applied_together(alice, plan):
    confirm(alice, send(alice, file(CSV), file("# Compendium\n\nText.\n", "compendium.md")))
    assert codes(plan, Requirement) == ["FR-1", "FR-2"]
    assert codes(plan, InputDocument) == ["IN-1"]
    assert load(plan.pk).revision == 1


def test_the_files_of_a_zip_are_applied_together(alice, plan):
    packed = zipped({"req/one.csv": CSV.encode(), "two.csv": b"id,statement\nFR-3,It is open\n"})
    response = send(alice, file(packed, "all.zip"), file(gzip.compress(b"\x00"), "bad.csv.gz"))
    assert b"bad.csv" in response.content
    confirm(alice, response)
    assert codes(plan, Requirement) == ["FR-1", "FR-2", "FR-3"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped({"../requirements.csv": CSV.encode()}), b"would lie outside"),
        (zipped({}), b"the archive is empty"),
        (zipped({"[Content_Types].xml": b"<a/>"}), b"an office document"),
    ],
)
def test_archives_that_are_not_opened_say_why(alice, plan, data, why):
    response = send(alice, file(data, "all.zip"))
    assert response.status_code == 422
    assert why in response.content
    assert codes(plan, Requirement) == []


def test_pasted_text_is_read_too(alice, plan):
    confirm(alice, alice.post(PATH, {"text": CSV}))
    assert codes(plan, Requirement) == ["FR-1", "FR-2"]


def test_two_texts_that_were_pasted_are_two_files(alice, plan):
    confirm(alice, alice.post(PATH, {"text": "id,statement\nFR-1,The shop sells books\n"}))
    page = alice.post(PATH, {"text": "id,statement\nFR-2,The shop is quick\n"}).content
    assert b"Not in the file any more" not in page
    again = alice.post(PATH, {"text": "id,statement\nFR-1,The shop sells books\n"}).content
    assert b"There is nothing to add and nothing to change." in again


def test_changes_are_shown_field_by_field(alice, plan):
    make_element(plan, "Requirement", "FR-1", statement="The shop sells maps")
    page = send(alice, file(CSV)).content.decode()
    assert "<del>The shop sells maps</del>" in page
    assert "<ins>The shop sells books</ins>" in page


def test_the_same_file_again_has_nothing_to_say(alice, plan):
    confirm(alice, send(alice, file(CSV)))
    again = send(alice, file(CSV))
    assert b"There is nothing to add and nothing to change." in again.content
    confirm(alice, again)
    assert load(plan.pk).revision == 1


def test_a_plan_that_moved_on_is_compared_again(alice, plan):
    previewed = send(alice, file(CSV))
    make_element(plan, "Requirement", "FR-1", statement="Theirs")
    response = confirm(alice, previewed)
    assert response.status_code == 409
    assert "<del>Theirs</del>" in response.content.decode()
    assert codes(plan, Requirement) == ["FR-1"]
    assert confirm(alice, response, chosen=["0=FR-1"]).status_code == 302
    assert load(plan.pk).by_code["FR-1"].statement == "The shop sells books"


def test_another_name_of_the_project_is_taken_only_where_it_is_ticked(alice, plan):
    other = plan_json.write(load(plan.pk)).replace('"Bookshop"', '"Harbour"')
    response = send(alice, file(other, "plan.json"))
    assert b"<ins>Harbour</ins>" in response.content
    confirm(alice, response, chosen=[])
    assert load(plan.pk).project == "Bookshop"
    confirm(alice, response)
    assert load(plan.pk).project == "Harbour"


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], "Choose files, or paste something."),
        ([file(b"\x00\x01" * 500)], "no text"),
        ([file(b"a" * 200_000)], "a line of 200,000 characters"),
        ([file('{"format": 1, "elements": {', "plan.json")], "plan.json"),
        ([file(b"x" * (10 * 2**20 + 1))], "10 MB at most"),
    ],
)
def test_what_cannot_be_read_is_422_and_says_why(alice, plan, files, why):
    response = send(alice, *files)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert load(plan.pk).revision == 0


class Unread:
    """A request of which nobody may read a byte."""

    def read(self, size=-1):
        raise AssertionError("it was read")

    readline = read


def test_a_hundred_megabytes_are_refused_before_they_are_read(alice, plan):
    about = {"CONTENT_LENGTH": str(100 * 2**20), "wsgi.input": Unread()}
    response = alice.post(PATH, b"", "multipart/form-data; boundary=x", **about)
    assert response.status_code == 413
    assert b"10 MB at most" in response.content


def test_one_bad_file_among_others_is_named(alice):
    response = send(alice, file(CSV), file(b"\x00\x01" * 500, "picture.png"))
    assert response.status_code == 200
    assert b"picture.png" in response.content


def test_files_too_large_to_travel_are_refused(alice, plan, monkeypatch):
    monkeypatch.setattr("planning.web.carried.LARGEST_FIELD", 50)
    response = send(alice, file(CSV))
    assert response.status_code == 422
    assert b"too large to preview together" in response.content


MANY_VALUES = f"[{'[],' * 1_000_000}[]]"


@pytest.mark.parametrize("carried", ["nonsense", MANY_VALUES], ids=["nonsense", "many values"])
def test_a_damaged_preview_is_422(alice, plan, carried):
    response = alice.post(f"{PATH}apply/", {"carried": carried, "revision": 0})
    assert response.status_code == 422
    assert b"The preview came back damaged" in response.content


def test_a_contributor_does_not_import(bob, plan):
    assert bob.get(PATH).status_code == 403
    assert f'href="{PATH}"' not in bob.get("/plans/bookshop/").content.decode()


def test_names_of_files_and_their_content_are_shown_as_text(alice):
    response = send(alice, file(CSV.replace("books", "<b onclick=x>"), "<script>.csv"))
    assert b"<b onclick" not in response.content
    assert b"<script>.csv" not in response.content


def test_the_history_names_the_file(alice, plan):
    confirm(alice, send(alice, file(CSV)))
    assert b"Alice: import of requirements.csv" in alice.get("/plans/bookshop/").content


def test_every_format_has_words():
    assert set(FORMATS) == set(READERS)


# The same file again


def statement(plan, code):
    return load(plan.pk).by_code[code].statement


def edited(plan, code, **said):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.update(code, said)


def test_what_both_sides_changed_is_shown_with_all_three_and_left_unticked(alice, plan):
    brought(alice, AGAIN)
    edited(plan, "FR-1", statement="A guest borrows.")
    changed = AGAIN.replace("A member borrows.", "Staff borrow.")
    page = send(alice, file(changed)).content.decode()
    contested = page.partition("Kept as it is here")[2].partition("</details>")[0]
    assert "changed on both sides" in contested
    for words in ("was A member borrows.", "here: A guest borrows.", "file: Staff borrow."):
        assert words in " ".join(contested.split())
    assert "checked" not in contested
    brought(alice, changed)
    assert statement(plan, "FR-1") == "A guest borrows."
    brought(alice, changed, "0:FR-1!")
    assert statement(plan, "FR-1") == "Staff borrow."


def test_what_vanished_from_the_file_is_deleted_only_where_it_is_ticked(alice, plan):
    brought(alice, AGAIN)
    shorter = AGAIN.partition("FR-2")[0]
    page = send(alice, file(shorter)).content.decode()
    assert "Not in the file any more" in page
    brought(alice, shorter)
    assert "FR-2" in load(plan.pk).by_code
    assert b"1 deleted" in brought(alice, shorter, "0:gone.FR-2").content
    assert "FR-2" not in load(plan.pk).by_code


def test_an_empty_file_is_named_and_the_others_are_read(alice, plan):
    response = send(alice, file(b"", "empty.csv"), file(CSV))
    assert b"empty.csv: the file is empty" in response.content
    confirm(alice, response)
    assert codes(plan, Requirement) == ["FR-1", "FR-2"]


def test_nothing_but_an_empty_file_is_422_and_names_it(alice, plan):
    response = send(alice, file(b"", "empty.csv"))
    assert response.status_code == 422
    assert b"empty.csv: the file is empty" in response.content


def test_what_is_only_kept_can_be_ticked_and_applied(alice, plan):
    confirm(alice, send(alice, file(CSV)))
    response = send(alice, file(CSV.replace("is quick", "is fast"), "other.csv"))
    assert b"Apply what is ticked" in response.content
    confirm(alice, response, chosen=["0:FR-2!"])
    assert load(plan.pk).by_code["FR-2"].statement == "The shop is fast"
    assert load(plan.pk).by_code["FR-1"].statement == "The shop sells books"
