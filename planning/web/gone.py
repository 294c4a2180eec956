"""What is left to show when an element was deleted: its history, and what somebody had typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from planning.plan.choices import words
from planning.web import past, respond
from planning.web.access import Access, access
from planning.web.forms import SHOWN
from planning.web.place import place_of, wants_fragment

ElementView = Callable[..., HttpResponse]
_NOT_TYPED = ("csrfmiddlewaretoken", "version", SHOWN)


def gone(request: HttpRequest, access: Access, code: str, status: int = 404) -> HttpResponse:
    """The answer for an element that is not there any more; raises ``Http404`` if it never was."""
    changes = past.changes(access, code, 1)
    if not changes:
        raise Http404(f"there is no {code} in this plan")
    context: dict[str, Any] = {"code": code, "last": changes[0], "typed": _typed(request)}
    if wants_fragment(request):
        template = place_of(request, access.row.slug).gone
        return respond.fragment(request, template, access, status, **context)
    return respond.page(request, "gone.html", access, status=status, **context)


def existing(view: ElementView) -> ElementView:
    """Hand a view what ``access`` reached and the element of the address, or answer for it."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, code: str, **words: Any) -> HttpResponse:
        reached = access(request, slug)
        element = reached.plan.by_code.get(code)
        if element is None:
            return gone(request, reached, code)
        return view(request, reached, element, **words)

    return found


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was in the form, as label and text, to be copied from the page."""
    said = (
        (name, "\n".join(held for held in values if held))
        for name, values in request.POST.lists()
        if name not in _NOT_TYPED and not name.startswith("keep-")
    )
    return [(words(name).capitalize(), text) for name, text in said if text]
