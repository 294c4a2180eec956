"""What templates need to say things in words: icons, choices, codes as links, rendered notes."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from planning.imports.choice import LEFT_OUT
from planning.imports.outcome import Ref
from planning.kinds import BY_NAME as KINDS_BY_NAME
from planning.kinds import KINDS, Kind
from planning.plan import choices
from planning.plan.elements import BY_NAME, facts
from planning.plan.value import Plan
from planning.web import notes
from planning.web.headline import LONGEST, further, headline
from planning.web.hows import FORMATS
from planning.web.panels import LACKING

register = template.Library()
register.filter("headline", headline)
register.filter("further", further)

NATURE_WORDS = {"missing": "To-do", "contradiction": "Contradiction", "smell": "Smell"}
_STATES = {
    "ready_for_phase_2": "state-good",
    "ready_for_review": "state-good",
    "in_review": "state-open",
    "planning": "state-open",
    "signed_not_ready": "state-wrong",
    "met": "state-good",
    "done": "state-good",
    "not_applicable": "state-good",
    "contradicted": "state-wrong",
    "unsupported": "state-wrong",
}
_DECIDED = {"RX-01": "rules/?changed=1", "WA-01": "waivers/"}
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
def state_class(state: str) -> str:
    """The class that colours a verdict or a state of readiness; words always stand beside it."""
    return _STATES.get(state, "state-open")


@register.filter
def nature_words(nature: str, count: int | None = None) -> str:
    """A nature in words; with a count ``3 contradictions``, ``1 to-do``."""
    word = NATURE_WORDS[nature]
    if count is None:
        return word
    return f"{count} {word.lower()}{'' if count == 1 else 's'}"


@register.filter
def or_not_said(value: Any) -> Any:
    """The value, or that nobody has said it yet."""
    return value or format_html('<span class="not-said">{}</span>', "not said yet")


@register.filter
def said(value: Any) -> Any:
    """Whatever a field holds, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        value = "; ".join(map(_recorded, value)) if _records(value) else ", ".join(map(str, value))
    return value if value == 0 else or_not_said(value)


def _records(value: Iterable[Any]) -> bool:
    return all(is_dataclass(each) for each in value)


def _recorded(record: Any) -> str:
    """A waiver, severity or release in a line: what it says, without what it leaves open."""
    said = ((each.name.replace("_", " "), getattr(record, each.name)) for each in fields(record))
    return ", ".join(f"{name} {held}" for name, held in said if held)


@register.simple_tag
def stated(kind: str, field: str, value: Any, coming: Mapping[str, str] | None = None) -> Any:
    """What a field of a kind, or of the plan, holds: choices in words, long texts cut.

    ``coming`` are headlines of what is to be added, by key.
    """
    fact = facts(BY_NAME.get(kind, Plan)).get(field)
    if isinstance(value, Ref):
        value = value.code or (coming or {}).get(value.key) or value.key
    if fact and fact.type in ("choice", "set"):
        value = words(value)
    held = said(value)
    return Truncator(held).chars(LONGEST) if isinstance(held, str) and len(held) > LONGEST else held


@register.simple_tag
def ticked(chosen: Container[str] | None, *value: str | int) -> str:
    """The attribute of a box of an import that is ticked; at first every one is."""
    return " checked" if chosen is None or "".join(map(str, value)) in chosen else ""


@register.simple_tag
def unless_out(chosen: Container[str] | None, number: int, key: str) -> str:
    """The attribute of the box of a link, which is ticked unless somebody left it out."""
    return "" if f"{number}:{LEFT_OUT}{key}" in (chosen or ()) else " checked"


@register.filter
def by_kind(elements: Iterable[Any]) -> list[tuple[Kind, list[Any]]]:
    """Elements to be, by kind in the order of the vocabulary."""
    found: dict[str, list[Any]] = {}
    for element in elements:
        found.setdefault(element.kind, []).append(element)
    return [(kind, found[kind.name]) for kind in KINDS if kind.name in found]


@register.filter
def format_words(name: str) -> str:
    """The format of a file in words."""
    return FORMATS[name]


@register.filter
def severity_of(level: str) -> str:
    """The severity whose colour the level of a diagnostic takes."""
    return "info" if level == "note" else level


@register.filter
def about_of(plan: Any) -> list[tuple[Any, Any]]:
    """What is stated of a plan as a whole: each field with what it holds."""
    return [(fact, getattr(plan, name)) for name, fact in facts(Plan).items()]


@register.simple_tag
def finding_url(access: Any, finding: Any) -> str:
    """Where a finding is mended: the field of the element, or of the plan as a whole."""
    home = f"/plans/{access.row.slug}/"
    field = f"?{urlencode({'field': finding.field})}" if finding.field else ""
    element = access.plan.by_code.get(finding.element)
    if finding.rule in _DECIDED:
        return f"{home}{_DECIDED[finding.rule]}"
    if element is None and finding.rule in LACKING:
        kind = KINDS_BY_NAME[LACKING[finding.rule]]
        return f"{home}{kind.section}/{kind.slug}/"
    if element is None:
        return f"{home}settings/{field}"
    if element.element_kind in ("DirectiveTask", "DirectiveStep"):
        return f"{home}#{element.element_kind.removeprefix('Directive').lower()}-{element.code}"
    return f"{home}e/{quote(element.code)}/{field}"


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
    known = facts(BY_NAME.get(kind, Plan))
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
def rendered(access: Any, text: str, called: Container[str] = ()) -> SafeString:
    """People's Markdown as HTML, with element codes as links and the people called in bold."""
    return notes.render(text, access.row.slug, access.plan.by_code, called)
