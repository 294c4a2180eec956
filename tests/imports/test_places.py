"""Every line that a reader names comes with a column."""

import copy
import json
import os
import pickle
from pathlib import Path

import pytest

from planning.imports.draft import Diagnostic, Draft, DraftElement
from planning.imports.marked_json import json_document
from planning.imports.marked_yaml import documents
from planning.imports.places import NARROW, Place, column_of, located
from planning.imports.recognise import read, unpacked

CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))


@pytest.mark.parametrize("column", [0, 1, NARROW, NARROW + 1, 1_000_000])
def test_a_place_is_its_line_and_knows_its_column(column):
    place = Place(7, column)
    assert (place, f"{place}", json.dumps(place), hash(place)) == (7, "7", "7", hash(7))
    kept = (place, copy.deepcopy(place), pickle.loads(pickle.dumps(place)))
    assert [(int(each), column_of(each)) for each in kept] == [(7, column)] * 3
    assert column_of(7) == 0


def test_json_on_one_line_has_columns():
    value = json_document("a.json", '{"a": 1, "b": {"c": 2}}')
    assert [column_of(line) for line in value.lines.values()] == [2, 10]
    assert column_of(value["b"].lines["c"]) == 16


def test_yaml_has_columns():
    (value,) = documents("a.yaml", "a: 1\nb:\n  - c: 2\n")
    assert (value.lines["b"], column_of(value.lines["b"])) == (2, 1)
    assert (value["b"][0].lines["c"], column_of(value["b"][0].lines["c"])) == (3, 5)


def test_what_has_a_line_gets_the_column_where_that_begins_or_what_is_quoted_stands():
    draft = Draft(
        file="a",
        format="document",
        elements=(DraftElement(kind="Term", key="k", line=2),),
        diagnostics=tuple(
            Diagnostic(level="note", file="a", line=line, column=column, message=message)
            for line, column, message in (
                (2, 0, "“sail” is odd"),
                (2, 9, "x"),
                (9, 0, "x"),
                (0, 0, "x"),
            )
        ),
    )
    found = located(draft, "one\n  two sail\n")
    assert [each.column for each in found.diagnostics] == [7, 9, 1, 0]
    assert column_of(found.elements[0].line) == 3


FILES = sorted(path for path in CORPUS.glob("*/**/*") if path.is_file())


@pytest.mark.skipif(not FILES, reason=f"no corpus in {CORPUS}")
def test_no_real_file_has_a_line_without_a_column():
    drafts = [
        read(name, data)
        for path in FILES
        if path.suffix != ".zip"
        for name, data in unpacked(path.name, path.read_bytes())
    ]
    told = [each for draft in drafts for each in draft.diagnostics if each.line]
    assert len(told) > 100
    assert [each for each in told if not each.column] == []
    elements = [each for draft in drafts for each in draft.elements if each.line]
    assert [each for each in elements if not column_of(each.line)] == []
