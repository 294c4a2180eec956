"""What is computed of a plan value, once per value and day: findings, readiness, export frames."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock
from typing import Any

from planning.plan import artifacts, rules
from planning.plan.artifacts import Frame, Profile
from planning.plan.findings import Finding
from planning.plan.readiness import Readiness, readiness
from planning.plan.signatures import Review
from planning.plan.value import Plan
from planning.store.load import Loaded
from planning.store.names import names
from planning.store.subject import Subject

_KEPT = 64
_kept: OrderedDict[tuple[Hashable, int], tuple[Plan, Any]] = OrderedDict()
_lock = Lock()


def findings(plan: Plan, on: date) -> tuple[Finding, ...]:
    """All findings of the plan, waived ones included."""
    found: tuple[Finding, ...] = _once(("findings", on), plan, lambda: rules.check(plan, on))
    return found


def review_of(loaded: Loaded) -> Review:
    """Where the review of the plan stands; who is who is asked for each time, for names change."""
    known = names(loaded.records.people) if loaded.records.asked else {}
    key = ("review", *known.items())
    found: Review = _once(key, loaded.plan, lambda: loaded.records.review(loaded.plan, known))
    return found


def readiness_of(plan: Plan, review: Review, on: date) -> Readiness:
    """The verdict on the plan, with its reasons."""
    found: Readiness = _once(
        ("readiness", review, on), plan, lambda: readiness(plan, findings(plan, on), review, on)
    )
    return found


def frame_of(subject: Subject, profile: Profile) -> Frame:
    """What the exported files of a plan or a baseline are written from."""
    of = subject.frozen.baseline if subject.frozen else ""
    found: Frame = _once(
        ("frame", subject.review, profile, subject.on, of),
        subject.plan,
        lambda: artifacts.frame(
            subject.plan, subject.on, subject.review, profile, frozen=subject.frozen
        ),
    )
    return found


def _once(what: Hashable, plan: Plan, compute: Callable[[], Any]) -> Any:
    """By identity of the value, since comparing two plans costs as much as checking one."""
    key = (what, id(plan))
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
