"""What the panels of a review need to say things in words: marks and addresses."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from planning.plan.elements import Element
from planning.web.access import Access

register = template.Library()

_MARKS = {"new": "new", "changed": "changed", "gone": "removed"}
NOTHING = SafeString("")


@register.simple_tag
def mark(state: str) -> SafeString:
    """The state of a row as a chip; what is unchanged, or read for the first time, has none."""
    if state not in _MARKS:
        return NOTHING
    return format_html('<span class="chip mark mark-{}">{}</span>', state, _MARKS[state])


@register.simple_tag
def element_link(access: Access, element: Element) -> SafeString:
    """An element of any plan by its address in this one; where it is gone the page says so."""
    return format_html(
        '<a href="/plans/{}/e/{}/"><span class="code">{}</span> {}</a>',
        access.row.slug,
        element.code,
        element.code,
        element.name,
    )
