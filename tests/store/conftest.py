"""An empty plan and the people who write to it."""

import pytest

from planning import models
from planning.plan.rights import Actor, Membership

LEAD = Actor("a11ce", "Alice", frozenset({Membership("backend_lead")}))
VIEWER = Actor("0e0a", "Vera", frozenset({Membership("viewer")}))


@pytest.fixture
def lead() -> Actor:
    return LEAD


@pytest.fixture
def viewer() -> Actor:
    return VIEWER


def make_row(slug: str = "harbour") -> models.Plan:
    project = models.Project.objects.create(name="Harbour")
    return models.Plan.objects.create(slug=slug, project=project, name="Backend Phase 1")


@pytest.fixture
def row(db: None) -> models.Plan:
    return make_row()


@pytest.fixture
def committed_row(transactional_db: None) -> models.Plan:
    """For tests with several connections, which must see what others committed."""
    return make_row()
