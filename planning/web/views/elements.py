"""Show, add, edit and delete an element of any kind."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from planning.kinds import BY_NAME, Kind, Section
from planning.plan.elements import Element
from planning.store import write
from planning.store.errors import Conflict, Missing, Refused, Rejected
from planning.web import adding, departing, disputed, element_page, respond, shown
from planning.web.access import Access, access
from planning.web.forms import ElementForm, VersionForm, form_of
from planning.web.gone import existing, gone
from planning.web.place import place_of, wants_fragment


@require_safe
@vary_on_headers("HX-Request")
@existing
def show(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    if wants_fragment(request):
        place = place_of(request, reached.row.slug)
        context = element_page.part(reached, element, place)
        # Loaded again for a change elsewhere, it must not take the cursor away.
        context["focused"] = "again" not in request.GET
        return respond.fragment(request, place.shown, reached, **context)
    if request.GET.get("field", "") in shown.shown(reached, element).writable:
        return _opened(request, reached, element, _form(request, reached, element))
    return element_page.page(request, reached, element)


@require_safe
@existing
def referrers(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    """The panel of what names the element in a field, which loads itself again."""
    context: dict[str, Any] = {
        "shown": shown.shown(reached, element),
        "referrers": shown.referrers(reached, element),
    }
    return respond.fragment(request, "_referrers.html", reached, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def add(request: HttpRequest, slug: str, section: Section, kind: Kind) -> HttpResponse:
    if kind.section != section.slug:
        raise Http404(f"{kind.titles} are not in {section.title}")
    return adding.answer(request, access(request, slug), kind, {})


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@existing
def edit(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    if not shown.shown(reached, element).writable:
        raise PermissionDenied(f"Your roles do not let you change {element.code}.")
    form = _form(request, reached, element)
    if request.method != "POST":
        return _opened(request, reached, element, form)
    if not form.is_valid():
        return _opened(request, reached, element, form, 422)
    return _saved(request, reached, element, form)


def _saved(
    request: HttpRequest, reached: Access, element: Element, form: ElementForm
) -> HttpResponse:
    version = form.cleaned_data["version"]
    try:
        write.update(reached.row.pk, reached.actor, element.code, form.values(), version)
    except Conflict as conflict:
        return _disputed(request, reached, conflict, version)
    except Missing:
        return gone(request, access(request, reached.row.slug), element.code)
    except (Rejected, Refused) as error:
        return _opened(request, reached, element, form, form.take(error))
    return _shown_again(request, reached.row.slug, element.code)


@existing
def _shown_again(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    """Show the element again, of the plan as it is after the write."""
    place = place_of(request, reached.row.slug)
    if not wants_fragment(request):
        return redirect(place.back or f"/plans/{reached.row.slug}/e/{element.code}/")
    context = element_page.part(reached, element, place)
    return respond.written(request, place.shown, reached, here=_section(element), **context)


def _disputed(
    request: HttpRequest, reached: Access, conflict: Conflict, version: int
) -> HttpResponse:
    # What only this person changed is stored by now, so everything is asked for again.
    reached = access(request, reached.row.slug)
    element = conflict.element
    assert element is not None
    form = disputed.form(reached, element, request.POST, conflict)
    context = {
        "disputes": disputed.disputes(reached, form, conflict),
        "who": disputed.who(reached, element.code, version),
    }
    return _opened(request, reached, element, form, 409, respond.written, **context)


def _form(request: HttpRequest, reached: Access, element: Element) -> ElementForm:
    kind = BY_NAME[element.element_kind]
    if request.method == "POST":
        return form_of(kind)(kind, reached.plan, request.POST, element=element, anchor=element.code)
    names = shown.shown(reached, element).writable
    return form_of(kind)(kind, reached.plan, element=element, names=names, anchor=element.code)


def _opened(
    request: HttpRequest,
    reached: Access,
    element: Element,
    form: ElementForm,
    status: int = 200,
    answer: Any = respond.fragment,
    **context: Any,
) -> HttpResponse:
    place = place_of(request, reached.row.slug)
    form.focus(request.GET.get("field", ""))
    action = f"/plans/{reached.row.slug}/e/{element.code}/edit/{place.query}"
    context |= {"form": form, "action": action, "place": place}
    if wants_fragment(request):
        context |= {"shown": shown.shown(reached, element)}
        return answer(request, place.form, reached, status=status, **context)
    return element_page.page(request, reached, element, status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@existing
def delete(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    if not shown.shown(reached, element).removable:
        raise PermissionDenied(f"Your roles do not let you delete {element.code}.")
    if request.method != "POST":
        return _asked(request, reached, element, VersionForm(version=element.version))
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _asked(request, reached, element, form, 422)
    return _deleted(request, reached, element, form)


def _deleted(
    request: HttpRequest, reached: Access, element: Element, form: VersionForm
) -> HttpResponse:
    slug, code = reached.row.slug, element.code
    try:
        with write.locked(reached.row.pk, reached.actor) as writing:
            writing.delete(code, form.cleaned_data["version"])
    except Conflict as conflict:
        again = VersionForm(version=conflict.element.version if conflict.element else None)
        return _asked(request, access(request, slug), element, again, 409)
    reached, place = access(request, slug), place_of(request, slug)
    if wants_fragment(request):
        context: dict[str, Any] = {
            "code": code,
            "gone": element,
            "kind": BY_NAME[element.element_kind],
            "place": place,
            "tally": element_page.tally(reached, element, place),
        }
        return respond.written(request, place.gone, reached, here=_section(element), **context)
    messages.success(request, f"Deleted {element.label}.")
    return redirect(place.back or _above(reached, element))


def _asked(
    request: HttpRequest,
    reached: Access,
    element: Element,
    form: VersionForm,
    status: int = 200,
) -> HttpResponse:
    # After a conflict the element of now is shown, not the one that was to be deleted.
    element = reached.plan.by_code.get(element.code, element)
    place = place_of(request, reached.row.slug)
    context = {
        "shown": shown.shown(reached, element),
        "kind": BY_NAME[element.element_kind],
        "leaving": departing.leaving(reached.plan, element.code),
        "form": form,
        "changed": status == 409,
        "place": place,
    }
    if wants_fragment(request):
        return respond.fragment(request, place.sure, reached, status, **context)
    return respond.page(
        request, "element_delete.html", reached, here=_section(element), status=status, **context
    )


def _section(element: Element) -> str:
    return BY_NAME[element.element_kind].section


def _above(reached: Access, element: Element) -> str:
    """Where one looks after the element is gone: its parent, or the list of its kind."""
    kind, plan = BY_NAME[element.element_kind], f"/plans/{reached.row.slug}/"
    parent = getattr(element, kind.parent) if kind.within_parent else ""
    return f"{plan}e/{parent}/" if parent else f"{plan}{kind.section}/{kind.slug}/"
