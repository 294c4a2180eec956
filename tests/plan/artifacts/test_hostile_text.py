"""Whatever people write, a file keeps its shape: tables, headings, pictures, front matter."""

from dataclasses import replace
from functools import cache

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planning.plan.artifacts import frame, write_all
from planning.plan.elements import Element, facts
from planning.plan.normal import normal
from planning.plan.value import Plan
from tests.drawn import random_plans
from tests.plan.artifacts.plans import ON, SMALL
from tests.plan.artifacts.reading import mistakes, read

NASTY = (
    "a | b",
    "| --- | --- |",
    "# heading",
    "## [x](y)",
    "```",
    "`` ` ``",
    "---",
    "<script>alert(1)</script>",
    "<!-- x",
    "--> <b>",
    '"]; end; x["',
    "%%{init: {'theme': 'x'}}%%",
    "- [ ] box",
    "[link](javascript:alert(1))",
    "![img](x)",
    "\\",
    "a\\|b",
    "`a|b",
    "=====",
    "key: value",
    "&lt;b&gt;",
    "AG-1 rule AG-10 TE-1",
    "<!-- groundplan:BACK-PH1:draft -->",
    "line one\n\n# two\n| a | b |\n```\nx",
    "\u202egnp",
    "{{ x }} {% y %}",
    "1. one\n2. two",
)


def says_everywhere(said: str) -> Plan:
    """The small plan with this text in every field that people write.

    A word is in it always: what the rules find depends on whether a text has one.
    """
    text = f"{said} word {said}"
    elements = tuple(_rewritten(element, text) for element in SMALL.elements)
    about = {
        name: normal(fact, text)
        for name, fact in facts(Plan).items()
        if fact.type in ("line", "text") and name not in ("output_folder", "log_path", "language")
    }
    waivers = tuple(replace(w, reason=text, asked_by=text) for w in SMALL.waivers)
    return replace(SMALL, elements=elements, waivers=waivers, releases=(), **about)


def _rewritten(element: Element, text: str) -> Element:
    written = {
        name: normal(fact, text)
        for name, fact in facts(type(element)).items()
        if fact.type in ("line", "text")
    }
    return replace(element, **written)


@cache
def harmless() -> dict[str, str]:
    return write_all(frame(says_everywhere("one"), ON))


def shapes(files: dict[str, str]) -> dict[str, tuple[object, ...]]:
    return {name: read(text).shape for name, text in files.items() if name.endswith(".md")}


def wrong_pictures(files: dict[str, str]) -> list[str]:
    texts = (text for name, text in files.items() if name.endswith(".md"))
    return [
        wrong for text in texts for picture in read(text).pictures for wrong in mistakes(picture)
    ]


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_leaves_every_file_in_shape(text: str) -> None:
    files = write_all(frame(says_everywhere(text), ON))
    assert shapes(files) == shapes(harmless())
    assert wrong_pictures(files) == []


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_brings_no_html_of_its_own(text: str) -> None:
    files = write_all(frame(says_everywhere(text), ON))
    page = "".join(rendered(files[name]) for name in harmless() if name.endswith(".md"))
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert 'href="javascript' not in page


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", "fenced_code"])


@random_plans(10)
@given(
    st.text(min_size=1, max_size=30)
    | st.lists(st.sampled_from(NASTY), min_size=2, max_size=4).map("".join)
)
@example("a\\")
def test_no_text_changes_the_shape_of_a_file(text: str) -> None:
    files = write_all(frame(says_everywhere(text), ON))
    assert shapes(files) == shapes(harmless())
    assert wrong_pictures(files) == []


@pytest.mark.parametrize("code", ["x|y", "a](b)", "<b>", "end", "FR 1", "fr-1", "`", "_", "é"])
def test_a_code_from_outside_may_be_any_line(code: str) -> None:
    outside = tuple(replace(e, code=code) if e.code == "FR-2" else e for e in SMALL.elements)
    files = write_all(frame(replace(SMALL, elements=outside), ON))
    anchors = read(files["traceability_matrix.md"]).anchors
    assert len(anchors) == len(set(anchors)) == len(SMALL.elements[2:5]) + 2 + 2 + 1
