"""What makes a plan weaker, and what does not."""

from dataclasses import replace
from typing import Any

import pytest

from planning.plan.elements import (
    BY_NAME,
    Attribute,
    BoundedContext,
    Control,
    Dependency,
    Guardrail,
    PrivacyConstraint,
    Requirement,
    Service,
)
from planning.plan.links import Link
from planning.plan.value import DisabledRule, SeverityOverride, changed
from planning.plan.value import plan as plan_of
from planning.web.reviewing.weakening import of_scope, weakenings
from planning.web.reviewing.weaker import GONE, UNTIED, WEAKER

# For each field of the table: what is strong, what is weaker, in the order of the table.
EXAMPLES: dict[tuple[str, str], list[tuple[Any, Any]]] = {
    ("Attribute", "confidentiality"): [("restricted", "internal"), ("internal", "")],
    ("Attribute", "categories"): [(("personal", "special"), ("personal",)), (("child",), ())],
    ("Attribute", "protection"): [("encrypted", "plain"), ("hashed", "encrypted")],
    ("Endpoint", "authentication"): [("oidc", "anonymous"), ("token", "")],
    ("Endpoint", "exposure"): [("internal", "partner"), ("partner", "public"), ("partner", "")],
    ("Endpoint", "authorisation"): [("planner", "")],
    ("Endpoint", "object_rule"): [("their own", "")],
    ("Endpoint", "limits"): [("60 a minute", "")],
    ("Endpoint", "idempotency"): [("by key", "")],
    ("Operation", "authorisation"): [("planner", "")],
    ("Operation", "audit"): [("audit log", "")],
    ("Operation", "timeout"): [("PT5S", "")],
    ("Operation", "failure_behaviour"): [("queues", "")],
    ("Operation", "compensation"): [("cancels", "")],
    ("Operation", "transaction"): [("one", "eventual"), ("eventual", "none")],
    ("DataStore", "encryption_at_rest"): [("AES-256", "")],
    ("DataStore", "encryption_in_transit"): [("TLS 1.3", "")],
    ("DataStore", "access"): [("the service", "")],
    ("DataStore", "guarantees"): [("serializable", "strong"), ("causal", "")],
    ("DataStore", "retention"): [("P1Y", "P400D"), ("P1Y", "indefinite"), ("P1Y", "")],
    ("DataStore", "backup_retention"): [("P30D", "P1Y")],
    ("DataStore", "residency"): [(("eu",), ("eu", "us")), (("eu",), ())],
    ("PrivacyConstraint", "retention"): [("P1Y", "P2Y")],
    ("PrivacyConstraint", "residency"): [(("eu-west",), ("eu",))],
    ("PrivacyConstraint", "categories"): [(("special", "child"), ("child",)), ((), ("child",))],
    ("ProcessingActivity", "retention"): [("P1Y", "P2Y")],
    ("ProcessingActivity", "transfers"): [("", "United States")],
    ("ProcessingActivity", "safeguard"): [("standard clauses", "")],
    ("ProcessingActivity", "lawful_basis"): [("contract", "")],
    ("ProcessingActivity", "withdrawal_route"): [("by letter", "")],
    ("ProcessingActivity", "special_condition"): [("Art. 9(2)(h)", "")],
    ("ProcessingActivity", "dpia_reference"): [("DPIA-3", "")],
    ("Entity", "data_subject"): [("client", "")],
    ("Entity", "find_route"): [("by number", "")],
    ("Entity", "export_route"): [("as JSON", "")],
    ("Entity", "erase_route"): [("by job", "")],
    ("BoundedContext", "trust_zone"): [("care", "")],
    ("Control", "for_backend"): [(True, False)],
    ("TestHarness", "data_source"): [("synthetic", "production"), ("masked", "production")],
    ("ContextRelation", "downstream_roles"): [(("ACL",), ()), (("ACL",), ("CF",))],
    ("ContextRelation", "failure_behaviour"): [("queues", "")],
    ("Aggregate", "boundary"): [("self", "wider")],
    ("Aggregate", "concurrency_control"): [("optimistic", "none"), ("pessimistic", "")],
    ("Invariant", "enforced_where"): [("the constructor", "")],
    ("Message", "delivery"): [("exactly_once", "at_least_once"), ("at_least_once", "")],
    ("Message", "idempotency_key"): [("visit id", "")],
    ("Message", "topic_retention"): [("P7D", "P30D")],
    ("Port", "consistency_need"): [("strong", "eventual")],
    ("Port", "isolation"): [("repeatable read", "")],
    ("Guardrail", "rules"): [(("SC-01", "SV-03"), ("SV-03",))],
    ("Guardrail", "attestation"): [("read by two", "")],
    ("Guardrail", "attested_by"): [("Ada", "")],
    ("Standard", "demanded"): [(True, False)],
    ("Requirement", "status"): [("accepted", "deferred"), ("", "withdrawn")],
    ("Requirement", "priority"): [("must", "should"), ("could", "")],
    ("InputDocument", "required"): [(True, False)],
    ("Dependency", "blocking"): [(True, False)],
}
CASES = [(*place, *held) for place, examples in EXAMPLES.items() for held in examples]
# Changes that are no weakening, besides each weakening turned round.
SILENT = [
    ("Attribute", "categories", ("none",), ("personal",)),
    ("Attribute", "protection", "encrypted", "tokenised"),
    ("Endpoint", "authentication", "oidc", "mtls"),
    ("Endpoint", "limits", "60 a minute", "600 a minute"),
    ("DataStore", "retention", "", "P1Y"),
    ("DataStore", "residency", ("eu",), ("eu-west",)),
    ("DataStore", "residency", (), ("us",)),
    ("PrivacyConstraint", "categories", ("child",), ()),
    ("TestHarness", "data_source", "synthetic", "masked"),
    ("ContextRelation", "downstream_roles", ("CF",), ()),
    ("Aggregate", "concurrency_control", "pessimistic", "optimistic"),
    ("ProcessingActivity", "transfers", "Norway", "Iceland"),
]


