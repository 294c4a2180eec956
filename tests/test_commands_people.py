"""Anonymising somebody from a terminal: asked first, told what was done and what is left."""

import io

import pytest

from planning import models
from tests.factory import make_element, make_plan, make_user

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def plan():
    return make_plan(slug="bookshop")


def is_there(username):
    return models.User.objects.filter(username=username, is_active=True).exists()


def test_what_was_done_is_told(run, plan):
    person = make_user("bob")
    code, out, _ = run("anonymise_person", "bob", "--yes")
    assert code == 0
    assert f"bob is former-{person.pseudonym} now" in out
    assert f"shown as Former member {person.pseudonym[:4]}" in out
    assert "ended: contributor of Bookshop; sessions: 0" in out
    assert "no text of a plan holds an old name" in out
    assert "earlier texts in the history stay as they are" in out
    assert not is_there("bob")


def test_texts_that_still_hold_the_name_are_listed(run, plan):
    make_element(plan, "BuildStep", owner="Bob")
    _, out, _ = run("anonymise_person", "bob", "--yes")
    assert "  bookshop ST-1 owner\n" in out


def test_an_unknown_name_is_wrong_usage(run, plan):
    code, _, said = run("anonymise_person", "nobody", "--yes")
    assert (code, said) == (2, "nobody here has the user name 'nobody'")


def test_the_last_owner_is_a_problem(run, plan):
    code, _, said = run("anonymise_person", "alice", "--yes")
    assert code == 1
    assert "the last owner of Bookshop" in said
    assert is_there("alice")


def test_without_a_terminal_it_takes_a_yes(run, plan, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    code, _, said = run("anonymise_person", "bob")
    assert code == 2
    assert "--yes" in said
    assert is_there("bob")


@pytest.mark.parametrize(
    ("typed", "code", "stays"), [("yes\n", 0, False), ("no\n", 1, True), ("\n", 1, True)]
)
def test_at_a_terminal_it_is_asked_first(run, plan, monkeypatch, typed, code, stays):
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert run("anonymise_person", "bob")[0] == code
    assert is_there("bob") is stays
