"""The review in the browser: asking, the screen of each role, deciding, marking what was read."""

import pytest
from django.core import mail
from django.core.cache import cache

from planning import models
from planning.store import baselines, seen, threads, write
from planning.store.load import load
from planning.web.reviewing.reading import row_digests
from tests.factory import PASSWORD, actor_of, make_element, make_member, make_sound_plan, make_user
from tests.store.reviewing import ask, decide, latest, review, withdraw
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form, forms

HOME = "/plans/library/review/"


@pytest.fixture
def plan(db):
    return make_sound_plan()


@pytest.fixture
def asked(plan):
    return ask(plan, statement="Is the desk right?")


@pytest.fixture
def ada(plan):
    return signed_in("ada")


@pytest.fixture
def sam(plan):
    return signed_in("sam")


def change(plan, code, **said):
    with write.locked(plan.pk, actor_of(plan, "bob")) as writing:
        writing.update(code, said)


def post(client, scope, decision, headers=None, **said):
    """Fill the form that the page shows for a decision, and send it."""
    page = client.get(f"{HOME}{scope}/")
    filled = form(page.content, f"/decide/{decision}/").data(**said)
    return client.post(f"{HOME}{scope}/decide/{decision}/", filled, headers=headers)


def sign(client, scope, password=PASSWORD, **said):
    return post(client, scope, "signed", password=password, **said)


# Asking


def test_the_backend_lead_asks_and_the_leads_are_told(
    alice, plan, django_capture_on_commit_callbacks
):
    make_user("ada")
    models.User.objects.filter(username="ada").update(email="ada@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        said = form(alice.get(HOME).content, "/review/ask/").data(statement="Please look")
        response = alice.post(f"{HOME}ask/", said, follow=True)
    assert response.status_code == 200
    assert "BL-1 is frozen" in response.content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "http://testserver/plans/library/review/architecture/" in letter.body
    assert "Please look" in letter.body


def test_a_lead_whose_signature_holds_is_not_told_again(
    alice, plan, asked, django_capture_on_commit_callbacks
):
    for username in ("ada", "sam"):
        models.User.objects.filter(username=username).update(email=f"{username}@example.org")
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security", "changes_requested", statement="Classify AT-2")
    change(plan, "AT-2", confidentiality="restricted")
    with django_capture_on_commit_callbacks(execute=True):
        alice.post(f"{HOME}ask/", {"statement": "Again"})
    assert [letter.to for letter in mail.outbox] == [["sam@example.org"]]


def test_asking_twice_for_the_same_says_so(alice, plan, asked):
    assert b"There is nothing new to ask for" in alice.get(HOME).content
    response = alice.post(f"{HOME}ask/", {"statement": "Again"})
    assert response.status_code == 422
    assert models.Baseline.objects.count() == 1


def test_errors_are_asked_for_on_purpose_only(alice, plan):
    make_element(plan, "Question", question="Who pays?", blocking=True, status="open")
    response = alice.post(f"{HOME}ask/", {"statement": "Look"})
    assert response.status_code == 422
    assert b"Nobody can sign while this stands" in response.content
    assert b"QU-02" in response.content
    said = form(response.content, "/review/ask/").data(despite="on")
    assert alice.post(f"{HOME}ask/", said).status_code == 302
    assert baselines.latest(plan.pk).statement == "Look"


@pytest.mark.parametrize("username", ["bob", "ada", "vera"])
def test_nobody_else_asks(plan, username):
    client = signed_in(username)
    assert not [f for f in forms(client.get(HOME).content) if f.action.endswith("/ask/")]
    assert client.post(f"{HOME}ask/", {}).status_code == 403


# Waiting


def test_it_waits_for_the_leads_on_their_start_page_with_its_age(plan, asked, ada, sam):
    page = ada.get("/").content.decode()
    assert "review of BL-1" in page
    assert "minutes</time>" in page or "minutes ago</time>" in page
    assert "review of BL-1" in sam.get("/").content.decode()


@pytest.mark.parametrize("username", ["bob", "vera", "alice"])
def test_it_waits_for_nobody_else(plan, asked, username):
    page = signed_in(username).get("/").content.decode()
    assert "review of BL-1" not in page
    assert "confirmation of BL-1" not in page


def test_it_waits_for_the_confirmation_once_the_leads_have_signed(alice, plan, asked):
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    page = alice.get("/").content.decode()
    assert "confirmation of BL-1" in page
    assert 'href="/plans/library/review/backend/"' in page


def test_who_asked_sees_who_has_not_looked_yet(alice, ada, plan, asked):
    assert (
        "<strong>2</strong> reviewers have not looked at BL-1 yet"
        in alice.get("/").content.decode()
    )
    ada.get(f"{HOME}architecture/")
    page = alice.get("/").content.decode()
    assert "<strong>1</strong> reviewer has not looked at BL-1 yet" in page
    home = alice.get(HOME).content.decode()
    assert "Ada first looked at BL-1" in home
    assert "Sam <strong>has not looked at BL-1 yet</strong>" in home


def test_looking_at_the_screen_of_another_role_is_no_look(alice, plan, asked):
    alice.get(f"{HOME}architecture/")
    assert not models.Look.objects.exists()


def test_requested_changes_wait_for_who_asked(alice, plan, asked):
    decide(plan, "sam", "security", "changes_requested", statement="Classify AT-2")
    assert "<strong>1</strong> lead wants changes" in alice.get("/").content.decode()
    assert "Classify AT-2" in alice.get(HOME).content.decode()


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


# Deciding


def test_a_lead_signs_with_their_password(ada, plan, asked):
    response = sign(ada, "architecture", statement="I stand by the layers")
    assert response.status_code == 302
    said = latest(plan, "architecture")
    assert (said.decision, said.person, said.meaning) == ("signed", "Ada", "I stand by the layers")
    assert said.method == "password"


def test_the_meaning_is_prefilled_with_the_statement_of_the_scope(ada, plan, asked):
    page = ada.get(f"{HOME}architecture/").content
    assert form(page, "/decide/signed/").data()["statement"][0].startswith("I have reviewed")


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " "])
def test_a_wrong_password_signs_nothing_and_keeps_what_was_typed(ada, plan, asked, password):
    response = sign(ada, "architecture", password=password, statement="My own words")
    assert response.status_code == 422
    assert "This is not your password." in response.content.decode()
    assert "My own words" in response.content.decode()
    assert review(plan).signatures == ()


