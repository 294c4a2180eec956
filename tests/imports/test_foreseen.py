"""The plan foreseen is the plan that the store then holds."""

from dataclasses import replace

import pytest

from planning.imports.apply import apply
from planning.imports.foreseen import foreseen
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.elements import Entity
from planning.store import codes, history, write
from planning.store.load import load
from planning.web.reading import WITHIN_PARENT
from tests.factory import make_actor, make_element, make_plan
from tests.imports.samples import DIRECTIVE, REQUIREMENTS_CSV, REQUIREMENTS_MARKDOWN

pytestmark = pytest.mark.django_db
MODEL = """\
BoundedContext Harbour {
    Aggregate Berth {
        Entity Quay { aggregateRoot
            String name
            - Ship ship
        }
        Entity Ship { String flag }
    }
}
"""
LESS = """\
BoundedContext Harbour {
    Aggregate Berth {
        Entity Quay { aggregateRoot
            String name
        }
    }
}
"""


def previewed(row, text, file):
    return compare(load(row.pk), read(file, text), history.imported(row.pk))


def hold(row, preview, keys=None):
    """What is foreseen and then stored; versions and what moves with each write stay aside."""
    expected = foreseen(
        load(row.pk), preview, keys, issued=codes.last(row.pk), within=WITHIN_PARENT
    )
    apply(row.pk, make_actor(), preview, keys, cause=f"{history.IMPORT}{preview.file}")
    assert stated(expected) == stated(load(row.pk))


def stated(plan):
    elements = tuple(replace(element, version=1) for element in plan.elements)
    return replace(plan, elements=elements, revision=0, revised_at="")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("directive.md", DIRECTIVE),
        ("requirements.csv", REQUIREMENTS_CSV),
        ("requirements.md", REQUIREMENTS_MARKDOWN),
        ("model.cml", MODEL),
    ],
)
def test_all_of_a_file_comes_as_foreseen_and_so_does_half_of_it(file, text):
    row = make_plan()
    half = previewed(row, text, file)
    hold(row, half, {addition.key for addition in half.additions[::2]})
    hold(row, previewed(row, text, file))
    assert previewed(row, text, file).is_empty


def test_codes_go_on_after_those_of_what_was_deleted():
    row = make_plan()
    code = make_element(row, "Aggregate", name="Gone")
    with write.locked(row.pk, make_actor()) as writing:
        writing.delete(code)
    hold(row, previewed(row, MODEL, "model.cml"))
    assert "AG-2" in load(row.pk).by_code


def test_what_vanished_goes_with_its_parts_and_what_refers_to_it_becomes_blank():
    row = make_plan()
    hold(row, previewed(row, MODEL, "model.cml"))
    preview = previewed(row, LESS, "model.cml")
    gone = {f"gone.{each.code}" for each in preview.vanished}
    assert len(gone) == 4
    hold(row, preview, {key for key in gone if "EN-" in key})
    assert [entity.name for entity in load(row.pk).of(Entity)] == ["Quay"]


def test_what_is_contested_is_changed_only_where_it_is_chosen():
    row = make_plan()
    hold(row, previewed(row, REQUIREMENTS_CSV, "r.csv"))
    with write.locked(row.pk, make_actor()) as writing:
        writing.update("FR-1", {"statement": "Mine"})
    preview = previewed(row, REQUIREMENTS_CSV.replace("A passenger", "A captain"), "r.csv")
    assert [change.code for change in preview.contested] == ["FR-1"]
    hold(row, preview)
    hold(row, preview, {f"{preview.contested[0].key}!"})
    assert load(row.pk).by_code["FR-1"].statement.startswith("A captain")
