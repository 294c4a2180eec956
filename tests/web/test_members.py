"""Who is a member, and in which role."""

import pytest

from planning import models
from tests.factory import make_user
from tests.web.conftest import HTMX, signed_in

PATH = "/plans/bookshop/members/"


def membership(username, role):
    return models.Membership.objects.get(person__username=username, role=role).pk


def test_everybody_sees_who_is_a_member(vera):
    page = vera.get(PATH).content.decode()
    assert "Architecture lead" in page
    assert 'action="/plans/bookshop/members/"' not in page


def test_the_owner_adds_somebody_who_then_sees_the_plan(alice, charlie):
    response = alice.post(PATH, {"username": "charlie", "role": "viewer"}, headers=HTMX)
    assert response.status_code == 200
    assert b"Charlie is a member now." in response.content
    assert charlie.get("/plans/bookshop/").status_code == 200


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"username": "nobody", "role": "viewer"}, b"Nobody here has this user name."),
        ({"username": "bob", "role": "contributor"}, b"contributor already"),
        ({"username": "bob", "role": "track_lead"}, b"A track lead has a track"),
        ({"username": "bob", "role": "viewer", "track": "database"}, b"nobody else has one"),
        ({"username": "bob", "role": "emperor"}, b"emperor"),
        ({}, b"This field is required."),
    ],
)
def test_what_cannot_be_added_is_422(alice, plan, said, why):
    before = models.Membership.objects.count()
    response = alice.post(PATH, said)
    assert response.status_code == 422
    assert why in response.content
    assert models.Membership.objects.count() == before


def test_only_the_owner_adds(bob):
    assert bob.post(PATH, {"username": "charlie", "role": "viewer"}).status_code == 403


def test_a_membership_ends_at_once(alice, plan):
    bob = signed_in("bob")
    alice.post(f"{PATH}end/", {"membership": membership("bob", "contributor")})
    assert bob.get("/plans/bookshop/").status_code == 404


def test_the_last_owner_stays(alice, plan):
    response = alice.post(f"{PATH}end/", {"membership": membership("alice", "owner")}, headers=HTMX)
    assert response.status_code == 422
    assert b"A project needs an owner" in response.content
    assert membership("alice", "owner")


def test_a_membership_of_another_project_is_out_of_reach(alice, plan):
    elsewhere = models.Project.objects.create(name="Elsewhere")
    held = models.Membership.objects.create(
        person=make_user("charlie"), project=elsewhere, role="owner"
    )
    assert alice.post(f"{PATH}end/", {"membership": held.pk}).status_code == 404
    assert models.Membership.objects.filter(pk=held.pk).exists()


def test_whoever_ends_their_last_membership_is_shown_their_plans(alice, plan):
    make_user("olivia")
    alice.post(PATH, {"username": "olivia", "role": "owner"})
    alice.post(f"{PATH}end/", {"membership": membership("alice", "backend_lead")})
    response = alice.post(f"{PATH}end/", {"membership": membership("alice", "owner")})
    assert response["Location"] == "/"


def test_an_end_that_names_nothing_is_422(alice):
    assert alice.post(f"{PATH}end/", {}).status_code == 422
