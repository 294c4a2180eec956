"""All findings of a plan, and what one may do about each of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from planning.web import found
from planning.web.access import access
from planning.web.forms_decisions import FindingForm
from planning.web.place import wants_fragment
from planning.web.respond import fragment, page, problem
from planning.web.templatetags.findings import actions


@require_safe
@vary_on_headers("HX-Request")
def finding_list(request: HttpRequest, slug: str) -> HttpResponse:
    reached = access(request, slug)
    asked = found.query(request.GET.dict())
    listing = found.listing(reached, asked)
    if wants_fragment(request):
        response = fragment(request, "_findings_list.html", reached, listing=listing)
        address = listing.query.address()
        response["HX-Replace-Url"] = f"{request.path}?{address}" if address else request.path
        return response
    filters = found.filters(reached, listing.query)
    return page(request, "findings.html", reached, "findings", listing=listing, filters=filters)


@require_safe
def finding_actions(request: HttpRequest, slug: str) -> HttpResponse:
    """The buttons of one finding again, when a form in their place is left."""
    reached = access(request, slug)
    form = FindingForm(request.GET)
    if not form.is_valid():
        return problem(request, "The address does not say which finding is meant.", 422)
    finding = found.finding(reached, form.identity)
    context = actions(request, reached, finding)
    return fragment(request, "_finding_actions.html", reached, **context)
