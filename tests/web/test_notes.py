"""Markdown of people and of artifacts as HTML."""

import pytest

from planning.web.notes import LONGEST, render, render_document

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '<img src=x onerror="alert(1)">',
    '<a href="https://a.example" style="position:fixed" onclick="x()">y</a>',
    "<svg><script>alert(1)</script></svg>",
    "<iframe src='https://a.example'></iframe>",
    "<style>body{display:none}</style>",
    "<form action='https://a.example'><button>x</button></form>",
    '<input type="image" src="https://a.example/x.png">',
    "![x](https://a.example/pixel.png)",
    "[![x](https://a.example/pixel.png)](javascript:alert(1))",
]
BAD = (
    "<script",
    "javascript:",
    "onerror",
    "onclick",
    "style=",
    "<iframe",
    "<style",
    "<form",
    "<img",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("rendered", [render, lambda text: render_document(text, "p", ())])
def test_hostile_markdown_is_harmless(rendered, text):
    html = rendered(text).lower()
    assert [bad for bad in BAD if bad in html.replace("javascript:alert(1))", "")] == []
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert 'src="' not in html


@pytest.mark.parametrize(
    "text", [">" * 30_000, "[" * 30_000, "1. " * 9_000, "<a " * 9_000, "~~~\n" * 9_000]
)
def test_markdown_that_nests_without_end_is_answered(text):
    assert render(text)


def test_a_text_too_long_to_render_is_shown_as_it_stands():
    html = render("<b>" + "x" * LONGEST)
    assert html.startswith('<pre class="raw">&lt;b&gt;')


def test_codes_of_the_plan_become_links():
    html = render("See BC-1, not BC-2; FR-001.", "bookshop", {"BC-1", "FR-001"})
    assert '<a href="/plans/bookshop/e/BC-1/"' in html
    assert '<a href="/plans/bookshop/e/FR-001/"' in html
    assert "not BC-2;" in html


@pytest.mark.parametrize(
    "text", ["`BC-1`", "[BC-1](https://a.example)", "    BC-1", "xBC-1", "a/BC-1"]
)
def test_codes_within_code_and_links_stay_text(text):
    assert "/e/BC-1/" not in render(text, "bookshop", {"BC-1"})


def test_rules_become_links():
    assert 'href="/guardrails/#AG-10"' in render("as rule AG-10 says")


def test_an_image_becomes_a_link():
    html = render("![a picture](https://a.example/x.png)")
    assert 'href="https://a.example/x.png"' in html
    assert ">a picture</a>" in html


def test_tables_and_fenced_code_are_rendered():
    html = render("| a | b |\n|---|---|\n| 1 | 2 |\n\n```mermaid\ngraph TD\n```")
    assert "<td>1</td>" in html
    assert '<code class="language-mermaid">graph TD' in html


def test_artifacts_link_to_each_other_and_lose_their_front_matter():
    text = '---\nplan: "x"\n---\n\n# Title\n\n<a id="AG-1"></a>[SV-1](service_catalog.md#SV-1) [x](other.md)'
    html = render_document(text, "/plans/bookshop/export/", {"service_catalog.md"})
    assert 'href="/plans/bookshop/export/service_catalog.md/#SV-1"' in html
    assert 'href="other.md"' in html
    assert 'id="AG-1"' in html
    assert "plan:" not in html
