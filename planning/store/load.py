"""The plan as a value, read at one moment and kept until somebody writes.

Constant queries alone are no consistent read: under READ COMMITTED a commit between two of them
tears the plan. So all of them run in one snapshot, and inside a write the lock is held already.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.db import connection, transaction

from planning import models
from planning.plan.value import Plan
from planning.store import rows
from planning.store.records import Records, records

_KEPT = 32
_kept: OrderedDict[int, "Loaded"] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan with what was asked and decided on it, of one moment; ``stamp`` tells which."""

    stamp: str
    plan: Plan
    records: Records


def load(plan_id: int) -> Plan:
    """The plan as last committed, or as it stands inside the open transaction.

    Raises ``models.Plan.DoesNotExist``.
    """
    return loaded(plan_id).plan


def loaded(plan_id: int) -> Loaded:
    """The plan and its review as last committed, or as they stand inside the open transaction.

    Raises ``models.Plan.DoesNotExist``.
    """
    if connection.in_atomic_block:
        # A value read inside an open write may be rolled back: neither kept nor taken from there.
        return _read(_row(plan_id))
    with snapshot():
        row = _row(plan_id)
        return _recall(row) or _keep(row, _read(row))


@contextmanager
def snapshot() -> Iterator[None]:
    """Every query of the block sees one moment; nothing can be written in it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Not atomic(): with transaction_mode IMMEDIATE it would queue readers behind writers.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def forget() -> None:
    """Drop every kept plan."""
    with _lock:
        _kept.clear()


def _row(plan_id: int) -> models.Plan:
    return models.Plan.objects.select_related("project").get(pk=plan_id)


def _read(row: models.Plan) -> Loaded:
    return Loaded(row.stamp, rows.plan_value(row), records(row.pk))


def _recall(row: models.Plan) -> Loaded | None:
    with _lock:
        held = _kept.get(row.pk)
        if held is None or not row.stamp or held.stamp != row.stamp:
            return None
        _kept.move_to_end(row.pk)
        return held


def _keep(row: models.Plan, held: Loaded) -> Loaded:
    with _lock:
        _kept[row.pk] = held
        _kept.move_to_end(row.pk)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return held
