"""Whatever is in a CML file: a draft or a refusal, every construct accounted for."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.cml import looks_like_cml, read_cml
from planning.imports.draft import Draft, Unreadable
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.conftest import ROOT
from tests.drawn import fuzzed
from tests.imports.cml_samples import ALL

CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", ROOT.parent / "shared" / "corpus")) / "cml"
TEXTS = [*ALL.values(), *(path.read_text() for path in sorted(CORPUS.glob("*.cml")))]
PIECES = (
    *("{", "}", "[", "]", "(", ")", "<", ">", '"', "'", "/*", "*/", "//", "\\", "^", "@", ";", ","),
    *("->", "<-", "<->", "=>", "::", "-", "=", ":", "\n", "\r", "\x00", "\x01", "\ud800", "\u00a0"),
    *("BoundedContext ", "ContextMap {", "Aggregate A {", "Entity E", "Service S {", "enum ", "X"),
    *(
        "Flow F { command C ",
        "Domain D",
        "UserStory U { As a ",
        "type TEAM",
        'import "/etc/passwd"',
    ),
    *(
        '/* name: "x" */',
        '/* code: "-" */',
        '/* name: "\\u0000" */',
        "<script>",
        "// Written by Groundplan",
    ),
)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A real or written file with chunks cut, doubled and swapped, and pieces put in."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    text = chance.choice(TEXTS)
    for _ in range(chance.randint(1, 12)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 1, 5, 40, 400)))
        chunk = text[start:end]
        other = chance.randint(0, len(text))
        between = chance.choice(
            ("", chunk * 2, chance.choice(PIECES), text[other : other + len(chunk)])
        )
        text = text[:start] + between + text[end:]
    data = text.encode(errors="surrogatepass")
    if chance.random() < 0.2:
        data = data[: chance.randint(0, len(data))]
    if chance.random() < 0.2:
        at = chance.randint(0, len(data))
        data = data[:at] + chance.randbytes(chance.randint(1, 8)) + data[at:]
    return data


def taken(content: bytes | str) -> Draft | None:
    refused = ""
    try:
        return read_cml("file.cml", content)
    except Unreadable as refusal:
        refused = str(refusal)
    assert refused.startswith("file.cml")
    return None


def assert_accounted(draft: Draft) -> None:
    assert all(tally.adds_up and tally.failed >= 0 for tally in draft.tallies)
    failed = sum(tally.failed for tally in draft.tallies)
    assert not failed or draft.diagnostics
    keys = [element.key for element in draft.elements]
    assert len(keys) == len(set(keys))
    preview = compare(plan(), draft)
    assert len(preview.additions) + len(preview.skipped) == len(draft.elements)


@fuzzed
@given(content=mutations())
def test_a_mangled_file_is_read_or_refused(content: bytes) -> None:
    draft = taken(content)
    if draft is not None:
        assert_accounted(draft)


@fuzzed
@given(content=st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map("".join))
def test_any_heap_of_pieces_is_read_or_refused(content: str) -> None:
    looks_like_cml(content)
    draft = taken(content)
    if draft is not None:
        assert_accounted(draft)


@pytest.mark.parametrize(
    "text",
    [
        "Aggregate A {\n" * 50_000,
        "BoundedContext A { " + "Module M {\n" * 50_000,
        "BoundedContext A { Aggregate B { Entity C { " + "List<" * 19_000,
        "{" * 90_000,
        "[" * 90_000,
        "ContextMap { " + "A [\n" * 30_000,
        "ContextMap {\n" + "A -> \n" * 30_000,
        "BoundedContext A { Service S {\n" + "a(\n" * 30_000,
        '"\\' * 40_000,
        ('"\\\n' * 40_000),
        "/*\n" * 40_000,
        "'\n\"\n" * 30_000,
        "Domain D {\n" * 30_000,
        "BoundedContext A {\n" * 30_000,
        "UserStory A { " + "As a " * 19_000 + "{",
        "BoundedContext A { enum E { " + "A(\n" * 40_000,
        "BoundedContext A { Application { Flow F { " + "command C\n" * 30_000,
        "A." * 45_000,
        "^" * 90_000,
    ],
    ids=lambda text: text[:20].strip(),
)
def test_deep_long_and_open_constructs_are_reported(text: str) -> None:
    draft = taken(text)
    assert draft is not None and draft.diagnostics
    assert_accounted(draft)


def test_an_endless_line_is_refused() -> None:
    with pytest.raises(Unreadable, match="a line of"):
        read_cml("file.cml", "BoundedContext A " + " " * 200_000)


def test_nothing_is_opened_or_run() -> None:
    text = (
        'import "/etc/passwd"\nimport "http://localhost/x.cml"\n'
        'BoundedContext A { domainVisionStatement = "<script>alert(1)</script> {{ 7*7 }}" }'
    )
    draft = read_cml("file.cml", text)
    assert [str(d).partition(": another")[0] for d in draft.diagnostics] == [
        'file.cml:1: import "/etc/passwd"',
        'file.cml:2: import "http://localhost/x.cml"',
    ]
    (context,) = draft.elements
    assert context.values["purpose"] == "<script>alert(1)</script> {{ 7*7 }}"


def test_a_list_of_complaints_ends_somewhere() -> None:
    draft = read_cml("file.cml", "Saga X;\n" * 5_000)
    assert len(draft.diagnostics) == 501
    assert "more of the same kind" in draft.diagnostics[-1].message


def test_names_cannot_reach_into_a_plan() -> None:
    """A comment may name a code that is none, or one that stands twice."""
    text = 'UserStory A /* code: "../x" */\nUserStory B /* code: "US-1" */\nUserStory US_1 /* code: "US-1" */'
    draft = read_cml("file.cml", text)
    assert [e.code for e in draft.elements] == ["", "US-1"]
    assert "stands twice" in str(draft.diagnostics[0])


@pytest.mark.parametrize(
    "text",
    [
        "Domain D { "
        + "".join(f"Subdomain S{n}\n" for n in range(2_000))
        + "}\n"
        + "".join(f"BoundedContext A{n} implements D\n" for n in range(2_000)),
        "BoundedContext A { Application { Flow F {\nevent E"
        + "\n+ E" * 2_000
        + " triggers command C"
        + "\n+ C" * 2_000
        + "\n} } }",
        "BoundedContext A { Aggregate B { Service S { a : write [A"
        + ",\nA" * 2_000
        + " -> B"
        + "\nX B" * 2_000
        + "]; } } }",
    ],
    ids=["implements", "triggers", "write"],
)
def test_a_small_file_does_not_become_a_huge_draft(text: str) -> None:
    draft = read_cml("file.cml", text)
    assert len(draft.elements) + len(draft.links) < 60_000
    assert "too many in this file already" in " ".join(map(str, draft.diagnostics))
    assert_accounted(draft)