def made(kind, field, held):
    return plan_of([BY_NAME[kind](code="X-1", **{field: held})])


def found(before, after):
    return [(each.code, each.field) for each in weakenings(before, after)]


def test_every_field_of_the_table_has_an_example():
    assert list(EXAMPLES) == [(fact.kind, fact.field) for fact in WEAKER]


@pytest.mark.parametrize(("kind", "field", "strong", "weak"), CASES)
def test_a_weaker_field_is_told(kind, field, strong, weak):
    before, after = made(kind, field, strong), made(kind, field, weak)
    assert found(before, after) == [("X-1", field)]
    assert weakenings(before, after)[0].why.endswith(".")


@pytest.mark.parametrize(("kind", "field", "strong", "weak"), CASES)
def test_the_same_field_made_stronger_is_silent(kind, field, strong, weak):
    assert found(made(kind, field, weak), made(kind, field, strong)) == []


@pytest.mark.parametrize(("kind", "field", "before", "after"), SILENT)
def test_a_change_that_weakens_nothing_is_silent(kind, field, before, after):
    assert found(made(kind, field, before), made(kind, field, after)) == []


def test_a_weakening_says_what_was_and_what_is():
    before = made("Attribute", "protection", "encrypted")
    told = weakenings(before, made("Attribute", "protection", "plain"))[0]
    assert (told.label, told.before, told.after) == ("Protection", "encrypted", "plain")
    assert told.scopes == ("security",)


def test_a_first_signature_has_nothing_to_be_weaker_than():
    assert weakenings(None, made("Attribute", "protection", "plain")) == ()


@pytest.mark.parametrize("kind", GONE)
def test_an_element_that_is_gone_is_told_once(kind):
    before = plan_of([BY_NAME[kind](code="X-1", name="Something")])
    assert found(before, plan_of()) == [("X-1", "")]
    assert found(plan_of(), before) == []
    assert weakenings(before, plan_of())[0].before == "Something"


def test_a_kind_that_protects_nothing_goes_in_silence():
    assert found(plan_of([Service(code="SV-1")]), plan_of()) == []


ENDS = {
    "satisfies": (Service(code="SV-1"), Requirement(code="REQ-1")),
    "applies_to": (PrivacyConstraint(code="PC-1"), Attribute(code="AT-1")),
}


