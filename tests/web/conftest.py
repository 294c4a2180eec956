"""A plan with the whole cast, and a signed-in browser for each of them."""

import pytest
from django.test import Client

from planning import models
from tests.factory import make_element, make_member, make_plan, make_user

HTMX = {"HX-Request": "true"}


def signed_in(username: str) -> Client:
    browser = Client()
    browser.force_login(make_user(username))
    return browser


@pytest.fixture
def plan(db: None) -> models.Plan:
    return make_plan(slug="bookshop")


@pytest.fixture
def alice(plan: models.Plan) -> Client:
    """Owns the project and leads the backend."""
    return signed_in("alice")


@pytest.fixture
def bob(plan: models.Plan) -> Client:
    """Contributes."""
    return signed_in("bob")


@pytest.fixture
def vera(plan: models.Plan) -> Client:
    """Looks on."""
    return signed_in("vera")


@pytest.fixture
def charlie(plan: models.Plan) -> Client:
    """Has an account, and is outside."""
    return signed_in("charlie")


@pytest.fixture
def step(plan: models.Plan) -> str:
    """The only step of the directive's only task."""
    make_element(plan, "DirectiveTask", "T-1", number="1.1", name="Understand the domain")
    return make_element(plan, "DirectiveStep", task="T-1", text="Draw the context map")


@pytest.fixture
def need(plan: models.Plan) -> str:
    """The need DP-1 of the database track, asked for."""
    return make_element(
        plan,
        "Dependency",
        name="Backups",
        track="database",
        direction="needs",
        topic="backup",
        what="A copy **every night**",
        status="requested",
        owner_here="Bob",
        owner_there="Dora",
        due="2020-01-01",
        blocking=True,
        assumption="None older than a day",
    )


@pytest.fixture
def dora(plan: models.Plan) -> Client:
    """Leads the database track."""
    make_member(plan.project, "dora", "track_lead", track="database")
    return signed_in("dora")
