"""Facts of the plan as a whole."""

import re

import pytest

from planning.store import write
from planning.store.load import load
from tests.factory import make_actor, make_element
from tests.web.conftest import HTMX

SAID = {"revision": 0, "project": "Bookshop"}
PATH = "/plans/bookshop/settings/"


def test_a_fact_is_saved(alice, plan):
    response = alice.post(PATH, {**SAID, "name": "Bookshop", "signers": ["security_lead"]})
    assert response.status_code == 302
    stored = load(plan.pk)
    assert (stored.name, stored.signers) == ("Bookshop", ("security_lead",))


def test_a_save_answers_htmx_with_the_form_and_the_panels(alice):
    response = alice.post(PATH, {**SAID, "name": "Bookshop"}, headers=HTMX)
    answer = response.content.decode()
    assert response.status_code == 200
    assert answer.lstrip().startswith('<form id="about"')
    assert 'value="Bookshop"' in answer
    assert "Saved." in answer
    assert 'name="revision" value="1"' in answer


def test_a_viewer_reads_and_has_no_form(vera):
    page = vera.get(PATH).content.decode()
    assert "Bookshop backend" in page
    assert f'action="{PATH}"' not in page


def test_a_contributor_cannot_say_who_signs(bob, plan):
    assert b'name="signers"' not in bob.get(PATH).content
    bob.post(PATH, {**SAID, "name": "Bookshop", "signers": ["viewer"]})
    assert load(plan.pk).signers == ()


def test_a_date_in_words_that_was_there_does_not_stand_in_the_way(alice, plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.set_about({"dated": "early in May"})
    said = {"revision": 1, "project": "Bookshop", "dated": "early in May", "name": "Books"}
    assert alice.post(PATH, said).status_code == 302
    assert load(plan.pk).name == "Books"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("phase", "first"),
        ("track", "marketing"),
        ("revision", ""),
        ("name", "n" * 501),
        ("project", " "),
        ("dated", "yesterday"),
        ("output_folder", "../../etc"),
        ("log_path", "/etc/motd"),
    ],
)
def test_what_a_field_cannot_hold_is_422(alice, plan, field, said):
    response = alice.post(PATH, {**SAID, "name": "Bookshop", field: said})
    assert response.status_code == 422
    assert load(plan.pk).revision == 0


def test_two_people_at_one_fact_are_told_and_lose_nothing(alice, plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.set_about({"purpose": "Theirs"})
    response = alice.post(PATH, {**SAID, "purpose": "Mine"}, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert ">\nMine</textarea>" in page
    again = alice.post(PATH, {**SAID, "revision": 1, "purpose": "Mine"})
    assert again.status_code == 302
    assert load(plan.pk).purpose == "Mine"


def test_edits_of_elements_do_not_stand_in_the_way_of_facts(alice, plan):
    make_element(plan, "BoundedContext")
    assert alice.post(PATH, {**SAID, "name": "Bookshop"}).status_code == 302


def test_a_save_without_edits_changes_nothing(alice, plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.set_about({"purpose": "One\n\nTwo", "signers": ["owner", "security_lead"]})
    held = load(plan.pk)
    form = alice.get(PATH).context["form"]
    said = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in form.initial.items()
        if value is not None
    }
    said["purpose"] = said["purpose"].replace("\n", "\r\n")
    assert alice.post(PATH, said).status_code == 302
    assert load(plan.pk) == held


def test_a_project_can_be_renamed(alice, plan):
    alice.post(PATH, {**SAID, "project": "Bookshops"})
    assert load(plan.pk).project == "Bookshops"


def test_a_finding_leads_to_its_field(alice):
    page = alice.get(f"{PATH}?field=log_tag").content.decode()
    assert re.search(r'<input[^>]*name="log_tag"[^>]*autofocus', page)
