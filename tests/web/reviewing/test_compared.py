"""Elements beside what they were: states, changes in words, and what is folded."""

import pytest

from planning.plan.elements import BoundedContext, Control, Dependency, Guardrail, Service, Team
from planning.plan.links import Link
from planning.plan.value import plan as plan_of
from planning.web.reviewing.compared import MOST, Change, Compared, compared, folded, presence
from planning.web.reviewing.scoped import fields_of, scopes_of


def states(before, after, kind=BoundedContext, scope="architecture", *links):
    return {each.element.code: each.state for each in compared(before, after, kind, scope, *links)}


def test_what_is_on_either_side_has_its_state():
    kept = BoundedContext(code="BC-1", name="Loans")
    before = plan_of([kept, BoundedContext(code="BC-2"), BoundedContext(code="BC-3")])
    renamed = BoundedContext(code="BC-2", name="Catalogue")
    after = plan_of([kept, renamed, BoundedContext(code="BC-10")])
    assert states(before, after) == {
        "BC-1": "unchanged",
        "BC-2": "changed",
        "BC-3": "gone",
        "BC-10": "new",
    }


def test_at_first_everything_is_to_read():
    assert states(None, plan_of([BoundedContext(code="BC-1")])) == {"BC-1": "to_read"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"purpose": "Lend"}, "changed"),
        ({"owner": "TM-1"}, "unchanged"),
        ({"notes": "A thought"}, "unchanged"),
    ],
)
def test_only_what_the_scope_signs_is_a_change(changes, state):
    before, after = BoundedContext(code="BC-1"), BoundedContext(code="BC-1", **changes)
    assert states(plan_of([before]), plan_of([after])) == {"BC-1": state}


def test_the_backend_signs_every_field_but_notes():
    assert "owner" in fields_of(BoundedContext, "backend")
    assert "notes" not in fields_of(BoundedContext, "backend")


def test_a_change_is_in_words_with_names():
    teams = [Team(code="TM-1", name="Desk")]
    before = plan_of([*teams, Service(code="SV-1", style="rest")])
    after = plan_of([*teams, Service(code="SV-1", owner="TM-1")])
    assert compared(before, after, Service, "backend")[0].changes == (
        Change("style", "Style", "REST", ""),
        Change("owner", "Owner", "", "TM-1 Desk"),
    )


def test_a_flag_is_said_either_way():
    before = plan_of([Control(code="CT-1", for_backend=True)])
    change = compared(before, plan_of([Control(code="CT-1")]), Control, "security")[0].changes[0]
    assert (change.before, change.after) == ("yes", "no")


def test_links_of_the_types_asked_for_are_changes_too():
    held = [Control(code="CT-1"), Service(code="SV-2"), Service(code="SV-10")]
    tied = [Link(type="applies_to", source="CT-1", target=code) for code in ("SV-10", "SV-2")]
    before, after = plan_of(held), plan_of(held, tied)
    assert states(before, after, Control, "security") == {"CT-1": "unchanged"}
    found = compared(before, after, Control, "security", "applies_to")[0]
    assert found.changes == (Change("applies_to", "Applies to", "", "SV-2, SV-10"),)
    assert found.changed("applies_to")


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (None, {"x"}, "to_read"),
        (set(), {"x"}, "new"),
        ({"x"}, set(), "gone"),
        ({"x"}, {"x"}, "unchanged"),
    ],
)
def test_what_has_no_fields_is_there_or_not(before, after, state):
    assert presence("x", before, after) == state


def rows(*states):
    named = enumerate(states, 1)
    return [Compared(Service(code=f"SV-{n}"), state) for n, state in named]


def test_what_went_stands_before_what_changed_before_what_came():
    found = folded(rows("new", "unchanged", "changed", "gone"))
    assert [row.state for row in found.told] == ["gone", "changed", "new"]
    assert [row.element.code for row in found.unchanged] == ["SV-2"]
    assert found.count == 4


def test_of_a_long_first_reading_the_beginning_is_open():
    found = folded(rows(*["to_read"] * (MOST + 3)))
    assert (len(found.told), len(found.more), found.count) == (MOST, 3, MOST + 3)


def test_a_change_is_never_folded():
    assert len(folded(rows(*["changed"] * (MOST + 3))).told) == MOST + 3


@pytest.mark.parametrize(
    ("element", "field", "scopes"),
    [
        (BoundedContext(code="BC-1"), "", ("architecture", "security")),
        (BoundedContext(code="BC-1"), "purpose", ("architecture",)),
        (BoundedContext(code="BC-1"), "trust_zone", ("security",)),
        (BoundedContext(code="BC-1"), "owner", ("backend",)),
        (Team(code="TM-1"), "", ("backend",)),
        (Guardrail(code="SEC-1"), "statement", ("architecture", "security")),
        (Guardrail(code="GR-1"), "statement", ("architecture",)),
        (Dependency(code="DP-1", track="security"), "", ("security",)),
        (Dependency(code="DP-1", track="testing"), "", ("backend",)),
    ],
)
def test_scopes_follow_the_table_that_signing_goes_by(element, field, scopes):
    assert scopes_of(element, field) == scopes
