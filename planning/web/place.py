"""Where a form was opened: on the element's page, in a list, or on the page of the parent.

The answer to a save has the shape of that place, and without JavaScript leads back to it.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


@dataclass(frozen=True, slots=True)
class Place:
    """The templates of a place: of the form, of what is shown, of what is left when it is gone.

    ``target`` is what they replace, ``enters`` where a new row goes, ``back`` a path of this plan.
    """

    name: str
    form: str
    shown: str
    gone: str
    sure: str
    target: str
    enters: str
    back: str = ""

    @property
    def below(self) -> bool:
        """Whether the place is the page of the parent."""
        return self.name == "parent"

    @property
    def query(self) -> str:
        """The place as part of an address, ``?`` included."""
        said = {"in": self.name, "back": self.back}
        words = urlencode({name: held for name, held in said.items() if held})
        return f"?{words}" if words else ""


_ROW = ("_row_form.html", "_row.html", "_row_gone.html", "_row_delete.html", "closest tr")
_OWN = ("_element_form.html", "_element_facts.html", "_gone.html", "_delete.html", "#element")
_PLACES = {
    "": Place("", *_OWN, enters=""),
    "list": Place("list", *_ROW, enters="afterbegin"),
    "parent": Place("parent", *_ROW, enters="beforeend"),
}


def place_of(request: HttpRequest, slug: str) -> Place:
    """The place that an address names, or the element's own page.

    A whole page holds no row to put a fragment in, so there it is the element's page too.
    """
    known = wants_fragment(request) and request.GET.get("in", "") in _PLACES
    name = request.GET.get("in", "") if known else ""
    return place(name, back_of(request, slug))


def place(name: str, back: str = "") -> Place:
    return replace(_PLACES[name], back=back)


def back_of(request: HttpRequest, slug: str) -> str:
    """The path of this plan to return to that an address names, or blank."""
    return _safe(request.GET.get("back", ""), slug)


def _safe(back: str, slug: str) -> str:
    inside = back.startswith(f"/plans/{slug}/")
    return back if inside and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; when it restores history it needs the page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request
