"""Rules about rules."""

from dataclasses import replace
from datetime import date

import pytest

from planning.plan.elements import Guardrail
from planning.plan.value import DisabledRule, SeverityOverride, Waiver
from tests.plan.rules.finding import found

OFF = DisabledRule(rule="SV-04", approved_by="ada", approved_role="architecture_lead")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["GR-1 rules"]),
        ({"rules": ("SV-04",)}, []),
        ({"rules": ("NO-99",)}, ["GR-1 rules"]),
        ({"attestation": "We review it.", "attested_by": "ada"}, []),
        ({"attestation": "We review it."}, ["GR-1 rules"]),
    ],
)
def test_a_guardrail_is_checked_by_a_rule_or_attested(said, expected):
    assert found("IN-06", Guardrail(code="GR-1", **said)) == expected


def test_a_rule_that_is_off_checks_no_guardrail():
    assert found("IN-06", Guardrail(code="GR-1", rules=("SV-04",)), disabled_rules=(OFF,)) == [
        "GR-1 rules"
    ]
    both = Guardrail(code="GR-1", rules=("SV-04", "SV-03"))
    assert found("IN-06", both, disabled_rules=(OFF,)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"approved_by": ""}, ["disabled_rules SV-04"]),
        ({"approved_role": "owner"}, ["disabled_rules SV-04"]),
        ({"rule": "NO-99", "approved_by": ""}, []),
        ({"rule": "RX-01", "approved_role": "owner"}, []),
        ({"rule": "RX-01"}, ["disabled_rules RX-01"]),
    ],
)
def test_a_rule_is_switched_off_by_the_lead_of_its_scope(change, expected):
    assert found("RX-01", disabled_rules=(replace(OFF, **change),)) == expected


@pytest.mark.parametrize(
    ("severity", "role", "expected"),
    [
        ("warning", "", ["severities SV-04"]),
        ("info", "security_lead", ["severities SV-04"]),
        ("info", "architecture_lead", []),
        ("error", "", []),
        ("fatal", "", []),
    ],
)
def test_a_severity_is_lowered_by_the_lead_of_its_scope(severity, role, expected):
    lowered = SeverityOverride(
        rule="SV-04", severity=severity, approved_by=role and "ada", approved_role=role
    )
    assert found("RX-01", severities=(lowered,)) == expected


def test_one_rule_weakened_twice_is_one_finding():
    asked = replace(OFF, approved_by="")
    assert found("RX-01", disabled_rules=(asked, asked)) == ["disabled_rules SV-04"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["BC-1 waivers BC-01 BC-1 - -"]),
        ({"until": "2026-11-04"}, []),
        ({"until": ""}, ["BC-1 waivers BC-01 BC-1 - -"]),
        ({"status": "requested"}, []),
        ({"status": "refused"}, []),
    ],
)
def test_an_approved_waiver_is_missed_once_it_has_ended(change, expected):
    waiver = Waiver(rule="BC-01", element="BC-1", status="approved", until="2026-11-03")
    held = replace(waiver, **change)
    assert found("WA-01", waivers=(held,), on=date(2026, 11, 4)) == expected


def test_an_ended_waiver_that_was_renewed_is_not_missed():
    ended = Waiver(rule="BC-01", status="approved", until="2026-11-03")
    assert found("WA-01", waivers=(ended, replace(ended, until="2027-01-01"))) == []