def test_the_password_of_another_is_no_password(ada, plan, asked):
    other = make_user("bob")
    other.set_password("staple battery")
    other.save()
    assert sign(ada, "architecture", password="staple battery").status_code == 422


def test_errors_are_told_where_somebody_signs_all_the_same(sam, plan):
    make_element(plan, "Attribute", name="shoe size", entity="EN-1")
    ask(plan, despite=True)
    response = sign(sam, "security")
    assert response.status_code == 422
    assert "1 error of this scope stands: SE-01." in response.content.decode()


def test_a_page_left_open_over_a_new_baseline_is_409(ada, plan, asked):
    said = form(ada.get(f"{HOME}architecture/").content, "/decide/signed/").data(password=PASSWORD)
    make_element(plan, "Team")
    ask(plan)
    response = ada.post(f"{HOME}architecture/decide/signed/", said)
    assert response.status_code == 409
    assert "BL-2 is" in response.content.decode()
    assert review(plan).signatures == ()


@pytest.mark.parametrize("username", ["alice", "bob", "sam", "vera"])
def test_nobody_else_signs(ada, plan, asked, username):
    said = form(ada.get(f"{HOME}architecture/").content, "/decide/signed/").data(password=PASSWORD)
    client = signed_in(username)
    assert client.post(f"{HOME}architecture/decide/signed/", said).status_code == 403
    assert review(plan).signatures == ()


def test_changes_are_requested_in_words(sam, plan, asked):
    assert post(sam, "security", "changes_requested", statement="Classify AT-2").status_code == 302
    assert latest(plan, "security").meaning == "Classify AT-2"


@pytest.mark.parametrize("decision", ["changes_requested", "not_applicable"])
def test_a_decision_without_words_is_422(sam, plan, asked, decision):
    response = post(sam, "security", decision, statement="", password=PASSWORD)
    assert response.status_code == 422
    assert review(plan).signatures == ()


def test_not_applicable_waits_for_the_owner_who_accepts(alice, sam, plan, asked):
    post(sam, "security", "not_applicable", statement="No data", password=PASSWORD)
    assert b"not applicable, not accepted yet" in alice.get(HOME).content
    assert b"for you to accept" in alice.get("/").content
    filled = form(alice.get(HOME).content, "/decide/accepted/")
    said = filled.data(statement="Agreed", password=PASSWORD)
    assert alice.post(f"{HOME}security/decide/accepted/", said).status_code == 302
    assert latest(plan, "security").accepted_by == "Alice"


