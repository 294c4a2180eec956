"""Markdown of people and of artifacts as clean HTML: the one place that renders and cleans it."""

import re
from collections.abc import Container
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from planning.plan import mentions

LONGEST = 100_000
"""Characters of people's text; a longer one is shown as it stands."""
_BUSIEST = 2_000_000
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_OPENING = re.compile(r"[\[<]|\d\.|~~~|```|[>*+-][ \t]")

_WORD = r"(?:\brule (?P<rule>[A-Z]{2}-\d{2})\b|(?<![\w./#-])(?P<code>[A-Za-z0-9]+(?:[-_.:]+[A-Za-z0-9]+)+))"
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TAGS = (nh3.ALLOWED_TAGS | {"input"}) - {"img", "map", "area"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "a": {"href", "title", "id"},
    "input": {"type", "checked", "disabled"},
    "code": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}


def render(
    text: str, slug: str = "", codes: Container[str] = (), called: Container[str] = ()
) -> SafeString:
    """People's text: codes of this plan link to their elements, "rule AG-10" to the rule.

    Calls of the people ``called``, by case-folded user name, stand out.
    """
    if len(text) > LONGEST or _busy(text):
        return _as_it_stands(text)
    return _rendered(text, _Codes(slug, codes), _Calls(called))


def render_document(text: str, home: str, files: Container[str]) -> SafeString:
    """An artifact: links to its sister files lead below ``home``; front matter is left out.

    What people wrote is escaped in it, so that its length is no danger.
    """
    return _rendered(_FRONT_MATTER.sub("", text), _Sisters(home, files))


def _busy(text: str) -> bool:
    """Whether a paragraph would keep the renderer busy.

    Its patterns look from each bracket or mark of a list to the end of the paragraph.
    """
    paragraphs = _PARAGRAPH.split(text)
    return any(len(_OPENING.findall(each)) * len(each) > _BUSIEST for each in paragraphs)


def _rendered(text: str, *ours: Extension) -> SafeString:
    named = ("tables", "fenced_code", "sane_lists")
    try:
        html = Markdown(extensions=[*named, *ours, _NoImages()]).convert(text)
    except RecursionError:
        return _as_it_stands(text)
    return mark_safe(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_kept))


def _as_it_stands(text: str) -> SafeString:
    return format_html('<pre class="raw">{}</pre>', text)


def _kept(tag: str, name: str, value: str) -> str | None:
    # The only input is the box of a task list, which nobody can tick here.
    if tag == "input" and name == "type":
        return "checkbox"
    return value


class _Codes(Extension):
    """Element codes and rule ids become links."""

    def __init__(self, slug: str, codes: Container[str]) -> None:
        super().__init__()
        self.slug, self.codes = slug, codes

    def extendMarkdown(self, md: Markdown) -> None:
        # Below links and code spans, which keep what they hold.
        md.inlinePatterns.register(_CodeLinks(self, md), "codes", 70)


class _CodeLinks(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, known: _Codes, md: Markdown) -> None:
        super().__init__(_WORD, md)
        self.known = known

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, Any, Any]:  # type: ignore[override]
        link = Element("a")
        link.text = m[0]
        if m["rule"]:
            link.set("href", f"/guardrails/#{m['rule']}")
        elif m["code"] in self.known.codes:
            link.set("href", f"/plans/{self.known.slug}/e/{m['code']}/")
        else:
            return None, None, None
        return link, m.start(0), m.end(0)


class _Calls(Extension):
    """``@name`` of somebody who is called becomes bold."""

    def __init__(self, called: Container[str]) -> None:
        super().__init__()
        self.called = called

    def extendMarkdown(self, md: Markdown) -> None:
        # Before codes and emphasis, which a name may look like.
        md.inlinePatterns.register(_BoldCalls(self, md), "calls", 75)


class _BoldCalls(InlineProcessor):
    def __init__(self, known: _Calls, md: Markdown) -> None:
        super().__init__(mentions.CALL, md)
        self.known = known

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, Any, Any]:  # type: ignore[override]
        name = mentions.name_in(m[1], self.known.called)
        if not name:
            return None, None, None
        bold = Element("strong")
        bold.text = AtomicString(f"@{name}")
        return bold, m.start(0), m.start(1) + len(name)


class _Sisters(Extension):
    """Links to other files of the export lead to their pages here."""

    def __init__(self, home: str, files: Container[str]) -> None:
        super().__init__()
        self.home, self.files = home, files

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_SisterLinks(self, md), "sisters", 0)


class _SisterLinks(Treeprocessor):
    def __init__(self, known: _Sisters, md: Markdown) -> None:
        super().__init__(md)
        self.known = known

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            parts = urlsplit(link.get("href", ""))
            if not parts.scheme and parts.path in self.known.files:
                anchor = f"#{parts.fragment}" if parts.fragment else ""
                link.set("href", f"{self.known.home}{parts.path}/{anchor}")


class _NoImages(Extension):
    """An image would tell its host who reads; its address stays as a link."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_ImageLinks(md), "no_images", 1)


class _ImageLinks(Treeprocessor):
    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            image.tag = "a"
            image.text = image.get("alt") or "image"
            image.attrib = {"href": image.get("src", "")}
