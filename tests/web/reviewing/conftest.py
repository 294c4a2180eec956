"""A plan under review, and the leads who look at it; each module makes the plan that it needs."""

import pytest

from tests.store.reviewing import ask
from tests.web.conftest import signed_in


@pytest.fixture
def asked(plan):
    return ask(plan, statement="Is the desk right?")


@pytest.fixture
def ada(plan):
    return signed_in("ada")


@pytest.fixture
def sam(plan):
    return signed_in("sam")
