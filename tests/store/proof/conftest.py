"""The plan that was lived in, made once for each module."""

import pytest
from django.db import transaction

from tests.store.proving import make_lived_in_plan


@pytest.fixture(scope="module")
def lived_in(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_lived_in_plan()
        transaction.set_rollback(True)


@pytest.fixture
def db(lived_in, django_db_blocker):
    """The database with the plan in it, made once; what a test does to it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def plan(db, lived_in):
    return lived_in
