"""What the templates need to say of a finding beside its message: what one may do about it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context

from planning.plan.findings import Finding
from planning.plan.rules import by_id
from planning.web.place import place_of
from planning.web.remedies import remedies

register = template.Library()


@register.inclusion_tag("_finding_actions.html", takes_context=True)
def finding_actions(context: Context, access: Any, finding: Finding) -> dict[str, Any]:
    """Buttons of the fixes, the way to ask for a waiver, or the waiver itself."""
    held = actions(context["request"], access, finding)
    return {**held, "access": access, "csrf_token": context.get("csrf_token")}


def actions(request: HttpRequest, access: Any, finding: Finding) -> dict[str, Any]:
    """What ``_finding_actions.html`` is handed; without JavaScript one comes back to this page."""
    back = place_of(request, access.row.slug).back or _here(request)
    meant = zip(("rule", "element", "field", "about"), finding.identity, strict=True)
    said = {**{name: held for name, held in meant if held}, "back": back}
    return {
        "finding": finding,
        "remedies": remedies(access, finding),
        "address": urlencode(said),
        "back": urlencode({"back": back}),
    }


def _here(request: HttpRequest) -> str:
    """The page that is open, also where a part of it is loaded again."""
    page: str | None = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
    return page or request.get_full_path()


@register.filter
def why(finding: Finding) -> str:
    """Why the rule of a finding is there."""
    return by_id(finding.rule).why


@register.simple_tag
def findings_beside(shown: Any, field: BoundField) -> Iterable[Finding]:
    """What the rules find in the field of an element that a form changes; nothing for a new one."""
    if not shown or getattr(field.form, "element", None) is None:
        return ()
    return [finding for finding in shown.findings if finding.field == field.name]
