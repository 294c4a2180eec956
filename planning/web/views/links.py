"""Tie an element to others and untie it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from planning.plan.elements import Element
from planning.store import write
from planning.store.errors import Missing, Refused, Rejected
from planning.web import element_page, respond, tied
from planning.web.access import Access
from planning.web.gone import existing
from planning.web.place import wants_fragment
from planning.web.tied import LinkForm, Way


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@existing
def add(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    open_ = {way.name: way for way in tied.open_ways(reached, element)}
    if not open_:
        raise PermissionDenied(f"Your roles do not let you link {element.code}.")
    if request.method != "POST":
        return _opened(request, reached, element, open_.get(request.GET.get("type", "")))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _opened(request, reached, element, open_.get(request.POST.get("type", "")), form)
    return _tied(request, reached, element, form)


@require_POST
@vary_on_headers("HX-Request")
@existing
def remove(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _opened(request, reached, element, None, form)
    way = form.cleaned_data["type"]
    with write.locked(reached.row.pk, reached.actor) as writing:
        writing.unlink(way.type.name, *way.ends(element.code, form.cleaned_data["other"]))
    return show_again(request, reached.row.slug, element.code, way=None)


def _tied(request: HttpRequest, reached: Access, element: Element, form: LinkForm) -> HttpResponse:
    way = form.cleaned_data["type"]
    try:
        with write.locked(reached.row.pk, reached.actor) as writing:
            writing.link(way.type.name, *way.ends(element.code, form.cleaned_data["other"]))
    except Refused as error:
        form.add_error(None, str(error))
        return _opened(request, reached, element, way, form, 403)
    except (Rejected, Missing) as error:
        form.add_error(None, str(error))
        return _opened(request, reached, element, way, form)
    return show_again(request, reached.row.slug, element.code, way=way)


@existing
def show_again(
    request: HttpRequest, reached: Access, element: Element, way: Way | None
) -> HttpResponse:
    """Show the links again, of the plan as it is after the write."""
    if not wants_fragment(request):
        return redirect(f"/plans/{reached.row.slug}/e/{element.code}/#links")
    context = _context(reached, element, way, None)
    return respond.written(request, "_links.html", reached, focused=True, **context)


def _opened(
    request: HttpRequest,
    reached: Access,
    element: Element,
    way: Way | None,
    form: LinkForm | None = None,
    status: int = 422,
) -> HttpResponse:
    adding = "close" not in request.GET
    context = _context(reached, element, way, form) | {"adding": adding, "focused": not adding}
    status = status if form else 200
    if wants_fragment(request):
        return respond.fragment(request, "_links.html", reached, status, **context)
    return element_page.page(request, reached, element, status, **context)


def _context(
    reached: Access, element: Element, way: Way | None, form: LinkForm | None
) -> dict[str, Any]:
    context = element_page.links(reached, element) | {"way": way}
    if way:
        fresh = LinkForm(options=tied.others(reached, element, way), way_=way)
        context["link_form"] = fresh
    return context | {"link_errors": form.errors if form else {}}
