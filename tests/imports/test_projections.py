"""Findings, pictures and layers are known for what they are, and nothing of them is read."""

from datetime import date
from pathlib import Path

import pytest

from planning.exports import formats
from planning.imports.draft import Unreadable
from planning.imports.options import How
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.plan.elements import BoundedContext
from planning.plan.value import plan
from tests.imports.projected import SARIF

ON = date(2026, 11, 20)
DEMO = plan_json.read(
    (Path(__file__).parents[2] / "planning" / "demo" / "plan.json").read_text(encoding="utf-8")
)[0]
FILES = formats.every(DEMO, ON)
PROJECTED = sorted(
    name for name in FILES if name.partition("/")[0] in ("sarif", "mermaid", "layers")
)


@pytest.mark.parametrize("name", PROJECTED)
def test_what_is_written_from_a_plan_brings_nothing_back(name):
    draft = read(name, FILES[name].encode())
    assert (draft.format, draft.elements, draft.links) == ("projection", (), ())
    (note,) = draft.diagnostics
    assert note.level == "note"
    assert note.message.endswith("holds no plan; nothing is read")
    assert all(tally.adds_up for tally in draft.tallies)


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_file_of_a_plan_comes_back_as_a_document(name):
    assert compare(DEMO, read(name, FILES[name].encode())).additions == ()


def test_a_plan_of_many_lines_in_its_name_has_pictures_that_are_known():
    named = plan([BoundedContext(code="BC-1", name="Harbour")], name="Ferry\nand quay")
    held = formats.BY_NAME["mermaid"].write(named, ON)
    assert {read(name, text).format for name, text in held.items()} == {"projection"}


@pytest.mark.parametrize(
    "text",
    [
        SARIF,
        SARIF.replace('"version": "2.1.0",', '"$schema": "https://x.org/sarif-2.1.0.json",'),
    ],
)
def test_findings_of_another_tool_are_no_document(text):
    draft = read("spotter.json", text)
    assert "SARIF lists findings and holds no plan" in draft.diagnostics[0].message
    assert draft.elements == ()


@pytest.mark.parametrize(
    "text",
    [
        "flowchart LR\n  a --> b\n",
        "# The layers of our cake\n\nSponge, cream, sponge.\n",
        '{"runs": [1, 2], "driver": "Jan"}',
        "[importlinter]\nroot_packages =\n    shop\n",
    ],
)
def test_what_others_wrote_of_their_own_stays_a_document(text):
    assert read("file", text).format == "document"


def test_what_is_none_of_them_is_refused_as_one():
    with pytest.raises(Unreadable, match="neither SARIF nor a picture"):
        read("minutes.md", "# Minutes\n\nWe met.\n", How(format="projection"))
