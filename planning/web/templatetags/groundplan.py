"""What templates need to say things in words: icons, choices, codes as links, rendered notes."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from planning.plan import choices
from planning.plan.elements import BY_NAME, facts
from planning.plan.value import Plan
from planning.web import notes

register = template.Library()

NATURE_WORDS = {"missing": "To do", "contradiction": "Contradiction", "smell": "Smell"}
_ALERTS = {"debug": "secondary", "error": "danger"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of static/icons.svg; it never stands alone, so readers of the screen skip it."""
    source = static("icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', source, name
    )


@register.filter
def words(value: Any) -> str:
    """A choice, or several, as a person reads it."""
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(choices.words(str(each)) for each in value)
    return choices.words(str(value))


@register.filter
def spoken(value: Any) -> str:
    """As ``words``, with a capital at the start."""
    said = words(value)
    return said[:1].upper() + said[1:]


@register.filter
def css_name(value: Any) -> str:
    """The value as part of a class name: ``ready for review`` → ``ready-for-review``."""
    return "-".join("".join(c if c.isalnum() else " " for c in str(value).lower()).split())


@register.filter
def nature_words(nature: str) -> str:
    return NATURE_WORDS[nature]


@register.filter
def alert_class(level_tag: str) -> str:
    """Bootstrap's name for a level of Django's messages."""
    return _ALERTS.get(level_tag, level_tag)


@register.filter
def role_words(roles: Iterable[str]) -> str:
    """Roles in the order of the vocabulary: ``owner, backend lead``."""
    held = set(roles)
    return ", ".join(choices.words(role) for role in choices.ROLES if role in held)


@register.filter
def field_label(field: str, kind: str) -> str:
    """A field of a kind as the forms name it: ``upstream_roles`` → ``Upstream roles``."""
    known = facts(BY_NAME[kind] if kind in BY_NAME else Plan)
    return known[field].label if field in known else spoken(field)


@register.simple_tag
def code_link(access: Any, code: str) -> SafeString | str:
    """The code and name of an element, linking to its page; a code that is gone stays text."""
    element = access.plan.by_code.get(code)
    if element is None:
        return code
    return format_html(
        '<a href="/plans/{}/e/{}/"><span class="code">{}</span> {}</a>',
        access.row.slug,
        code,
        code,
        element.name,
    )


@register.simple_tag
def code_links(access: Any, codes: Iterable[str]) -> SafeString:
    """Several codes as links."""
    return format_html_join(", ", "{}", ((code_link(access, code),) for code in codes))


@register.simple_tag
def rendered(access: Any, text: str) -> SafeString:
    """People's Markdown as HTML, with element codes as links."""
    return notes.render(text, access.row.slug, access.plan.by_code)
