"""Whether one change touches a scope: as the projection says it, change by change."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan import canonical
from planning.plan.diff import difference
from planning.plan.elements import (
    Aggregate,
    Attribute,
    Control,
    Decision,
    Guardrail,
    InputDocument,
    Requirement,
    facts,
)
from planning.plan.links import Link
from planning.plan.scopes import NAMES, definition, project, project_by
from planning.plan.scopes.touched import touches, touches_link, touches_plan
from planning.plan.value import DisabledRule, Plan, SeverityOverride, plan
from tests.drawn import random_plans
from tests.plan.strategies import plans

patient = random_plans(10)
ARCHITECTURE, SECURITY, BACKEND = (definition(name) for name in NAMES)
AT = Attribute(code="AT-1", name="e-mail")
DEMAND = Requirement(code="REQ-1", type="quality", category="privacy")
OFF = DisabledRule(rule="SE-01", approved_by="sam", approved_role="security_lead")


@pytest.mark.parametrize(
    ("edit", "scopes"),
    [
        ({"name": "phone"}, {"architecture", "security", "backend"}),
        ({"key": True}, {"architecture", "backend"}),
        ({"categories": ("personal",)}, {"security", "backend"}),
        ({"type": "text"}, {"backend"}),
        ({"notes": "a typo"}, set()),
        ({"position": 4, "version": 9, "origin": "a.csv#1"}, set()),
    ],
)
def test_an_edit_touches_the_scopes_that_sign_its_field(edit, scopes):
    found = {s for s in NAMES if touches(definition(s), "Attribute", AT, replace(AT, **edit))}
    assert found == scopes


def test_the_fields_that_differ_are_named_in_the_order_of_the_definition():
    edited = replace(AT, categories=("personal",), confidentiality="internal", key=True)
    assert touches(SECURITY, "Attribute", AT, edited) == ("confidentiality", "categories")


def test_a_row_that_appears_or_vanishes_is_told_by_its_code():
    latency = replace(DEMAND, category="latency")
    assert touches(SECURITY, "Requirement", None, DEMAND) == ("code",)
    assert touches(SECURITY, "Requirement", DEMAND, None) == ("code",)
    assert touches(SECURITY, "Requirement", DEMAND, latency) == ("code",)
    assert touches(ARCHITECTURE, "Requirement", DEMAND, latency) == ("code",)
    assert touches(ARCHITECTURE, "Requirement", None, DEMAND) == ()
    assert touches(ARCHITECTURE, "Control", None, Control(code="CT-1")) == ()


@st.composite
def edits(draw):
    """An element, and the same with some fields of another of its kind; or one of them is none."""
    held = draw(plans().filter(lambda p: p.elements))
    others = draw(plans())
    before = held.elements[0]
    twin = next((e for e in others.elements if type(e) is type(before)), type(before)(code="X"))
    names = draw(st.lists(st.sampled_from(sorted(facts(type(before)))), unique=True))
    after = replace(before, **{name: getattr(twin, name) for name in names})
    return draw(st.sampled_from([(before, after), (None, after), (before, None)]))


@pytest.mark.parametrize("scope", NAMES)
@patient
@given(edit=edits())
def test_an_edit_touches_when_the_projection_of_its_element_alone_differs(scope, edit):
    before, after = edit
    old, new = (project(plan([e] if e else []), scope) for e in edit)
    touched = touches(definition(scope), (before or after).element_kind, before, after)
    assert bool(touched) == (old != new)


# Links


@pytest.mark.parametrize("scope", NAMES)
@patient
@given(held=plans())
def test_a_link_touches_when_it_is_a_row_of_the_projection(scope, held):
    for link in held.links:
        if {link.source, link.target} <= held.by_code.keys():
            tied = plan(held.elements, [link])
            same = project(tied, scope) == project(plan(held.elements), scope)
            assert touches_link(definition(scope), link, held) != same


def test_an_end_that_the_plan_lacks_counts_as_signed():
    satisfies = Link(type="satisfies", source="AG-1", target="REQ-1")
    applies = Link(type="applies_to", source="DC-1", target="AG-1")
    functional = Requirement(code="REQ-1", type="functional")
    assert touches_link(SECURITY, satisfies, plan())
    assert touches_link(SECURITY, satisfies, plan([DEMAND]))
    assert not touches_link(SECURITY, satisfies, plan([functional]))
    assert touches_link(SECURITY, applies, plan())
    assert not touches_link(SECURITY, applies, plan([Decision(code="DC-1")]))


def test_a_type_that_the_scope_does_not_sign_touches_nothing():
    carries = Link(type="carries", source="SM-1", target="AT-1")
    assert not touches_link(ARCHITECTURE, carries, plan())
    assert touches_link(SECURITY, carries, plan())


@pytest.mark.parametrize(
    ("target", "touched"),
    [(InputDocument(code="X"), True), (Guardrail(code="X"), False), (None, True)],
    ids=["document", "guardrail", "unknown"],
)
def test_confirming_a_link_touches_where_the_digest_of_its_target_is_signed(target, touched):
    before = Link(type="cites", source="AG-1", target="X", target_digest="a")
    after = replace(before, target_digest="b")
    held = plan([Aggregate(code="AG-1"), *([target] if target else [])])
    assert touches_link(ARCHITECTURE, after, held, before) == touched
    assert not touches_link(ARCHITECTURE, before, held, before)


# The plan's own facts


def stated(held):
    """As a change of the history holds it: all facts, as plain JSON."""
    return {name: canonical.plain(getattr(held, name)) for name in facts(Plan)}


def records(name, *held):
    return {name: canonical.plain(held)}


def test_a_fact_of_the_plan_touches_the_scopes_that_sign_it():
    before, after = stated(plan()), stated(plan(phase=1, signers=("security_lead",), version="2"))
    assert touches_plan(ARCHITECTURE, before, after) == ("phase",)
    assert touches_plan(SECURITY, before, after) == ()
    assert touches_plan(BACKEND, before, after) == ("phase", "signers")


def test_facts_that_are_no_more_touch_nothing():
    assert touches_plan(BACKEND, {"colour": "red"}, {"colour": "blue"}) == ()


@pytest.mark.parametrize("name", ["severities", "disabled_rules"])
def test_an_approved_override_touches_the_scope_of_its_rule(name):
    record = SeverityOverride if name == "severities" else DisabledRule
    said = record(rule="SE-01", severity="info", approved_by="sam")
    before, after = records(name), records(name, said)
    assert touches_plan(SECURITY, before, after) == (name,)
    assert touches_plan(BACKEND, after, before) == (name,)
    assert touches_plan(SECURITY, before, records(name, replace(said, approved_by=""))) == ()


def test_a_rule_that_a_guardrail_names_touches_architecture():
    before, after = records("disabled_rules"), records("disabled_rules", OFF)
    naming = plan([Guardrail(code="GR-1", rules=("SE-01",))])
    assert touches_plan(ARCHITECTURE, before, after, naming) == ("disabled_rules",)
    assert touches_plan(ARCHITECTURE, before, after, plan()) == ()
    # Nobody knows which rules guardrails name.
    assert touches_plan(ARCHITECTURE, before, after) == ("disabled_rules",)


@pytest.mark.parametrize("name", ["waivers", "releases"])
def test_waivers_and_releases_touch_nothing(name):
    assert touches_plan(BACKEND, {name: []}, {name: [{"rule": "SE-01"}]}) == ()


@pytest.mark.parametrize("scope", NAMES)
@patient
@given(held=plans(), other=plans())
def test_a_change_of_facts_touches_when_the_projection_differs(scope, held, other):
    for each in difference(plan(), replace(other, elements=(), links=())):
        for change in each.fields:
            after = replace(held, **{change.name: change.after})
            sides = [{change.name: canonical.plain(getattr(p, change.name))} for p in (held, after)]
            touched = touches_plan(definition(scope), *sides, held)
            same = project_by(held, definition(scope)) == project_by(after, definition(scope))
            assert bool(touched) != same
