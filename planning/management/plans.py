"""What the commands share: which plan is meant, and how they end.

Exit 0 is fine, 1 is problems found, 2 is wrong usage; a message names file, line and remedy.
"""

import stat
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from planning import models
from planning.imports.draft import Diagnostic
from planning.plan import plan_json, rules
from planning.plan.readiness import readiness
from planning.plan.signatures import NOT_ASKED, Review
from planning.plan.value import Plan
from planning.store import baselines, subject
from planning.store.errors import Missing
from planning.store.load import load, loaded
from planning.store.start import founder
from planning.store.subject import Subject

OPERATOR = founder(None)
"""Whoever runs a command on the server; the history says ``operator``."""

USAGE = 2
MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE


class PlanCommand(BaseCommand):
    """A command that says so when the database is not there or not migrated."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            said = str(error).strip().splitlines()[0]
            raise wrong_usage(
                f"the database cannot be used: {said}; look at DATABASE_URL, then run migrate"
            ) from None


def wrong_usage(message: str) -> CommandError:
    return CommandError(message, returncode=USAGE)


def day(said: str) -> date:
    """An argument that is a date."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ArgumentTypeError(f"{said!r} is not a date such as 2026-11-04") from None


def plan_row(slug: str) -> models.Plan:
    """The row of a stored plan."""
    row = models.Plan.objects.filter(slug=slug).first()
    if row is None:
        known = ", ".join(models.Plan.objects.order_by("slug").values_list("slug", flat=True)[:10])
        raise wrong_usage(
            f"no plan {slug!r}; "
            + (f"there are: {known}" if known else "begin one with manage.py new_plan")
        )
    return row


def plan_file(name: str) -> Path | None:
    """The file that a PLAN on the command line names, ``None`` where it is a slug."""
    path = Path(name)
    return path if path.suffix == ".json" or path.is_file() else None


def plan_named(name: str, complain: Callable[[str], object]) -> tuple[Plan, bool]:
    """The plan under a slug, or in a ``plan.json`` (then no database is touched), and whether all
    of it was understood. ``complain`` gets a line for each part of the file that was not."""
    path = plan_file(name)
    if path is None:
        return load(plan_row(name).pk), True
    try:
        plan, problems = plan_json.read(file_text(path))
    except plan_json.Unreadable as error:
        raise wrong_usage(f"{path}: {error}; export it again, or mend that line") from None
    for problem in problems:
        complain(f"{path}: {problem}")
    return plan, not problems


def review_named(name: str) -> Review:
    """Where the review of a stored plan stands; of a file nothing is known."""
    if plan_file(name) is not None:
        return NOT_ASKED
    now = loaded(plan_row(name).pk)
    return now.records.review(now.plan)


def subject_named(slug: str, of: str, on: date) -> Subject:
    """What is meant of a stored plan: a baseline by its name, ``live``, or blank for what stands."""
    row = plan_row(slug)
    now = loaded(row.pk)
    review = now.records.review(now.plan)
    if not of:
        verdict = readiness(now.plan, rules.check(now.plan, on), review, on)
        return subject.standing(row.pk, now, review, verdict)
    if of == "live":
        return subject.live(now, review, on)
    try:
        return subject.of_baseline(now, baselines.baseline(row.pk, of))
    except Missing as error:
        known = ", ".join(each.code for each in baselines.listed(row.pk)) or "none yet"
        raise wrong_usage(f"{error}; there are: {known}") from None


def report(diagnostics: Iterable[Diagnostic], complain: Callable[[str], object]) -> None:
    """Print what a reader had to say, a line each."""
    for diagnostic in diagnostics:
        complain(f"{diagnostic.level}: {diagnostic}")


def file_text(path: Path) -> str:
    return file_bytes(path).decode("utf-8-sig", errors="replace")


def file_bytes(path: Path, most: int = LARGEST_FILE) -> bytes:
    """What is in a file of at most so many bytes; a pipe or a device, which may never end, is none."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise wrong_usage(f"{path}: a pipe or a device; name a plain file")
        if found.st_size > most:
            size, bound = found.st_size // MEGABYTE, most // MEGABYTE
            raise wrong_usage(f"{path}: {size:,} MB; at most {bound} MB are read")
        return path.read_bytes()
    except OSError as error:
        raise wrong_usage(f"{path}: {error.strerror}; name a file that can be read") from None
