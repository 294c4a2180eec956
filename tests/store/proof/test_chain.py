"""The chain and its tail: whoever altered, moved, added or cut changes is found.

Rows are altered with SQL, past the application and past its triggers.
"""

import pytest
from django.db import connection

from planning import models
from planning.models import immutable
from planning.store import history
from tests.store.proving import OWN, first, last_change, places, tamper


@pytest.mark.parametrize(
    "altered",
    [
        "after = replace(after, 'Lends what it has', 'Lends nothing')",
        "before = after",
        "after = 'no JSON'",
        "before = '[]'",
        "person = 'somebody'",
        "at = '2001-01-01 00:00:00'",
        "cause = 'another reason'",
        "batch = 'another'",
        "action = 'delete'",
        "action = 'boast'",
        "element_kind = 'Team'",
        "element_kind = 'Nothing'",
        "code = 'BC-2'",
        "version = 7",
        "previous = 'another'",
    ],
)
def test_an_altered_change_is_named(plan, altered):
    tamper(f"UPDATE planning_change SET {altered} WHERE number = 139")
    assert first(plan).where.startswith("change 139 (")


def test_a_change_is_named_as_people_know_it(plan):
    tamper("UPDATE planning_change SET cause = 'another reason' WHERE number = 139")
    at = models.Change.objects.get(plan=plan, number=139).at.isoformat(timespec="seconds")
    assert str(first(plan)) == (
        f"change 139 (update of BC-1 by Alice on {at}): "
        "it was altered after it was written: its digest does not come out"
    )


def test_an_altered_digest_is_named(plan):
    tamper("UPDATE planning_change SET digest = 'another' WHERE number = 139")
    assert [place[:10] for place in places(plan)] == ["change 139"]


def test_the_first_of_two_altered_changes_comes_first(plan):
    tamper("UPDATE planning_change SET cause = 'x' WHERE number IN (188, 3)")
    assert [place.split(" (")[0] for place in places(plan)] == ["change 3", "change 188"]


def test_swapped_changes_are_named(plan):
    tamper(
        "UPDATE planning_change SET number = 9999 WHERE number = 139",
        "UPDATE planning_change SET number = 139 WHERE number = 145",
        "UPDATE planning_change SET number = 145 WHERE number = 9999",
    )
    assert first(plan).where.startswith("change 139 (unlink of QU-1 by Alice")


@pytest.mark.parametrize(
    ("gone", "where"),
    [
        ("number = 1", "change 1"),
        ("number = 139", "change 139"),
        ("number BETWEEN 139 AND 141", "changes 139 to 141"),
        ("number = 197", "change 197"),
        ("number > 190", "changes 191 to 197"),
        ("number > 0", "changes 1 to 197"),
    ],
)
def test_a_deleted_change_is_missing(plan, gone, where):
    tamper(f"DELETE FROM planning_change WHERE {gone}")
    assert first(plan).where == where
    assert "missing" in first(plan).what


def test_a_deletion_is_found_where_later_numbers_are_moved_up(plan):
    tamper(
        "DELETE FROM planning_change WHERE number = 139",
        "UPDATE planning_change SET number = number + 10000 WHERE number > 139",
        "UPDATE planning_change SET number = number - 10001 WHERE number > 10000",
    )
    assert first(plan).where.startswith("change 139 (")


def test_a_beginning_that_was_cut_off_is_found_where_numbers_are_moved_up(plan):
    tamper(
        "DELETE FROM planning_change WHERE number = 1",
        "UPDATE planning_change SET number = number + 10000",
        "UPDATE planning_change SET number = number - 10001",
    )
    assert first(plan).where.startswith("change 1 (")


def test_a_change_before_the_first_is_named(plan):
    forge(plan, 139, number=0, digested=True)
    assert first(plan).where.startswith("change 0 (")


def forge(plan, like, digested=False, **said):
    """Put in a change like the one of this number, but for what is said of it."""
    change = models.Change.objects.get(plan=plan, number=like)
    change.pk = None
    return stored(change, digested, said)


def replace(plan, number, **said):
    """Alter a change together with its digest."""
    return stored(models.Change.objects.get(plan=plan, number=number), True, said)


