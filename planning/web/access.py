"""Who reaches which plan: fetching and authorising are one call."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from planning import models
from planning.plan import rights
from planning.plan.findings import Finding
from planning.plan.readiness import Readiness
from planning.plan.rights import Action, Actor
from planning.plan.signatures import Review
from planning.plan.value import Plan
from planning.store import threads
from planning.store.load import Loaded, loaded
from planning.web import checked


@dataclass(frozen=True)
class Access:
    """A plan in the hands of one person: its row, who they are, and what the plan says."""

    row: models.Plan
    actor: Actor

    @cached_property
    def loaded(self) -> Loaded:
        """Plan and review as last committed, once a request; after a write ask ``access`` again."""
        return loaded(self.row.pk)

    @property
    def plan(self) -> Plan:
        return self.loaded.plan

    @cached_property
    def review(self) -> Review:
        """Where the review stands, judged against the plan as it is."""
        return checked.review_of(self.loaded)

    @cached_property
    def on(self) -> date:
        """The date on which rules look at the plan."""
        return timezone.localdate()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return checked.findings(self.plan, self.on)

    @cached_property
    def readiness(self) -> Readiness:
        return checked.readiness_of(self.plan, self.review, self.on)

    @cached_property
    def open_threads(self) -> dict[str, int]:
        """Open threads of comments by code, once a request."""
        return threads.open_counts(self.row.pk)

    def may(self, action: Action) -> bool:
        return rights.may(self.actor, action)


def access(request: HttpRequest, slug: str, action: Action = "read") -> Access:
    """The plan behind a slug for the person who asks.

    Not a member learns nothing, not even that there is a plan: ``Http404``. A member without the
    right gets ``PermissionDenied``.
    """
    row = models.Plan.objects.select_related("project").filter(slug=slug).first()
    person = person_of(request)
    memberships = memberships_of(person, row.project_id) if row else frozenset()
    if row is None or not memberships:
        raise Http404("no such plan")
    found = Access(row, actor_of(person, memberships))
    if not found.may(action):
        raise PermissionDenied("Your roles do not allow this.")
    return found


def person_of(request: HttpRequest) -> models.User:
    """Who asks; the middleware lets nobody in who is not signed in."""
    assert isinstance(request.user, models.User)
    return request.user


def person_with(actor: Actor) -> models.User | None:
    """The account of somebody who acts."""
    return models.User.objects.filter(pseudonym=actor.id).first()


def memberships_of(person: models.User, project_id: int) -> frozenset[rights.Membership]:
    held = person.memberships.filter(project_id=project_id)
    return frozenset(rights.Membership(each.role, each.track, each.deputy) for each in held)


def actor_of(person: models.User, memberships: frozenset[rights.Membership]) -> Actor:
    return Actor(id=person.pseudonym, name=str(person), memberships=memberships)