@pytest.mark.parametrize("type_", UNTIED)
def test_a_link_that_is_gone_is_told(type_):
    source, target = ENDS[type_]
    tied = plan_of(ENDS[type_], [Link(type=type_, source=source.code, target=target.code)])
    untied = changed(tied, links=[])
    assert found(tied, untied) == [(source.code, type_)]
    assert weakenings(tied, untied)[0].about == target.code
    assert found(untied, tied) == []


def test_a_link_to_what_is_gone_is_not_told_beside_it():
    tied = plan_of(ENDS["satisfies"], [Link(type="satisfies", source="SV-1", target="REQ-1")])
    assert found(tied, plan_of([Service(code="SV-1")])) == [("REQ-1", "")]


def test_a_requirement_hears_that_who_served_it_is_gone():
    tied = plan_of(ENDS["satisfies"], [Link(type="satisfies", source="SV-1", target="REQ-1")])
    assert found(tied, plan_of([Requirement(code="REQ-1")])) == [("SV-1", "satisfies")]


def test_what_a_removed_constraint_was_on_is_not_told_beside_it():
    tied = plan_of(ENDS["applies_to"], [Link(type="applies_to", source="PC-1", target="AT-1")])
    assert found(tied, plan_of([Attribute(code="AT-1")])) == [("PC-1", "")]


def test_other_links_go_in_silence():
    control, context = Control(code="CT-1"), BoundedContext(code="BC-1")
    item = BY_NAME["ChecklistItem"](code="QC-1")
    links = [
        Link(type="verifies", source="QC-1", target="CT-1"),
        Link(type="applies_to", source="QC-1", target="BC-1"),
    ]
    tied = plan_of([control, context, item], links)
    assert found(tied, changed(tied, links=[])) == []


BY_LEAD = {"approved_by": "Sam", "approved_role": "security_lead"}
LOWERED = SeverityOverride(rule="SE-04", severity="info", **BY_LEAD)
OFF = DisabledRule(rule="SE-04", **BY_LEAD)


@pytest.mark.parametrize(
    ("made_weaker", "after"),
    [
        ({"severities": (LOWERED,)}, "info"),
        ({"disabled_rules": (OFF,)}, "off"),
    ],
    ids=["lowered", "off"],
)
def test_a_rule_that_counts_for_less_is_told_once_a_lead_approves(made_weaker, after):
    before = plan_of([Guardrail(code="GR-1", rules=("SE-04",))])
    asked = {
        name: tuple(replace(each, approved_by="") for each in said)
        for name, said in made_weaker.items()
    }
    told = weakenings(before, replace(before, **made_weaker))[0]
    assert (told.about, told.before, told.after) == ("SE-04", "error", after)
    assert told.scopes == ("architecture", "security")
    assert found(before, replace(before, **asked)) == []
    assert found(replace(before, **made_weaker), before) == []


def test_a_raise_that_is_taken_back_is_told():
    raised = SeverityOverride(rule="SE-19", severity="error", **BY_LEAD)
    assert found(plan_of(severities=(raised,)), plan_of()) == [("", "severities")]


@pytest.mark.parametrize(
    ("element", "field", "scopes"),
    [
        (Dependency(code="DP-1", track="security", blocking=True), "blocking", ("security",)),
        (Dependency(code="DP-1", track="database", blocking=True), "blocking", ("architecture",)),
        (Dependency(code="DP-1", track="frontend", blocking=True), "blocking", ("backend",)),
        (Guardrail(code="SEC-1", attested_by="Sam"), "attested_by", ("architecture", "security")),
        (Requirement(code="REQ-1", priority="must"), "priority", ("backend",)),
    ],
)
def test_a_weakening_goes_to_whoever_signs_the_field(element, field, scopes):
    weak = replace(element, **{field: getattr(type(element)(code="X-1"), field)})
    told = weakenings(plan_of([element]), plan_of([weak]))
    assert [each.scopes for each in told] == [scopes]
    assert of_scope(told, "backend") == told
    assert bool(of_scope(told, "security")) == ("security" in scopes)
