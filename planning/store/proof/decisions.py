"""Decisions of leads beside the chain that records them and the baselines that they are on."""

from collections.abc import Iterator, Mapping

from planning import models
from planning.plan.choices import words
from planning.store import sign_offs
from planning.store.proof.baselines import Baselines
from planning.store.proof.problem import Problem, digests
from planning.store.proof.recorded import Recorded


def decisions(
    held: Mapping[int, models.SignOff], baselines: Baselines, recorded: Mapping[int, Recorded]
) -> Iterator[Problem]:
    """Where the decisions, by number, are not what was put on record."""
    for number in sorted(held.keys() | recorded.keys()):
        row, record = held.get(number), recorded.get(number)
        if row is not None:
            yield from _decision(row, baselines, record)
        elif record is not None:
            said = f"its row is gone; change {record.number} records it"
            yield Problem(f"decision {number}", said)


def _decision(
    row: models.SignOff, baselines: Baselines, recorded: Recorded | None
) -> Iterator[Problem]:
    baseline = baselines.rows.get(row.baseline_id)
    on = baseline.code if baseline else "a baseline of another plan"
    where = f"decision {row.number} ({row.scope} {words(row.decision)} on {on})"
    if baseline is None:
        yield Problem(where, "its baseline is none of this plan")
    else:
        yield from _digests(row, baseline, baselines.scopes, where)
    if recorded is None:
        yield Problem(where, "no change of the history records it")
    elif recorded.digest != row.digest:
        said = f"change {recorded.number} records another one"
        yield Problem(where, f"{said}: {digests(row.digest, recorded.digest)}")
    elif recorded.person != row.person:
        yield Problem(where, f"somebody else took it, by change {recorded.number}")


def _digests(
    row: models.SignOff,
    baseline: models.Baseline,
    scopes: Mapping[tuple[int, str], str],
    where: str,
) -> Iterator[Problem]:
    if row.digest != sign_offs.digest(row, baseline.digest):
        yield Problem(where, "it was altered after it was written: its digest does not come out")
    expected = scopes.get((baseline.pk, row.scope))
    if expected is None:
        yield Problem(where, f"{baseline.code} holds no scope {row.scope}")
    elif row.scope_digest != expected:
        said = f"it is on another text than {baseline.code} holds"
        yield Problem(where, f"{said}: {digests(row.scope_digest, expected)}")
