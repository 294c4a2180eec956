"""What an export or a page is made of: the live plan, or a baseline exactly as it was."""

from dataclasses import dataclass, replace
from datetime import date

from planning import models
from planning.plan.artifacts.frame import Frozen
from planning.plan.readiness import Readiness
from planning.plan.scopes import NAMES, digest
from planning.plan.signatures import Review
from planning.plan.value import Plan
from planning.store import baselines
from planning.store.load import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A plan with its review on a day; ``frozen`` where it is a baseline."""

    plan: Plan
    on: date
    review: Review
    frozen: Frozen | None = None


def live(loaded: Loaded, review: Review, on: date) -> Subject:
    """The plan as it is on a day."""
    return Subject(plan=loaded.plan, on=on, review=review)


def of_baseline(loaded: Loaded, row: models.Baseline) -> Subject:
    """A baseline on its own day, with what was decided on it and on those before it.

    Findings, rule set and digests are the stored ones, whatever rules this release has.
    """
    plan = baselines.frozen(row)
    frozen = dict(row.scopes.values_list("scope", "digest"))
    # A scope that came later is not frozen in it.
    digests = {name: frozen.get(name) or digest(plan, name) for name in NAMES}
    return Subject(
        plan=plan,
        on=row.on,
        review=loaded.records.up_to(row).review(plan),
        frozen=Frozen(
            baseline=row.code,
            findings=baselines.findings(row),
            rule_set=row.rule_set,
            digests=digests,
        ),
    )


def standing(plan_id: int, loaded: Loaded, review: Review, now: Readiness) -> Subject:
    """What an export is of, unless somebody says otherwise; ``now`` is the verdict on the live plan.

    While the gate is open it is the baseline that was confirmed, with all decisions; the live plan
    until then, and again once a change or a finding of the day closes it.
    """
    if now.verdict != "ready_for_phase_2":
        return live(loaded, review, now.on)
    row = baselines.baseline(plan_id, review.latest["backend"].baseline)
    confirmed = of_baseline(loaded, row)
    return replace(confirmed, review=loaded.records.seen_from(row).review(confirmed.plan))
