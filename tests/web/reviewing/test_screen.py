"""The review screen of a role: what it shows, and marking what was read."""

import pytest

from planning.store import seen, threads
from planning.store.load import load
from planning.web.reviewing.reading import row_digests
from tests.factory import actor_of, make_element, make_member, make_sound_plan, make_user
from tests.store.reviewing import ask, decide
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import forms
from tests.web.reviewing.posting import HOME, change, sign


@pytest.fixture
def plan(db):
    return make_sound_plan()


# The screen of a role


@pytest.mark.parametrize("scope", ["architecture", "security", "backend"])
def test_without_a_baseline_there_is_nothing_to_review(alice, plan, scope):
    response = alice.get(f"{HOME}{scope}/")
    assert response.status_code == 200
    assert b"Nothing is under review yet" in response.content


def test_a_scope_that_there_is_not_is_404(alice, plan, asked):
    assert alice.get(f"{HOME}weather/").status_code == 404


def test_a_first_review_begins_with_the_riskiest(sam, plan, asked):
    page = sam.get(f"{HOME}security/").content.decode()
    assert "Nobody has decided on this scope yet" in page
    assert "Is the desk right?" in page
    assert page.index('id="read-EP-2"') < page.index('id="read-BC-1"')
    assert "anonymous" in page[page.index('id="read-EP-2"') :][:3000]


@pytest.mark.parametrize("username", ["alice", "bob", "vera", "sam"])
def test_others_read_the_screen_and_have_no_button(plan, asked, username):
    page = signed_in(username).get(f"{HOME}architecture/").content
    assert b"Whoever holds the role of this scope decides here" in page
    assert not [f for f in forms(page) if "/decide/" in f.action or "/seen/" in f.action]


def test_the_screen_shows_digest_and_fields_beside_the_button(ada, plan, asked):
    page = ada.get(f"{HOME}architecture/").content.decode()
    assert asked.scopes.get(scope="architecture").digest in page
    assert "Notes, order, versions, answers of other tracks" in page
    assert "where category is" not in page
    assert "Bounded contexts" in page


def test_since_the_last_decision_says_exactly_what_changed_in_the_scope(sam, plan, asked):
    decide(plan, "sam", "security", "changes_requested", statement="Classify AT-2")
    change(plan, "AT-2", confidentiality="restricted")
    change(plan, "AG-1", purpose="Another one")
    change(plan, "TE-1", definition="Another one")
    ask(plan)
    page = sam.get(f"{HOME}security/").content.decode()
    since = page.partition('id="since"')[2].partition("</section>")[0]
    assert "1 change</strong> in this scope by 1 person" in page
    assert since.count("review-change") == 1
    assert "<del>confidential</del>" in since
    assert "<ins>restricted</ins>" in since
    assert "AG-1" not in since
    assert "2 changes elsewhere" in page


def test_what_became_weaker_stands_before_what_was_added(sam, plan, asked):
    decide(plan, "sam", "security")
    make_element(plan, "Control", name="New", statement="Rotate keys.")
    change(plan, "AT-2", protection="plain")
    ask(plan, despite=True)
    page = sam.get(f"{HOME}security/").content.decode()
    since = page.partition('id="since"')[2].partition("</section>")[0]
    assert since.index("AT-2") < since.index("Rotate keys.")
    assert "nature-contradiction" in since


def test_the_live_plan_that_moved_on_is_told(ada, plan, asked):
    change(plan, "CR-2", pattern="partnership")
    page = ada.get(f"{HOME}architecture/").content.decode()
    assert "The plan has moved on since BL-1: 1 row of this scope differs" in page


def test_new_findings_of_the_scope_are_listed(sam, plan, asked):
    decide(plan, "sam", "security")
    make_element(plan, "Attribute", name="shoe size", entity="EN-1")
    ask(plan, despite=True)
    page = sam.get(f"{HOME}security/").content.decode()
    assert "1 error</strong>" in page
    assert "1 new finding" in page
    assert "You cannot sign BL-2 now" in page


def test_text_of_people_stays_text_on_the_screen(sam, plan):
    make_element(plan, "Control", name="<script>x", statement="<script>y", notes="<script>z")
    ask(plan, statement="<script>s", despite=True)
    page = sam.get(f"{HOME}security/").content
    assert b"<script>x" not in page
    assert b"<script>s" not in page


# Reading


def test_what_was_read_is_marked_and_counted(sam, plan, asked):
    digest = row_digests(asked.scopes.get(scope="security").projection)["EP-1"]
    said = {"code": "EP-1", "digest": digest, "seen": "on"}
    response = sam.post(f"{HOME}security/seen/", said, headers=HTMX)
    assert response.status_code == 200
    assert b"1 of " in response.content
    assert b"is-seen" in response.content
    sam.post(f"{HOME}security/seen/", {**said, "seen": ""}, headers=HTMX)
    assert seen.marks(plan.pk, "security", make_user("sam")) == {}


