"""The engine: order, severities of the plan's own, rules off, waivers."""

from dataclasses import replace
from datetime import date

import pytest

from planning.plan.elements import BoundedContext, Term
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules import RULES, by_id, check
from planning.plan.value import DisabledRule, SeverityOverride, Waiver, plan

ON = date(2026, 11, 4)


HIT = Hit(element="TE-1", message="m")


def made(scope="backend", severity="warning", hits=(HIT,)):
    @rule("XX-01", "missing", severity, scope, title="t", why="w", fix="f")
    def yielding(plan, on):
        yield from hits

    return yielding


def severity_of(rule_, **said):
    override = SeverityOverride(rule="XX-01", **said)
    return check(plan(severities=(override,)), ON, rules=(rule_,))[0].severity


def waived(waiver, rule_=None, on=ON):
    return check(plan(waivers=(waiver,)), on, rules=(rule_ or made(),))[0].waived


WAIVER = Waiver(
    rule="XX-01",
    element="TE-1",
    reason="We know.",
    asked_by="bob",
    status="approved",
    approved_by="alice",
    approved_role="owner",
    until="2026-11-04",
)


def test_rule_ids_are_unique():
    assert len({each.id for each in RULES}) == len(RULES)


def test_a_rule_is_found_by_its_id():
    assert by_id("BC-01").id == "BC-01"
    with pytest.raises(KeyError):
        by_id("BC-00")


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.id)
def test_a_rule_says_what_it_is_and_how_to_mend_it(each):
    assert isinstance(each, Rule)
    assert each.title and each.why.endswith(".") and each.fix.endswith(".")
    assert set(each.standards) <= {
        "ARCH-BL",
        "DOMAIN-MODEL",
        "REPO-PATTERN",
        "TEST-BACK",
        "SEC-API",
    }


def test_a_finding_has_the_facts_of_its_rule_and_its_hit():
    [finding] = check(plan([BoundedContext(code="BC-1")]), ON, rules=(by_id("BC-01"),))
    assert finding.rule == "BC-01"
    assert finding.nature == "missing"
    assert finding.severity == "error"
    assert finding.scope == "architecture"
    assert (finding.element, finding.field, finding.about) == ("BC-1", "purpose", "")
    assert finding.message == "BC-1 has no purpose."
    assert finding.hint == by_id("BC-01").fix
    assert not finding.waived


def test_findings_come_in_the_order_of_rules_then_codes_fields_and_what_they_are_about():
    hits = [
        Hit(element="BC-10", message="m"),
        Hit(element="BC-2", field="b", message="m"),
        Hit(element="BC-2", field="a", about="X-10", message="m"),
        Hit(element="BC-2", field="a", about="X-9", message="m"),
    ]
    rules = (made(hits=hits), by_id("BC-01"), by_id("BC-09"))
    found = check(plan([Term(code="TE-1"), BoundedContext(code="BC-1")]), ON, rules=rules)
    assert [(f.rule, f.element, f.field, f.about) for f in found] == [
        ("XX-01", "BC-2", "a", "X-9"),
        ("XX-01", "BC-2", "a", "X-10"),
        ("XX-01", "BC-2", "b", ""),
        ("XX-01", "BC-10", "", ""),
        ("BC-01", "BC-1", "purpose", ""),
        ("BC-09", "TE-1", "definition", ""),
    ]


def test_a_hit_may_have_a_severity_of_its_own():
    hits = (Hit(element="TE-1", message="m", severity="info"),)
    assert check(plan(), ON, rules=(made(hits=hits),))[0].severity == "info"


@pytest.mark.parametrize(
    ("scope", "lead"),
    [
        ("architecture", "architecture_lead"),
        ("security", "security_lead"),
        ("backend", "owner"),
    ],
)
@pytest.mark.parametrize(
    "role", ["architecture_lead", "security_lead", "owner", "backend_lead", ""]
)
class TestWhoMayWeaken:
    def test_a_severity_is_lowered_by_the_lead_of_the_scope(self, scope, lead, role):
        said = {"severity": "info", "approved_by": "alice", "approved_role": role}
        assert severity_of(made(scope), **said) == ("info" if role == lead else "warning")

    def test_a_severity_is_raised_by_anyone(self, scope, lead, role):
        said = {"severity": "error", "approved_by": "alice", "approved_role": role}
        assert severity_of(made(scope), **said) == "error"

    def test_a_rule_is_switched_off_by_the_lead_of_the_scope(self, scope, lead, role):
        off = DisabledRule(rule="XX-01", approved_by="alice", approved_role=role)
        found = check(plan(disabled_rules=(off,)), ON, rules=(made(scope),))
        assert (not found) is (role == lead)

    def test_a_finding_is_waived_by_the_lead_of_the_scope(self, scope, lead, role):
        assert waived(replace(WAIVER, approved_role=role), made(scope)) is (role == lead)


@pytest.mark.parametrize("severity", ["error", "info"])
def test_a_severity_that_nobody_approved_has_no_effect(severity):
    assert severity_of(made(), severity=severity, approved_role="owner") == "warning"


def test_a_rule_off_that_nobody_approved_has_no_effect():
    off = DisabledRule(rule="XX-01", approved_role="owner")
    assert check(plan(disabled_rules=(off,)), ON, rules=(made(),))


def test_an_unknown_severity_has_no_effect():
    said = {"severity": "fatal", "approved_by": "alice", "approved_role": "owner"}
    assert severity_of(made(), **said) == "warning"


def test_another_rules_severity_has_no_effect():
    other = SeverityOverride(
        rule="XX-02", severity="error", approved_by="alice", approved_role="owner"
    )
    assert check(plan(severities=(other,)), ON, rules=(made(),))[0].severity == "warning"


def test_raising_leaves_a_graver_hit_alone():
    hits = (Hit(element="TE-1", message="m", severity="error"),)
    override = SeverityOverride(rule="XX-01", severity="warning", approved_by="bob")
    found = check(plan(severities=(override,)), ON, rules=(made(hits=hits),))
    assert found[0].severity == "error"


def test_an_approved_waiver_holds_through_its_last_day():
    assert waived(WAIVER)
    assert not waived(WAIVER, on=date(2026, 11, 5))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "requested"},
        {"status": "refused"},
        {"approved_by": ""},
        {"approved_by": "bob"},
        {"reason": ""},
        {"until": ""},
        {"until": "soon"},
        {"rule": "XX-02"},
        {"element": "TE-2"},
        {"field": "definition"},
        {"about": "TE-2"},
    ],
)
def test_a_waiver_that_lacks_something_waives_nothing(change):
    assert not waived(replace(WAIVER, **change))


def test_a_second_waiver_counts_where_the_first_has_ended():
    ended = replace(WAIVER, until="2026-01-01")
    found = check(plan(waivers=(ended, WAIVER)), ON, rules=(made(),))
    assert found[0].waived
