"""What a backend lead is shown before confirming: counts, what blocks, criteria."""

from datetime import date

import pytest

from planning.plan.elements import BoundedContext, Dependency, Question, Risk, Service
from planning.plan.value import changed
from planning.plan.value import plan as plan_of
from planning.web.reviewing.backend import panels
from tests.plan.rules.finding import link

ON = date(2026, 11, 25)


def shown(after, before=None):
    return panels(before, after, ON, ())


def counts(found):
    return {
        tally.kind.name: (tally.total, tally.added, tally.changed, tally.removed)
        for section in found.sections
        for tally in section.kinds
    }


def test_what_came_changed_and_went_is_counted_by_kind_and_section():
    before = plan_of(
        [BoundedContext(code="BC-1"), BoundedContext(code="BC-2"), Service(code="SV-1")]
    )
    after = plan_of([BoundedContext(code="BC-1", name="Loans"), BoundedContext(code="BC-3")])
    found = shown(after, before)
    assert counts(found) == {"BoundedContext": (2, 1, 1, 1), "Service": (0, 0, 0, 1)}
    domain = next(each for each in found.sections if each.section.slug == "domain")
    assert domain.unchanged == 0


def test_at_first_nothing_counts_as_added():
    found = shown(plan_of([BoundedContext(code="BC-1")]))
    assert found.first
    assert counts(found) == {"BoundedContext": (1, 0, 0, 0)}


def test_a_note_is_no_change():
    before, after = plan_of([Service(code="SV-1")]), plan_of([Service(code="SV-1", notes="Hm")])
    assert counts(shown(after, before)) == {"Service": (1, 0, 0, 0)}


def test_links_are_counted():
    held = plan_of([BoundedContext(code="BC-1")], [link("implements", "BC-1", "SD-1")])
    after = changed(held, links=[link("implements", "BC-1", "SD-2")])
    assert shown(after, held).links == (1, 1, 1)
    assert shown(after).links == (1, 0, 0)


@pytest.mark.parametrize(
    ("element", "blocks"),
    [
        (Dependency(code="X-1", blocking=True), True),
        (Dependency(code="X-1", blocking=True, status="declined"), True),
        (Dependency(code="X-1", blocking=True, status="provided"), False),
        (Dependency(code="X-1"), False),
        (Question(code="X-1", blocking=True, status="open"), True),
        (Question(code="X-1", blocking=True, status="answered"), False),
        (Risk(code="X-1", blocking=True), True),
        (Risk(code="X-1", blocking=True, status="accepted"), False),
    ],
)
def test_what_is_open_and_blocking_is_listed(element, blocks):
    assert shown(plan_of([element])).blocking == ((element,) if blocks else ())


def test_the_criteria_say_where_they_stand():
    found = shown(plan_of())
    assert {point.state for point in found.criteria} == {"open"}
    assert found.verification[0].key == "guardrails"
