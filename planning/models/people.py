"""People, projects and who may do what in them."""

import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models

from planning.models.fields import choice
from planning.plan import choices as c


def new_pseudonym() -> str:
    """A random id under which a person stands in the history, whatever becomes of the account."""
    return secrets.token_hex(8)


class User(AbstractUser):
    """An account. The history and the exports know only the pseudonym and the display name."""

    pseudonym = models.CharField(max_length=32, unique=True, default=new_pseudonym, editable=False)
    display_name = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username


class Project(models.Model):
    """What plans belong to and people are members of."""

    name = models.CharField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    people = models.ManyToManyField(User, through="Membership", related_name="projects")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a person has in a project; track leads say of which track."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    role = choice(c.ROLES)
    track = choice(c.TRACKS)
    deputy = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "project", "role", "track"],
                name="membership_said_once",
            ),
            models.CheckConstraint(condition=~models.Q(role=""), name="membership_has_role"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {c.words(self.role)} in {self.project}"
