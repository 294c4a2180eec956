"""Add what is part of an element on the page of that element."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from planning.kinds import Kind, children_of
from planning.plan.elements import Element
from planning.web import adding
from planning.web.access import Access
from planning.web.gone import existing


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@existing
def add(request: HttpRequest, reached: Access, parent: Element, kind: Kind) -> HttpResponse:
    if kind not in children_of(parent.element_kind):
        raise Http404(f"{kind.titles} are no part of {parent.code}")
    return adding.answer(request, reached, kind, {kind.parent: parent.code}, parent=parent)
