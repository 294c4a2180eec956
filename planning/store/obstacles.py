"""What keeps a person from signing a scope of a baseline, in sentences that the screen shows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning import models
from planning.models.change import VALUE_ACTIONS
from planning.plan import rules
from planning.plan.elements import BY_NAME as ELEMENTS
from planning.plan.elements import Element, facts
from planning.plan.links import Link
from planning.plan.readiness import readiness
from planning.plan.rights import Actor, Membership
from planning.plan.rules.listing import listed
from planning.plan.scopes.touched import touches, touches_link, touches_plan
from planning.plan.signatures import BINDING, required
from planning.plan.signing import errors_of, membership_for, supplied
from planning.plan.value import Plan
from planning.store import history
from planning.store.baselines import frozen
from planning.store.load import loaded

MOST = 5
"""How many of one's own changes a sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacles:
    """Reasons why somebody cannot sign now; ``stated`` are codes that they supplied in their role,
    which their signature lists."""

    reasons: tuple[str, ...]
    stated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A change that the signer made within the scope; ``supplied`` where their role does that."""

    number: int
    code: str
    supplied: bool


def obstacles(plan_id: int, actor: Actor, scope: str, row: models.Baseline, on: date) -> Obstacles:
    """What keeps this person from signing this scope of this baseline on a day."""
    held = membership_for(actor, scope)
    if held is None:
        return Obstacles(reasons=("You have no role that signs this.",), stated=())
    own = () if scope == "backend" else tuple(_own(plan_id, actor, held, scope, row))
    barring = list(dict.fromkeys(each.code or "the plan" for each in own if not each.supplied))
    reasons = (
        *_errors(frozen(row), scope, on),
        *_threads(plan_id, scope),
        *([_barred(barring)] if barring else []),
        *(_gate(plan_id, on) if scope == "backend" else ()),
    )
    stated = dict.fromkeys(each.code for each in own if each.supplied and each.code)
    return Obstacles(reasons=reasons, stated=tuple(stated))


def _errors(plan: Plan, scope: str, on: date) -> Iterator[str]:
    found = errors_of(rules.check(plan, on), scope)
    if found:
        many = "" if len(found) == 1 else "s"
        rules_ = listed(finding.rule for finding in found)
        yield f"{len(found)} error{many} of this scope stand{'' if many else 's'}: {rules_}."


def _threads(plan_id: int, scope: str) -> Iterator[str]:
    held = models.Thread.objects.filter(plan_id=plan_id, blocks=scope, resolved_at=None)
    for thread in held.order_by("number"):
        yield f"Thread {thread.number} on {thread.code or 'the plan'} blocks it and is not resolved."


def _barred(codes: list[str]) -> str:
    more = f" and {len(codes) - MOST} more" if len(codes) > MOST else ""
    return (
        "You changed what you would sign, since this role signed last: "
        f"{', '.join(codes[:MOST])}{more}. A deputy whom the owner appoints can sign it."
    )


def _gate(plan_id: int, on: date) -> Iterator[str]:
    """The backend confirms when all others have signed and nothing blocks."""
    now = loaded(plan_id)
    review = now.records.review(now.plan)
    for scope in required(now.plan):
        said = review.latest.get(scope)
        if scope != "backend" and not (said and said.given and said.current):
            state = said.stale_because or "it is not given" if said else "it is not given"
            yield f"The {scope} signature is not current: {state}."
    # What blocks is judged as on the day, whatever anybody has signed.
    held = readiness(now.plan, rules.check(now.plan, on), review, on)
    if held.blocking:
        yield f"{len(held.blocking)} findings block the plan as it is now."


def _own(
    plan_id: int, actor: Actor, held: Membership, scope: str, row: models.Baseline
) -> Iterator[Own]:
    """What somebody changed in the scope after the role's previous signed baseline."""
    changes = models.Change.objects.filter(
        plan_id=plan_id,
        person=actor.id,
        action__in=VALUE_ACTIONS,
        number__gt=_signed_up_to(plan_id, scope),
        number__lte=row.change,
    )
    definition = row.scopes.get(scope=scope).definition
    plan = frozen(row)
    for change in changes.order_by("number").iterator():
        own = _in_scope(plan, definition, held, change)
        if own is not None:
            yield own


def _signed_up_to(plan_id: int, scope: str) -> int:
    """The last change that the role's previous signed baseline holds; 0 before the first."""
    held = models.SignOff.objects.filter(plan_id=plan_id, scope=scope).order_by("number")
    bound: list[tuple[str, int]] = []
    for decision, change in held.values_list("decision", "baseline__change"):
        if decision in BINDING:
            bound.append((decision, change))
        elif decision == "withdrawn" and bound:
            bound.pop()
    return next((change for decision, change in reversed(bound) if decision == "signed"), 0)


def touching(plan: Plan, definition: str, change: models.Change) -> bool:
    """Whether a change of the history touches a scope; ``plan`` knows the ends of its links."""
    return _in_scope(plan, definition, Membership("viewer"), change) is not None


def _in_scope(plan: Plan, definition: str, held: Membership, change: models.Change) -> Own | None:
    if change.action == "plan":
        return _of_plan(plan, definition, change)
    if change.element_kind == "Link":
        return _of_link(plan, definition, held, change)
    before, after = _element(change, change.before), _element(change, change.after)
    fields = touches(definition, change.element_kind, before, after)
    if not fields:
        return None
    whole = "code" in fields
    rows = [row for row in (before, after) if row is not None]
    mine = all(
        supplied(held.role, held.track, change.element_kind, () if whole else fields, _said(row))
        for row in rows
    )
    return Own(change.number, change.code, mine)


def _of_plan(plan: Plan, definition: str, change: models.Change) -> Own | None:
    """Facts of the plan are nobody's to supply; a severity that a lead sets is that lead's word."""
    before, after = json.loads(change.before), json.loads(change.after)
    fields = touches_plan(definition, before, after, plan)
    records = {"severities", "disabled_rules"}
    return Own(change.number, "", set(fields) <= records) if fields else None


def _of_link(plan: Plan, definition: str, held: Membership, change: models.Change) -> Own | None:
    before, after = (Link(**json.loads(s)) if s else None for s in (change.before, change.after))
    link = after or before
    if link is None or not touches_link(definition, link, plan, before if after else None):
        return None
    source = plan.by_code.get(link.source)
    row = {**_said(source), "element_kind": source.element_kind} if source else {}
    return Own(change.number, link.source, supplied(held.role, held.track, "Link", (), row))


def _element(change: models.Change, stated: str) -> Element | None:
    known = change.element_kind in ELEMENTS and stated
    return history.read(change.element_kind, stated) if known else None


def _said(row: Element) -> dict[str, Any]:
    return {name: getattr(row, name) for name in facts(type(row))}
