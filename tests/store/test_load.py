"""Loading: one moment, constant queries, and never a value that was rolled back."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from planning.plan.elements import KINDS
from planning.store import load as loading
from planning.store import write
from planning.store.load import load
from planning.store.write import New


def fill(row, lead, count):
    with write.locked(row.pk, lead) as writing:
        writing.create_all(
            New(kind="BoundedContext", key=str(n), values={"name": f"Context {n}"})
            for n in range(count)
        )


def queries_of_a_load(row):
    loading.forget()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        load(row.pk)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_plan(row, lead):
    fill(row, lead, 3)
    few = queries_of_a_load(row)
    fill(row, lead, 200)
    assert queries_of_a_load(row) == few <= len(KINDS) + 4


def test_kinds_that_a_plan_does_not_have_are_not_asked_for(row, lead):
    fill(row, lead, 1)
    one = queries_of_a_load(row)
    with write.locked(row.pk, lead) as writing:
        writing.create("Team", {"name": "Shop"})
    assert queries_of_a_load(row) == one + 1


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_loaded_once_until_somebody_writes(committed_row, lead):
    fill(committed_row, lead, 1)
    first = load(committed_row.pk)
    assert load(committed_row.pk) is first
    fill(committed_row, lead, 1)
    assert len(load(committed_row.pk).elements) == 2


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_never_kept(committed_row, lead):
    fill(committed_row, lead, 1)
    with transaction.atomic():
        fill(committed_row, lead, 1)
        assert len(load(committed_row.pk).elements) == 2
        transaction.set_rollback(True)
    assert len(load(committed_row.pk).elements) == 1


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_leaves_the_connection_ready_to_write(committed_row, lead):
    with pytest.raises(ZeroDivisionError), loading.snapshot():
        _ = 1 / 0
    fill(committed_row, lead, 1)
    assert len(load(committed_row.pk).elements) == 1
