"""Suspect links: what changed since somebody confirmed them, and confirming that they hold."""

import pytest

from planning.plan.traceability import suspects
from planning.store import write
from planning.store.load import load
from tests.factory import make_actor, make_element, make_link
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form

LIST = "/plans/bookshop/traceability/suspects/"
CONFIRM = f"{LIST}confirm/"


@pytest.fixture
def changed(plan):
    """A requirement that says something else than when three elements were tied to it."""
    make_element(plan, "Requirement", "FR-1", statement="Lend for two weeks")
    make_element(plan, "Aggregate", name="Loan")
    make_element(plan, "Aggregate", name="Reader")
    make_element(plan, "Control", "CT-1", statement="Keep out")
    for code in ("AG-1", "AG-2", "CT-1"):
        make_link(plan, "satisfies", code, "FR-1")
    write.update(plan.pk, make_actor(), "FR-1", {"statement": "Lend for three weeks"}, 1)
    return plan


def open_links(plan):
    return [link.source for link in suspects(load(plan.pk))]


def test_what_changed_is_shown_before_and_after(vera, changed):
    page = vera.get(LIST).content
    assert b"<del>Lend for two weeks</del>" in page
    assert b"<ins>Lend for three weeks</ins>" in page
    assert b"<button" not in page.partition(b'id="suspects"')[2]


def test_a_wording_that_came_from_outside_is_said_to_be_unknown(vera, changed):
    with write.locked(changed.pk, make_actor()) as writing:
        writing.link_all([("verifies", writing.create("BuildStep", {}), "FR-1", "0" * 64)])
    assert b"is not in the history of this plan" in vera.get(LIST).content


def test_one_link_is_confirmed_without_javascript(alice, changed):
    said = form(alice.get(LIST).content, "/confirm/")
    response = alice.post(said.action, said.data(link="satisfies AG-1"))
    assert response["Location"] == LIST
    assert open_links(changed) == ["AG-2", "CT-1"]


def test_all_links_of_one_requirement_are_confirmed_in_one_action(alice, changed):
    response = alice.post(CONFIRM, {"target": "FR-1", "version": 2, "all": 1}, headers=HTMX)
    assert b"No link is suspect" in response.content
    assert open_links(changed) == []
    last = changed.history.order_by("-number")[:3]
    assert len({change.batch for change in last}) == 1


def test_who_may_write_some_of_the_links_confirms_those(changed):
    sam = signed_in("sam")
    assert sam.post(CONFIRM, {"target": "FR-1", "version": 2, "all": 1}).status_code == 302
    assert open_links(changed) == ["AG-1", "AG-2"]


def test_a_viewer_confirms_nothing(vera, changed):
    said = {"target": "FR-1", "version": 2, "link": "satisfies AG-1"}
    assert vera.post(CONFIRM, said).status_code == 403
    assert len(open_links(changed)) == 3


def test_what_changed_again_is_shown_before_it_is_confirmed(alice, changed):
    write.update(changed.pk, make_actor(), "FR-1", {"statement": "Lend for a month"}, 2)
    response = alice.post(CONFIRM, {"target": "FR-1", "version": 2, "all": 1}, headers=HTMX)
    assert response.status_code == 409
    assert b"<ins>Lend for a month</ins>" in response.content
    assert b"changed again since you looked" in response.content
    assert len(open_links(changed)) == 3


@pytest.mark.parametrize("said", [{}, {"target": "FR-1"}, {"target": "FR-1", "version": "x"}])
def test_a_confirmation_that_says_too_little_is_not_valid(alice, changed, said):
    assert alice.post(CONFIRM, said).status_code == 422


@pytest.mark.parametrize(
    ("code", "way", "other"), [("AG-1", "to:satisfies", "FR-1"), ("FR-1", "from:satisfies", "AG-1")]
)
def test_a_link_is_confirmed_on_the_page_of_either_end(alice, changed, code, way, other):
    address = f"/plans/bookshop/e/{code}/"
    assert b"suspect</a>" in alice.get(address).content
    said = {"type": way, "other": other, "version": "2"}
    response = alice.post(f"{address}links/confirm/", said, headers=HTMX)
    assert response.content.lstrip().startswith(b'<section id="links"')
    assert open_links(changed) == ["AG-2", "CT-1"]


def test_a_page_left_open_confirms_no_wording_that_nobody_read(alice, changed):
    said = {"type": "to:satisfies", "other": "FR-1", "version": "1"}
    alice.post("/plans/bookshop/e/AG-1/links/confirm/", said)
    assert len(open_links(changed)) == 3


def test_the_history_says_that_a_link_was_confirmed(alice, changed):
    alice.post(CONFIRM, {"target": "FR-1", "version": 2, "link": "satisfies AG-1"})
    assert b"confirmed that it still satisfies" in alice.get("/plans/bookshop/e/AG-1/").content
    assert b"confirmed links" in alice.get("/plans/bookshop/").content
