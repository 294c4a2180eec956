"""What the panels of a review need to say things in words: marks and addresses."""

from datetime import datetime

from django import template
from django.utils.dateformat import format as formatted
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


@register.filter
def moment(at: str) -> SafeString:
    """A moment on record, ISO 8601, as people read it: in its own offset, which stands beside it."""
    held = datetime.fromisoformat(at)
    return format_html(
        '<time datetime="{}">{} <span class="soft">{}</span></time>',
        at,
        formatted(held, "j F Y, H:i"),
        at[-6:],
    )


DECISIONS = {
    "signed": "signed",
    "changes_requested": "requested changes to",
    "not_applicable": "saw nothing to sign in",
    "withdrawn": "withdrew the signature of",
}


@register.filter
def decided(decision: str) -> str:
    """A decision as the verb of a sentence whose object is a baseline."""
    return DECISIONS[decision]


STATES = {
    "waiting": ("state-open", "not given yet"),
    "current": ("state-good", "current"),
    "stale": ("state-wrong", "stale"),
    "unaccepted": ("state-open", "not applicable, not accepted yet"),
    "changes_requested": ("state-wrong", "changes requested"),
    "withdrawn": ("state-open", "withdrawn"),
}


@register.simple_tag
def standing(state: str) -> SafeString:
    """Where the signature of a scope stands, as a chip."""
    class_, words = STATES[state]
    return format_html('<span class="chip {}">{}</span>', class_, words)


CHANGES = {"added": "new", "changed": "changed", "removed": "gone"}


@register.filter
def change_mark(action: str) -> str:
    """The state of a row whose colour a change takes."""
    return CHANGES[action]
