"""Memberships: who has which role in a project; at least one owner always remains."""

from django.db import transaction

from planning import models
from planning.plan.choices import words
from planning.store.errors import Missing, Rejected


def add(project_id: int, username: str, role: str, track: str, deputy: bool) -> models.User:
    """Give a person a role; raises ``Rejected`` where nobody has the name, or the role is held."""
    person = models.User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise Rejected({"username": "Nobody here has this user name."})
    _, made = models.Membership.objects.get_or_create(
        person=person, project_id=project_id, role=role, track=track, defaults={"deputy": deputy}
    )
    if not made:
        raise Rejected({"role": f"{person} is {words(role)} already."})
    return person


def end(project_id: int, membership_id: int) -> str:
    """End a membership and say which it was; raises ``Missing``, and ``Rejected`` for the last
    owner."""
    with transaction.atomic():
        # The lock on the project queues two owners who end each other at the same moment.
        models.Project.objects.select_for_update().get(pk=project_id)
        held = models.Membership.objects.filter(project_id=project_id)
        found = held.select_related("person", "project").filter(pk=membership_id).first()
        if found is None:
            raise Missing("no such membership")
        if found.role == "owner" and held.filter(role="owner").count() == 1:
            raise Rejected({"": "A project needs an owner: name another one first."})
        said = str(found)
        found.delete()
    return said
