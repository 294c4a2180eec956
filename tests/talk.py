"""Threads for tests, begun by anybody of the cast."""

from typing import Any

from planning import models
from planning.plan.rights import Actor
from planning.store import threads
from planning.web.access import actor_of, memberships_of
from tests.factory import make_user


def actor(username: str) -> Actor:
    """Somebody of the cast in their roles, as they are a member now."""
    person = make_user(username)
    projects = {held.project_id for held in person.memberships.all()}
    held = [memberships_of(person, project) for project in projects]
    return actor_of(person, frozenset().union(*held))


def begin(
    plan: models.Plan,
    username: str = "bob",
    code: str = "BC-1",
    text: str = "Why two?",
    field: str = "",
    **said: Any,
) -> models.Thread:
    return threads.open_thread(plan.pk, actor(username), code, field, text, **said)


def make_baseline(plan: models.Plan, number: int = 1) -> models.Baseline:
    """A baseline to comment on, which holds nothing."""
    said: dict[str, Any] = dict.fromkeys(("revision", "change", "format", "rule_set"), 1)
    said |= {"content": "{}", "findings": "[]", "digest": "0" * 64}
    said |= {"asked_at": "2026-11-04T10:00:00+01:00", "on": "2026-11-04"}
    person = make_user("alice").pseudonym
    return models.Baseline.objects.create(plan=plan, number=number, person=person, **said)
