"""Taking back what an import did: all of it by one click, or nothing and why."""

from planning.store import write
from planning.store.load import load
from tests.factory import make_actor
from tests.web.importing import AGAIN, brought, undos


def test_an_import_is_taken_back_by_one_click(alice, plan):
    page = brought(alice, AGAIN).content
    said = undos(page)[0]
    response = alice.post(said.action, said.data(), follow=True)
    assert b"Taken back." in response.content
    assert load(plan.pk).elements == ()
    twice = alice.post(said.action, said.data())
    assert twice.status_code == 409
    assert "It stays: it was taken back already. Nothing changed." in twice.content.decode()


def test_a_code_that_was_given_again_stands_in_the_way_of_an_undo(alice, plan):
    brought(alice, AGAIN)
    page = brought(alice, AGAIN.partition("FR-2")[0], "0:gone.FR-2").content
    with write.locked(plan.pk, make_actor()) as writing:
        writing.create("Requirement", {"statement": "Another wish"}, code="FR-2")
    said = undos(page)[0]
    response = alice.post(said.action, said.data())
    assert response.status_code == 409
    assert "It stays: FR-2 is in use already. Nothing changed." in response.content.decode()
    assert load(plan.pk).by_code["FR-2"].statement == "Another wish"


def test_an_element_that_is_gone_stands_in_the_way_of_an_undo(alice, plan):
    page = brought(alice, AGAIN).content
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("FR-2")
    said = undos(page)[0]
    response = alice.post(said.action, said.data())
    assert response.status_code == 409
    assert b"It stays: FR-2 is not in this plan (any more)" in response.content
    assert "FR-1" in load(plan.pk).by_code


def test_a_batch_that_there_is_not_is_404(alice, plan):
    assert alice.post("/plans/bookshop/fixes/undo/", {"batch": "0" * 16}).status_code == 404
