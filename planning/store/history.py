"""The history of a plan: what is appended, how it is chained, what it knows of an element."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, Q

from planning import models
from planning.plan import canonical, plan_json
from planning.plan.elements import BY_NAME, Element, facts
from planning.store.rows import chunks
from planning.store.undone import undone

CHAINED = (
    "number",
    "at",
    "person",
    "batch",
    "cause",
    "action",
    "element_kind",
    "code",
    "version",
    "before",
    "after",
)


IMPORT = "import of "
START = "started from "
"""How the cause of a change begins that came out of a file."""


def chained(change: models.Change, previous: str) -> models.Change:
    """The change with its place in the chain: the digest covers it and all before it."""
    change.previous = previous
    change.digest = digest(change)
    return change


def digest(change: models.Change) -> str:
    """SHA-256 over the previous digest and every column, as canonical text."""
    said: dict[str, Any] = {name: getattr(change, name) for name in CHAINED}
    said["at"] = change.at.astimezone(UTC).isoformat(timespec="microseconds")
    return canonical.digest(change.previous + "\n" + canonical.text(said))


def element_at(plan_id: int, code: str, version: int) -> Element:
    """The element as it was at this version.

    The first later change holds it whole in ``before``. Raises ``LookupError`` where there is none.
    """
    later = (
        models.Change.objects.filter(
            plan_id=plan_id, code=code, version__gt=version, action__in=("update", "delete")
        )
        .order_by("number")
        .first()
    )
    if later is None:
        raise LookupError(f"no version {version} of {code}")
    return read(later.element_kind, later.before)


def at_versions(plan_id: int, wanted: Mapping[str, int]) -> dict[str, Element]:
    """Elements by code as they were at an older version each; one that never was so is left out."""
    later = models.Change.objects.filter(plan_id=plan_id, action__in=("update", "delete"))
    # The next change holds the element whole as it was before it.
    return {
        change.code: read(change.element_kind, change.before)
        for codes in chunks(wanted)
        for change in later.filter(code__in=codes).iterator()
        if change.version == wanted[change.code] + 1
    }


def wordings(plan_id: int, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Element]:
    """Elements as they were under a normative digest, by code and digest, as far as known."""
    sought = set(wanted)
    changes = models.Change.objects.filter(
        plan_id=plan_id, code__in={code for code, _ in sought}, action__in=("create", "update")
    )
    found: dict[tuple[str, str], Element] = {}
    for change in changes.order_by("number"):
        element = read(change.element_kind, change.after)
        key = (change.code, canonical.normative_digest(element))
        if key in sought:
            found[key] = element
    return found


def last_versions(plan_id: int, codes: Iterable[str]) -> dict[str, int]:
    """The highest version that each element ever had; those that never were are left out."""
    changes = models.Change.objects.filter(plan_id=plan_id, code__in=list(codes))
    return dict(changes.values_list("code").annotate(last=Max("version")))


def created_until(plan_id: int, moment: datetime) -> frozenset[str]:
    """Codes of what had been created by the end of that second, whether it is still there or not."""
    created = models.Change.objects.filter(plan_id=plan_id, action="create")
    before = created.filter(at__lte=moment.replace(microsecond=999_999))
    return frozenset(before.values_list("code", flat=True))


def about_at(plan_id: int, revision: int) -> dict[str, Any] | None:
    """The plan's own facts as they were at this revision, or None where none changed since."""
    later = models.Change.objects.filter(plan_id=plan_id, action="plan", version__gt=revision)
    stated = (json.loads(change.before) for change in later.order_by("number"))
    # A change of records (waivers, severities) says nothing of the facts.
    return next((held for held in stated if held.keys() - plan_json.RECORDS.keys()), None)


def read(kind: str, stated: str) -> Element:
    """The element that ``before`` or ``after`` holds."""
    return plan_json.element(BY_NAME[kind], json.loads(stated))


def imported(plan_id: int) -> dict[str, dict[str, Any]]:
    """What imports last wrote, by code and field: the base of the next import of the same file.

    An import that was taken back wrote nothing; what counts is the last one that stands.
    """
    changes = models.Change.objects.filter(plan_id=plan_id, action__in=("create", "update"))
    from_files = changes.filter(Q(cause__startswith=IMPORT) | Q(cause__startswith=START))
    gone = undone(plan_id)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for change in from_files.order_by("number").iterator():
        if change.number in gone:
            continue
        after = read(change.element_kind, change.after)
        before = read(change.element_kind, change.before) if change.before else None
        for name in facts(type(after)):
            held = getattr(after, name)
            if before is None or getattr(before, name) != held:
                found[change.code][name] = held
    return found


@dataclass(frozen=True, slots=True)
class Import:
    """What one import did: ``person`` is a pseudonym, ``undone`` whether it was taken back."""

    batch: str
    cause: str
    person: str
    at: datetime
    changes: int
    undone: bool


def last_imports(plan_id: int, most: int) -> tuple[Import, ...]:
    """The last imports that changed something, latest first, whether they still stand or not."""
    changes = models.Change.objects.filter(plan_id=plan_id, cause__startswith=IMPORT)
    batches = changes.values("batch", "cause", "person", "at")
    found = batches.annotate(last=Max("number"), count=Count("pk")).order_by("-last")[:most]
    gone = undone(plan_id)
    return tuple(
        Import(
            batch=each["batch"],
            cause=each["cause"],
            person=each["person"],
            at=each["at"],
            changes=each["count"],
            # An undo takes back a batch as a whole, so that one of its changes tells.
            undone=each["last"] in gone,
        )
        for each in found
    )


def of_element(plan_id: int, code: str, most: int | None = None) -> list[models.Change]:
    """The changes of one element and of its links, latest first: the last ``most``, or all."""
    return list(models.Change.objects.filter(plan_id=plan_id, code=code).order_by("-number")[:most])
