"""What the store writes always verifies."""

from contextlib import suppress

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning import models
from planning.store import undo, write
from planning.store.errors import WriteError
from planning.store.load import load
from planning.store.proof import verify
from planning.store.start import founder
from tests.factory import make_actor, make_plan
from tests.store.proving import OWN, first, last_change, places, tamper

OF_BC_1 = "WHERE element_id = (SELECT id FROM planning_element WHERE code = 'BC-1')"


def test_a_plan_that_was_lived_in_is_as_it_was_written(plan):
    proof = verify(plan.pk)
    assert (proof.problems, proof.remarks, proof.holds) == ((), (), True)
    assert (proof.changes, proof.elements, proof.links) == (197, 88, 45)
    assert (proof.baselines, proof.decisions) == (2, 6)


def test_every_action_is_in_the_plan_that_the_tests_tamper_with(plan):
    actions = models.Change.objects.filter(plan=plan).values_list("action", flat=True)
    assert set(actions) == set(models.change.ACTIONS)


def test_a_plan_without_a_write_verifies(db):
    assert verify(make_plan(name="", slug="empty").pk).holds


def test_a_plan_that_was_filled_past_the_store_does_not(db):
    assert places(make_plan(slug="past")) == [f"{OWN}: name"]


def test_another_plan_may_rename_the_project(plan):
    other = make_plan(name="", slug="second", project=plan.project)
    write.update_about(other.pk, make_actor(), {"project": "Two plans"}, 0)
    assert verify(plan.pk).holds
    write.update_about(plan.pk, make_actor(), {"phase": 2}, 99)
    assert verify(plan.pk).holds
    assert verify(other.pk).holds


def test_what_was_altered_past_the_store_shows_in_the_next_change_of_it(plan):
    tamper(f"UPDATE planning_boundedcontext SET purpose = 'Altered' {OF_BC_1}")
    write.update(plan.pk, make_actor(), "BC-1", {"name": "Loans"}, 2)
    assert first(plan).where.startswith("change 198 (update of BC-1 by Alice")
    assert 'field purpose before it: it says "Altered"' in first(plan).what


def edited(plan, action, number, text):
    """Do something to the plan, unless the store refuses it."""
    now = load(plan.pk)
    element = now.elements[number % len(now.elements)]
    link = now.links[number % len(now.links)]
    with suppress(WriteError), write.locked(plan.pk, founder(None), text.strip()) as writing:
        if action == "create":
            writing.create("Term", {"name": text, "context": "BC-1"})
        elif action == "update":
            writing.update(element.code, {"name": text, "notes": f"{number}{text}"})
        elif action == "delete":
            writing.delete(element.code)
        elif action == "link":
            writing.link("about", "QU-1", element.code)
        elif action == "unlink":
            writing.unlink(*link.key)
        elif action == "confirm":
            writing.confirm(*link.key)
        elif action == "plan":
            writing.set_about({"locale": text, "project": text or "Library"})
    if action == "undo":
        with suppress(WriteError):
            number = last_change(plan).number - number % 12
            batch = models.Change.objects.get(plan=plan, number=number).batch
            undo.undo(plan.pk, founder(None), batch)


ACTIONS = ("create", "update", "delete", "link", "unlink", "confirm", "plan", "undo")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.integers(0, 99),
        st.sampled_from(("", "Loans", "späť", 'a "b" \\ c\n')),
    ),
    max_size=12,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_random_edits_always_verify(plan, edits):
    with transaction.atomic():
        for edit in edits:
            edited(plan, *edit)
        proof = verify(plan.pk)
        transaction.set_rollback(True)
    assert proof.problems == ()
