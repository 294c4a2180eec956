"""Deleting many elements: as deleting each, in one pass."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.plan.rights import Actor, Membership
from planning.store import write
from planning.store.errors import Conflict, Missing, Refused
from planning.store.load import load
from planning.store.undo import undo
from planning.store.write import New
from tests.store.proving import OWN, places
from tests.store.test_undo import content, filled, last_batch


def made(row, lead, *news):
    with write.locked(row.pk, lead) as writing:
        return writing.create_all(news)


def deleted(row, actor, *codes):
    with write.locked(row.pk, actor) as writing:
        writing.delete_all(codes)


def holds(row):
    """Whether the rows are what the history gives; the fixture named the plan past the store."""
    return places(row) == [f"{OWN}: name"]


def said(row):
    """Action and code of each change of the last batch, in order."""
    changes = row.history.filter(batch=last_batch(row)).order_by("number")
    return list(changes.values_list("action", "code"))


def test_many_go_with_their_parts_their_links_and_what_refers_to_them(row, lead):
    filled(row, lead)
    deleted(row, lead, "SV-1", "BC-1")
    assert [element.code for element in load(row.pk).elements] == ["FR-001"]
    assert load(row.pk).links == ()
    assert holds(row)


def test_the_history_has_them_as_one_takes_a_thing_apart(row, lead):
    filled(row, lead)
    deleted(row, lead, "SV-1")
    assert said(row) == [
        ("unlink", "SV-1"),
        ("unlink", "OP-1"),
        ("delete", "OP-1"),
        ("delete", "EP-1"),
        ("delete", "SV-1"),
    ]


def test_what_refers_to_two_of_them_is_changed_once(row, lead):
    made(
        row,
        lead,
        New(kind="BoundedContext", key="a", values={"name": "Berths"}),
        New(kind="BoundedContext", key="b", values={"name": "Cranes"}),
        New(kind="ContextRelation", key="r", values={"upstream": "a", "downstream": "b"}),
    )
    before = content(row)
    deleted(row, lead, "BC-1", "BC-2")
    assert said(row)[0][0] == "update"
    assert [action for action, _ in said(row)] == ["update", "delete", "delete"]
    (relation,) = load(row.pk).elements
    assert (relation.upstream, relation.downstream, relation.version) == ("", "", 2)
    undo(row.pk, lead, last_batch(row))
    assert content(row) == before
    assert holds(row)


def test_those_that_refer_to_each_other_go_and_come_back(row, lead):
    made(
        row,
        lead,
        New(kind="Entity", key="b", values={"name": "Berth"}),
        New(kind="Entity", key="s", values={"name": "Ship"}),
        New(kind="Attribute", key="1", values={"name": "ship", "entity": "b", "refers_to": "s"}),
        New(kind="Attribute", key="2", values={"name": "berth", "entity": "s", "refers_to": "b"}),
    )
    before = content(row)
    deleted(row, lead, "EN-1", "EN-2")
    assert load(row.pk).elements == ()
    undo(row.pk, lead, last_batch(row))
    assert content(row) == before
    assert holds(row)


def test_one_that_may_not_be_deleted_keeps_all(row, lead):
    filled(row, lead)
    before = content(row)
    security = Actor("5a3", "Sam", frozenset({Membership("security_lead")}))
    with pytest.raises(Refused):
        deleted(row, security, "SV-1", "BC-1")
    assert content(row) == before


def test_one_that_is_not_there_keeps_all(row, lead):
    filled(row, lead)
    before = content(row)
    with pytest.raises(Missing):
        deleted(row, lead, "SV-1", "SV-9")
    assert content(row) == before


def test_what_was_made_and_changed_in_one_action_is_undone(row, lead):
    filled(row, lead)
    undo(row.pk, lead, last_batch(row))
    assert load(row.pk).elements == ()
    assert holds(row)


def test_what_one_action_made_and_somebody_changed_stays(row, lead):
    filled(row, lead)
    batch = last_batch(row)
    write.update(row.pk, lead, "BC-1", {"name": "Quays"}, 1)
    before = content(row)
    with pytest.raises(Conflict):
        undo(row.pk, lead, batch)
    assert content(row) == before


@pytest.mark.parametrize("count", [2, 90])
def test_many_take_no_more_queries_than_few(row, lead, count):
    operations = [
        New(kind="Operation", key=f"o{n}", values={"name": f"Berth {n}", "service": "s"})
        for n in range(count)
    ]
    codes = made(row, lead, New(kind="Service", key="s", values={"name": "Berthing"}), *operations)
    with write.locked(row.pk, lead) as writing, CaptureQueriesContext(connection) as queries:
        writing.delete_all(codes.values())
    assert len(queries) < 70
