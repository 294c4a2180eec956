"""Decisions on what the rules find: waivers asked for, given and withdrawn."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from planning import models
from planning.plan import decisions, rules
from planning.plan.choices import words
from planning.plan.findings import Finding
from planning.plan.fixes.fix import Identity
from planning.plan.normal import normal_line
from planning.plan.rights import LEADS, Actor, may_approve
from planning.plan.value import Plan, Waiver
from planning.store import write
from planning.store.errors import Missing, Refused, Rejected
from planning.store.load import load
from planning.store.write import Writing

LONGEST = timedelta(days=366)
"""How far ahead a waiver may end when it is asked for."""


def ask_waiver(
    plan_id: int, actor: Actor, identity: Identity, reason: str, until: str, on: date
) -> None:
    """Ask that a finding of today be waived until a date, ISO 8601, within a year.

    An earlier waiver of the same finding that was refused or has expired gives way. Raises
    ``Rejected`` by field, ``Missing`` where the finding is not there (any more), ``Refused``.
    """
    asked = Waiver(
        **dict(zip(("rule", "element", "field", "about"), identity, strict=True)),
        reason=normal_line(reason),
        asked_by=actor.name,
        until=until,
    )
    if not asked.reason:
        raise Rejected({"reason": "Say why the finding may stand."})
    _check_end(until, on)
    with write.locked(plan_id, actor, f"asked for a waiver of {_said(asked)}") as writing:
        plan = load(plan_id)
        finding_of(plan, identity, on)
        older = [w for w in plan.waivers if w.identity == identity]
        if any(decisions.state(w, on) in ("requested", "approved") for w in older):
            raise Rejected({"": "A waiver of this finding is asked for or approved already."})
        kept = (w for w in plan.waivers if w.identity != identity)
        writing.set_records("waivers", (*kept, asked))


def decide_waiver(plan_id: int, actor: Actor, identity: Identity, approve: bool, on: date) -> None:
    """Approve or refuse a waiver that was asked for.

    Raises ``Refused`` for anybody but the lead of the rule's scope and for whoever asked,
    ``Rejected`` where its end has passed, ``Missing`` where nobody asks (any more).
    """
    verb = "approved" if approve else "refused"
    with write.locked(plan_id, actor, f"{verb} the waiver of {_named(identity)}") as writing:
        waiver = _requested(load(plan_id), identity)
        scope = decisions.scope_of(waiver.rule)
        if not may_approve(actor, scope):
            raise Refused(f"The {words(LEADS[scope])} decides on waivers of scope {scope}.")
        if actor.id in askers(plan_id, waiver) or actor.name == waiver.asked_by:
            raise Refused("Whoever asked for a waiver does not decide on it.")
        if approve and decisions.state(waiver, on) == "expired":
            raise Rejected(
                {"": f"It was asked for until {waiver.until or 'no date'}, which is past."}
            )
        decided = replace(waiver, status=verb, approved_by=actor.name, approved_role=LEADS[scope])
        _replace(writing, waiver, [decided])


def withdraw_waiver(plan_id: int, actor: Actor, identity: Identity, on: date) -> None:
    """Take a waiver away: who asked and the scope's lead at any time, others once it is over.

    Raises ``Refused`` for everybody else, ``Missing``.
    """
    with write.locked(plan_id, actor, f"withdrew the waiver of {_named(identity)}") as writing:
        held = [w for w in load(plan_id).waivers if w.identity == identity]
        if not held:
            raise Missing("this waiver is not there (any more)")
        for waiver in held:
            if not may_withdraw(plan_id, actor, waiver, on):
                lead = words(LEADS[decisions.scope_of(waiver.rule)])
                raise Refused(f"Whoever asked for it and the {lead} may withdraw it.")
            _replace(writing, waiver, [])


def may_withdraw(plan_id: int, actor: Actor, waiver: Waiver, on: date) -> bool:
    over = decisions.state(waiver, on) in ("refused", "expired")
    leads = may_approve(actor, decisions.scope_of(waiver.rule))
    return over or leads or actor.id in askers(plan_id, waiver)


def may_decide(plan_id: int, actor: Actor, waiver: Waiver) -> bool:
    """Whether this person may approve or refuse a waiver that was asked for."""
    return (
        waiver.status == "requested"
        and may_approve(actor, decisions.scope_of(waiver.rule))
        and actor.name != waiver.asked_by
        and actor.id not in askers(plan_id, waiver)
    )


def askers(plan_id: int, waiver: Waiver) -> frozenset[str]:
    """Pseudonyms of everybody who put this very request on record.

    From the history: a display name can be changed, the person of a change cannot.
    """
    changes = models.Change.objects.filter(
        plan_id=plan_id, action="plan", after__contains='"waivers"'
    )
    return frozenset(
        change.person
        for change in changes
        if _request(waiver) in _requests(change.after) - _requests(change.before)
    )


def finding_of(plan: Plan, identity: Identity, on: date) -> Finding:
    """The finding of this identity in the plan on a date; raises ``Missing``."""
    try:
        rule = rules.by_id(identity[0])
    except KeyError:
        raise Missing(f"there is no rule {identity[0]}") from None
    found = (f for f in rules.check(plan, on, rules=[rule]) if f.identity == identity)
    finding = next(found, None)
    if finding is None:
        raise Missing("this finding is not there (any more)")
    return finding


def _check_end(until: str, on: date) -> None:
    try:
        end = date.fromisoformat(until)
    except ValueError:
        raise Rejected({"until": "Say until when, such as 2026-12-31."}) from None
    if end <= on:
        raise Rejected({"until": "A waiver ends in the future."})
    if end > on + LONGEST:
        raise Rejected({"until": "A waiver ends within a year."})


def _requested(plan: Plan, identity: Identity) -> Waiver:
    for waiver in plan.waivers:
        if waiver.identity == identity and waiver.status == "requested":
            return waiver
    raise Missing("nobody asks for this waiver (any more)")


def _replace(writing: Writing, waiver: Waiver, by: Iterable[Waiver]) -> None:
    kept = [each for each in writing.records("waivers") if each != waiver]
    writing.set_records("waivers", [*kept, *by])


Request = tuple[Identity, str, str, str]


def _request(waiver: Waiver) -> Request:
    return (waiver.identity, waiver.reason, waiver.until, waiver.asked_by)


def _requests(stated: str) -> set[Request]:
    held = json.loads(stated).get("waivers", ()) if stated else ()
    return {_request(Waiver(**said)) for said in held}


def _said(waiver: Waiver) -> str:
    return _named(waiver.identity)


def _named(identity: Identity) -> str:
    rule, element, field, _ = identity
    return " ".join((f"rule {rule}", *(("on", element) if element else ()), field)).strip()
