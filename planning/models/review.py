"""Baselines, decisions on them, and who has looked: what a review leaves behind."""

from django.db import models

from planning.models.fields import line, text
from planning.models.people import User
from planning.models.plan import Plan
from planning.plan.codes import LONGEST as CODE_LENGTH

DECISIONS = ("signed", "changes_requested", "not_applicable", "withdrawn", "accepted")


class Baseline(models.Model):
    """A plan as it was when somebody asked for review; immutable.

    ``content`` is the text of ``plan.json``, ``findings`` JSON as text; ``change`` is the last
    change of the history that it holds. ``asked_at`` says the moment with the offset of the plan's
    time zone. ``digest`` covers every other column, and digest and definition of each scope, and
    stands in the chain of the history.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="baselines")
    number = models.PositiveIntegerField()
    name = line()
    statement = text()
    person = models.CharField(max_length=32)
    asked_at = models.CharField(max_length=40)
    on = models.DateField()
    revision = models.PositiveIntegerField()
    change = models.PositiveIntegerField()
    format = models.PositiveIntegerField()
    rule_set = models.PositiveIntegerField()
    content = models.TextField()
    findings = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="baseline_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}".rstrip()

    @property
    def code(self) -> str:
        """``BL-3``: how people and files name it."""
        return f"BL-{self.number}"


class BaselineScope(models.Model):
    """What a signature on a baseline covers: definition and projection as they were; immutable."""

    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, related_name="scopes")
    scope = models.CharField(max_length=40)
    definition = models.TextField()
    projection = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["baseline", "scope"], name="baseline_scope_once"),
        )

    def __str__(self) -> str:
        return f"{self.scope} of {self.baseline}"


class SignOff(models.Model):
    """A decision of a person on one scope of a baseline; immutable.

    ``statement`` is the meaning of a signature, or what has to change, or why. ``method`` says how
    the person was asked again who they are, ``stated`` which elements the signer supplied in their
    role (codes, separated by commas). ``accepted`` is the owner's word on ``not_applicable``.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sign_offs")
    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, related_name="sign_offs")
    number = models.PositiveIntegerField()
    scope = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    deputy = models.BooleanField(default=False)
    person = models.CharField(max_length=32)
    decision = models.CharField(max_length=20, choices=[(d, d) for d in DECISIONS])
    statement = text()
    decided_at = models.CharField(max_length=40)
    method = models.CharField(max_length=40, blank=True, default="")
    scope_digest = models.CharField(max_length=64)
    stated = text()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="sign_off_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.decision} on {self.baseline}"


class Look(models.Model):
    """The first time that somebody who has to decide opened a baseline on their screen."""

    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, related_name="looks")
    scope = models.CharField(max_length=40)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["baseline", "scope", "person"], name="looked_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} looked at {self.scope} of {self.baseline}"


class SeenMark(models.Model):
    """That a reviewer has read an element as it stands in a scope.

    ``digest`` is that of its row in the projection, so that the mark lasts for the next round where
    nothing of it changed, and is gone where something did.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=40)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=CODE_LENGTH)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "scope", "person", "code"], name="seen_mark_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} has seen {self.code}"
