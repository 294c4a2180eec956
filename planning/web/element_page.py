"""The page of one element with all that hangs on it, and its parts that actions return."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from planning.kinds import BY_NAME
from planning.plan.elements import Element
from planning.web import past, respond, shown, talk, tied
from planning.web.access import Access
from planning.web.place import Place, place

RECENT = 8
"""How many changes the page of an element shows of its history."""


def page(
    request: HttpRequest, access: Access, element: Element, status: int = 200, **context: Any
) -> HttpResponse:
    """The whole page; with a ``form`` in the context that stands where the facts are."""
    slug, code = access.row.slug, element.code
    return respond.page(
        request,
        "element.html",
        access,
        here=BY_NAME[element.element_kind].section,
        status=status,
        **{
            "shown": shown.shown(access, element),
            "parts": shown.parts(access, element),
            "apart": shown.kept_apart(access, element),
            "referrers": shown.referrers(access, element),
            "below": place("parent", f"/plans/{slug}/e/{code}/"),
            "place": place(""),
            "changes": past.changes(access, code, RECENT),
            **talk.opened(access, code, where=talk.query(BY_NAME[element.element_kind].section)),
            **links(access, element),
            **context,
        },
    )


def links(access: Access, element: Element) -> dict[str, Any]:
    """What the panel of links is handed."""
    return {
        "shown": shown.shown(access, element),
        "groups": tied.groups(access, element),
        "ways": tied.open_ways(access, element),
    }


def tally(access: Access, element: Element, place_: Place) -> int:
    """How many the list holds in which the element is or was: of its kind, or below its parent."""
    kind = BY_NAME[element.element_kind]
    if place_.below:
        return len(access.plan.children(getattr(element, kind.parent), kind.element))
    return len(access.plan.of(kind.element))


def part(access: Access, element: Element, place_: Place) -> dict[str, Any]:
    """What the templates of a place are handed to show the element."""
    kind = BY_NAME[element.element_kind]
    (row,) = shown.rows(access, kind, [element], place_.below)
    return {
        "shown": shown.shown(access, element),
        "row": row,
        "kind": kind,
        "place": place_,
        "focused": True,
    }
