"""Whatever becomes of a file, its reader counts all of it or refuses it.

``GROUNDPLAN_FUZZ`` says how many examples to try, 40 unless it is set.
"""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.draft import Draft, Unreadable
from planning.imports.recognise import READERS, recognised
from planning.imports.source import decoded
from planning.plan import plan_json
from tests.drawn import fuzzed
from tests.imports.mangled import hold
from tests.imports.requirement_samples import (
    DOORSTOP_CSV,
    DOORSTOP_EXPORT,
    DOORSTOP_ITEM,
    DOORSTOP_SETTINGS,
    REQIF,
    SDOC,
)
from tests.imports.samples import (
    DIRECTIVE,
    INTERFACES,
    OLDER_DIRECTIVE,
    REQUIREMENTS_CSV,
    REQUIREMENTS_MARKDOWN,
)
from tests.plan.artifacts.plans import SMALL

CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
TABLE = (
    "Aggregate code,name,notes,states,size,position\r\n"
    'AG-1,Fare,\'=1,"a; ""b, c""","two\nlines",3\r\nAG-2,Tide,,,,\r\n'
)
SAMPLES = {
    "strictdoc": [SDOC],
    "doorstop": [DOORSTOP_ITEM, DOORSTOP_EXPORT, DOORSTOP_SETTINGS, DOORSTOP_CSV],
    "reqif": [REQIF],
    "requirements_csv": [REQUIREMENTS_CSV],
    "requirements_markdown": [REQUIREMENTS_MARKDOWN],
    "interfaces": [INTERFACES],
    "directive": [DIRECTIVE, OLDER_DIRECTIVE],
    "document": [REQUIREMENTS_MARKDOWN, DIRECTIVE],
    "plan": [plan_json.write(SMALL)],
    "kind_table": [TABLE, "type,source,target\nrefines,A-1,A-2\n"],
}
REAL = {
    "directive": "directives/*",
    "strictdoc": "requirements/*.sdoc",
    "doorstop": "requirements/doorstop*/*.yml",
    "reqif": "requirements/*.reqif",
    "requirements_csv": "requirements/*.csv",
    "document": "standards/*",
}
PIECES = st.sampled_from(
    ["\n", "\r\n", "\t", "\u00a0", "\x00", "\ud800", "<", ">", "&", '"', "'", ":", "- ", "[", "]]"]
    + ["<<<", ">>>", "[REQUIREMENT]\n", "[[SECTION]]\n", "[/FREETEXT]", "UID: ", "- TYPE: Parent\n"]
    + ["&a ", "*a", "!!python/object:os.system ", "---\n", "{", "links: [", "normative: false\n"]
    + ["<SPEC-OBJECT>", "</THE-VALUE>", "<!DOCTYPE a>", "&lt;", "<SPEC-HIERARCHY>", "-REF>", "=1+1"]
) | st.text(max_size=5)


def sources(format_: str) -> list[str]:
    """The samples of a format, and its real files where the corpus is there."""
    found = CORPUS.glob(REAL[format_]) if format_ in REAL else ()
    return SAMPLES[format_] + [path.read_text() for path in sorted(found)]


@st.composite
def mutated(draw: st.DrawFn, format_: str) -> str:
    """A file with chunks cut out, doubled, swapped, spliced in or cut off."""
    text = draw(st.sampled_from(sources(format_)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 300)))
        chunk = text[start:end]
        between = draw(st.sampled_from([chunk * 2, "", chunk[::-1]]) | PIECES)
        text = text[:start] + between + text[end:]
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


def taken(format_: str, content: str | bytes) -> Draft | None:
    """The draft of a file, or nothing where it is refused by name."""
    complaint = ""
    try:
        return READERS[format_]("REQ1.yml", content)
    except Unreadable as refusal:
        complaint = str(refusal)
    assert complaint.startswith("REQ1.yml")
    return None


def hold_all(draft: Draft) -> None:
    # One line of a directive may name several documents and standards.
    read = sum(tally.read for tally in draft.tallies)
    assert read >= len(draft.elements) or draft.format == "directive"
    hold(draft)


@pytest.mark.parametrize("format_", sorted(SAMPLES))
@fuzzed
@given(data=st.data())
def test_a_mangled_file_is_read_and_counted_or_refused(format_: str, data: st.DataObject) -> None:
    draft = taken(format_, data.draw(mutated(format_)))
    if draft is not None:
        hold_all(draft)


@pytest.mark.parametrize("format_", sorted(SAMPLES))
@fuzzed
@given(data=st.data())
def test_a_file_with_bytes_spliced_in_is_read_or_refused(format_: str, data: st.DataObject) -> None:
    content = data.draw(mutated(format_)).encode(errors="replace")
    at = data.draw(st.integers(0, len(content)))
    draft = taken(format_, content[:at] + data.draw(st.binary(max_size=20)) + content[at:])
    if draft is not None:
        hold_all(draft)


HOSTILE = "<script>alert(1)</script> =cmd|' /C calc'!A0 ../../etc/passwd {{ 7*7 }}"


@pytest.mark.parametrize("format_", ["strictdoc", "doorstop", "requirements_csv"])
def test_script_in_a_text_stays_text(format_: str) -> None:
    sample = {
        "strictdoc": f"[DOCUMENT]\nTITLE: x\n\n[REQUIREMENT]\nUID: A-1\nSTATEMENT: {HOSTILE}\n",
        "doorstop": f"level: 1.1\nnormative: true\nlinks: []\ntext: |\n  {HOSTILE}\n",
        "requirements_csv": f"id,text\nA-1,{HOSTILE}\n",
    }[format_]
    (element,) = READERS[format_]("A-1.yml", sample).elements
    assert element.values["statement"] == HOSTILE


@pytest.mark.parametrize(
    "text",
    [
        "[DOCUMENT]\n" + "[[SECTION]]\n" * 50_000,
        "[DOCUMENT]\n" + "[REQUIREMENT]\nA: >>>\n" * 20_000,
        "[DOCUMENT]\n[REQUIREMENT]\nTITLE: a\n" + "more\n" * 100_000,
        "[DOCUMENT]\n[REQUIREMENT]\nTITLE: a\n" + "[REQUIREMENT]\nTITLE: a\n" * 20_000,
        "level: 1\nnormative: true\nlinks: [" + "[" * 10_000,
        "level: 1\nnormative: true\nlinks: []\ntext: " + "a" * 90_000,
        "<REQ-IF>" + "<a>" * 100_000,
        "<REQ-IF>" + "<SPEC-OBJECT/>" * 50_000,
        '<REQ-IF a="' + "a" * 1_000_000 + '"/>',
    ],
)
def test_much_of_one_thing_is_read_or_refused(text: str) -> None:
    format_ = recognised(decoded("REQ1.yml", text))
    draft = taken(format_, text)
    assert draft is None or all(tally.adds_up for tally in draft.tallies)
