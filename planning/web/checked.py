"""What is computed of a plan value, once per value and day: findings, readiness, export frames."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any

from planning.plan import artifacts, rules
from planning.plan.artifacts import Frame, Profile
from planning.plan.findings import Finding
from planning.plan.readiness import Readiness, readiness
from planning.plan.signatures import NOT_ASKED
from planning.plan.value import Plan

_KEPT = 64
_kept: OrderedDict[tuple[str, int, date], tuple[Plan, Any]] = OrderedDict()
_lock = Lock()


def findings(plan: Plan, on: date) -> tuple[Finding, ...]:
    """All findings of the plan, waived ones included."""
    found: tuple[Finding, ...] = _once("findings", plan, on, lambda: rules.check(plan, on))
    return found


def readiness_of(plan: Plan, on: date) -> Readiness:
    """The verdict on the plan, with its reasons."""
    found: Readiness = _once(
        "readiness", plan, on, lambda: readiness(plan, findings(plan, on), NOT_ASKED, on)
    )
    return found


def frame_of(plan: Plan, on: date, profile: Profile) -> Frame:
    """What the exported files are written from."""
    found: Frame = _once(
        f"frame {profile}", plan, on, lambda: artifacts.frame(plan, on, NOT_ASKED, profile)
    )
    return found


def _once(what: str, plan: Plan, on: date, compute: Callable[[], Any]) -> Any:
    """By identity of the value, since comparing two plans costs as much as checking one."""
    key = (what, id(plan), on)
    with _lock:
        held, computed = _kept.get(key, (None, None))
    if held is plan:
        return computed
    computed = compute()
    with _lock:
        # Holding the plan keeps its id from being given to another one.
        _kept[key] = (plan, computed)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return computed
