"""What the templates of traceability need to say things in words: states, addresses, codes."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from planning.web.access import Access
from planning.web.matrix import Query

register = template.Library()

_NONE = mark_safe('<span class="soft">–</span>')
_CLASSES = {
    "covered": "state-good",
    "not covered": "state-wrong",
    "partial": "state-open",
    "suspect": "state-suspect",
}


@register.filter
def trace_class(state: str) -> str:
    """The class that colours a state of traceability; its words always stand beside it."""
    return _CLASSES.get(state, "soft")


@register.filter
def chosen(query: Query, name: str) -> Any:
    """What the query asks for under this name."""
    return getattr(query, name)


@register.simple_tag
def address(query: Query, **changes: Any) -> str:
    """The part of an address after ``?``, with these changes."""
    return query.address(**changes)


@register.filter
def findings_of(access: Access, rule: str) -> str:
    """How many findings a rule has: ``no finding``, ``3 findings``."""
    count = sum(finding.rule == rule for finding in access.findings)
    return f"{count or 'no'} finding{'' if count < 2 else 's'}"


@register.simple_tag
def short_links(access: Access, codes: Iterable[str]) -> SafeString:
    """Several codes as links, their names as titles; a dash where there is none."""
    return format_html_join(" ", "{}", ((_link(access, code),) for code in codes)) or _NONE


def _link(access: Access, code: str) -> SafeString | str:
    element = access.plan.by_code.get(code)
    if element is None:
        return code
    return format_html(
        '<a class="code" href="/plans/{}/e/{}/" title="{}">{}</a>',
        access.row.slug,
        code,
        element.name,
        code,
    )
