"""Threads: who may say what where, who is named, and numbers that nobody gets twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from planning import models
from planning.plan.rights import Actor
from planning.store import threads, write
from planning.store.errors import Missing, Refused, Rejected
from tests.factory import make_element, make_member, make_plan, make_project, make_user
from tests.talk import actor, begin, make_baseline


@pytest.fixture
def plan(db):
    return make_plan(slug="bookshop")


@pytest.fixture
def context(plan):
    return make_element(plan, "BoundedContext", name="Sales")


def called(comment):
    return sorted(each.person.username for each in comment.mentions.select_related("person"))


# Beginning


def test_a_thread_stands_on_an_element_and_a_field(plan, context):
    begun = begin(plan, field="purpose", text="Is it\r\nclear?  \r\n")
    (found,) = threads.threads_of(plan.pk, "BC-1")
    (comment,) = found.comments.all()
    assert (found, found.number, found.code, found.field) == (begun, 1, "BC-1", "purpose")
    assert found.person == comment.person == make_user("bob").pseudonym
    assert comment.text == "Is it\nclear?"


def test_a_thread_may_be_about_the_plan_as_a_whole(plan):
    begin(plan, code="")
    assert [each.number for each in threads.threads_of(plan.pk)] == [1]


def test_numbers_are_counted_for_each_plan(plan, context):
    other = make_plan(slug="other", project=plan.project)
    assert [begin(plan).number, begin(plan).number, begin(other, code="").number] == [1, 2, 1]


def test_a_comment_moves_neither_revision_nor_stamp_nor_history(plan, context):
    before = models.Plan.objects.values("revision", "stamp", "head", "changes").get(pk=plan.pk)
    begin(plan)
    threads.reply(plan.pk, actor("ada"), 1, "Because")
    threads.resolve(plan.pk, actor("ada"), 1)
    after = models.Plan.objects.values("revision", "stamp", "head", "changes").get(pk=plan.pk)
    assert after == before


def test_an_element_that_is_gone_may_still_be_talked_about(plan, context):
    with write.locked(plan.pk, actor("alice")) as writing:
        writing.delete("BC-1", 1)
    assert begin(plan, baseline=make_baseline(plan)).baseline.code == "BL-1"


@pytest.mark.parametrize("code", ["BC-9", "bc-1", "<script>"])
def test_nobody_talks_about_what_never_was(plan, context, code):
    with pytest.raises(Missing, match="there is no"):
        begin(plan, code=code)


def test_a_baseline_of_another_plan_is_missing(plan, context):
    other = make_plan(slug="other", project=plan.project)
    with pytest.raises(Missing, match="no BL-1"):
        begin(plan, baseline=make_baseline(other))


def test_an_archived_plan_takes_no_thread(plan, context):
    models.Plan.objects.update(archived_at="2026-11-04T10:30:00Z")
    with pytest.raises(Missing, match="archived"):
        begin(plan)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": " \r\n\t"}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"field": "colour"}, "field"),
        ({"code": "", "field": "trust_zone"}, "field"),
        ({"blocks": "taste"}, "blocks"),
    ],
    ids=str,
)
def test_what_says_nothing_or_too_much_is_rejected(plan, context, said, field):
    with pytest.raises(Rejected) as error:
        begin(plan, **said)
    assert list(error.value.errors) == [field]
    assert not models.Thread.objects.exists()


def test_line_ends_of_a_browser_do_not_count_twice(plan, context):
    assert begin(plan, text="x\r\n" * 10_000).comments.get().text.count("\n") == 9_999


@pytest.mark.parametrize("act", [threads.resolve, threads.reopen])
def test_a_viewer_changes_no_thread(plan, context, act):
    begin(plan)
    with pytest.raises(Refused, match="read comments"):
        act(plan.pk, actor("vera"), 1)


def test_a_viewer_says_nothing(plan, context):
    with pytest.raises(Refused):
        begin(plan, "vera")
    begin(plan)
    with pytest.raises(Refused):
        threads.reply(plan.pk, actor("vera"), 1, "Me too")
    assert models.Comment.objects.count() == 1


# Answering, resolving, reopening


def test_a_reply_leaves_a_resolved_thread_resolved(plan, context):
    begin(plan)
    threads.resolve(plan.pk, actor("ada"), 1)
    threads.reply(plan.pk, actor("bob"), 1, "Thanks")
    (found,) = threads.threads_of(plan.pk, "BC-1")
    assert found.resolved_at
    assert [each.text for each in found.comments.all()] == ["Why two?", "Thanks"]


def test_the_first_who_resolves_stands_with_it(plan, context):
    begin(plan)
    threads.resolve(plan.pk, actor("ada"), 1)
    assert threads.resolve(plan.pk, actor("sam"), 1).resolved_by == make_user("ada").pseudonym


def test_a_thread_is_opened_again(plan, context):
    begin(plan)
    threads.resolve(plan.pk, actor("ada"), 1)
    found = threads.reopen(plan.pk, actor("bob"), 1)
    assert (found.resolved_at, found.resolved_by) == (None, "")


@pytest.mark.parametrize("act", [threads.resolve, threads.reopen])
def test_a_thread_that_is_not_there_is_missing(plan, act):
    with pytest.raises(Missing, match="no thread 7"):
        act(plan.pk, actor("bob"), 7)


def test_a_thread_of_another_plan_is_missing(plan, context):
    begin(plan)
    other = make_plan(slug="other", project=plan.project)
    with pytest.raises(Missing):
        threads.reply(other.pk, actor("bob"), 1, "Hm")


# Blocking


@pytest.mark.parametrize(
    ("username", "scope"), [("ada", "architecture"), ("sam", "security"), ("alice", "backend")]
)
def test_who_signs_a_scope_may_block_it(plan, context, username, scope):
    begin(plan, username, blocks=scope)
    assert [each.number for each in threads.blocking(plan.pk, scope)] == [1]


@pytest.mark.parametrize(
    ("username", "scope", "who"),
    [
        ("bob", "backend", "backend lead or the owner"),
        ("ada", "security", "security lead"),
        ("alice", "architecture", "architecture lead"),
    ],
)
def test_nobody_else_may_block_it(plan, context, username, scope, who):
    with pytest.raises(Refused, match=f"Only the {who} may block {scope}'s signature"):
        begin(plan, username, blocks=scope)


@pytest.mark.parametrize("username", ["bob", "alice", "ada"])
def test_a_blocking_thread_is_not_resolved_by_others(plan, context, username):
    begin(plan, "sam", blocks="security")
    with pytest.raises(Refused, match="whoever began it or the security lead"):
        threads.resolve(plan.pk, actor(username), 1)
    assert threads.blocking(plan.pk, "security")


def test_a_blocking_thread_is_resolved_by_whoever_holds_the_role(plan, context):
    make_member(plan.project, "dora", "security_lead")
    begin(plan, "sam", blocks="security")
    threads.resolve(plan.pk, actor("dora"), 1)
    assert threads.blocking(plan.pk, "security") == []


def test_who_began_it_resolves_it_after_losing_the_role(plan, context):
    begin(plan, "sam", blocks="security")
    models.Membership.objects.filter(person=make_user("sam")).update(role="contributor")
    assert threads.resolve(plan.pk, actor("sam"), 1).resolved_at


# Mentions


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@ada and @SAM, please", ["ada", "sam"]),
        ("(@ada) @ada's, @ada. @ada!", ["ada"]),
        ("@vera may read this", ["vera"]),
        ("@charlie is outside, @nobody is unknown", []),
        ("ada@example.org, @adam, x@ada, @ada.b", []),
        ("I, @bob, said so", []),
        ("", []),
    ],
    ids=str,
)
def test_members_are_called_by_their_user_name(plan, context, text, people):
    assert called(begin(plan, text=f"x {text}").comments.get()) == people


def test_names_may_hold_dots_and_signs(plan, context):
    make_member(plan.project, "jo.e+x@y", "contributor")
    assert called(begin(plan, text="Ask @jo.e+x@y.").comments.get()) == ["jo.e+x@y"]


def test_somebody_whose_account_is_closed_is_not_called(plan, context):
    models.User.objects.filter(username="ada").update(is_active=False)
    assert called(begin(plan, text="@ada").comments.get()) == []


def test_a_mention_counts_until_it_is_seen(plan, context):
    begin(plan, text="@ada @sam")
    assert threads.unseen_mentions(plan.pk, actor("ada")) == 1
    threads.mark_seen(threads.threads_of(plan.pk, "BC-1"), actor("ada"))
    assert threads.unseen_mentions(plan.pk, actor("ada")) == 0
    assert threads.unseen_mentions(plan.pk, actor("sam")) == 1


def test_the_audience_is_who_is_called_and_who_takes_part(plan, context):
    begin(plan, "bob", text="@sam?")
    threads.reply(plan.pk, actor("sam"), 1, "Yes")
    threads.reply(plan.pk, actor("alice"), 1, "No")
    found = threads.audience(threads.reply(plan.pk, actor("sam"), 1, "But @bob, @ada!"))
    assert sorted(map(str, found.called)) == ["Ada", "Bob"]
    assert sorted(map(str, found.taking_part)) == ["Alice"]


def test_who_has_left_the_project_hears_nothing(plan, context):
    begin(plan, "bob")
    models.Membership.objects.filter(person=make_user("bob")).delete()
    found = threads.audience(threads.reply(plan.pk, actor("ada"), 1, "Well"))
    assert (found.called, found.taking_part) == ((), ())


# Reading


def test_open_threads_come_first(plan, context):
    for text in ("one", "two", "three"):
        begin(plan, text=text)
    threads.resolve(plan.pk, actor("bob"), 1)
    assert [each.number for each in threads.threads_of(plan.pk, "BC-1")] == [2, 3, 1]


def test_open_threads_are_counted_by_element(plan, context):
    make_element(plan, "BoundedContext", name="Stock")
    for code in ("BC-1", "BC-1", "BC-2", "BC-2", ""):
        begin(plan, code=code)
    threads.resolve(plan.pk, actor("bob"), 3)
    assert threads.open_counts(plan.pk) == {"BC-1": 2, "BC-2": 1, "": 1}


def test_threads_of_other_plans_stay_out(plan, context):
    other = make_plan(slug="other", project=make_project("Elsewhere", cast=False))
    begin(plan, "sam", blocks="security", text="@ada")
    assert threads.open_counts(other.pk) == {}
    assert threads.blocking(other.pk, "security") == []
    assert list(threads.listed(other.pk)) == []
    assert threads.unseen_mentions(other.pk, actor("ada")) == 0


def test_reading_takes_the_same_queries_however_much_is_said(
    plan, context, django_assert_num_queries
):
    for _ in range(3):
        begin(plan, text="@ada @sam")
    threads.reply(plan.pk, actor("ada"), 2, "@bob")
    with django_assert_num_queries(3):
        for each in threads.threads_of(plan.pk, "BC-1"):
            threads.unseen_in(each, Actor("x", "X"))


# Several people at once


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_get_eight_numbers():
    plan = make_plan(slug="bookshop")
    gate = Barrier(8)
    bob = actor("bob")

    def talk(number):
        try:
            gate.wait(10)
            return [
                threads.open_thread(plan.pk, bob, "", "", f"{number}: {n}").number for n in range(3)
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        given = [number for batch in pool.map(talk, range(8)) for number in batch]
    assert sorted(given) == list(range(1, 25))
