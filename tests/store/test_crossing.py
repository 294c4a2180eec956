"""Decisions that cross edits, baselines and each other: what is current is what somebody signed."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from planning import models
from planning.plan import canonical
from planning.plan.scopes import project_by
from planning.store import baselines, history, sign_offs, write
from planning.store.errors import NotReady, Outdated, Rejected, WriteError
from planning.store.load import load, loaded
from planning.store.undo import undo
from tests.factory import actor_of, make_member, make_sound_plan
from tests.store.reviewing import ON, ask, decide, latest, review, withdraw, word

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8
TIE = ("applies_to", "DC-2", "AG-1")


@pytest.fixture
def plan(transactional_db):
    row = make_sound_plan()
    make_member(row.project, "dora", "architecture_lead")
    make_member(row.project, "olga", "owner")
    return row


def at_once(*acts):
    """Run acts in threads that start together; what they return, or what refused them."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(10)
            return act()
        except WriteError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


# Acts, made ready before the start so that nothing but the act itself runs when they cross


def signing(plan, username, scope="architecture", **said):
    about = (plan.pk, actor_of(plan, username), word(plan, scope, **said))
    return partial(sign_offs.decide, *about, ON)


def withdrawing(plan, username, scope="architecture"):
    return partial(
        sign_offs.withdraw, plan.pk, actor_of(plan, username), word(plan, scope, "withdrawn")
    )


def asking(plan, username="alice"):
    return partial(baselines.ask, plan.pk, actor_of(plan, username), "", "Please look", ON)


def editing(plan, code, name, said):
    actor = actor_of(plan, "alice")

    def act():
        with write.locked(plan.pk, actor) as writing:
            writing.update(code, {name: said})
        return writing.batch

    return act


def tying(plan):
    """Ties two elements, or unties them where they are tied."""
    actor = actor_of(plan, "bob")
    tied = TIE in {link.key for link in load(plan.pk).links}

    def act():
        with write.locked(plan.pk, actor) as writing:
            (writing.unlink if tied else writing.link)(*TIE)

    return act


# What holds whatever crossed what


def check_last_word(plan, scope="architecture"):
    """The last decision is on what its baseline says, and current exactly while that stands."""
    row = models.SignOff.objects.filter(plan=plan, scope=scope).latest("number")
    signed = row.baseline.scopes.get(scope=scope)
    assert row.scope_digest == signed.digest == canonical.digest(signed.projection)
    stands = project_by(load(plan.pk), signed.definition) == signed.projection
    assert latest(plan, scope).current is stands


def number_of(plan, said):
    """The one place in the history of what says this."""
    return plan.history.get(after__contains=said).number


def check_edit(plan, said):
    """An edit is in every baseline asked for after it and in none before, and once on record."""
    number = number_of(plan, said)
    last = list(baselines.listed(plan.pk)[:2])
    assert [said in row.content for row in last] == [row.change >= number for row in last]


def check_chain(plan):
    changes = list(plan.history.order_by("number"))
    plan.refresh_from_db()
    assert [change.number for change in changes] == list(range(1, plan.changes + 1))
    assert [change.previous for change in changes] == ["", *(c.digest for c in changes)][:-1]
    assert [change.digest for change in changes] == [history.digest(c) for c in changes]
    assert plan.head == changes[-1].digest


def check_on_record(plan):
    """Baselines and decisions stand in the chain, each exactly once, in their order."""
    for action, rows in (("baseline", plan.baselines), ("sign_off", plan.sign_offs)):
        noted = plan.history.filter(action=action).order_by("number")
        digests = rows.order_by("number").values_list("digest", flat=True)
        assert [digest in note.after for digest, note in zip(digests, noted, strict=True)] == [
            True for _ in digests
        ]


@pytest.mark.parametrize(
    ("edits", "voided"),
    [
        ((("AG-1", "purpose"),), True),
        ((("TE-1", "definition"),), False),
        ((("AG-1", "purpose"), ("TE-1", "definition")), True),
        ((("AT-2", "classification_reason"), ("TE-1", "definition"), ("DP-1", "what")), False),
    ],
    ids=["inside", "outside", "inside and outside", "three outside"],
)
def test_a_signature_that_crosses_edits_is_over_the_baseline_and_stale_where_they_touch_it(
    plan, edits, voided
):
    for turn in range(ROUNDS):
        ask(plan)
        texts = [f"Said by {code} in turn {turn}." for code, _ in edits]
        acts = (editing(plan, *edit, said) for edit, said in zip(edits, texts, strict=True))
        made, *_ = at_once(signing(plan, "ada"), *acts)
        signed = made.baseline.scopes.get(scope="architecture").projection
        assert not any(said in signed for said in texts)
        assert latest(plan, "architecture").current is not voided
        assert {number_of(plan, said) > made.baseline.change for said in texts} == {True}
        assert plan.history.filter(after__contains=made.digest).count() == 1
        check_last_word(plan)
    check_on_record(plan)
    check_chain(plan)


def test_a_signature_that_crosses_edits_a_link_and_another_baseline_is_true_to_one_of_them(plan):
    for turn in range(ROUNDS):
        # The round before may have asked for all there is.
        editing(plan, "TE-2", "definition", f"Opens turn {turn}.")()
        shown = ask(plan)
        editing(plan, "AG-1", "purpose", f"Before turn {turn}.")()
        said = f"Said in turn {turn}."
        made, *_ = at_once(
            signing(plan, "ada"), editing(plan, "AG-2", "purpose", said), tying(plan), asking(plan)
        )
        assert isinstance(made, models.SignOff | Outdated)
        assert plan.sign_offs.filter(baseline=shown).exists() is isinstance(made, models.SignOff)
        check_edit(plan, said)
        if plan.sign_offs.exists():
            check_last_word(plan)
    check_on_record(plan)
    check_chain(plan)


