"""The last imports on the import page, and taking them back from there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.plan import rights
from planning.plan.elements import BY_NAME
from planning.store import write
from planning.store.load import load
from planning.store.undo import undo
from tests.factory import make_actor, make_element
from tests.web.conftest import signed_in
from tests.web.importing import AGAIN, PATH, brought, undos


def seen(client):
    """The list as text, one import after the other, as it stands once the message is gone."""
    client.get(PATH)
    page = client.get(PATH).content.decode()
    listed = page.partition("imports-lately-title")[2].partition("</section>")[0]
    rows = re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]


def undo_of(client):
    """The form of the latest import, as it stands once the message is gone."""
    client.get(PATH)
    return undos(client.get(PATH).content)[0]


def wish(number):
    return f"id,title,statement\nFR-{number},Wish {number},The shop does {number}.\n"


def test_an_import_is_taken_back_long_after_it_was_told(alice, plan):
    brought(alice, AGAIN)
    (row,) = seen(alice)
    assert re.fullmatch(
        r"Alice imported requirements.csv on \d+ \w+ \d{4}, \d\d:\d\d · 2 changes Undo all of it",
        row,
    )
    said = undo_of(alice)
    page = alice.post(said.action, said.data(), follow=True)
    assert page.redirect_chain == [(PATH, 302)]
    assert b"Taken back." in page.content
    assert load(plan.pk).elements == ()


def test_what_was_taken_back_says_so_until_it_is_done_again(alice, plan):
    brought(alice, AGAIN)
    said = undo_of(alice)
    alice.post(said.action, said.data())
    (row,) = seen(alice)
    assert row.endswith("2 changes Taken back.")
    undo(plan.pk, make_actor(), plan.history.latest("number").batch)
    (row,) = seen(alice)
    assert row.endswith("2 changes Undo all of it")


def test_the_last_five_imports_are_listed_latest_first(alice, plan):
    for number in range(1, 7):
        brought(alice, wish(number))
    said = undo_of(alice)
    assert len(seen(alice)) == 5
    alice.post(said.action, said.data())
    assert "FR-6" not in load(plan.pk).by_code
    first, *others = seen(alice)
    assert first.endswith("1 change Taken back.")
    assert all(row.endswith("1 change Undo all of it") for row in others)


def test_nothing_is_listed_where_nothing_was_imported(alice, plan):
    make_element(plan, "Requirement", statement="Sell books")
    assert b"Imported lately" not in alice.get(PATH).content


@pytest.mark.parametrize("username", ["bob", "vera", "charlie"])
def test_nothing_is_listed_for_those_who_cannot_import(alice, plan, username):
    brought(alice, AGAIN)
    page = signed_in(username).get(PATH)
    assert page.status_code in (403, 404)
    assert b"Undo all of it" not in page.content


@pytest.mark.parametrize("role", sorted(rights.ACTIONS["import"]))
def test_whoever_may_import_may_take_every_kind_back(role):
    actor = rights.Actor("a11ce", "Alice", frozenset({rights.Membership(role)}))
    assert all(rights.may_write(actor, kind, (), {}) for kind in BY_NAME)


def test_more_imports_take_no_more_queries(alice, plan):
    counts = []
    for number in range(1, 4):
        brought(alice, wish(number))
        alice.get(PATH)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            alice.get(PATH)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_what_somebody_changed_since_is_named(alice, plan):
    brought(alice, AGAIN)
    said = undo_of(alice)
    write.update(plan.pk, make_actor(), "FR-2", {"name": "Give <back>"}, 1)
    response = alice.post(said.action, said.data())
    assert response.status_code == 409
    message = "Somebody changed FR-2 Give &lt;back&gt; since, so it stays. Nothing changed."
    assert message in response.content.decode()
    assert len(load(plan.pk).elements) == 2


def test_facts_of_the_plan_that_somebody_changed_since_have_no_name(alice, plan):
    brought(alice, '{"format": 1, "plan": {"purpose": "Sell"}, "elements": {}, "links": []}')
    said = undo_of(alice)
    plan.refresh_from_db()
    write.update_about(plan.pk, make_actor(), {"purpose": "Lend"}, plan.revision)
    response = alice.post(said.action, said.data())
    assert response.status_code == 409
    assert "Somebody changed it since, so it stays. Nothing changed." in response.content.decode()
