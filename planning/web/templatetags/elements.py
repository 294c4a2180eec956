"""What the templates of elements need to say things in words: counts, headings, pages, links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from planning.plan.elements import Fact
from planning.plan.findings import NATURES, Finding
from planning.web.listing import Listing, Query

register = template.Library()

_CODE = re.compile(r"(?<![\w./#-])[A-Za-z0-9]+(?:[-_.:]+[A-Za-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class OfNature:
    """Findings of one nature: how many, and what they say."""

    nature: str
    count: int
    messages: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; ``address`` sorts by it, the other way where it is sorted already."""

    label: str
    address: str
    aria: str
    icon: str


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    address: str
    current: bool


@register.filter
def natures(findings: Iterable[Finding]) -> list[OfNature]:
    """Findings by nature, in their order; natures without any are left out."""
    found = [(nature, [f for f in findings if f.nature == nature]) for nature in NATURES]
    return [
        OfNature(nature, len(group), "; ".join(f.message for f in group))
        for nature, group in found
        if group
    ]


@register.filter
def asked(query: Query, name: str) -> str:
    """The value that a list is narrowed to in this field."""
    return query.value(name)


@register.filter
def headings(query: Query, columns: Iterable[Fact]) -> list[Heading]:
    named = [("code", "Code"), ("name", "Name"), *((fact.name, fact.label) for fact in columns)]
    return [_heading(query, name, label) for name, label in (*named, ("findings", "Findings"))]


@register.filter
def pages(listing: Listing) -> list[Page]:
    """Every page of a list by number."""
    query = listing.query
    return [
        Page(number, query.address(page=number), number == query.page)
        for number in range(1, listing.pages + 1)
    ]


@register.simple_tag
def open_threads(access: Any, code: str) -> int:
    """How many open threads an element has."""
    return access.open_threads.get(code, 0)


@register.simple_tag
def linked(access: Any, text: str) -> SafeString:
    """One line of people's text, with the codes of this plan as links."""
    parts, end = [], 0
    for found in _CODE.finditer(text):
        if found[0] in access.plan.by_code:
            parts.append(conditional_escape(text[end : found.start()]))
            parts.append(
                format_html('<a href="/plans/{}/e/{}/">{}</a>', access.row.slug, found[0], found[0])
            )
            end = found.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))


def _heading(query: Query, name: str, label: str) -> Heading:
    sorted_ = query.sort == name
    down = sorted_ and not query.descending
    address = query.address(sort=name, descending=down, page=1)
    aria = ("descending" if query.descending else "ascending") if sorted_ else "none"
    return Heading(label, address, aria, ("down" if query.descending else "up") if sorted_ else "")
