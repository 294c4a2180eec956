"""Answers to needs: each shows at once, is somebody's right, and may cross with another."""

import pytest

from planning import models
from planning.plan.findings import SCOPES
from planning.plan.scopes import digest
from planning.store import write
from planning.store.load import load
from tests.factory import make_actor, make_element
from tests.web.conftest import HTMX, signed_in
from tests.web.needing import ONE, PATH, asked, dp, stands
from tests.web.posting import form

# Answers


def test_acknowledging_is_one_click(dora, plan, need):
    page = dora.get(PATH)
    said = form(page.content, "/needs/DP-1/").data(status="acknowledged")
    answer = dora.post(ONE, said, headers=HTMX)
    assert answer.status_code == 200
    assert "Acknowledged</strong>" in answer.content.decode()
    assert 'id="verdict"' in answer.content.decode()
    assert stands(plan) == ("acknowledged", "", "", "")


@pytest.mark.parametrize(
    ("status", "field"),
    [("provided", "reference"), ("declined", "reason"), ("not_needed", "reason")],
)
def test_the_other_answers_state_something(dora, plan, need, status, field):
    opened = dora.get(f"{ONE}?status={status}", headers=HTMX)
    said = form(opened.content, "/needs/DP-1/").data(**{field: "WIKI-7", "answer": "As *agreed*"})
    answer = dora.post(ONE, said, headers=HTMX)
    assert "As <em>agreed</em>" in answer.content.decode()
    found = dp(plan)
    assert (found.status, getattr(found, field), found.answer) == (status, "WIKI-7", "As *agreed*")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("provided", "Say where it is written down."),
        ("declined", "Say why."),
        ("not_needed", "Say why."),
    ],
)
def test_an_answer_that_lacks_something_is_422_and_nothing_typed_is_lost(
    dora, plan, need, status, why, headers
):
    said = {"status": status, "reason": " ", "reference": "", "answer": "Typed", "version": "1"}
    answer = dora.post(ONE, said, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert why in page
    assert "Typed</textarea>" in page
    assert stands(plan)[0] == "requested"


@pytest.mark.parametrize(
    "said",
    [{}, {"status": "emperor", "version": "1"}, {"status": "open", "version": "1"}],
)
def test_a_request_that_names_no_answer_is_422(dora, plan, need, said):
    assert dora.post(ONE, said).status_code == 422
    assert stands(plan)[0] == "requested"


@pytest.mark.parametrize("version", ["", "x", "99"])
def test_an_answer_to_no_known_version_is_422(dora, plan, need, version):
    said = {"status": "acknowledged", "version": version}
    assert dora.post(ONE, said, headers=HTMX).status_code == 422
    assert stands(plan)[0] == "requested"


def test_without_javascript_an_answer_leads_back_to_the_list(dora, plan, need):
    opened = dora.get(f"{ONE}?status=declined&back=%2Fplans%2Fbookshop%2Fneeds%2F%3Fstate%3Dall")
    assert "</html>" in opened.content.decode()
    filled = form(opened.content, "/needs/DP-1/")
    answer = dora.post(filled.action, filled.data(reason="No room"), follow=True)
    assert answer.redirect_chain == [(f"{PATH}?state=all", 302)]
    assert "DP-1 Backups: declined." in answer.content.decode()


def test_what_belongs_to_another_answer_goes_and_the_text_stays(dora, plan, need):
    provided = {"status": "provided", "reference": "W-7", "answer": "See W-7", "version": "1"}
    dora.post(ONE, provided)
    opened = dora.get(f"{ONE}?status=declined")
    dora.post(ONE, form(opened.content, "/needs/DP-1/").data(reason="Budget"))
    assert stands(plan) == ("declined", "", "Budget", "See W-7")
    dora.post(ONE, {"status": "acknowledged", "version": "3"})
    assert stands(plan) == ("acknowledged", "", "", "See W-7")


def test_a_wrong_click_is_taken_back_to_how_it_was(dora, plan, need):
    dora.post(ONE, {"status": "acknowledged", "version": "1"})
    dora.post(ONE, {"status": "declined", "reason": "No", "answer": "Oh", "version": "2"})
    answer = dora.post(ONE, {"status": "requested", "version": "3"}, headers=HTMX)
    assert "Requested</strong>" in answer.content.decode()
    assert stands(plan) == ("requested", "", "", "")


def test_an_answer_that_the_plan_came_with_is_taken_back_too(dora, plan):
    asked(plan, status="provided", reference="W-7", answer="There")
    dora.post(ONE, {"status": "requested", "version": "1"})
    assert stands(plan) == ("requested", "", "", "There")


def test_taking_back_twice_changes_nothing_more(dora, plan, need):
    dora.post(ONE, {"status": "declined", "reason": "No", "version": "1"})
    dora.post(ONE, {"status": "requested", "version": "2"})
    write.update(plan.pk, make_actor(), "DP-1", {"answer": "Please"}, 3)
    dora.post(ONE, {"status": "requested", "version": "3"})
    assert stands(plan) == ("requested", "", "", "Please")


# Two at once


def theirs(plan, **values):
    write.update(plan.pk, make_actor(), "DP-1", values, 1)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_two_answers_at_once_are_told_with_base_theirs_and_mine(dora, plan, need, headers):
    theirs(plan, status="provided", reference="W-7")
    said = {"status": "declined", "reason": "Budget", "answer": "Sorry", "version": "1"}
    answer = dora.post(ONE, said, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (">requested<", ">provided<", ">declined<", "W-7", "Sorry</textarea>"):
        assert words in page
    assert 'value="Budget"' in page
    assert stands(plan) == ("provided", "W-7", "", "")


def test_saving_again_after_a_conflict_decides(dora, plan, need):
    theirs(plan, status="provided", reference="W-7")
    said = {"status": "declined", "reason": "Budget", "version": "1"}
    shown = dora.post(ONE, said, headers=HTMX)
    dora.post(ONE, form(shown.content, "/needs/DP-1/").data())
    assert stands(plan) == ("declined", "", "Budget", "")


def test_a_reference_that_somebody_added_meanwhile_is_not_stored_beside_a_refusal(dora, plan, need):
    theirs(plan, reference="W-7")
    said = {"status": "declined", "reason": "Budget", "version": "1"}
    answer = dora.post(ONE, said, headers=HTMX)
    assert answer.status_code == 409
    assert "W-7" in answer.content.decode()
    assert stands(plan) == ("requested", "W-7", "", "")


def test_an_acknowledgement_that_came_too_late_keeps_the_text_of_the_other(dora, plan, need):
    theirs(plan, status="declined", reason="No", answer="Because")
    shown = dora.post(ONE, {"status": "acknowledged", "version": "1"}, headers=HTMX)
    assert shown.status_code == 409
    dora.post(ONE, form(shown.content, "/needs/DP-1/").data())
    assert stands(plan) == ("acknowledged", "", "", "Because")


def test_a_change_of_something_else_is_no_conflict(dora, plan, need):
    theirs(plan, what="Two copies")
    assert dora.post(ONE, {"status": "acknowledged", "version": "1"}).status_code == 302
    assert (dp(plan).status, dp(plan).what) == ("acknowledged", "Two copies")


def test_a_need_that_is_gone_is_404(dora, plan, need):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("DP-1")
    answer = dora.post(ONE, {"status": "acknowledged", "version": "1"}, headers=HTMX)
    assert answer.status_code == 404
    assert answer.headers["HX-Retarget"] == "#messages"


# Rights


def test_a_reader_sees_no_buttons_and_answers_nothing(vera, plan, need):
    assert 'name="status" value="acknowledged"' not in vera.get(PATH).content.decode()
    assert vera.get(f"{ONE}?status=declined").status_code == 403
    assert vera.post(ONE, {"status": "acknowledged", "version": "1"}).status_code == 403
    assert stands(plan)[0] == "requested"


def test_a_track_lead_leaves_other_tracks_alone(dora, plan):
    make_element(plan, "Dependency", track="networking")
    assert dora.post(ONE, {"status": "acknowledged", "version": "1"}).status_code == 403
    assert (
        'name="status" value="acknowledged"' not in dora.get(f"{PATH}?track=all").content.decode()
    )


@pytest.mark.parametrize(
    ("username", "track"),
    [("ada", "architecture"), ("sam", "security"), ("bob", "database"), ("alice", "other")],
)
def test_leads_and_editors_answer(plan, username, track):
    make_element(plan, "Dependency", track=track)
    answer = signed_in(username).post(ONE, {"status": "acknowledged", "version": "1"})
    assert answer.status_code == 302
    assert dp(plan).status == "acknowledged"


@pytest.mark.parametrize("code", ["DP-9", "BC-1", "DP-1"])
def test_what_is_no_need_is_404(alice, plan, code):
    make_element(plan, "BoundedContext", name="Sales")
    asked(plan, direction="offers")
    assert alice.get(f"{PATH}{code}/").status_code == 404


# What an answer does not do


@pytest.mark.parametrize("track", ["database", "security", "architecture", "networking"])
@pytest.mark.parametrize("scope", SCOPES)
def test_an_answer_ends_no_signature(alice, plan, track, scope):
    asked(plan, track=track, blocking=True)
    before = digest(load(plan.pk), scope)
    said = {"status": "declined", "reason": "No", "answer": "Never", "version": "1"}
    alice.post(ONE, said)
    assert dp(plan).status == "declined"
    assert digest(load(plan.pk), scope) == before


def test_an_answer_moves_revision_and_history_as_any_write(dora, plan, need):
    revision = load(plan.pk).revision
    dora.post(ONE, {"status": "acknowledged", "version": "1"})
    assert load(plan.pk).revision == revision + 1
    change = models.Change.objects.filter(plan=plan).latest("number")
    dora_ = models.User.objects.get(username="dora")
    assert (change.action, change.code, change.person) == ("update", "DP-1", dora_.pseudonym)
