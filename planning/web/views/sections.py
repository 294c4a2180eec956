"""Sections of a plan: the kinds of each with their counts, and the list of one kind."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from planning.kinds import Kind, Section, in_section
from planning.plan.findings import NATURES
from planning.web import editable, listing, respond, shown
from planning.web.access import Access, access
from planning.web.place import place, wants_fragment


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of a section, how many there are, and how many findings of each nature."""

    kind: Kind
    count: int
    open: tuple[tuple[str, int], ...]


@require_safe
def section(request: HttpRequest, slug: str, section: Section) -> HttpResponse:
    reached = access(request, slug)
    return respond.page(
        request,
        "section.html",
        reached,
        here=section.slug,
        section=section,
        tabs=tabs(reached, section.slug),
    )


@require_safe
@vary_on_headers("HX-Request")
def elements(request: HttpRequest, slug: str, section: Section, kind: Kind) -> HttpResponse:
    if kind.section != section.slug:
        raise Http404(f"{kind.titles} are not in {section.title}")
    reached = access(request, slug)
    asked = listing.query(kind, request.GET.dict())
    context = listed(reached, kind, asked)
    if wants_fragment(request):
        response = respond.fragment(request, "_list.html", reached, **context)
        # The address without the filters that say nothing, so that it can be shared.
        response["HX-Push-Url"] = context["place"].back
        return response
    context |= {
        "section": section,
        "tabs": tabs(reached, section.slug),
        "filters": listing.filters(reached.plan, kind),
        "finding_options": listing.FINDINGS,
        "may_add": editable.may_add(reached.actor, kind),
    }
    return respond.page(request, "list.html", reached, here=section.slug, **context)


def listed(reached: Access, kind: Kind, asked: listing.Query) -> dict[str, Any]:
    """What the template of a list is handed."""
    found = listing.listing(reached.plan, kind, asked, listing.by_element(reached.findings))
    address = found.query.address()
    here = f"/plans/{reached.row.slug}/{kind.section}/{kind.slug}/"
    return {
        "kind": kind,
        "listing": found,
        "rows": shown.rows(reached, kind, found.elements),
        "columns": shown.columns(kind),
        "place": place("list", f"{here}?{address}" if address else here),
    }


def tabs(reached: Access, section: str) -> tuple[Tab, ...]:
    found = listing.by_element(reached.findings)
    return tuple(_tab(reached, kind, found) for kind in in_section(section))


def _tab(reached: Access, kind: Kind, found: listing.ByElement) -> Tab:
    here = reached.plan.of(kind.element)
    natures = [finding.nature for element in here for finding in found.get(element.code, ())]
    return Tab(kind, len(here), tuple((nature, natures.count(nature)) for nature in NATURES))
