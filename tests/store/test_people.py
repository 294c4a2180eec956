"""Anonymising a person: who they were is gone, what they did still proves itself."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.db.models import ProtectedError
from django.test import Client

from planning import models
from planning.plan.rights import Membership
from planning.plan.value import Release
from planning.store import history, people, write
from planning.store.errors import Rejected
from planning.store.load import load
from planning.web import past
from planning.web.access import actor_of
from tests.factory import (
    PASSWORD,
    make_element,
    make_member,
    make_plan,
    make_project,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(slug="bookshop")


@pytest.fixture
def olivia(plan):
    """A contributor with everything that an account can hold."""
    make_user(
        "olivia",
        display_name="Olivia Lindqvist",
        first_name="Liv",
        last_name="Lind",
        email="olivia@shop.example",
        is_staff=True,
    )
    return make_member(plan.project, "olivia", "contributor", "viewer")


def again(person):
    return models.User.objects.get(pk=person.pk)


def writing_as(person):
    return actor_of(person, frozenset({Membership("backend_lead")}))


def standing(person):
    return [str(each) for each in people.anonymise(person).standing]


def test_who_somebody_was_is_gone_and_the_pseudonym_stays(olivia):
    done = people.anonymise(olivia)
    account = again(olivia)
    assert account.pseudonym == done.pseudonym == olivia.pseudonym
    assert account.username == done.username == f"former-{olivia.pseudonym}"
    assert account.display_name == done.display_name == f"Former member {olivia.pseudonym[:4]}"
    assert (account.first_name, account.last_name, account.email) == ("", "", "")
    assert (account.is_active, account.is_staff, account.is_superuser) == (False, False, False)


def test_nobody_signs_in_with_the_account_any_more(olivia):
    done = people.anonymise(olivia)
    assert authenticate(username="olivia", password=PASSWORD) is None
    assert authenticate(username=done.username, password=PASSWORD) is None
    assert not again(olivia).has_usable_password()


def test_open_sessions_end_and_those_of_others_go_on(olivia):
    theirs, others = Client(), Client()
    theirs.force_login(olivia)
    others.force_login(make_user("bob"))
    done = people.anonymise(olivia)
    assert done.sessions == 1
    assert Session.objects.count() == 1
    assert theirs.get("/plans/bookshop/").status_code == 302
    assert others.get("/plans/bookshop/").status_code == 200


def test_memberships_end(olivia):
    done = people.anonymise(olivia)
    assert done.memberships == ("contributor of Bookshop", "viewer of Bookshop")
    assert not olivia.memberships.exists()


def test_the_last_owner_of_projects_stays_whole(plan):
    alone = make_project("Harbour", cast=False)
    shared = make_project("Library", cast=False)
    make_member(alone, "alice", "owner")
    make_member(shared, "alice", "owner")
    make_member(shared, "bob", "owner")
    with pytest.raises(Rejected, match="the last owner of Bookshop, Harbour: name another"):
        people.anonymise(make_user("alice"))
    account = models.User.objects.get(username="alice")
    assert (account.display_name, account.is_active) == ("Alice", True)
    assert account.memberships.count() == 4


def test_an_owner_whose_account_is_closed_does_not_count(plan):
    make_member(plan.project, "bob", "owner")
    models.User.objects.filter(username="bob").update(is_active=False)
    with pytest.raises(Rejected, match="the last owner of Bookshop"):
        people.anonymise(make_user("alice"))


def test_only_projects_that_somebody_owns_hold_them_back(plan, olivia):
    models.User.objects.filter(username="alice").update(is_active=False)
    assert people.anonymise(olivia).memberships


def test_one_of_two_owners_may_go(plan):
    make_member(plan.project, "bob", "owner")
    done = people.anonymise(make_user("alice"))
    assert "owner of Bookshop" in done.memberships


def test_nobody_is_anonymised_twice(olivia):
    people.anonymise(olivia)
    with pytest.raises(Rejected, match="is anonymised already"):
        people.anonymise(olivia)


def test_the_chain_still_verifies_and_shows_the_new_name(plan, olivia):
    code = make_element(plan, "Term", name="Order", definition="By Olivia Lindqvist")
    write.update(plan.pk, writing_as(olivia), code, {"definition": "What is bought"}, 1)
    before = list(models.Change.objects.order_by("number").values())
    done = people.anonymise(olivia)
    changes = models.Change.objects.order_by("number")
    assert list(changes.values()) == before
    assert [history.digest(each) for each in changes] == [each.digest for each in changes]
    assert past.names([olivia.pseudonym])[olivia.pseudonym] == done.display_name
    assert changes.last().person == olivia.pseudonym


def test_an_account_with_memberships_cannot_be_deleted(olivia):
    with pytest.raises(ProtectedError):
        olivia.delete()


# Where the old name still stands


@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [
        ("BuildStep", "owner", "Olivia Lindqvist"),
        ("Decision", "deciders", "Ada, olivia lindqvist; Bob"),
        ("DirectiveStep", "ticked_by", "olivia"),
        ("Term", "agreed_by", "Liv Lind"),
        ("Dependency", "owner_there", "Olivia <olivia@shop.example>"),
        ("Policy", "notes", "Ask (Olivia)."),
    ],
)
def test_a_text_that_names_the_person_is_found(plan, olivia, kind, field, text):
    code = make_element(plan, kind, **{field: text})
    assert standing(olivia) == [f"bookshop {code} {field}"]


@pytest.mark.parametrize("text", ["Oliviana", "Bolivia", "Olivia2", "Lindqvist", ""])
def test_half_a_name_is_no_name(plan, olivia, text):
    make_element(plan, "Term", name="Order", definition=text)
    assert standing(olivia) == []


def test_records_and_facts_of_the_plan_are_looked_through(plan, olivia):
    release = Release(version="1", date="2026-11-04", by="Olivia Lindqvist", summary="First")
    with write.locked(plan.pk, writing_as(olivia)) as writing:
        writing.set_records("releases", [release])
        writing.set_about({"purpose": "What Olivia Lindqvist wants"})
    assert sorted(standing(olivia)) == ["bookshop purpose", "bookshop releases.by"]


def test_plans_of_other_projects_are_looked_through(olivia):
    elsewhere = make_plan("Harbour", project=make_project("Harbour", cast=False))
    make_element(elsewhere, "BuildStep", owner="Olivia Lindqvist")
    assert standing(olivia) == ["harbour ST-1 owner"]


def test_texts_are_found_and_left_alone(plan, olivia):
    make_element(plan, "BuildStep", owner="Olivia Lindqvist")
    before = load(plan.pk)
    people.anonymise(olivia)
    assert load(plan.pk) == before
