"""Undo: every change can be taken back, unless somebody built on it."""

import pytest

from planning.plan.elements import BoundedContext
from planning.plan.traceability import suspects
from planning.store import write
from planning.store.errors import Conflict, Missing, Refused, Rejected
from planning.store.load import load
from planning.store.undo import undo
from planning.store.write import New


def last_batch(row):
    return row.history.order_by("number").last().batch


def content(row):
    """The plan without what moves with every write."""
    plan = load(row.pk)
    bare = [(e.code, {k: v for k, v in vars(e).items() if k != "version"}) for e in plan.elements]
    return bare, plan.links, plan.locale


def filled(row, lead):
    with write.locked(row.pk, lead) as writing:
        writing.create_all(
            [
                New(kind="Requirement", code="FR-001", values={"statement": "Berth ships"}),
                New(kind="Service", key="s", values={"name": "Berthing"}),
                New(kind="Operation", key="o", values={"name": "Berth", "service": "s"}),
                New(kind="Endpoint", key="e", values={"service": "s", "operation": "o"}),
                New(kind="BoundedContext", key="c", values={"name": "Berths"}),
            ]
        )
        writing.update("SV-1", {"context": "BC-1"})
        writing.link("satisfies", "SV-1", "FR-001")
        writing.link("satisfies", "OP-1", "FR-001")


def update(row, lead):
    write.update(row.pk, lead, "BC-1", {"name": "Quays", "layers": ["domain"]}, 1)


def create(row, lead):
    with write.locked(row.pk, lead) as writing:
        writing.create("Team", {"name": "Quay"})


def delete(row, lead):
    with write.locked(row.pk, lead) as writing:
        writing.delete("SV-1")


def delete_what_others_refer_to(row, lead):
    with write.locked(row.pk, lead) as writing:
        writing.delete("BC-1")


def unlink(row, lead):
    with write.locked(row.pk, lead) as writing:
        writing.unlink("satisfies", "SV-1", "FR-001")


def link(row, lead):
    with write.locked(row.pk, lead) as writing:
        writing.link("satisfies", "BC-1", "FR-001")


def set_locale(row, lead):
    write.update_about(row.pk, lead, {"locale": "Delft"}, 0)


@pytest.mark.parametrize(
    "act", [update, create, delete, delete_what_others_refer_to, link, unlink, set_locale]
)
def test_an_undone_action_leaves_the_plan_as_it_was(row, lead, act):
    filled(row, lead)
    before = content(row)
    act(row, lead)
    assert content(row) != before
    undo(row.pk, lead, last_batch(row))
    assert content(row) == before


def test_an_undone_confirmation_leaves_the_link_suspect_again(row, lead):
    filled(row, lead)
    write.update(row.pk, lead, "FR-001", {"statement": "Berth every ship"}, 1)
    before = content(row)
    with write.locked(row.pk, lead) as writing:
        writing.confirm("satisfies", "SV-1", "FR-001")
    assert [link.source for link in suspects(load(row.pk))] == ["OP-1"]
    undo(row.pk, lead, last_batch(row))
    assert content(row) == before


def test_an_undo_can_be_undone(row, lead):
    filled(row, lead)
    update(row, lead)
    after = content(row)
    undo(row.pk, lead, last_batch(row))
    undo(row.pk, lead, last_batch(row))
    assert content(row) == after


def test_what_somebody_changed_again_is_not_undone(row, lead):
    filled(row, lead)
    update(row, lead)
    batch = last_batch(row)
    write.update(row.pk, lead, "BC-1", {"name": "Piers"}, 2)
    with pytest.raises(Conflict):
        undo(row.pk, lead, batch)
    found = load(row.pk).get("BC-1", BoundedContext)
    assert (found.name, found.layers) == ("Piers", ("domain",))


def test_nothing_is_undone_twice(row, lead):
    filled(row, lead)
    delete(row, lead)
    batch = last_batch(row)
    undo(row.pk, lead, batch)
    before = content(row)
    with pytest.raises(Rejected, match="taken back already"):
        undo(row.pk, lead, batch)
    assert content(row) == before


def test_what_was_undone_and_done_again_can_be_undone(row, lead):
    filled(row, lead)
    before = content(row)
    update(row, lead)
    batch = last_batch(row)
    undo(row.pk, lead, batch)
    undo(row.pk, lead, last_batch(row))
    undo(row.pk, lead, batch)
    assert content(row) == before


def test_a_restored_element_never_repeats_a_version(row, lead):
    filled(row, lead)
    delete_what_others_refer_to(row, lead)
    undo(row.pk, lead, last_batch(row))
    versions = list(
        row.history.filter(code="BC-1").order_by("number").values_list("version", flat=True)
    )
    assert versions == sorted(set(versions))


def test_a_viewer_undoes_nothing(row, lead, viewer):
    filled(row, lead)
    update(row, lead)
    with pytest.raises(Refused):
        undo(row.pk, viewer, last_batch(row))


def test_an_unknown_batch_is_missing(row, lead):
    with pytest.raises(Missing):
        undo(row.pk, lead, "no such batch")
