"""What depends on an element: a picture and a list by distance."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from planning.kinds import BY_NAME
from planning.plan.elements import Element
from planning.plan.impact import Dependent, Impact, impact
from planning.web import pictures, respond
from planning.web.access import Access
from planning.web.gone import existing
from planning.web.place import wants_fragment

SHOWN = 100
"""How many elements are listed at one distance."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Elements at one distance, each with the way to it; ``more`` are not listed."""

    distance: int
    count: int
    ways: tuple[tuple[Dependent, ...], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.ways)


@require_safe
@vary_on_headers("HX-Request")
@existing
def show(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    found = impact(reached.plan, element.code)
    context: dict[str, Any] = {
        "element": element,
        "found": found,
        "rings": list(_rings(found)),
        "picture": pictures.layers(element, found) if found.dependents else None,
    }
    if wants_fragment(request):
        return respond.fragment(request, "_impact.html", reached, **context)
    here = BY_NAME[element.element_kind].section
    return respond.page(request, "impact.html", reached, here=here, whole=True, **context)


def _rings(found: Impact) -> Iterator[Ring]:
    for distance, ring in found.rings():
        # From the element that is far away back to the one that changes, as one says it.
        ways = (tuple(reversed(found.path(each.element.code))) for each in ring[:SHOWN])
        yield Ring(distance, len(ring), tuple(ways))