def test_accepting_without_a_reason_is_422(alice, sam, plan, asked):
    post(sam, "security", "not_applicable", statement="No data", password=PASSWORD)
    said = form(alice.get(HOME).content, "/decide/accepted/").data(statement="")
    assert alice.post(f"{HOME}security/decide/accepted/", said).status_code == 422


def test_a_signature_is_withdrawn_with_a_reason(ada, plan, asked):
    sign(ada, "architecture")
    response = post(ada, "architecture", "withdrawn", statement="I missed CR-1")
    assert response.status_code == 302
    assert latest(plan, "architecture").decision == "withdrawn"
    assert b"withdrew the signature of" in ada.get(HOME).content


def test_after_a_withdrawal_what_was_signed_in_error_is_to_be_read_again(ada, plan, asked):
    decide(plan, "ada", "architecture")
    change(plan, "CR-2", pattern="partnership", shared_part="")
    ask(plan)
    decide(plan, "ada", "architecture")
    withdraw(plan, "ada", "architecture")
    page = ada.get(f"{HOME}architecture/").content.decode()
    assert "Since BL-1, in this scope" in page
    assert 'id="read-CR-2" class="to-read"' in page


@pytest.mark.parametrize("decision", ["signed", "not_applicable"])
def test_who_withdrew_the_only_decision_has_all_to_read(sam, plan, asked, decision):
    decide(plan, "sam", "security", decision)
    withdraw(plan, "sam", "security")
    page = sam.get(f"{HOME}security/").content.decode()
    assert "Nothing is left" not in page
    assert 'id="read-EP-1" class="to-read"' in page


def test_a_scope_said_not_to_apply_was_not_read(sam, plan, asked):
    decide(plan, "sam", "security", "not_applicable")
    assert "Nothing is left" not in sam.get(f"{HOME}security/").content.decode()


def test_withdrawing_is_offered_only_where_something_stands(ada, plan, asked):
    assert b"/decide/withdrawn/" not in ada.get(f"{HOME}architecture/").content


def test_a_decision_that_there_is_not_is_404(ada, plan, asked):
    assert ada.post(f"{HOME}architecture/decide/bless/", {}).status_code == 404


def test_the_demos_people_sign_without_a_password(ada, plan, asked, settings):
    settings.DEMO = True
    person = make_user("ada")
    person.set_unusable_password()
    person.save()
    ada = signed_in("ada")
    page = ada.get(f"{HOME}architecture/").content
    said = form(page, "/decide/signed/")
    assert "password" not in said.names
    assert ada.post(f"{HOME}architecture/decide/signed/", said.data()).status_code == 302
    assert latest(plan, "architecture").method == "demo"


def test_outside_the_demo_an_account_without_a_password_signs_nothing(plan, asked, settings):
    settings.DEMO = False
    person = make_user("ada")
    person.set_unusable_password()
    person.save()
    assert sign(signed_in("ada"), "architecture").status_code == 422


def test_guessing_a_password_is_paused(ada, plan, asked):
    cache.clear()
    for _ in range(5):
        sign(ada, "architecture", password="wrong")
    response = sign(ada, "architecture")
    assert "Too many wrong passwords" in response.content.decode()
    assert review(plan).signatures == ()
    cache.clear()
    assert sign(ada, "architecture").status_code == 302


def test_accepting_takes_the_password_of_the_owner(alice, sam, plan, asked):
    post(sam, "security", "not_applicable", statement="No data", password=PASSWORD)
    filled = form(alice.get(HOME).content, "/decide/accepted/")
    response = alice.post(filled.action, filled.data(statement="Agreed", password="wrong"))
    assert response.status_code == 422
    assert "This is not your password." in response.content.decode()
    assert latest(plan, "security").accepted_by == ""


def test_no_cache_may_show_a_signature_of_before(alice, plan):
    assert alice.get(HOME)["Cache-Control"] == "private, no-cache"


# The gate


def test_the_gate_opens_in_the_browser(alice, ada, sam, plan, asked):
    sign(ada, "architecture")
    sign(sam, "security")
    assert b"closed" in alice.get(HOME).content
    assert sign(alice, "backend").status_code == 302
    page = alice.get(HOME).content.decode()
    assert "Everybody has signed, and every signature is current." in page
    assert "Ready for Phase 2" in page


def test_a_stale_signature_says_why_wherever_it_is_shown(alice, ada, plan, asked):
    sign(ada, "architecture")
    change(plan, "CR-2", pattern="partnership")
    for path in (HOME, "/plans/library/", f"{HOME}architecture/"):
        assert "CR-2 pattern" in alice.get(path).content.decode()


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
