"""Signing in and out."""

import pytest
from django.test import Client

from planning import models
from tests.factory import PASSWORD, make_member, make_user


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_a_person_signs_in_and_lands_where_they_wanted_to_go(client, plan):
    response = client.post(
        "/sign-in/",
        {"username": "alice", "password": PASSWORD, "next": "/plans/bookshop/"},
    )
    assert response["Location"] == "/plans/bookshop/"
    assert client.get("/plans/bookshop/").status_code == 200


def test_a_wrong_password_is_422(client, plan):
    response = client.post("/sign-in/", {"username": "alice", "password": "wrong"})
    assert response.status_code == 422
    assert b"correct username and password" in response.content


def test_nobody_is_led_to_another_site(client, plan):
    response = client.post(
        "/sign-in/?next=https://elsewhere.example/",
        {"username": "alice", "password": PASSWORD, "next": "https://elsewhere.example/"},
    )
    assert response["Location"] == "/"


def test_signing_out_takes_a_post(alice):
    assert alice.get("/sign-out/").status_code == 405
    assert alice.post("/sign-out/")["Location"] == "/sign-in/"
    assert alice.get("/").status_code == 302


def test_the_demo_signs_in_by_role(client, plan, demo):
    assert b"Or try the demo as" in client.get("/sign-in/").content
    response = client.post("/demo-sign-in/", {"role": "security_lead"})
    assert response["Location"] == "/"
    assert b"Sam" in client.get("/").content


def test_the_demo_is_absent_in_production(client, plan, settings):
    settings.DEMO = False
    assert b"Or try the demo as" not in client.get("/sign-in/").content
    assert client.post("/demo-sign-in/", {"role": "owner"}).status_code == 404
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("role", ["", "emperor", "track_lead"])
def test_the_demo_says_when_nobody_has_the_role(client, plan, demo, role):
    assert client.post("/demo-sign-in/", {"role": role}).status_code == 422


def test_the_demo_signs_in_no_superuser(client, plan, demo):
    root = make_user("root", is_superuser=True)
    make_member(plan.project, "root", "track_lead", track="networking")
    assert models.User.objects.get(pk=root.pk).is_superuser
    assert client.post("/demo-sign-in/", {"role": "track_lead"}).status_code == 422


def test_a_form_without_its_token_is_refused_in_our_words(plan):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/sign-in/", {"username": "alice", "password": PASSWORD})
    assert response.status_code == 403
    assert b"Please send it again" in response.content
