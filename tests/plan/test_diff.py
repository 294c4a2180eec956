"""What differs between two plans."""

from dataclasses import replace

import pytest
from hypothesis import given

from planning.plan.diff import Difference, FieldChange, difference
from planning.plan.elements import Aggregate, BoundedContext, Term
from planning.plan.links import Link
from planning.plan.value import Plan, Waiver, changed, plan
from tests.drawn import random_plans
from tests.plan.strategies import plans

CART = Aggregate(code="AG-1", name="Cart", states=("open",))
patient = random_plans(12)


def field(name, before, after):
    return FieldChange(name=name, before=before, after=after)


def test_a_plan_does_not_differ_from_itself():
    assert difference(plan([CART], name="A"), plan([CART], name="A")) == ()


def test_a_changed_field_is_shown_with_both_values():
    edited = replace(CART, name="Basket", states=("open", "paid"))
    assert difference(plan([CART]), plan([edited])) == (
        Difference(
            action="changed",
            kind="Aggregate",
            code="AG-1",
            fields=(
                field("name", "Cart", "Basket"),
                field("states", ("open",), ("open", "paid")),
            ),
        ),
    )


def test_an_added_and_a_removed_element_show_what_they_said():
    added = Difference(
        action="added",
        kind="Aggregate",
        code="AG-1",
        fields=(field("name", "", "Cart"), field("states", (), ("open",))),
    )
    removed = Difference(
        action="removed",
        kind="Aggregate",
        code="AG-1",
        fields=(field("name", "Cart", ""), field("states", ("open",), ())),
    )
    assert difference(plan(), plan([CART])) == (added,)
    assert difference(plan([CART]), plan()) == (removed,)


@pytest.mark.parametrize("bookkeeping", [{"position": 4}, {"version": 9}, {"origin": "a.csv#1"}])
def test_bookkeeping_is_no_difference(bookkeeping):
    assert difference(plan([CART]), plan([replace(CART, **bookkeeping)])) == ()
    assert difference(plan(revision=1, slug="a"), plan(revision=2, slug="b")) == ()


def test_the_facts_of_the_plan_come_first():
    waiver = Waiver(rule="BC-01")
    found = difference(plan(), plan([CART], purpose="Sell.", waivers=(waiver,)))
    assert found[0] == Difference(
        action="changed",
        kind="Plan",
        fields=(field("purpose", "", "Sell."), field("waivers", (), (waiver,))),
    )
    assert found[1].code == "AG-1"


def test_a_code_that_went_to_another_kind_was_removed_and_added():
    found = difference(plan([CART]), plan([Term(code="AG-1")]))
    assert [(d.action, d.kind) for d in found] == [("added", "Term"), ("removed", "Aggregate")]


def test_links_are_added_removed_and_confirmed():
    def cites(target, digest=""):
        return Link(type="cites", source="AG-1", target=target, target_digest=digest)

    before = plan(links=[cites("A"), cites("B"), cites("C")])
    after = plan(links=[cites("A"), cites("C", "d"), cites("D")])
    assert difference(before, after) == (
        Difference(action="removed", kind="Link", link=cites("B")),
        Difference(
            action="changed",
            kind="Link",
            link=cites("C", "d"),
            fields=(field("target_digest", "", "d"),),
        ),
        Difference(action="added", kind="Link", link=cites("D")),
    )


def test_elements_come_by_kind_and_natural_order():
    elements = [Aggregate(code="AG-10"), Aggregate(code="AG-9"), BoundedContext(code="BC-1")]
    assert [d.code for d in difference(plan(), plan(elements))] == ["BC-1", "AG-9", "AG-10"]


@patient
@given(plans(), plans())
def test_what_differs_one_way_differs_the_other_way_round(before, after):
    there, back = difference(before, after), difference(after, before)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    told = [(opposite[d.action], d.kind, d.code, d.link and d.link.key) for d in there]
    assert sorted(told, key=str) == sorted(
        ((d.action, d.kind, d.code, d.link and d.link.key) for d in back), key=str
    )


@patient
@given(plans(), plans())
def test_no_difference_means_the_same_content(before, after):
    merged = changed(before, elements=after.elements, links=after.links)
    assert {d.kind for d in difference(after, merged)} <= {"Plan"}
    assert isinstance(merged, Plan)
