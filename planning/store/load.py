"""The plan as a value, read at one moment and kept until somebody writes.

Constant queries alone are no consistent read: under READ COMMITTED a commit between two of them
tears the plan. So all of them run in one snapshot, and inside a write the lock is held already.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection, transaction

from planning import models
from planning.plan.value import Plan
from planning.store import rows

_KEPT = 32
_kept: OrderedDict[int, tuple[str, Plan]] = OrderedDict()
_lock = Lock()


def load(plan_id: int) -> Plan:
    """The plan as last committed, or as it stands inside the open transaction.

    Raises ``models.Plan.DoesNotExist``.
    """
    if connection.in_atomic_block:
        # A value read inside an open write may be rolled back: neither kept nor taken from there.
        return rows.plan_value(_row(plan_id))
    with snapshot():
        row = _row(plan_id)
        return _recall(row) or _keep(row, rows.plan_value(row))


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


def _recall(row: models.Plan) -> Plan | None:
    with _lock:
        stamp, plan = _kept.get(row.pk, ("", None))
        if plan is None or not row.stamp or stamp != row.stamp:
            return None
        _kept.move_to_end(row.pk)
        return plan


def _keep(row: models.Plan, plan: Plan) -> Plan:
    with _lock:
        _kept[row.pk] = (row.stamp, plan)
        _kept.move_to_end(row.pk)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return plan
