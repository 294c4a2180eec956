"""E-mail addresses of people: in no page of a plan, and in nothing that leaves it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from planning import models
from planning.exports.bundle import bundle
from planning.plan.people import without_address
from planning.plan.rights import Actor
from planning.store import decisions
from planning.store.load import load
from tests.factory import make_element, make_member, make_user
from tests.web.conftest import signed_in

ADDRESS = "private.example"
ON = date(2026, 11, 4)


@pytest.fixture
def busy(plan, step):
    """Everybody has an address, one is shown by theirs, and each left a trace in the plan."""
    make_user("olivia@shop.example", display_name="olivia@shop.example")
    make_member(plan.project, "olivia@shop.example", "contributor", "owner")
    for person in models.User.objects.all():
        person.email = f"{person.pseudonym}@{ADDRESS}"
        person.save()
    olivia = signed_in("olivia@shop.example")
    ticked = {"status": "done", "version": "1"}
    assert olivia.post(f"/plans/bookshop/steps/{step}/tick/", ticked).status_code == 302
    until = str(timezone.localdate() + timedelta(days=30))
    asked = {"rule": "DE-03", "about": "database", "reason": "Later", "until": until}
    assert olivia.post("/plans/bookshop/waivers/ask/", asked).status_code == 302
    make_element(plan, "Dependency", track="security", owner_here="Bob")
    answer = {"status": "declined", "reason": "No", "version": "1"}
    assert signed_in("sam").post("/plans/bookshop/needs/DP-1/", answer).status_code == 302
    return plan


@pytest.mark.parametrize("profile", ["full", "redacted"])
def test_no_exported_file_holds_an_address(busy, profile):
    plan = load(busy.pk)
    assert plan.waivers[0].asked_by == "olivia"
    made = bundle(plan, ON, profile=profile)
    everything = "\n".join([*made.files.values(), made.log_entry])
    assert ADDRESS not in everything
    assert "olivia@shop.example" not in everything


@pytest.mark.parametrize(
    "path",
    ["", "members/", "needs/", "waivers/", "findings/", "rules/", "e/DP-1/", "e/DP-1/history/"],
)
def test_no_page_shows_the_address_of_an_account(busy, path):
    page = signed_in("vera").get(f"/plans/bookshop/{path}")
    assert page.status_code == 200
    assert ADDRESS not in page.content.decode()


def test_user_names_are_for_the_owner_who_adds_members(busy, vera, alice):
    # Many sign in with their address.
    assert '<span class="soft small">bob</span>' not in _members(vera)
    assert '<span class="soft small">bob</span>' in _members(alice)


def _members(browser):
    return browser.get("/plans/bookshop/members/").content.decode()


def test_who_is_shown_by_an_address_still_does_not_decide_on_their_own_waiver(busy):
    waiver = load(busy.pk).waivers[0]
    person = make_user("olivia@shop.example")
    other = Actor("somebody-else", str(person), frozenset())
    assert person.pseudonym in decisions.askers(busy.pk, waiver)
    assert other.name == waiver.asked_by


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("olivia@shop.example", "olivia"),
        ("Olivia Lind <olivia@shop.example>", "Olivia Lind"),
        ("Olivia (olivia@shop.example)", "Olivia"),
        ("Olivia", "Olivia"),
        ("", ""),
    ],
)
def test_somebody_acts_under_a_name_without_address(said, left):
    assert Actor("1", said).name == without_address(said) == left
