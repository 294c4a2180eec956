"""Who may put which waivers, severities and switched-off rules on record, and what they amount to.

Asking is open to everybody who edits; what takes effect by a lead's word is put there, or taken
away, by that lead alone.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from planning.plan.findings import SEVERITIES, Scope
from planning.plan.rights import Actor, may_approve
from planning.plan.rules import by_id
from planning.plan.rules.overrides import expired, in_force
from planning.plan.value import DisabledRule, Release, SeverityOverride, Waiver

State = Literal["requested", "approved", "refused", "expired"]
STATES: tuple[State, ...] = ("requested", "approved", "refused", "expired")
Said = SeverityOverride | DisabledRule
Record = Said | Waiver | Release


def state(waiver: Waiver, on: date) -> State:
    """Where a waiver stands on a date; a request whose end has passed has expired too."""
    if waiver.status == "refused":
        return "refused"
    if expired(waiver, on):
        return "expired"
    return "approved" if waiver.status == "approved" else "requested"


def scope_of(rule: str) -> Scope:
    """The scope of a rule; of one that this rule set does not know, the backend's."""
    try:
        return by_id(rule).scope
    except KeyError:
        return "backend"


def weakens(said: Said) -> bool:
    """Whether a rule would count for less than by itself; unknown rules and severities do not."""
    if isinstance(said, DisabledRule):
        return True
    try:
        own = by_id(said.rule).severity
    except KeyError:
        return False
    return said.severity in SEVERITIES[SEVERITIES.index(own) + 1 :]


def waits(said: Said) -> bool:
    """Whether this still takes the word of the scope's lead to have an effect."""
    stands = bool(said.approved_by) and not weakens(said)
    return not stands and not in_force(said, scope_of(said.rule))


def permitted(
    actor: Actor, before: Iterable[Record], after: Iterable[Record]
) -> tuple[Record, ...]:
    """The records that this person may put in the place of others of their kind.

    A decision that is not theirs becomes a request again, and a severity that a lead has raised
    stays. Where nothing is in the way, the records come back as they are.
    """
    held, wanted = tuple(before), tuple(after)
    found = (each if each in held else _as_asked(actor, each) for each in wanted)
    kept = (each for each in held if each not in wanted and _protected(actor, each))
    return (*kept, *found)


def _as_asked(actor: Actor, record: Record) -> Record:
    if isinstance(record, Release) or may_approve(actor, scope_of(record.rule)):
        return record
    if isinstance(record, Waiver):
        undecided: Any = {"status": "requested", "approved_by": "", "approved_role": ""}
        return record if record.status == "requested" else replace(record, **undecided)
    if in_force(record, scope_of(record.rule)):
        return replace(record, approved_by="", approved_role="", on="")
    return record


def _protected(actor: Actor, record: Record) -> bool:
    """Whether this is the raise of a lead, and the person no lead of that scope."""
    if not isinstance(record, SeverityOverride) or weakens(record):
        return False
    scope = scope_of(record.rule)
    return in_force(record, scope) and not may_approve(actor, scope)
