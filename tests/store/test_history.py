"""The chain of changes: complete, in order, and not to be altered."""

import pytest
from django.db import DatabaseError, connection, transaction

from planning import models
from planning.plan.elements import BoundedContext
from planning.store import history, write


def write_some(row, lead):
    with write.locked(row.pk, lead, cause="a beginning") as writing:
        code = writing.create("BoundedContext", {"name": "Berths"})
    write.update(row.pk, lead, code, {"name": "Quays"}, 1)
    write.update(row.pk, lead, code, {"purpose": "Who lies where"}, 2)
    return code


def test_every_change_is_chained_to_the_one_before(row, lead):
    write_some(row, lead)
    changes = list(row.history.order_by("number"))
    assert [change.previous for change in changes] == [
        "",
        *(c.digest for c in changes[:-1]),
    ]
    assert all(history.digest(change) == change.digest for change in changes)


def test_the_plan_keeps_head_and_count(row, lead):
    write_some(row, lead)
    row.refresh_from_db()
    last = row.history.order_by("number").last()
    assert (row.head, row.changes) == (last.digest, 3)


@pytest.mark.parametrize("column", history.CHAINED)
def test_the_digest_covers_every_column(row, lead, column):
    write_some(row, lead)
    change = row.history.order_by("number").last()
    altered = {"number": 9, "version": 9, "at": change.at.replace(year=2001)}
    setattr(change, column, altered.get(column, "altered"))
    assert history.digest(change) != change.digest


def test_an_earlier_version_can_be_read_again(row, lead):
    code = write_some(row, lead)
    found = history.element_at(row.pk, code, 2)
    assert found == BoundedContext(code=code, name="Quays", version=2)


def test_only_as_many_changes_are_read_as_are_asked_for(row, lead, django_assert_num_queries):
    code = write_some(row, lead)
    with django_assert_num_queries(1) as queries:
        changes = history.of_element(row.pk, code, most=2)
    assert [change.version for change in changes] == [3, 2]
    assert "LIMIT 2" in queries.captured_queries[0]["sql"]
    assert len(history.of_element(row.pk, code)) == 3


def test_the_history_stands_by_pseudonym(row, lead):
    write_some(row, lead)
    assert set(row.history.values_list("person", flat=True)) == {lead.id}


@pytest.mark.parametrize(
    "statement",
    ["UPDATE planning_change SET person = 'x'", "DELETE FROM planning_change"],
)
def test_the_database_refuses_to_alter_the_history(row, lead, statement):
    write_some(row, lead)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert models.Change.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has TRUNCATE")
def test_the_database_refuses_to_empty_the_history(row, lead):
    write_some(row, lead)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE planning_change")
