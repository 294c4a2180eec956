"""What a plan makes of its rules: severities of its own, rules switched off, findings waived."""

from collections.abc import Mapping
from datetime import date

from planning.plan.findings import SEVERITIES, Rule, Scope, Severity
from planning.plan.rights import LEADS
from planning.plan.value import DisabledRule, Plan, SeverityOverride, Waiver


def in_force(said: SeverityOverride | DisabledRule, scope: Scope) -> bool:
    """Whether the lead of the rule's scope approved it."""
    return bool(said.approved_by) and said.approved_role == LEADS[scope]


def switched_off(plan: Plan, rule: Rule) -> bool:
    """Whether this plan does without the rule."""
    return any(off.rule == rule.id and in_force(off, rule.scope) for off in plan.disabled_rules)


def effective(plan: Plan, rule: Rule) -> Mapping[Severity, Severity]:
    """The severity that this plan gives a hit of each severity of its own.

    The scope's lead may set any severity, whoever else approves one only a graver one.
    """
    severities: dict[Severity, Severity] = {own: own for own in SEVERITIES}
    for said in plan.severities:
        if said.rule == rule.id and said.severity in SEVERITIES and said.approved_by:
            for own, held in severities.items():
                led = in_force(said, rule.scope)
                severities[own] = said.severity if led else graver(held, said.severity)
    return severities


def graver(one: Severity, other: Severity) -> Severity:
    """The one of two severities that counts for more."""
    return min(one, other, key=SEVERITIES.index)


def waives(waiver: Waiver, scope: Scope, on: date) -> bool:
    """Whether a waiver of a finding of this scope holds on a date.

    It takes a reason, the approval of the scope's lead, who is not the one who asks, and an end.
    """
    return (
        waiver.status == "approved"
        and bool(waiver.reason)
        and waiver.approved_by not in ("", waiver.asked_by)
        and waiver.approved_role == LEADS[scope]
        and not expired(waiver, on)
    )


def expired(waiver: Waiver, on: date) -> bool:
    """Whether a waiver has ended before this date; one without a readable end has."""
    try:
        return date.fromisoformat(waiver.until) < on
    except ValueError:
        return True
