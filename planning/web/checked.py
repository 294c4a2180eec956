"""Findings and readiness of a plan value, computed once per value and day."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from planning.plan import rules
from planning.plan.findings import Finding
from planning.plan.readiness import Readiness, readiness
from planning.plan.signatures import NOT_ASKED
from planning.plan.value import Plan

_KEPT = 32
_kept: OrderedDict[tuple[int, date], tuple[Plan, tuple[Finding, ...]]] = OrderedDict()
_lock = Lock()


def findings(plan: Plan, on: date) -> tuple[Finding, ...]:
    """All findings of the plan; by identity of the value, since comparing costs as much as checking."""
    key = (id(plan), on)
    with _lock:
        held = _kept.get(key)
    if held is not None and held[0] is plan:
        return held[1]
    found = rules.check(plan, on)
    with _lock:
        # Holding the plan keeps its id from being given to another one.
        _kept[key] = (plan, found)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


def readiness_of(plan: Plan, on: date) -> Readiness:
    return readiness(plan, findings(plan, on), NOT_ASKED, on)
