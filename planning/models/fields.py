"""Columns for the facts of the vocabulary, one function a type, so that all kinds store alike.

Nothing is null where blank can say "not said yet". Normal form, choices and ranges are the
writer's to check; columns only have to hold what passed.
"""

from typing import Any

from django.db import models

from planning.plan.choices import words
from planning.plan.normal import LINE_LENGTH


def line() -> models.CharField:
    return models.CharField(max_length=LINE_LENGTH, blank=True, default="")


def text() -> models.TextField:
    return models.TextField(blank=True, default="")


def choice(options: tuple[str, ...], default: str = "") -> models.CharField:
    return models.CharField(
        max_length=40,
        blank=True,
        default=default,
        choices=[(option, words(option)) for option in options],
    )


def items() -> models.JSONField:
    """A set or a list of strings; order is the writer's."""
    return models.JSONField(blank=True, default=list)


def flag() -> models.BooleanField:
    return models.BooleanField(default=False)


def integer() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(null=True, blank=True)


def day() -> models.DateField:
    return models.DateField(null=True, blank=True)


def duration() -> models.CharField:
    """ISO 8601 or ``indefinite``: kept as said, since P1Y is no fixed number of days."""
    return models.CharField(max_length=40, blank=True, default="")


def reference(kind: str) -> Any:
    """A link end that may be empty. PROTECT: the writer empties it first, and writes history."""
    return models.ForeignKey(
        kind, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
