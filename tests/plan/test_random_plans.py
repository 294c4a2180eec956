"""Nothing that people can enter makes a computation over a plan fail."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from planning.plan.findings import SCOPES, SEVERITIES
from planning.plan.readiness import readiness
from planning.plan.rules import RULES, check
from planning.plan.scopes import project
from planning.plan.signatures import NOT_ASKED
from tests.drawn import random_plans
from tests.plan.erosion import eroded
from tests.plan.signed import signed_alone
from tests.plan.strategies import plans

ON = date(2026, 11, 4)
SEEDS = range(6)
# Few with every change; `make thorough` asks for many.
patient = random_plans(25)


def repeated(findings):
    return [i for i, n in Counter(finding.identity for finding in findings).items() if n > 1]


@patient
@given(plans())
def test_no_plan_breaks_the_rules(plan):
    findings = check(plan, ON)
    assert {f.severity for f in findings} <= set(SEVERITIES)
    assert {f.rule for f in findings} <= {rule.id for rule in RULES}
    assert readiness(plan, findings, NOT_ASKED, ON).verdict in ("planning", "ready_for_review")


@patient
@given(plans())
def test_no_two_findings_are_the_same_to_a_waiver(plan):
    assert repeated(check(plan, ON)) == []


@pytest.mark.parametrize("scope", SCOPES)
@patient
@given(plan=plans())
def test_no_plan_breaks_a_projection(scope, plan):
    assert project(plan, scope) == project(plan, scope)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_worn_plan_breaks_the_rules(seed):
    plan = eroded(seed)
    findings = check(plan, ON)
    assert repeated(findings) == []
    assert len({finding.rule for finding in findings}) > 40
    assert readiness(plan, findings, NOT_ASKED, ON).verdict == "planning"


@pytest.mark.parametrize("scope", ["architecture", "security"])
@pytest.mark.parametrize("seed", SEEDS)
def test_rules_of_a_scope_read_nothing_but_what_it_signs(seed, scope):
    rules = [rule for rule in RULES if rule.scope == scope]
    plan = eroded(seed)
    assert check(plan, ON, rules=rules) == check(signed_alone(plan, scope), ON, rules=rules)
