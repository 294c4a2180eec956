"""Add what is part of an element on the page of that element."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from planning.kinds import Kind, children_of
from planning.web import adding
from planning.web.access import access
from planning.web.gone import gone


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def add(request: HttpRequest, slug: str, code: str, kind: Kind) -> HttpResponse:
    reached = access(request, slug)
    parent = reached.plan.by_code.get(code)
    if parent is None:
        return gone(request, reached, code)
    if kind not in children_of(parent.element_kind):
        raise Http404(f"{kind.titles} are no part of {code}")
    return adding.answer(request, reached, kind, {kind.parent: code}, parent=parent)
