"""Severities that a plan gives its rules, and rules that it switches off."""

from dataclasses import replace
from datetime import date

from planning.plan import rules
from planning.plan.choices import ROLES, words
from planning.plan.decisions import Said, waits, weakens
from planning.plan.findings import SEVERITIES, Rule
from planning.plan.normal import normal_line
from planning.plan.rights import LEADS, Actor, may_approve
from planning.plan.value import DisabledRule, SeverityOverride
from planning.store import write
from planning.store.errors import Missing, Refused, Rejected
from planning.store.write import Writing

OFF = "off"


def set_severity(
    plan_id: int, actor: Actor, rule_id: str, severity: str, reason: str, on: date
) -> Said:
    """Give a rule another severity, or switch it ``off``, and say why; returns what is on record.

    By the lead of its scope it counts at once and replaces what was said before. Others raise a
    severity at once too; to lower one or to switch a rule off, they ask. Raises ``Rejected`` by
    field, ``Missing`` for an unknown rule, ``Refused``.
    """
    rule = _rule(rule_id)
    said = _stated(rule, actor, severity, normal_line(reason), on)
    verb = "asked to set" if waits(said) else "set"
    with write.locked(plan_id, actor, f"{verb} rule {rule.id} to {severity}") as writing:
        leads = may_approve(actor, rule.scope)
        _store(writing, rule, [*([] if leads else _standing(writing, rule)), said])
    return said


def approve_severity(plan_id: int, actor: Actor, rule_id: str, on: date) -> None:
    """Let what was asked for a rule take effect; it replaces what was said before.

    Raises ``Refused`` for anybody but the lead of its scope, ``Missing`` where nobody asks.
    """
    rule = _rule(rule_id)
    with write.locked(plan_id, actor, f"approved what was asked for rule {rule.id}") as writing:
        if not may_approve(actor, rule.scope):
            raise Refused(f"The {words(LEADS[rule.scope])} decides on rules of {rule.scope}.")
        asked = [said for said in _said(writing, rule) if waits(said)]
        if not asked:
            raise Missing("nobody asks for this (any more)")
        _store(writing, rule, [_approved(asked[-1], actor, LEADS[rule.scope], on)])


def drop_severity(plan_id: int, actor: Actor, rule_id: str, asked: bool) -> None:
    """Take back what was asked for a rule, or what stands; the rule's own severity returns.

    Raises ``Refused`` where the scope's lead raised it, ``Missing`` where there is nothing.
    """
    rule = _rule(rule_id)
    what = "what was asked for" if asked else "the override of"
    with write.locked(plan_id, actor, f"took back {what} rule {rule.id}") as writing:
        held = _said(writing, rule)
        left = [said for said in held if waits(said) is not asked]
        if left == held:
            raise Missing("this was taken back already")
        _store(writing, rule, left)


def _rule(rule_id: str) -> Rule:
    try:
        return rules.by_id(rule_id)
    except KeyError:
        raise Missing(f"there is no rule {rule_id}") from None


def _stated(rule: Rule, actor: Actor, severity: str, reason: str, on: date) -> Said:
    if severity not in (*SEVERITIES, OFF):
        raise Rejected({"severity": "Choose a severity, or off."})
    if severity == rule.severity:
        raise Rejected({"severity": f"{words(severity).capitalize()} is its own severity."})
    if not reason:
        raise Rejected({"reason": "Say why."})
    said: Said
    if severity == OFF:
        said = DisabledRule(rule=rule.id, asked_by=actor.name, reason=reason)
    else:
        said = SeverityOverride(rule=rule.id, severity=severity, asked_by=actor.name, reason=reason)
    if may_approve(actor, rule.scope):
        return _approved(said, actor, LEADS[rule.scope], on)
    role = next(role for role in ROLES if role in actor.roles)
    return said if weakens(said) else _approved(said, actor, role, on)


def _approved(said: Said, actor: Actor, role: str, on: date) -> Said:
    return replace(said, approved_by=actor.name, approved_role=role, on=on.isoformat())


def _said(writing: Writing, rule: Rule) -> list[Said]:
    held = (*writing.records("severities"), *writing.records("disabled_rules"))
    return [said for said in held if said.rule == rule.id]


def _standing(writing: Writing, rule: Rule) -> list[Said]:
    """What a lead has decided on a rule."""
    return [s for s in _said(writing, rule) if s.approved_role == LEADS[rule.scope]]


def _store(writing: Writing, rule: Rule, said: list[Said]) -> None:
    for name, kind in (("severities", SeverityOverride), ("disabled_rules", DisabledRule)):
        others = [held for held in writing.records(name) if held.rule != rule.id]
        writing.set_records(name, [*others, *(s for s in said if isinstance(s, kind))])
