"""What differs between two projections, row by row."""

import json
import time
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan import canonical
from planning.plan.diff import FieldChange
from planning.plan.elements import (
    Aggregate,
    Guardrail,
    Requirement,
    Subdomain,
)
from planning.plan.links import Link
from planning.plan.scopes import NAMES, definition, is_current, project, project_by
from planning.plan.scopes.compare import RowChange, compare
from planning.plan.value import DisabledRule, SeverityOverride, plan
from tests.drawn import random_plans
from tests.plan.strategies import plans

patient = random_plans(8)
CART = Aggregate(code="AG-1", name="Cart", states=("open",))
LINK = Link(type="discloses_to", source="PA-1", target="IF-2")
OFF = DisabledRule(rule="SE-01", approved_by="sam", approved_role="security_lead")
INFO = SeverityOverride(rule="SE-02", severity="info", approved_by="sam")


def compared(before, after, scope="backend"):
    return compare(project(before, scope), project(after, scope))


def field(name, before, after):
    return FieldChange(name=name, before=before, after=after)


def test_a_changed_field_has_both_values_and_the_row_its_name():
    edited = replace(CART, name="Basket", states=("open", "paid"))
    fields = (field("name", "Cart", "Basket"), field("states", ("open",), ("open", "paid")))
    assert compared(plan([CART]), plan([edited])) == (
        RowChange(action="changed", kind="Aggregate", code="AG-1", fields=fields, name="Basket"),
    )


def test_an_added_and_a_removed_row_show_what_they_said():
    said = (field("name", "", "Cart"), field("states", (), ("open",)))
    unsaid = (field("name", "Cart", ""), field("states", ("open",), ()))
    row = RowChange(action="added", kind="Aggregate", code="AG-1", fields=said, name="Cart")
    assert compared(plan(), plan([CART])) == (row,)
    assert compared(plan([CART]), plan()) == (replace(row, action="removed", fields=unsaid),)


def test_what_a_side_does_not_say_is_the_default_of_its_field():
    (change,) = compared(plan(), plan(phase=1, language="en"))
    assert (change.action, change.kind, change.code) == ("changed", "Plan", "")
    assert change.fields == (field("phase", None, 1), field("language", "", "en"))


def test_a_row_without_a_name_is_called_by_what_it_states():
    (change,) = compared(plan(), plan([Guardrail(code="GR-1", statement="No cycles")]))
    assert change.name == "No cycles"


def test_a_code_that_went_to_another_kind_was_removed_and_added():
    changes = compared(plan([Subdomain(code="X")]), plan([Aggregate(code="X")]))
    assert [(c.action, c.kind) for c in changes] == [
        ("removed", "Subdomain"),
        ("added", "Aggregate"),
    ]


def test_a_link_is_told_with_its_source():
    assert compared(plan(), plan(links=[LINK])) == (
        RowChange(action="added", kind="Link", code="PA-1", link=LINK),
    )
    assert compared(plan(links=[LINK]), plan())[0].action == "removed"


def test_a_link_that_was_confirmed_shows_both_digests():
    elements = [Requirement(code="REQ-1"), CART]
    link = Link(type="satisfies", source="AG-1", target="REQ-1", target_digest="a")
    (change,) = compared(plan(elements, [link]), plan(elements, [replace(link, target_digest="b")]))
    assert (change.action, change.fields) == ("changed", (field("target_digest", "a", "b"),))
    assert change.link == replace(link, target_digest="b")


def test_an_override_is_told_with_its_rule():
    fields = (field("approved_by", "", "sam"), field("approved_role", "", "security_lead"))
    assert compared(plan(), plan(disabled_rules=(OFF,)), "security") == (
        RowChange(action="added", kind="Rule", code="SE-01", fields=fields, name="disabled_rules"),
    )


def test_two_overrides_of_one_rule_are_told_apart_by_their_order():
    other = replace(INFO, severity="warning")
    both, swapped = plan(severities=(INFO, other)), plan(severities=(other, INFO))
    assert [c.action for c in compared(both, swapped)] == ["changed", "changed"]
    assert [
        c.action for c in compared(plan(severities=(INFO, INFO)), plan(severities=(INFO,)))
    ] == ["removed"]


def test_changes_come_in_the_order_of_the_plan_then_links_then_overrides():
    after = plan(
        [Aggregate(code="AG-10"), Aggregate(code="AG-9"), Requirement(code="REQ-1")],
        [LINK],
        name="A",
        severities=(INFO,),
        disabled_rules=(OFF,),
    )
    found = [change.code for change in compared(plan(), after)]
    assert found == ["", "REQ-1", "AG-9", "AG-10", "PA-1", "SE-02", "SE-01"]