def test_a_mark_survives_to_the_next_round_unless_the_element_changed(sam, plan, asked):
    digests = row_digests(asked.scopes.get(scope="security").projection)
    for code in ("EP-1", "AT-2"):
        sam.post(f"{HOME}security/seen/", {"code": code, "digest": digests[code], "seen": "on"})
    change(plan, "AT-2", protection="hashed")
    ask(plan)
    page = sam.get(f"{HOME}security/").content.decode()
    assert "unchanged, or read already" in page
    assert 'id="read-EP-1"' not in page
    assert 'id="read-AT-2" class="to-read"' in page


@pytest.mark.parametrize("username", ["alice", "vera", "ada"])
def test_nobody_marks_for_another(plan, asked, username):
    client = signed_in(username)
    said = {"code": "EP-1", "digest": "0" * 64, "seen": "on"}
    assert client.post(f"{HOME}security/seen/", said).status_code == 403


@pytest.mark.parametrize("code", ["EP-99", "X" * 100, "a\r\nb"])
def test_what_is_not_in_the_scope_is_not_marked(sam, plan, asked, code):
    said = {"code": code, "digest": "0" * 64, "seen": "on"}
    assert sam.post(f"{HOME}security/seen/", said).status_code == 404
    assert seen.marks(plan.pk, "security", make_user("sam")) == {}


def test_a_mark_that_says_nothing_is_422(sam, plan, asked):
    assert sam.post(f"{HOME}security/seen/", {}).status_code == 422


@pytest.mark.parametrize("part", ["more", "unchanged"])
def test_what_is_folded_is_loaded_when_it_is_opened(sam, plan, asked, part):
    assert sam.get(f"{HOME}security/rest/{part}/", headers=HTMX).status_code == 200


def test_a_part_that_there_is_not_is_404(sam, plan, asked):
    assert sam.get(f"{HOME}security/rest/everything/").status_code == 404


# What is signed


def test_all_that_is_signed_is_listed_by_kind(sam, plan, asked):
    page = sam.get(f"{HOME}security/covers/?kind=endpoints").content.decode()
    assert "EP-1" in page
    assert "object rule" in page.lower()
    assert "Not signed here:" in page


def test_an_element_shows_its_signed_block_and_its_notes_apart(sam, plan):
    change(plan, "DS-1", notes="Ask the **database** track")
    ask(plan)
    response = sam.get(f"{HOME}security/covers/?code=DS-1", headers=HTMX)
    page = response.content.decode()
    signed, _, rest = page.partition("Not signed")
    assert "PostgreSQL 18" in signed
    assert "PT5M" not in signed
    assert "<strong>database</strong>" in rest
    assert "PT5M" in rest


def test_an_element_outside_the_scope_is_404(sam, plan, asked):
    assert sam.get(f"{HOME}security/covers/?code=TE-1", headers=HTMX).status_code == 404


@pytest.mark.parametrize(
    "query", ["?kind=nothing", "?page=x", "?page=999", "?kind=endpoints&page=-1"]
)
def test_an_address_that_is_off_shows_something_sensible(sam, plan, asked, query):
    assert sam.get(f"{HOME}security/covers/{query}").status_code == 200


# Threads


def test_a_blocking_thread_is_shown_and_has_to_be_resolved_first(sam, plan, asked):
    actor = actor_of(plan, "sam")
    threads.open_thread(plan.pk, actor, "EP-1", "", "Who may call it?", asked, "security")
    page = sam.get(f"{HOME}security/").content.decode()
    assert "Threads that block this signature" in page
    assert "Who may call it?" in page
    assert sign(sam, "security").status_code == 422
    threads.resolve(plan.pk, actor, 1)
    assert sign(sam, "security").status_code == 302


def test_a_comment_on_a_baseline_shows_on_the_live_element(alice, sam, plan, asked):
    threads.open_thread(plan.pk, actor_of(plan, "sam"), "EP-1", "", "Who calls?", asked)
    page = alice.get("/plans/library/e/EP-1/").content.decode()
    assert "Who calls?" in page
    assert "BL-1" in page


def test_somebody_with_two_roles_sees_both_screens_with_buttons(plan, asked):
    make_member(plan.project, "sam", "architecture_lead")
    client = signed_in("sam")
    assert b"/decide/signed/" in client.get(f"{HOME}architecture/").content
    assert b"/decide/signed/" in client.get(f"{HOME}security/").content
    assert load(plan.pk).revision == asked.revision
