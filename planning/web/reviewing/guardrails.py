"""Guardrails, how each is checked, and what that shows today."""

from collections.abc import Iterable
from dataclasses import dataclass

from planning.plan.elements import Guardrail
from planning.plan.findings import Finding
from planning.plan.rules import by_id
from planning.plan.value import Plan
from planning.web.reviewing.compared import Change, State, compared
from planning.web.reviewing.weakening import OFF, strength


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """A rule that a guardrail names. ``severity`` is what the plan makes of it, or ``off``.

    ``was`` is that of before where it differs; both are blank where no such rule is known.
    """

    id: str
    title: str
    severity: str
    was: str
    count: int
    waived: int

    @property
    def off(self) -> bool:
        return self.severity == OFF


@dataclass(frozen=True, slots=True)
class Checked:
    """A guardrail with the rules that check it; ``state`` is changed too where a rule changed."""

    element: Guardrail
    state: State
    changes: tuple[Change, ...]
    rules: tuple[RuleCheck, ...]

    @property
    def attested(self) -> bool:
        return bool(self.element.attestation and self.element.attested_by)

    @property
    def unchecked(self) -> bool:
        """Whether neither a rule that is on nor a person stands behind it."""
        return not self.attested and all(rule.off or not rule.severity for rule in self.rules)


def checked(before: Plan | None, after: Plan, findings: Iterable[Finding]) -> tuple[Checked, ...]:
    """Every guardrail, in natural order of code."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(
        _checked(
            each.element, each.state, each.changes, _rules(before, after, each.element, by_rule)
        )
        for each in compared(before, after, Guardrail, "architecture")
    )


def _checked(
    guardrail: Guardrail, state: State, changes: tuple[Change, ...], rules: tuple[RuleCheck, ...]
) -> Checked:
    if state == "unchanged" and any(rule.was for rule in rules):
        state = "changed"
    return Checked(guardrail, state, changes, rules)


def _rules(
    before: Plan | None, after: Plan, guardrail: Guardrail, by_rule: dict[str, list[Finding]]
) -> tuple[RuleCheck, ...]:
    return tuple(_rule(before, after, id, by_rule.get(id, [])) for id in guardrail.rules)


def _rule(before: Plan | None, after: Plan, id: str, found: list[Finding]) -> RuleCheck:
    waived = sum(finding.waived for finding in found)
    try:
        rule = by_id(id)
    except KeyError:
        return RuleCheck(id, "", "", "", len(found) - waived, waived)
    severity = strength(after, rule)
    was = strength(before, rule) if before else severity
    return RuleCheck(
        id, rule.title, severity, "" if was == severity else was, len(found) - waived, waived
    )