def test_fields_and_kinds_that_are_no_more_are_compared_too():
    before = project(plan([CART]), "backend")
    gone = json.dumps({"element": "Gone", "code": "GO-1", "name": "Old"}) + "\n"
    after = before.replace('"Cart"', '"Cart", "colour": "red"') + gone
    assert compare(before, after) == (
        RowChange(
            action="changed",
            kind="Aggregate",
            code="AG-1",
            fields=(field("colour", "", "red"),),
            name="Cart",
        ),
        RowChange(
            action="added", kind="Gone", code="GO-1", fields=(field("name", "", "Old"),), name="Old"
        ),
    )


def test_text_with_odd_line_ends_is_one_row():
    odd = replace(CART, purpose="one\u2028two\x85three\nfour")
    (change,) = compared(plan([CART]), plan([odd]))
    assert change.fields == (field("purpose", "", "one\u2028two\x85three\nfour"),)


# What holds of any two projections


@pytest.mark.parametrize("scope", NAMES)
@patient
@given(plan=plans())
def test_a_projection_does_not_differ_from_itself(scope, plan):
    assert compared(plan, plan, scope) == ()


@pytest.mark.parametrize("scope", NAMES)
@patient
@given(before=plans(), after=plans())
def test_every_line_that_differs_is_told_and_no_other(scope, before, after):
    old, new = project(before, scope), project(after, scope)
    changes = compare(old, new)
    assert Counter(map(place, changes)) == differing(old, new)


def place(change):
    if change.link is not None:
        return change.link.key
    return (change.kind if change.kind != "Rule" else change.name, change.code)


def differing(old, new):
    """How many lines differ at each place; overrides of one rule share theirs."""
    before, after = by_place(old), by_place(new)
    return Counter(
        {
            at: pairs
            for at in before | after
            if (pairs := unequal(before.get(at, []), after.get(at, [])))
        }
    )


def unequal(before, after):
    most = max(len(before), len(after))
    return sum(before[i : i + 1] != after[i : i + 1] for i in range(most))


def place_of(row):
    if "plan" in row:
        return ("Plan", "")
    if "element" in row:
        return (row["element"], row["code"])
    if "link" in row:
        return (row["link"], row["source"], row["target"])
    ((key, (rule, *_)),) = row.items()
    return (key, rule)


def by_place(projection):
    found = {}
    for line in projection.split("\n")[:-1]:
        at = place_of(json.loads(line))
        found.setdefault(at, []).append(line)
    return found


@pytest.mark.parametrize("scope", NAMES)
@patient
@given(before=plans(), after=plans())
def test_the_fields_told_lead_from_one_row_to_the_other(scope, before, after):
    for change in compared(before, after, scope):
        if change.link is None and change.kind not in ("Rule", "Plan"):
            old, new = (row_of(p, scope, change) for p in (before, after))
            told = {f.name: f.after for f in change.fields}
            kept = {name: held for name, held in old.items() if name not in told}
            stated = {name: told[name] for name in told.keys() & new.keys()}
            assert {**kept, **stated} == new


def row_of(plan_, scope, change):
    lines = (json.loads(line) for line in project(plan_, scope).split("\n")[:-1])
    rows = (r for r in lines if (r.get("element"), r.get("code")) == (change.kind, change.code))
    row = next(rows, {})
    return {
        name: tuple(held) if isinstance(held, list) else held
        for name, held in row.items()
        if name not in ("element", "code")
    }


@pytest.mark.parametrize("scope", NAMES)
@patient
@given(signed=plans(), live=plans(), same=st.booleans())
def test_a_signature_is_current_when_nothing_differs_by_its_definition(scope, signed, live, same):
    stored, live = project(signed, scope), signed if same else live
    told = compare(stored, project_by(live, definition(scope)))
    assert is_current(live, definition(scope), stored) == (told == ())


def test_large_projections_are_compared_in_no_time():
    lines = [
        canonical.text({"element": "Attribute", "code": f"AT-{n}", "name": "n" * 90}) + "\n"
        for n in range(5000)
    ]
    after = [*lines[:-1], lines[-1].replace("nnn", "m")]
    before_text, after_text = "".join(lines), "".join(after)
    assert len(before_text) > 700_000
    began = time.process_time()
    assert len(compare(before_text, after_text)) == 1
    assert time.process_time() - began < 0.1
