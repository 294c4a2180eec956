"""Nothing that people can enter makes a computation over a plan fail."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from planning.plan.findings import SCOPES, SEVERITIES
from planning.plan.readiness import readiness
from planning.plan.rules import RULES, check
from planning.plan.scopes import project
from planning.plan.signatures import NOT_ASKED
from tests.plan.strategies import plans

ON = date(2026, 11, 4)
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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
    identities = [finding.identity for finding in check(plan, ON)]
    assert len(identities) == len(set(identities))


@pytest.mark.parametrize("scope", SCOPES)
@settings(patient, max_examples=20)
@given(plan=plans())
def test_no_plan_breaks_a_projection(scope, plan):
    assert project(plan, scope) == project(plan, scope)
