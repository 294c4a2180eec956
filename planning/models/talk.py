"""Threads of comments on elements and baselines, and who is called by name in them."""

from django.db import models

from planning.models.fields import text
from planning.models.people import User
from planning.models.plan import Plan
from planning.models.review import Baseline
from planning.plan.codes import LONGEST as CODE_LENGTH


class Thread(models.Model):
    """A conversation on an element, or on the plan where no code is said.

    ``field`` narrows it to a field of the element. ``baseline`` is where it was begun, if on one;
    it shows on the live element all the same. A thread with ``blocks`` has to be resolved before
    that scope is signed; ``person`` and ``resolved_by`` are pseudonyms.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="threads")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    field = models.CharField(max_length=60, blank=True, default="")
    baseline = models.ForeignKey(
        Baseline, null=True, blank=True, on_delete=models.PROTECT, related_name="threads"
    )
    blocks = models.CharField(max_length=40, blank=True, default="")
    person = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.CharField(max_length=32, blank=True, default="")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="thread_number_once"),
        )
        indexes = (models.Index(fields=["plan", "code"], name="threads_of_element"),)

    def __str__(self) -> str:
        return f"thread {self.number} on {self.code or 'the plan'}"


class Comment(models.Model):
    """What somebody said in a thread, Markdown; ``person`` is a pseudonym."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    person = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)
    text = text()

    def __str__(self) -> str:
        return f"comment in {self.thread}"


class Mention(models.Model):
    """Somebody called by name in a comment; ``seen_at`` once they have opened the thread."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.comment}"
