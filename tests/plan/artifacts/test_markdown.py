"""Markdown that no text of people can break."""

import pytest

from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.markdown import Inline


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a | b", r"a \| b"),
        ("a\nb", "a<br>b"),
        ("# heading", r"\# heading"),
        ("a # b", "a # b"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ("*a* _b_ ~~c~~", r"\*a\* \_b\_ &#126;&#126;c&#126;&#126;"),
        ("snake_case", "snake_case"),
        ("stray ` tick", r"stray \` tick"),
        ("call `f(x)` now", "call `f(x)` now"),
        ("back\\slash", r"back\\slash"),
        ("&lt; & co", "&amp;lt; & co"),
        ("- item", r"\- item"),
        ("1. one", r"1\. one"),
        ("===", "&#61;=="),
        ("cost $5", "cost &#36;5"),
        ("left\u202eright", "left(U+202E)right"),
        ("", ""),
    ],
)
def test_text_stands_in_a_line_as_it_is(text: str, escaped: str) -> None:
    assert md.inline(text) == escaped


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("make test", "`make test`"),
        ("a | b", "<code>a &#124; b</code>"),
        ("`x`", "<code>&#96;x&#96;</code>"),
        ("<script>|", "<code>&#60;script&#62;&#124;</code>"),
        ("", ""),
    ],
)
def test_code_stands_in_a_span_whatever_it_is(text: str, span: str) -> None:
    assert md.code(text) == span


def test_a_table_shows_blanks_as_a_dash() -> None:
    assert md.table(("a", "b"), [(Inline("1"), Inline(""))]).splitlines()[2] == "| 1 | – |"


def test_a_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 headers"):
        md.table(("a", "b"), [(Inline("1"),)])


def test_a_heading_stays_on_one_line() -> None:
    assert md.heading(2, md.inline("one\ntwo")) == "## one two"


def test_a_fence_is_longer_than_any_in_the_text() -> None:
    assert md.fence("````\nx", "json").splitlines()[0] == "`````json"


def test_prose_keeps_lists_and_paragraphs_and_no_other_markup() -> None:
    text = "Why:\n- one\n- [x] two\n\n> # three\n---"
    assert md.prose(text) == "Why:\n\n- one\n- \\[x\\] two\n\n&gt; # three\n\\---"


@pytest.mark.parametrize("text", ['"', "a: b", "\\", "\u2028", "x\n---\ny", "#", "{}", "\x85"])
def test_front_matter_holds_any_text_on_one_line(text: str) -> None:
    block = md.front_matter([("name", text), ("number", 3)])
    assert len(block.splitlines()) == 4


def test_words_become_links_outside_code() -> None:
    text = md.inline("AG-1, `AG-1` and rule AG-1", lambda word: Inline(f"<{word}>"))
    assert text == "<AG-1>, `AG-1` <and> <rule AG-1>"
