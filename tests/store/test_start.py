"""Starting a plan."""

import pytest
from django.db import IntegrityError

from planning import models
from planning.store.errors import Rejected
from planning.store.load import load
from planning.store.start import start
from tests.factory import make_user

pytestmark = pytest.mark.django_db


def test_a_plan_has_a_project_an_owner_and_its_facts():
    row = start("Harbour", make_user("alice"), {"name": "Backend plan", "phase": 1})
    plan = load(row.pk)
    assert (row.slug, plan.project, plan.name, plan.phase) == (
        "harbour",
        "Harbour",
        "Backend plan",
        1,
    )
    assert {held.role for held in row.project.memberships.all()} == {"owner", "backend_lead"}


def test_a_plan_may_start_without_an_owner():
    assert start("Harbour", None, {}).project.memberships.count() == 0


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Zürich & Söhne", "zurich-sohne"), ("港", "plan"), ("New", "new-2"), ("x" * 300, "x" * 60)],
)
def test_the_address_is_made_from_the_name(name, slug):
    assert start(name, None, {}).slug == slug


def test_addresses_count_up():
    assert [start("Harbour", None, {}).slug for _ in range(3)] == [
        "harbour",
        "harbour-2",
        "harbour-3",
    ]


def test_a_given_address_is_kept_or_refused():
    assert start("Harbour", None, {}, slug="docks").slug == "docks"
    with pytest.raises(IntegrityError):
        start("Harbour", None, {}, slug="docks")


def test_nothing_is_left_where_a_fact_is_refused():
    with pytest.raises(Rejected):
        start("Harbour", None, {"phase": "first"})
    assert models.Project.objects.count() == 0
