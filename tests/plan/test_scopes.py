"""Scopes: closed under the rules, derived from stored text."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planning.plan import canonical
from planning.plan.elements import (
    BY_NAME,
    Aggregate,
    ChecklistItem,
    Decision,
    Dependency,
    Guardrail,
    InputDocument,
    Requirement,
    Standard,
    facts,
)
from planning.plan.links import Link
from planning.plan.rules import RULES, check
from planning.plan.scopes import (
    NAMES,
    by_name,
    definition,
    digest,
    is_current,
    project,
    project_by,
)
from planning.plan.value import (
    DisabledRule,
    SeverityOverride,
    Waiver,
    changed,
    plan,
)
from tests.drawn import random_plans
from tests.plan.signed import lines, signed_alone
from tests.plan.strategies import plans

ON = date(2026, 11, 4)
patient = random_plans(12)


def rows(kind, scope, *elements):
    return [line["code"] for line in lines(plan(elements), scope) if line.get("element") == kind]


def linked(scope, *elements, type_="cites", source="AG-1", target="X"):
    link = Link(type=type_, source=source, target=target, target_digest="d" * 64)
    found = lines(plan(elements, [link]), scope)
    return [line for line in found if "link" in line]


# Rows and lines


@pytest.mark.parametrize(
    ("element", "scopes"),
    [
        (InputDocument(code="A", track="security"), {"architecture", "security"}),
        (InputDocument(code="A", track="database"), {"architecture"}),
        (Requirement(code="A", type="quality", category="latency"), {"architecture"}),
        (Requirement(code="A", type="constraint", category="throughput"), {"architecture"}),
        (Requirement(code="A", type="quality", category="privacy"), {"security"}),
        (Requirement(code="A", type="constraint", category="security"), {"security"}),
        (Requirement(code="A", type="functional", category="latency"), set()),
        (Requirement(code="A", type="quality", category="maintainability"), set()),
        (Requirement(code="A"), set()),
        (Standard(code="SEC-API"), {"architecture", "security"}),
        (Standard(code="PRIVACY"), {"architecture", "security"}),
        (Standard(code="ARCH-BL"), {"architecture"}),
        (Guardrail(code="SEC-1"), {"architecture", "security"}),
        (Guardrail(code="GR-1"), {"architecture"}),
        (Decision(code="A", topic="security"), {"architecture", "security"}),
        (Decision(code="A", topic="api_style"), {"architecture"}),
        (Dependency(code="A", track="security"), {"security"}),
        (Dependency(code="A", track="database"), {"architecture"}),
        (Dependency(code="A", track="networking"), {"architecture"}),
        (Dependency(code="A", track="architecture"), {"architecture"}),
        (Dependency(code="A", track="frontend"), set()),
        (ChecklistItem(code="A", theme="layer_check"), {"architecture"}),
        (ChecklistItem(code="A", theme="coding_standard"), {"architecture"}),
        (ChecklistItem(code="A", theme="security"), {"security"}),
        (ChecklistItem(code="A", theme="lint"), set()),
    ],
    ids=lambda said: getattr(said, "element_kind", None),
)
def test_a_row_is_in_its_scopes_and_always_in_the_backends(element, scopes):
    found = {scope for scope in NAMES if rows(element.element_kind, scope, element)}
    assert found == scopes | {"backend"}


def test_a_row_counts_by_its_existence_alone():
    assert rows("Aggregate", "security", Aggregate(code="AG-1")) == ["AG-1"]
    assert digest(plan([Aggregate(code="AG-1")]), "security") != digest(plan(), "security")


def test_rows_come_in_natural_order_and_defaults_are_left_out():
    elements = [Aggregate(code="AG-10", name="Cart"), Aggregate(code="AG-9", size="12")]
    assert lines(plan(elements, phase=1), "architecture") == [
        {"plan": {"phase": 1}},
        {"element": "Aggregate", "code": "AG-9", "size": "12"},
        {"element": "Aggregate", "code": "AG-10", "name": "Cart"},
    ]


def test_a_digest_is_that_of_the_text():
    held = plan([Aggregate(code="AG-1")])
    assert digest(held, "security") == canonical.digest(project(held, "security"))


def test_a_citation_is_signed_with_its_digest_where_an_input_document_is_cited():
    cited = linked("architecture", InputDocument(code="X"))
    assert cited[0]["target_digest"] == "d" * 64
    assert "target_digest" not in linked("architecture", Standard(code="X"))[0]
    assert linked("security", InputDocument(code="X")) == []


@pytest.mark.parametrize(
    ("category", "scope"), [("latency", "architecture"), ("privacy", "security")]
)
def test_satisfying_a_requirement_is_signed_with_the_requirement(category, scope):
    requirement = Requirement(code="X", type="quality", category=category)
    found = {s for s in NAMES if linked(s, requirement, type_="satisfies")}
    assert found == {scope, "backend"}


@pytest.mark.parametrize(
    ("source", "scopes"),
    [
        (Decision(code="S"), {"architecture"}),
        (Dependency(code="S", track="database"), {"architecture"}),
        (Dependency(code="S", track="security"), set()),
        (BY_NAME["PrivacyConstraint"](code="S"), {"security"}),
        (BY_NAME["Control"](code="S"), {"security"}),
        (BY_NAME["ProcessingActivity"](code="S"), {"security"}),
        (BY_NAME["TestHarness"](code="S"), {"security"}),
        (ChecklistItem(code="S", theme="security"), set()),
    ],
    ids=lambda said: getattr(said, "element_kind", None),
)
def test_what_something_applies_to_is_signed_where_its_source_is(source, scopes):
    found = {s for s in NAMES if linked(s, source, type_="applies_to", source="S")}
    assert found == scopes | {"backend"}


@pytest.mark.parametrize("record", [SeverityOverride, DisabledRule])
def test_an_approved_override_is_signed_with_its_rule(record):
    key = "severities" if record is SeverityOverride else "disabled_rules"
    said = record(rule="SE-01", severity="info", approved_by="sam", approved_role="security_lead")
    found = {s for s in NAMES if key in lines(plan(**{key: (said,)}), s)[-1]}
    assert found == {"security", "backend"}


def test_a_request_to_weaken_a_rule_is_in_no_digest():
    asked = plan(disabled_rules=(DisabledRule(rule="SE-01", asked_by="bob"),))
    assert [digest(asked, s) for s in NAMES] == [digest(plan(), s) for s in NAMES]


def test_architecture_signs_the_overrides_of_rules_that_guardrails_name():
    off = DisabledRule(rule="SE-01", approved_by="sam", approved_role="security_lead")
    named = plan([Guardrail(code="GR-1", rules=("SE-01",))], disabled_rules=(off,))
    assert lines(named, "architecture")[-1] == {
        "disabled_rules": ["SE-01", "", "sam", "security_lead"]
    }


def test_waivers_are_in_no_digest():
    waived = plan(waivers=(Waiver(rule="SE-01", status="approved"),))
    assert [digest(waived, s) for s in NAMES] == [digest(plan(), s) for s in NAMES]


# Law 3: derived


@pytest.mark.parametrize("scope", NAMES)
def test_an_edit_within_the_scope_ends_a_signature_and_its_undoing_revives_it(scope):
    before = plan([Aggregate(code="AG-1", name="Cart")])
    edited = changed(before, elements=[Aggregate(code="AG-1", name="Basket")])
    signed = project(before, scope)
    assert is_current(before, definition(scope), signed)
    assert not is_current(edited, definition(scope), signed)
    assert is_current(changed(edited, elements=before.elements), definition(scope), signed)


@pytest.mark.parametrize("kind", BY_NAME)
@pytest.mark.parametrize("scope", NAMES)
def test_an_edit_outside_the_scope_leaves_its_digest_alone(scope, kind):
    before = BY_NAME[kind](code="A")
    said = {name: _something(facts(BY_NAME[kind])[name]) for name in _outside(scope, kind)}
    edited = replace(before, position=3, version=7, origin="a.csv#1", **said)
    assert digest(plan([edited]), scope) == digest(plan([before]), scope)


@pytest.mark.parametrize("kind", BY_NAME)
@pytest.mark.parametrize("scope", NAMES)
def test_an_edit_within_the_scope_changes_its_digest(scope, kind):
    before = BY_NAME[kind](code="A")
    inside = set(_signed(scope, kind)) if rows(kind, scope, before) else set()
    digests = {
        digest(plan([replace(before, **{name: _something(facts(BY_NAME[kind])[name])})]), scope)
        for name in inside
    }
    assert len(digests - {digest(plan([before]), scope)}) == len(inside)


def _signed(scope, kind):
    held = by_name(scope).kinds.get(kind)
    return held.fields if held else ()


def _outside(scope, kind):
    """Fields that the scope does not sign and that no row filter of it reads."""
    held = by_name(scope).kinds.get(kind)
    filters = {each.field for each in held.rows} if held else set()
    return set(facts(BY_NAME[kind])) - {*_signed(scope, kind), *filters}


def _something(fact):
    """A value of the field other than its default."""
    given = {"flag": True, "integer": 5, "date": ON, "set": fact.options[:1], "list": ("a",)}
    return given.get(fact.type, fact.options[0] if fact.options else "a")


@pytest.mark.parametrize("scope", NAMES)
def test_a_stored_definition_outlives_the_fields_and_kinds_it_names(scope):
    said = json.loads(definition(scope))
    said["kinds"]["Aggregate"]["fields"].append("gone")
    said["kinds"]["Gone"] = {"fields": ["name"], "rows": []}
    held = plan([Aggregate(code="AG-1", name="Cart")])
    assert project_by(held, canonical.text(said)) == project(held, scope)


def test_a_field_that_a_later_release_adds_voids_no_signature():
    held = plan([Aggregate(code="AG-1", name="Cart")])
    said = json.loads(definition("architecture"))
    said["kinds"]["Aggregate"]["fields"].remove("size")
    stored = canonical.text(said)
    signed = project_by(held, stored)
    assert is_current(changed(held, elements=[replace(held.elements[0], size="3")]), stored, signed)


# Law 1: closure


@pytest.mark.parametrize("scope", ["architecture", "security"])
@patient
@given(plan=plans())
def test_rules_of_a_scope_find_the_same_in_what_is_signed_alone(scope, plan):
    assert _found(plan, scope) == _found(signed_alone(plan, scope), scope)


def _found(plan_, scope):
    return check(plan_, ON, rules=[rule for rule in RULES if rule.scope == scope])