def stored(change, digested, said):
    for name, held in said.items():
        setattr(change, name, held)
    if digested:
        change.digest = history.digest(change)
    connection.check_constraints()
    with immutable.lifted(connection):
        change.save()
        connection.check_constraints()
    return change


@pytest.mark.parametrize("number", [1, 139, 196])
def test_a_replaced_change_with_a_digest_that_comes_out_is_named(plan, number):
    replace(plan, number, cause="another reason")
    assert first(plan).where.startswith(f"change {number} (")
    assert f"change {number + 1} was chained to another one" in first(plan).what


def test_a_change_that_was_chained_anew_is_named_itself(plan):
    replace(plan, 139, previous="0" * 64)
    assert first(plan).where.startswith("change 139 (")


def test_a_replaced_last_change_does_not_fit_the_head(plan):
    replace(plan, 197, cause="another reason")
    assert first(plan).where == f"{OWN}: head"
    assert "the last change, change 197" in first(plan).what


def test_a_change_that_was_put_in_between_is_named(plan):
    tamper(
        "UPDATE planning_change SET number = number + 10000 WHERE number > 138",
        "UPDATE planning_change SET number = number - 9999 WHERE number > 10000",
    )
    forge(plan, 140, digested=True, number=139, cause="forged")
    assert first(plan).where.startswith("change 139 (")
    assert "put in" in first(plan).what


def test_a_change_that_was_added_is_named(plan):
    last = last_change(plan)
    forge(plan, 192, digested=True, number=198, previous=last.digest)
    assert first(plan).where.startswith("change 198 (")


def test_a_change_that_was_added_with_head_and_count_does_not_fit_the_plan(plan):
    last, said = last_change(plan), models.Change.objects.get(plan=plan, number=192)
    forged = forge(
        plan,
        192,
        digested=True,
        number=198,
        previous=last.digest,
        before=said.after,
        after=said.after.replace("Another one", "Forged").replace('"version": 2', '"version": 3'),
        version=3,
        batch="forged",
    )
    tamper(f"UPDATE planning_plan SET changes = 198, head = '{forged.digest}', revision = 14")
    assert places(plan) == ["TE-1, field version", "TE-1, field definition"]


def cut(plan, last, *moved):
    """Cut the tail of the history after a change, and move head or count along."""
    head = models.Change.objects.get(plan=plan, number=last).digest
    said = {"head": f"head = '{head}'", "changes": f"changes = {last}"}
    tamper(
        f"DELETE FROM planning_change WHERE number > {last}",
        *(f"UPDATE planning_plan SET {said[name]}" for name in moved),
    )


@pytest.mark.parametrize(
    ("last", "moved", "where"),
    [
        (190, (), "changes 191 to 197"),
        (190, ("changes",), f"{OWN}: head"),
        (190, ("head",), f"{OWN}: changes"),
        (195, ("head", "changes"), "decision 5 (architecture signed on BL-2)"),
        (192, ("head", "changes"), "BL-2"),
        (191, ("head", "changes"), f"{OWN}: revision"),
    ],
)
def test_a_tail_that_was_cut_is_found(plan, last, moved, where):
    cut(plan, last, *moved)
    assert first(plan).where == where


def test_a_baseline_tells_of_a_tail_that_was_cut_with_all_that_it_did(plan):
    cut(plan, 191, "head", "changes")
    at = models.Change.objects.get(plan=plan, number=188).at
    with connection.cursor() as cursor:
        cursor.execute("UPDATE planning_plan SET revision = 12, revised_at = %s", [at])
    tamper(
        "UPDATE planning_term SET definition = 'A copy in a member''s hands.' "
        "WHERE element_id = (SELECT id FROM planning_element WHERE code = 'TE-1')",
        "UPDATE planning_element SET version = 1 WHERE code = 'TE-1'",
    )
    assert first(plan).where == "BL-2"
    assert "it was frozen after change 192, and the history ends at 191" in first(plan).what
    assert places(plan)[1:] == [
        "BL-2",
        "decision 3 (security not applicable on BL-2)",
        "decision 4 (security accepted on BL-2)",
        "decision 5 (architecture signed on BL-2)",
        "decision 6 (architecture withdrawn on BL-2)",
    ]
