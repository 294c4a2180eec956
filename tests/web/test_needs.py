"""What backend needs from other tracks: one list, and an answer that shows at once."""

import pytest

from planning import models
from planning.plan.findings import SCOPES
from planning.plan.scopes import digest
from planning.store import write
from planning.store.load import load
from tests.factory import make_actor, make_element, make_link, make_member
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form

PATH = "/plans/bookshop/needs/"
ONE = f"{PATH}DP-1/"


@pytest.fixture
def need(plan):
    """The need DP-1 of the database track, asked for."""
    return make_element(
        plan,
        "Dependency",
        name="Backups",
        track="database",
        direction="needs",
        topic="backup",
        what="A copy **every night**",
        status="requested",
        owner_here="Bob",
        owner_there="Dora",
        due="2020-01-01",
        blocking=True,
        assumption="None older than a day",
    )


@pytest.fixture
def dora(plan):
    """Leads the database track."""
    make_member(plan.project, "dora", "track_lead", track="database")
    return signed_in("dora")


def asked(plan, **values):
    return make_element(plan, "Dependency", **{"track": "database", **values})


def dp(plan, code="DP-1"):
    return load(plan.pk).by_code[code]


def stands(plan):
    found = dp(plan)
    return (found.status, found.reference, found.reason, found.answer)


def listed(browser, address=""):
    """The codes of the rows, in order."""
    page = browser.get(f"{PATH}{address}").content.decode()
    return [part.split('"')[0] for part in page.split('<li id="need-')[1:]]


# The list


def test_a_row_says_what_is_needed_by_whom_and_when(vera, plan, need):
    make_element(plan, "BuildStep", name="Restore drill", starts_on="2026-11-04")
    make_link(plan, "needs", "ST-1", "DP-1")
    page = vera.get(PATH).content.decode()
    for words in (
        "Backups",
        "<strong>every night</strong>",
        "backup</span>",
        "Restore drill</a>, starts 2026-11-04",
        "2020-01-01</time> <strong",
        "(past)",
        "blocking</span>",
        "backend: Bob",
        "database: Dora",
        "None older than a day",
        "Requested</strong>",
    ):
        assert words in page


def test_offers_are_left_out(vera, plan):
    asked(plan, direction="offers")
    asked(plan, direction="")
    assert listed(vera) == ["DP-2"]


def test_what_is_due_first_is_in_front_and_what_has_no_date_last(vera, plan):
    asked(plan)
    asked(plan, due="2031-01-01")
    asked(plan, due="2030-01-01")
    make_element(plan, "Dependency", "DP-12", track="database", due="2030-01-01")
    assert listed(vera) == ["DP-3", "DP-12", "DP-2", "DP-1"]


def test_everybody_else_sees_all_tracks_in_groups(vera, plan):
    for track in ("networking", "", "database"):
        make_element(plan, "Dependency", track=track)
    assert listed(vera) == ["DP-3", "DP-1", "DP-2"]
    page = vera.get(PATH).content.decode()
    assert page.index("Database <span") < page.index("Networking <span")
    assert "No track said <span" in page


def test_a_track_lead_sees_their_own_track_and_the_others_on_request(dora, plan, need):
    make_element(plan, "Dependency", track="architecture")
    make_element(plan, "Dependency", track="networking")
    assert listed(dora) == ["DP-1"]
    assert "yours: database" in dora.get(PATH).content.decode()
    assert listed(dora, "?track=all") == ["DP-1", "DP-3", "DP-2"]
    assert listed(dora, "?track=networking") == ["DP-3"]


@pytest.mark.parametrize(("lead", "code"), [("sam", "DP-1"), ("ada", "DP-2")])
def test_the_leads_who_sign_answer_for_their_track_too(plan, lead, code):
    for track in ("security", "architecture", "database"):
        make_element(plan, "Dependency", track=track)
    assert listed(signed_in(lead)) == [code]


def test_the_persons_own_track_stands_first_among_all(plan):
    for track in ("database", "architecture"):
        make_element(plan, "Dependency", track=track)
    assert listed(signed_in("ada"), "?track=all") == ["DP-2", "DP-1"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["DP-1", "DP-2"]),
        ("?state=unanswered", ["DP-1", "DP-2"]),
        ("?state=open", ["DP-1"]),
        ("?state=requested", ["DP-2"]),
        ("?state=provided", ["DP-3"]),
        ("?state=all", ["DP-1", "DP-2", "DP-3"]),
        ("?state=nonsense", ["DP-1", "DP-2"]),
        ("?state=all&until=2030-01-01", ["DP-1"]),
        ("?state=all&until=2030-06-01", ["DP-1", "DP-2"]),
        ("?state=all&until=soon", ["DP-1", "DP-2", "DP-3"]),
        ("?past=1", ["DP-1"]),
        ("?blocking=1", ["DP-2"]),
        ("?track=-", []),
        ("?track=nowhere", ["DP-1", "DP-2"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(vera, plan, address, found):
    asked(plan, due="2020-01-01")
    asked(plan, due="2030-06-01", status="requested", blocking=True)
    asked(plan, status="provided")
    assert listed(vera, address) == found


def test_a_narrowed_list_is_a_fragment_with_an_address_to_share(vera, plan, need):
    said = {"track": "database", "state": "unanswered", "until": "", "blocking": "1"}
    answer = vera.get(PATH, said, headers=HTMX)
    assert answer.headers["HX-Push-Url"] == f"{PATH}?track=database&state=unanswered&blocking=1"
    assert answer.content.decode().lstrip().startswith('<div id="needs">')


def test_an_empty_list_leads_to_everything(vera, plan):
    assert "Nothing is open here." in vera.get(PATH).content.decode()


def test_an_outsider_learns_nothing(charlie, need):
    assert charlie.get(PATH).status_code == 404
    assert charlie.get(ONE).status_code == 404
    assert charlie.post(ONE, {"status": "acknowledged", "version": "1"}).status_code == 404


def test_the_navigation_counts_what_is_not_answered(vera, plan, need):
    asked(plan, status="declined")
    assert 'title="1 unanswered"' in vera.get("/plans/bookshop/").content.decode()


def test_start_page_and_overview_lead_there(dora, plan, need):
    assert f'href="{PATH}"' in dora.get("/").content.decode()
    overview = dora.get("/plans/bookshop/").content.decode()
    assert f'href="{PATH}">Needs' in overview


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
