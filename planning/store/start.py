"""Starting a plan: its project, its row, its first members and what is known of it as a whole."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from planning import models
from planning.plan import rights
from planning.plan.rights import Actor
from planning.store import write

FOUNDER: tuple[rights.Role, ...] = ("owner", "backend_lead")
_TAKEN_BY_ADDRESSES = frozenset({"new"})
_LONGEST = 60


def start(
    project_name: str, owner: models.User | None, about: Mapping[str, Any], slug: str = ""
) -> models.Plan:
    """A plan in a project of its own; whoever starts it owns it and leads the backend.

    ``about`` holds plan fields as ``planning.plan.normal`` accepts them. The slug is made from the
    name of the project unless it is given. Raises ``planning.store.errors.Rejected``.
    """
    with transaction.atomic():
        project = models.Project.objects.create(name=project_name)
        row = _row(project, slug)
        if owner is not None:
            for role in FOUNDER:
                models.Membership.objects.create(person=owner, project=project, role=role)
        with write.locked(row.pk, founder(owner), cause="started the plan") as writing:
            writing.set_about(about)
    return models.Plan.objects.select_related("project").get(pk=row.pk)


def founder(owner: models.User | None) -> Actor:
    """Who starts a plan, with the rights to fill it; the operator of the server where no account
    does.

    A plan that comes back from a file brings what its leads had decided: nobody else's word stands
    in a new plan yet, so that whoever starts it may put that on record.
    """
    leads = rights.LEADS.values()
    memberships = frozenset(rights.Membership(role) for role in (*FOUNDER, *leads))
    if owner is None:
        return Actor(id="operator", name="Operator", memberships=memberships)
    return Actor(id=owner.pseudonym, name=str(owner), memberships=memberships)


def _row(project: models.Project, slug: str) -> models.Plan:
    for candidate in [slug] if slug else _candidates(project.name):
        try:
            with transaction.atomic():
                return models.Plan.objects.create(slug=candidate, project=project)
        except IntegrityError:
            # Taken, perhaps a moment ago by somebody else: the next one is free.
            if slug:
                raise
    raise AssertionError("candidates never end")


def _candidates(name: str) -> Iterator[str]:
    base = slugify(name)[:_LONGEST].strip("-") or "plan"
    if base not in _TAKEN_BY_ADDRESSES and not models.Plan.objects.filter(slug=base).exists():
        yield base
    number = 2
    while True:
        if not models.Plan.objects.filter(slug=f"{base}-{number}").exists():
            yield f"{base}-{number}"
        number += 1
