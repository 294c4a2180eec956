"""What happened to an element."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from planning.web import element_page, past, respond
from planning.web.access import access
from planning.web.gone import gone
from planning.web.place import wants_fragment


@require_safe
@vary_on_headers("HX-Request")
def history(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    reached = access(request, slug)
    element = reached.plan.by_code.get(code)
    most = element_page.RECENT if wants_fragment(request) else None
    changes = past.changes(reached, code, most)
    if not changes and element is None:
        return gone(request, reached, code)
    context: dict[str, Any] = {"code": code, "changes": changes, "element": element}
    if wants_fragment(request):
        return respond.fragment(request, "_history.html", reached, **context)
    return respond.page(request, "element_history.html", reached, whole=True, **context)
