"""Findings, pictures, layers and exports are known for what they are, and nothing of them is read."""

from datetime import date
from pathlib import Path

import pytest

from planning.exports import formats
from planning.exports.archive import archive
from planning.exports.bundle import bundle
from planning.imports.draft import Draft, Unreadable
from planning.imports.options import How
from planning.imports.preview import compare
from planning.imports.recognise import read, unpacked
from planning.plan import plan_json
from planning.plan.elements import BoundedContext
from planning.plan.value import Plan, plan
from tests.imports.projected import SARIF

ON = date(2026, 11, 20)
DEMO = plan_json.read(
    (Path(__file__).parents[2] / "planning" / "demo" / "plan.json").read_text(encoding="utf-8")
)[0]
FILES = formats.every(DEMO, ON)
PROJECTED = sorted(
    name for name in FILES if name.partition("/")[0] in ("sarif", "mermaid", "layers")
)
EXAMPLE = Path(__file__).parents[2] / "docs" / "example"
EXPORTED = sorted(path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*.*"))
ARTIFACT = (EXAMPLE / "backend/outputs/phase-1/aggregates.md").read_text(encoding="utf-8")
FRONT, _, BODY = ARTIFACT.removeprefix("---\n").partition("---\n")
FOREIGN = """---
plan: "Harbour renewal"
project: "Quay"
file: "harbour.md"
revision: 3
state: "DRAFT"
---

# Harbour renewal

The quay is widened by four metres.
"""


def assert_nothing_is_read(draft: Draft) -> None:
    assert (draft.format, draft.elements, draft.links) == ("projection", (), ())
    (note,) = draft.diagnostics
    assert note.level == "note"
    assert note.message.endswith("holds no plan; nothing is read")
    assert all(tally.adds_up for tally in draft.tallies)


def exported(held: Plan, baseline: str = "") -> dict[str, Draft]:
    """What comes of the files of an export that is sent back as the zip that it was."""
    sent = archive(bundle(held, ON, baseline=baseline))
    return {name: read(name, data) for name, data in unpacked("export.zip", sent)}


def without(key: str) -> str:
    lines = FRONT.splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(key))
    return f"---\n{kept}---\n{BODY}"


@pytest.mark.parametrize("name", PROJECTED)
def test_what_is_written_from_a_plan_brings_nothing_back(name):
    assert_nothing_is_read(read(name, FILES[name].encode()))


@pytest.mark.parametrize("name", [name for name in EXPORTED if not name.endswith("plan.json")])
def test_a_file_of_an_export_brings_nothing_back(name):
    assert_nothing_is_read(read(name, (EXAMPLE / name).read_bytes()))


def test_the_plan_in_an_export_is_read_as_one():
    (name,) = (name for name in EXPORTED if name.endswith("plan.json"))
    draft = read(name, (EXAMPLE / name).read_bytes())
    assert draft.format == "plan"
    assert draft.elements


@pytest.mark.parametrize("baseline", ["", "BL-1", "Ferry\nand: *quay*"])
@pytest.mark.parametrize("name", ["", 'Ferry\nand "quay" \\ <b>', "\x85---\u2028"])
@pytest.mark.parametrize("project", ["", "---"])
def test_an_export_is_known_whatever_its_plan_is_called(name, project, baseline):
    held = plan([BoundedContext(code="BC-1", name="Harbour")], name=name, project=project)
    found = exported(held, baseline)
    assert len(found) == 16
    for path, draft in found.items():
        if not path.endswith("plan.json"):
            assert_nothing_is_read(draft)


def test_an_export_that_comes_back_changes_nothing():
    for draft in exported(DEMO).values():
        preview = compare(DEMO, draft)
        assert (preview.additions, preview.changes, preview.links) == ((), (), ())


def test_an_artifact_is_read_as_what_it_is_said_to_be():
    draft = read("aggregates.md", ARTIFACT, How(format="document"))
    assert [element.kind for element in draft.elements] == ["InputDocument"]


def test_the_opening_is_enough_to_know_an_artifact():
    opening = f"---\n{FRONT}---\n"
    assert read("aggregates.md", opening.replace("\n", "\r\n").encode()).format == "projection"
    assert read("minutes.md", f"# Minutes\n\n{opening}").format == "document"


@pytest.mark.parametrize("key", ["file", "revision", "state", "rule_set", "on", "profile"])
def test_front_matter_that_lacks_what_ours_always_says_is_of_others(key):
    assert read("notes.md", without(key)).format != "projection"


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
        FOREIGN,
        "---\ntitle: Aggregates\nrevision: 3\nprofile: full\n---\n\n# Aggregates\n",
        "# Test results\n\n<!-- groundplan:BACK-PH1:draft -->\n",
        "<!-- groundplan:BACK-PH1:draft -->\n\n## What we think of it\n",
    ],
)
def test_what_others_wrote_of_their_own_stays_a_document(text):
    assert read("file", text).format == "document"


def test_what_is_none_of_them_is_refused_as_one():
    with pytest.raises(Unreadable, match="neither SARIF nor a picture"):
        read("minutes.md", "# Minutes\n\nWe met.\n", How(format="projection"))
