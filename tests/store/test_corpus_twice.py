"""Every real file, brought into a stored plan the way the page does it, changes nothing the second time."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from planning import models
from planning.imports.draft import Draft
from planning.imports.outcome import Preview
from planning.imports.preview import compare
from planning.plan import plan_json
from planning.plan.rights import Actor
from planning.plan.value import plan as empty
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent
from planning.web.reading import bring_in, drafts, outlook
from tests.conftest import CORPUS
from tests.imports.samples import applied

HUGE = "openapi/kubernetes-1.13-swagger2.json.gz"
"""Twelve seconds in a database, so it is held against a plan in memory."""
FILES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file())


def sent(paths: Iterable[Path]) -> list[Sent]:
    return [Sent(path.name, path.read_bytes()) for path in paths]


def read(files: list[Sent]) -> list[Draft]:
    found, failed = drafts(files)
    assert failed == []
    return found


def bring(plan_id: int, access: Access, found: list[Draft]) -> None:
    """Everything, as a person does it who leaves all ticks as they are."""
    keys = [
        f"{number}:{key}"
        for number, preview in enumerate(outlook(access, found).previews)
        for key in ticked(preview)
    ]
    bring_in(access, found, keys, load(plan_id).revision)


def ticked(preview: Preview) -> list[str]:
    keys = [addition.key for addition in preview.additions]
    keys += [change.key for change in preview.changes]
    return keys + [f"about.{field.name}" for field in preview.about]


def assert_twice(row: models.Plan, lead: Actor, files: list[Sent]) -> list[Preview]:
    """What the files would do the second time: nothing."""
    first = read(files)
    bring(row.pk, Access(row, lead), first)
    before = load(row.pk)
    assert before.elements or all(draft.diagnostics for draft in first)
    access, again = Access(row, lead), read(files)
    found = list(outlook(access, again).previews)
    for preview in found:
        assert_says_nothing_new(preview)
    bring(row.pk, access, again)
    after = load(row.pk)
    assert after.revision == before.revision
    assert plan_json.write(after) == plan_json.write(before)
    return found


def assert_says_nothing_new(preview: Preview) -> None:
    assert preview.is_empty
    assert (preview.vanished, preview.skipped) == ((), ())


@pytest.mark.parametrize("name", [name for name in FILES if name != HUGE] or ["none"])
def test_a_file_twice(corpus: Path, row: models.Plan, lead: Actor, name: str) -> None:
    previews_again = assert_twice(row, lead, sent([corpus / name]))
    assert [preview.contested for preview in previews_again] == [()] * len(previews_again)


@pytest.mark.parametrize("folder", ["requirements/doorstop", "backstage", "cml"])
def test_a_folder_twice(corpus: Path, row: models.Plan, lead: Actor, folder: str) -> None:
    """Where several files name a thing and say different things of it, the first one stands."""
    assert_twice(row, lead, sent(sorted((corpus / folder).iterdir())))


def test_the_largest_file_twice(corpus: Path) -> None:
    (draft,) = read(sent([corpus / HUGE]))
    held = applied(empty(), compare(empty(), draft))
    assert len(held.elements) > 2_000
    assert_says_nothing_new(compare(held, draft))