def test_a_signature_that_crosses_a_new_baseline_is_on_the_one_shown_or_refused(plan):
    ask(plan)
    for turn in range(ROUNDS):
        editing(plan, "AG-1", "purpose", f"Turn {turn}")()
        shown = baselines.latest(plan.pk)
        made, asked = at_once(signing(plan, "ada"), asking(plan))
        on_new = plan.sign_offs.filter(baseline=asked)
        on_shown = plan.sign_offs.filter(baseline=shown)
        assert not on_new.exists()
        if isinstance(made, Outdated):
            assert not on_shown.exists()
        else:
            assert on_shown.get() == made
            assert number_of(plan, made.digest) < number_of(plan, asked.digest)
            check_last_word(plan)
    check_on_record(plan)
    check_chain(plan)


def test_two_leads_of_a_role_sign_at_once_and_the_later_has_the_last_word(plan):
    ask(plan)
    for turn in range(ROUNDS):
        said = {"statement": f"Read in turn {turn}"}
        made = at_once(signing(plan, "ada", **said), signing(plan, "dora", **said))
        assert sorted(each.number for each in made) == [2 * turn + 1, 2 * turn + 2]
        first, last = sorted(made, key=lambda each: number_of(plan, each.digest))
        assert first.number < last.number
        said = review(plan).signatures
        assert [each.current for each in said[-2:]] == [False, True]
        assert said[-1].person == {"ada": "Ada", "dora": "Dora"}[username_of(last)]
        check_last_word(plan)
    check_on_record(plan)
    check_chain(plan)


def username_of(made):
    return models.User.objects.get(pseudonym=made.person).username


def test_of_a_signature_and_a_withdrawal_that_cross_the_later_stands(plan):
    ask(plan)
    for _ in range(ROUNDS):
        decide(plan, "ada", "architecture")
        made = at_once(signing(plan, "dora"), withdrawing(plan, "ada"))
        last = max(made, key=lambda each: each.number)
        said = latest(plan, "architecture")
        assert (said.decision, said.given) == (last.decision, last.decision == "signed")
        assert number_of(plan, last.digest) == plan.history.latest("number").number
    check_on_record(plan)
    check_chain(plan)


def test_of_two_who_withdraw_one_signature_at_once_one_is_told_that_it_is_gone(plan):
    ask(plan)
    for turn in range(ROUNDS):
        decide(plan, "ada", "architecture")
        made = at_once(withdrawing(plan, "ada"), withdrawing(plan, "dora"))
        assert sorted(isinstance(each, Outdated) for each in made) == [False, True]
        assert plan.sign_offs.count() == 2 * (turn + 1)
    check_chain(plan)


def test_two_people_who_ask_at_once_make_one_baseline(plan):
    for turn in range(ROUNDS):
        editing(plan, "AG-1", "purpose", f"Turn {turn}")()
        made = at_once(asking(plan, "alice"), asking(plan, "olga"))
        assert sorted(isinstance(each, Rejected) for each in made) == [False, True]
        assert plan.baselines.count() == turn + 1
    check_on_record(plan)
    check_chain(plan)


def test_a_baseline_that_crosses_edits_holds_those_before_it_and_no_other(plan):
    for turn in range(ROUNDS):
        editing(plan, "TE-2", "definition", f"Opens turn {turn}.")()
        said = [f"Said first in turn {turn}.", f"Said second in turn {turn}."]
        codes = ("AG-1", "AG-2")
        acts = (editing(plan, c, "purpose", s) for c, s in zip(codes, said, strict=True))
        at_once(asking(plan), *acts)
        for each in said:
            check_edit(plan, each)
    check_chain(plan)


@pytest.mark.parametrize(
    ("code", "name"), [("AG-1", "purpose"), ("AT-2", "classification_reason"), ("TE-1", "example")]
)
def test_nobody_ever_sees_a_plan_confirmed_that_says_something_else(plan, code, name):
    ask(plan)
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    signed = baselines.latest(plan.pk).scopes.get(scope="backend")
    for turn in range(ROUNDS):
        edit = editing(plan, code, name, f"Turn {turn}")
        made, batch, seen = at_once(signing(plan, "alice", "backend"), edit, watching(plan, signed))
        assert set(seen) <= {("confirmed", True), ("in_review", True), ("in_review", False)}
        assert isinstance(made, models.SignOff | NotReady)
        assert review(plan).state == "in_review"
        undo(plan.pk, actor_of(plan, "alice"), batch)
        confirmed = isinstance(made, models.SignOff)
        assert review(plan).state == ("confirmed" if confirmed else "in_review")
        if confirmed:
            check_last_word(plan, "backend")
            withdraw(plan, "alice", "backend")
    check_on_record(plan)
    check_chain(plan)


def watching(plan, signed):
    """Looks again and again where the review stands, and whether the plan says what was signed."""

    def act():
        return [look(plan, signed) for _ in range(4)]

    return act


def look(plan, signed):
    now = loaded(plan.pk)
    stands = project_by(now.plan, signed.definition) == signed.projection
    return now.records.review(now.plan).state, stands
