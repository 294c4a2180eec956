"""An import that fails, at whatever step, leaves neither elements nor links nor history."""

import pytest

from planning import models
from planning.imports import apply as applying
from planning.imports import bounds
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent
from planning.web.reading import bring_in, drafts, outlook
from tests.factory import make_actor, make_element, make_plan

SENT = (
    Sent("one.csv", b"id,title,statement,parent\nFR-1,A,a,\nFR-2,B,b,FR-1\nFR-7,Old,new,\n"),
    Sent("two.csv", b"id,title,statement,parent\nFR-3,C,c,FR-2\nFR-4,D,d,\n"),
)
STEPS = 11
"""Rows and history of four requirements that are new, two links, and one requirement changed."""


class Failed(Exception):
    pass


@pytest.fixture
def plan(db):
    row = make_plan()
    make_element(row, "Requirement", "FR-7", name="Old", statement="old")
    return row


def stored(plan):
    changes = models.Change.objects.filter(plan=plan.pk).count()
    return load(plan.pk), changes


def bring(plan, tick):
    access = Access(plan, make_actor())
    found, _ = drafts(SENT)
    keys = [
        f"{number}:{each.key}"
        for number, preview in enumerate(outlook(access, found).previews)
        for each in (*preview.additions, *preview.changes)
    ]
    return bring_in(access, found, keys, load(plan.pk).revision, tick)


def after(steps):
    """Counts steps, and fails at the one that is told."""
    left = iter(range(steps - 1))

    def tick():
        if next(left, None) is None:
            raise Failed

    return tick


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_failure_at_any_step_stores_nothing(plan, step):
    before = stored(plan)
    with pytest.raises(Failed):
        bring(plan, after(step))
    assert stored(plan) == before


def test_without_a_failure_all_steps_are_stored(plan):
    steps = []
    bring(plan, lambda: steps.append(1))
    assert len(steps) == STEPS
    held = load(plan.pk)
    assert set(held.by_code) == {"FR-1", "FR-2", "FR-3", "FR-4", "FR-7"}
    assert (len(held.links), held.by_code["FR-7"].statement) == (2, "new")


@pytest.mark.parametrize("part", ["_change", "_tied", "_set_about"])
def test_a_failure_of_any_part_stores_nothing(plan, monkeypatch, part):
    def fail(*said):
        raise Failed

    monkeypatch.setattr(applying, part, fail)
    before = stored(plan)
    with pytest.raises(Failed):
        bring(plan, lambda: None)
    assert stored(plan) == before


def test_a_command_whose_second_file_fails_stores_nothing(run, plan, tmp_path, monkeypatch):
    whole = applying.apply_within
    files = []
    for sent in SENT:
        files.append(tmp_path / sent.name)
        files[-1].write_bytes(sent.data)

    def fail_at_the_second(writing, preview, chosen=None):
        if preview.file == "two.csv":
            raise Failed
        return whole(writing, preview, chosen)

    monkeypatch.setattr("planning.management.commands.import_plan.apply_within", fail_at_the_second)
    before = stored(plan)
    with pytest.raises(Failed):
        run("import_plan", plan.slug, *files)
    assert stored(plan) == before


def test_a_file_that_is_too_much_with_the_others_is_left_out_whole(plan, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_ELEMENTS", 4)
    found, failed = drafts(SENT)
    assert [draft.file for draft in found] == ["one.csv"]
    assert [each.file for each in failed] == ["two.csv"]
    assert "in all files together" in failed[0].why
