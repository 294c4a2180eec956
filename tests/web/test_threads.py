"""Comments in the browser: read, begun, answered and resolved, with htmx and without JavaScript."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning import models
from planning.store import threads, write
from tests.factory import make_actor, make_element, make_member, make_plan, make_user
from tests.talk import actor, begin, make_baseline
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form, forms

ELEMENT = "/plans/bookshop/e/BC-1/"
PATH = "/plans/bookshop/comments/"
HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    '<img src=x onerror="alert(1)">',
    "@ada<svg onload=alert(1)>",
    "[" * 15_000,
    "> " * 9_000,
)


@pytest.fixture
def context(plan):
    return make_element(plan, "BoundedContext", name="Sales")


@pytest.fixture
def sam(plan):
    """Leads security."""
    return signed_in("sam")


@pytest.fixture
def ada(plan):
    """Leads architecture."""
    return signed_in("ada")


def post(client, path="begin/", headers=None, **said):
    wanted = {"code": "BC-1", "text": "Why two?"} if path == "begin/" else {"text": "Because"}
    return client.post(f"{PATH}{path}", {**wanted, **said}, headers=headers)


def thread():
    return models.Thread.objects.get()


def page(client, path=ELEMENT):
    return client.get(path).content.decode()


# Reading


def test_an_element_shows_its_threads_open_first(bob, plan, context):
    begin(plan, text="Old")
    threads.resolve(plan.pk, actor("ada"), 1)
    begin(plan, field="purpose", text="New")
    held = page(bob)
    assert held.index("Thread 2: Purpose") < held.index("Thread 1")
    assert "resolved by Ada" in held
    folded = held.split('id="thread-1"')[1].split("</article>")[0]
    assert folded.split(">", 1)[1].lstrip().startswith("<details>")
    assert "<strong>Bob</strong>" in held


def test_a_thread_begun_on_a_baseline_shows_on_the_live_element(bob, plan, context):
    begin(plan, baseline=make_baseline(plan, 2))
    assert "on BL-2" in page(bob)


def test_text_is_rendered_with_codes_as_links_and_names_in_bold(bob, plan, context):
    begin(plan, text="*Is* BC-1 yours, @Ada? Not @adam or ada@example.org; `@ada`")
    held = page(bob)
    assert "<em>Is</em>" in held
    assert '<a href="/plans/bookshop/e/BC-1/" rel="noopener noreferrer">BC-1</a>' in held
    assert held.count("<strong>@Ada</strong>?") == 1
    assert "<strong>@ada" not in held.replace("@Ada", "")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_hostile_text_is_harmless(bob, plan, context, text):
    begin(plan, text=text)
    held = page(bob).split('id="thread-1"')[1].split("</article>")[0].lower()
    assert [bad for bad in ("<script", 'href="javascript', "<img", "<svg on") if bad in held] == []


def test_a_viewer_reads_and_has_no_form(vera, plan, context):
    begin(plan)
    held = vera.get(ELEMENT).content
    assert b"Why two?" in held
    assert [each.action for each in forms(held) if "comments" in each.action] == []
    assert b"Begin a thread" not in vera.get(PATH).content


@pytest.mark.parametrize("path", ["begin/", "1/reply/", "1/resolve/", "1/reopen/"])
@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "htmx"])
def test_a_viewer_cannot_comment(vera, plan, context, path, headers):
    begin(plan)
    assert post(vera, path, headers).status_code == 403
    assert models.Comment.objects.count() == 1
    assert thread().resolved_at is None


def test_lists_and_navigation_count_open_threads(bob, plan, context):
    begin(plan)
    begin(plan, code="")
    held = page(bob, "/plans/bookshop/domain/bounded-contexts/")
    assert "1 open thread on BC-1" in held
    assert '<span class="nav-count" title="2 open threads">' in held


def test_comments_cost_the_same_queries_however_many(bob, plan, context):
    begin(plan, text="@ada")
    few = queries_of(bob)
    for _ in range(3):
        begin(plan, text="@ada")
    assert queries_of(bob) == few


def queries_of(client):
    client.get(ELEMENT)
    with CaptureQueriesContext(connection) as queries:
        client.get(ELEMENT)
    return len(queries)


# Beginning


def test_a_thread_is_begun_from_the_page_and_leads_back_to_it(bob, plan, context):
    said = form(bob.get(ELEMENT).content, "/comments/begin/")
    answer = bob.post(said.action, said.data(field="purpose", text="Is it\nclear?"))
    assert (answer.status_code, answer["Location"]) == (302, f"{ELEMENT}#thread-1")
    assert (thread().code, thread().field) == ("BC-1", "purpose")
    assert thread().comments.get().text == "Is it\nclear?"


def test_with_htmx_the_panel_comes_back_and_the_navigation_counts(bob, plan, context):
    answer = post(bob, headers=HTMX)
    held = answer.content.decode()
    assert answer.status_code == 200
    assert held.startswith('\n<section class="panel threads" id="threads-BC-1"')
    assert 'title="1 open threads"' in held
    assert answer["HX-Trigger"] == "talk-changed"
    assert "<html" not in held


def test_the_cursor_goes_to_the_reply_of_what_was_begun(bob, plan, context):
    assert b'id="reply-1-text"' in post(bob, headers=HTMX).content
    held = post(bob, headers=HTMX).content.decode()
    assert held.count("autofocus") == 1
    assert "autofocus" in held.split('for="reply-2-text"')[1].split("</textarea>")[0]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": " \n "}, b"Say something."),
        ({"text": "x" * 20_001}, b"at most 20000 characters"),
        ({"field": "colour"}, b"Select a valid choice"),
        ({"blocks": "taste"}, b"Select a valid choice"),
    ],
    ids=["blank", "long", "no field", "no scope"],
)
@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "htmx"])
def test_what_cannot_be_stored_is_422_beside_the_form(ada, plan, context, said, why, headers):
    answer = post(ada, headers=headers, **said)
    assert answer.status_code == 422
    assert why in answer.content
    assert not models.Thread.objects.exists()


def test_what_was_typed_is_still_there_after_an_error(bob, plan, context):
    held = post(bob, text="Remember me", field="colour").content
    assert dict(form(held, "/comments/begin/").pairs)["text"] == "Remember me"


@pytest.mark.parametrize("said", [{"code": "BC-9"}, {"baseline": "BL-9"}], ids=str)
def test_what_is_not_there_is_404(bob, plan, context, said):
    assert post(bob, **said).status_code == 404


def test_a_baseline_that_is_none_is_422(bob, plan, context):
    assert post(bob, baseline="latest").status_code == 422


def test_a_thread_remembers_the_baseline_and_leads_back_to_where_it_was_begun(bob, plan, context):
    make_baseline(plan, 2)
    back = "/plans/bookshop/review/security/"
    answer = bob.post(
        f"{PATH}begin/?back={back}&here=review",
        {"code": "BC-1", "text": "Hm", "baseline": "BL-2"},
    )
    assert answer["Location"] == f"{back}#thread-1"
    assert thread().baseline.number == 2


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/plans/other/"])
def test_nobody_is_led_out_of_the_plan(bob, plan, context, back):
    answer = bob.post(f"{PATH}begin/?back={back}", {"code": "BC-1", "text": "Hm"})
    assert answer["Location"] == f"{ELEMENT}#thread-1"


def test_what_is_gone_is_talked_about_on_a_page_of_its_own(bob, plan, context):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("BC-1", 1)
    assert post(bob)["Location"] == f"{PATH}1/#thread-1"
    held = page(bob, f"{PATH}1/")
    assert "Why two?" in held
    assert "BC-1" in held


def test_a_form_of_its_own_begins_a_thread(bob, plan, context):
    said = form(bob.get(f"{PATH}begin/?code=BC-1").content, "/comments/begin/")
    assert bob.post(said.action, said.data(text="Hm")).status_code == 302
    assert thread().code == "BC-1"


# Blocking


def test_who_signs_is_offered_to_block_and_nobody_else(sam, bob, plan, context):
    assert "Blocks my signature until it is resolved" in page(sam)
    assert "Blocks my signature" not in page(bob)


def test_who_signs_two_scopes_chooses_one(plan, context):
    make_member(plan.project, "sam", "architecture_lead")
    both = signed_in("sam")
    assert "Blocks my signature of architecture" in page(both)
    answer = post(both, blocks=["architecture", "security"])
    assert answer.status_code == 422
    assert b"A thread blocks one signature" in answer.content


def test_a_blocking_thread_says_so_and_others_have_no_button(sam, bob, plan, context):
    assert post(sam, blocks="security").status_code == 302
    held = bob.get(ELEMENT).content
    assert b"Blocks security's signature" in held
    assert [each for each in forms(held) if each.action.split("?")[0].endswith("/resolve/")] == []
    assert b"Whoever began it or signs security resolves it." in held


def test_others_are_refused_with_the_reason(sam, bob, plan, context):
    post(sam, blocks="security")
    answer = post(bob, "1/resolve/", HTMX)
    assert answer.status_code == 403
    assert b"or the security lead may resolve it" in answer.content
    assert post(bob, blocks="security").status_code == 403


# Answering, resolving, reopening


@pytest.mark.parametrize("path", ["reply", "resolve", "reopen"])
def test_without_javascript_each_button_leads_back_to_the_thread(ada, bob, plan, context, path):
    begin(plan)
    if path == "reopen":
        threads.resolve(plan.pk, actor("ada"), 1)
    said = form(bob.get(ELEMENT).content, f"/comments/1/{path}/")
    answer = bob.post(said.action, said.data(text="Because"))
    assert answer["Location"] == f"{ELEMENT}#thread-1"
    assert bool(thread().resolved_at) == (path == "resolve")
    assert thread().comments.count() == (2 if path == "reply" else 1)


def test_with_htmx_the_thread_comes_back_alone(bob, plan, context):
    begin(plan)
    answer = post(bob, "1/reply/", HTMX)
    held = answer.content.decode()
    assert held.lstrip().startswith('<article class="thread" id="thread-1"')
    assert "Because" in held
    assert "plan-changed" not in answer["HX-Trigger"]
    resolved = post(bob, "1/resolve/?here=domain", HTMX).content.decode()
    assert "<summary autofocus>" in resolved
    assert 'href="/plans/bookshop/domain/" aria-current="page"' in resolved
    assert 'title="0 open threads"' in resolved


def test_a_reply_that_says_nothing_is_422_in_its_place(bob, plan, context):
    begin(plan)
    answer = post(bob, "1/reply/", HTMX, text=" ")
    assert answer.status_code == 422
    assert b"Say something." in answer.content
    assert answer.content.lstrip().startswith(b"<article")
    alone = post(bob, "1/reply/", text="x" * 20_001)
    assert alone.status_code == 422
    assert b"x" * 20_001 in alone.content
    assert b"</html>" in alone.content


@pytest.mark.parametrize("path", ["7/", "7/reply/", "7/resolve/", "7/reopen/"])
def test_a_thread_that_is_not_there_is_404(bob, plan, path):
    answer = bob.get(f"{PATH}{path}") if path == "7/" else post(bob, path)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["reply/", "resolve/", "reopen/"])
def test_an_action_is_a_post(bob, plan, context, path):
    begin(plan)
    assert bob.get(f"{PATH}1/{path}").status_code == 405


def test_a_comment_leaves_the_plan_as_it_was(bob, plan, context):
    before = models.Plan.objects.values("revision", "stamp", "changes").get()
    post(bob)
    post(bob, "1/resolve/")
    assert models.Plan.objects.values("revision", "stamp", "changes").get() == before


# All comments of a plan


def listed(client, query=""):
    held = page(client, f"{PATH}{query}")
    return [int(part.split('"')[0]) for part in held.split('id="thread-')[1:] if part[0].isdigit()]


@pytest.fixture
def several(plan, context):
    make_element(plan, "BoundedContext", name="Stock & Co")
    begin(plan, text="One")
    begin(plan, code="BC-2", text="Two, @alice?")
    begin(plan, "sam", code="", text="Three", blocks="security")
    threads.resolve(plan.pk, actor("bob"), 2)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [3, 1]),
        ("?state=all", [3, 2, 1]),
        ("?mentions=1", [2]),
        ("?mentions=1&state=open", []),
        ("?blocking=1", [3]),
        ("?q=STOCK&state=all", [2]),
        ("?q=bc-1", [1]),
        ("?q=three", [3]),
        ("?q=nowhere", []),
        ("?q=%25", []),
        ("?q=%00&state=%00&page=x", [3, 1]),
        ("?page=99", [3, 1]),
    ],
)
def test_threads_are_narrowed_and_newest_first(alice, several, query, numbers):
    assert listed(alice, query) == numbers


def test_the_list_comes_a_page_at_a_time(bob, plan, context):
    for number in range(27):
        begin(plan, text=f"Text {number}")
    assert listed(bob) == list(range(27, 2, -1))
    assert listed(bob, "?page=2") == [2, 1]


def test_the_list_is_a_fragment_for_htmx(bob, several):
    answer = bob.get(f"{PATH}?q=one", headers=HTMX)
    assert answer.content.lstrip().startswith(b'<section id="comments"')
    assert answer["HX-Replace-Url"] == f"{PATH}?q=one"


def test_a_thread_on_the_plan_is_begun_on_the_list_and_leads_back(bob, plan):
    said = form(bob.get(f"{PATH}?state=all").content, "/comments/begin/")
    answer = bob.post(said.action, said.data(text="In general", field="purpose"))
    assert answer["Location"] == f"{PATH}?state=all#thread-1"
    assert (thread().code, thread().field) == ("", "purpose")


# Mentions


@pytest.mark.parametrize("path", [ELEMENT, f"{PATH}?mentions=1", f"{PATH}1/"])
def test_who_is_named_is_told_on_the_start_page_until_they_look(alice, plan, context, path):
    begin(plan, text="@alice @bob")
    assert (
        b'href="/plans/bookshop/comments/?mentions=1"><strong>1</strong> comment that names you'
        in (alice.get("/").content)
    )
    assert "names you" in page(alice, path)
    assert "names you" not in page(alice, path)
    assert b"names you" not in alice.get("/").content


def test_a_viewer_is_told_as_well_and_nobody_for_what_they_say_themselves(bob, vera, plan, context):
    begin(plan, text="@vera and I, @bob")
    assert b"comment that names you" in vera.get("/").content
    assert b"names you" not in bob.get("/").content


# Letters


@pytest.mark.django_db(transaction=True)
def test_who_is_named_gets_a_letter_and_who_writes_reads_where_it_failed(mailoutbox, settings):
    plan = make_plan(slug="bookshop")
    models.User.objects.filter(username="ada").update(email="ada@example.org")
    make_element(plan, "BoundedContext", name="Sales")
    bob = signed_in("bob")
    post(bob, text="@ada?")
    (letter,) = mailoutbox
    assert letter.to == ["ada@example.org"]
    assert f"http://testserver{PATH}1/" in letter.body
    settings.EMAIL_BACKEND = "tests.web.test_mailing.Silent"
    held = post(bob, "1/reply/", HTMX, text="@ada!").content.decode()
    assert "One person could not be told by e-mail." in held
    assert "ada@example.org" not in held


def test_no_page_shows_an_address(bob, plan, context):
    models.User.objects.update(email="somebody@example.org")
    begin(plan, text="@ada @alice")
    assert "somebody@example.org" not in page(bob) + page(bob, PATH) + page(bob, f"{PATH}1/")
    assert make_user("ada").email
