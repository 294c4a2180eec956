"""The history: one immutable, chained row per write."""

from django.db import models

from planning.models.plan import Plan
from planning.plan.codes import LONGEST as CODE_LENGTH

VALUE_ACTIONS = ("create", "update", "delete", "link", "unlink", "plan")
"""What changes the plan value, and so moves its revision."""
REVIEW_ACTIONS = ("baseline", "sign_off")
"""What is said of a plan; ``after`` holds the record with its digest."""
ACTIONS = (*VALUE_ACTIONS, *REVIEW_ACTIONS)


class Change(models.Model):
    """One write. ``before`` and ``after`` are JSON as text: a jsonb column would not keep bytes.

    ``person`` is a pseudonym, ``batch`` one for all changes of one action of a person, ``version``
    the element's version after it. ``digest`` covers every other column and ``previous``.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="history")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    person = models.CharField(max_length=32)
    batch = models.CharField(max_length=32)
    cause = models.CharField(max_length=500, blank=True, default="")
    action = models.CharField(max_length=10, choices=[(a, a) for a in ACTIONS])
    element_kind = models.CharField(max_length=40)
    code = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    previous = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="change_number_once"),
        )
        indexes = (models.Index(fields=["plan", "code", "version"], name="change_of_element"),)

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.code}"
