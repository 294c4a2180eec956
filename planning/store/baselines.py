"""Baselines: a plan frozen when review is asked for, and read back exactly as it was."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from planning import models
from planning.plan import canonical, plan_json, rules, scopes
from planning.plan.findings import Finding
from planning.plan.normal import normal_line, normal_text
from planning.plan.readiness import readiness
from planning.plan.rights import Actor, may
from planning.plan.signatures import NOT_ASKED
from planning.plan.value import Plan
from planning.store import write
from planning.store.errors import Missing, NotReady, Refused, Rejected
from planning.store.load import load
from planning.store.moment import local
from planning.store.write import Writing

CHAINED = (
    "number",
    "name",
    "statement",
    "person",
    "asked_at",
    "on",
    "revision",
    "change",
    "format",
    "rule_set",
)
"""The columns that stand in the chain as they are; of the long texts it holds the digests."""


def ask(
    plan_id: int, actor: Actor, name: str, statement: str, on: date, despite: bool = False
) -> models.Baseline:
    """Freeze the plan as it stands and ask the leads to review it.

    Raises ``Refused``, ``NotReady`` where findings block the plan and nobody said ``despite``, and
    ``Rejected`` where nothing changed since the latest baseline.
    """
    if not may(actor, "ask_for_review"):
        raise Refused("The owner and the backend lead ask for review.")
    with write.locked(plan_id, actor, "asked for review") as writing:
        plan = load(plan_id)
        before = latest(plan_id)
        if before and is_as_frozen(before, plan):
            raise Rejected({"": f"Nothing has changed since {before.code}, which is under review."})
        findings = rules.check(plan, on)
        if not despite:
            _check(plan, findings, on)
        row = models.Baseline(
            plan=writing.row,
            number=before.number + 1 if before else 1,
            name=normal_line(name),
            statement=normal_text(statement),
            person=actor.id,
            asked_at=local(writing.at, plan.time_zone),
            on=on,
            revision=plan.revision,
            change=writing.row.changes,
            format=canonical.FORMAT,
            rule_set=rules.RULE_SET,
            content=plan_json.write(plan),
            findings=_stated(findings),
        )
        return _freeze(writing, row, plan)


def _check(plan: Plan, findings: tuple[Finding, ...], on: date) -> None:
    """Waivers that are asked for stand in nobody's way here; ``readiness`` sees to that."""
    held = readiness(plan, findings, NOT_ASKED, on)
    if held.verdict == "planning":
        raise NotReady("The plan is not ready for review.", held.reasons)


def _freeze(writing: Writing, row: models.Baseline, plan: Plan) -> models.Baseline:
    frozen = tuple(_scope(row, plan, name) for name in scopes.NAMES)
    row.digest = digest(row, frozen)
    row.save(force_insert=True)
    for each in frozen:
        each.baseline = row
    models.BaselineScope.objects.bulk_create(frozen)
    writing.note("baseline", "Baseline", {"code": row.code, "digest": row.digest})
    return row


def _scope(row: models.Baseline, plan: Plan, name: str) -> models.BaselineScope:
    projection = scopes.project(plan, name)
    return models.BaselineScope(
        baseline=row,
        scope=name,
        definition=scopes.definition(name),
        projection=projection,
        digest=canonical.digest(projection),
    )


def digest(row: models.Baseline, of_scopes: Iterable[models.BaselineScope]) -> str:
    """SHA-256 over every column of a baseline and of its scopes, as canonical text.

    Long texts stand in it by their digest. Definitions do too: a narrower one would keep a
    signature current over what its lead no longer covers.
    """
    said: dict[str, Any] = {name: canonical.plain(getattr(row, name)) for name in CHAINED}
    said["content"] = canonical.digest(row.content)
    said["findings"] = canonical.digest(row.findings)
    said["scopes"] = {
        each.scope: [each.digest, canonical.digest(each.definition)]
        for each in sorted(of_scopes, key=attrgetter("scope"))
    }
    return canonical.digest(canonical.text(said))


def is_as_frozen(row: models.Baseline, plan: Plan) -> bool:
    """Whether the live plan still is what a baseline holds.

    Every write of a plan moves its revision, but for the name of its project, which may come from
    another plan.
    """
    return row.revision == plan.revision and frozen(row).project == plan.project


def latest(plan_id: int) -> models.Baseline | None:
    """The latest baseline without its long texts."""
    return listed(plan_id).first()


def listed(plan_id: int) -> Any:
    """The baselines of a plan, latest first, without their long texts."""
    return (
        models.Baseline.objects.filter(plan_id=plan_id)
        .defer("content", "findings")
        .order_by("-number")
    )


def baseline(plan_id: int, code: str) -> models.Baseline:
    """The baseline of this name, such as ``BL-3``; raises ``Missing``."""
    number = code.removeprefix("BL-")
    known = number.isascii() and number.isdecimal() and len(number) < 7
    row = listed(plan_id).filter(number=int(number)).first() if known else None
    if row is None or row.code != code:
        raise Missing(f"there is no baseline {code}")
    return row


def frozen(row: models.Baseline) -> Plan:
    """The plan that a baseline holds; read once per process, since it cannot change.

    What this release knows no more is left out of the value, and stays in the stored text.
    """
    return _frozen(row.pk, row.digest)


@lru_cache(maxsize=16)
def _frozen(pk: int, digest: str) -> Plan:
    content = models.Baseline.objects.values_list("content", flat=True).get(pk=pk)
    plan, _ = plan_json.read(content)
    return plan


def findings(row: models.Baseline) -> tuple[Finding, ...]:
    """What the rules found when review was asked for."""
    return tuple(Finding(**said) for said in json.loads(row.findings))


def _stated(found: Iterable[Finding]) -> str:
    return canonical.text([asdict(finding) for finding in found])
