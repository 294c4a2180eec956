"""What backend needs from other tracks: one list, and an answer by one click or a short form."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from planning.store import answers
from planning.store.errors import Conflict, Rejected
from planning.web import needs
from planning.web.access import Access, access
from planning.web.forms_needs import BACK, AnswerForm
from planning.web.needs import Need
from planning.web.place import place_of, wants_fragment
from planning.web.respond import fragment, page, problem, written


@require_safe
@vary_on_headers("HX-Request")
def need_list(request: HttpRequest, slug: str) -> HttpResponse:
    reached = access(request, slug)
    asked = needs.query(reached.actor, request.GET.dict())
    address = f"/plans/{slug}/needs/" + (f"?{asked.address}" if asked.address else "")
    groups = needs.groups(reached, asked)
    context: dict[str, Any] = {
        "query": asked,
        "groups": groups,
        "total": sum(len(held) for _, held in groups),
        "back": urlencode({"back": address}),
    }
    if wants_fragment(request):
        response = fragment(request, "_needs.html", reached, **context)
        response["HX-Push-Url"] = address
        return response
    context |= {"tracks": needs.track_options(asked.own), "states": needs.state_options()}
    return page(request, "needs.html", reached, "needs", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def need(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One need; with a status the form of that answer, which a POST stores."""
    reached = access(request, slug)
    held = needs.need(reached, code)
    form = _form(request, reached, held)
    if request.method != "POST" and not form.chosen:
        return _answer(request, reached, held, "_need.html")
    if not held.writable:
        raise PermissionDenied(f"Your roles do not let you answer {code}.")
    if request.method != "POST":
        return _answer(request, reached, held, "_need_form.html", form=form)
    if not form.do:
        return problem(request, "The request does not say which answer is meant.", 422)
    if not form.is_valid():
        return _answer(request, reached, held, "_need_form.html", 422, form=form)
    return _store(request, reached, held, form)


def _form(request: HttpRequest, reached: Access, held: Need) -> AnswerForm:
    data = request.POST if request.method == "POST" else None
    status = (request.GET if data is None else data).get("status", "")
    known = status if data is not None or AnswerForm.offers(status) else ""
    return AnswerForm(reached.plan, held.element, known, data)


def _store(request: HttpRequest, reached: Access, held: Need, form: AnswerForm) -> HttpResponse:
    code, version = held.element.code, form.cleaned_data["version"]
    try:
        if form.chosen == BACK:
            answers.take_back(reached.row.pk, reached.actor, code, version)
        else:
            answers.answer(reached.row.pk, reached.actor, code, form.values(), version)
    except Conflict as conflict:
        reached = access(request, reached.row.slug)
        held = needs.need(reached, code)
        context = {"form": form.again(held.element), "conflict": conflict}
        return _answer(request, reached, held, "_need_form.html", 409, **context)
    except Rejected as error:
        form.take(error)
        return _answer(request, reached, held, "_need_form.html", 422, form=form)
    return _stored(request, reached.row.slug, code)


def _stored(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    reached = access(request, slug)
    held = needs.need(reached, code)
    if not wants_fragment(request):
        messages.success(request, f"{held.element.label}: {held.state}.")
        return redirect(place_of(request, slug).back or f"/plans/{slug}/needs/")
    return written(request, "_need.html", reached, "needs", **_shown(request, reached, held))


def _answer(
    request: HttpRequest,
    reached: Access,
    held: Need,
    part: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= _shown(request, reached, held)
    if wants_fragment(request):
        return fragment(request, part, reached, status, **context)
    return page(request, "need.html", reached, "needs", status, part=part, **context)


def _shown(request: HttpRequest, reached: Access, held: Need) -> dict[str, Any]:
    back = place_of(request, reached.row.slug).back
    return {
        "need": held,
        "back": urlencode({"back": back} if back else {}),
        "leave": back or f"/plans/{reached.row.slug}/needs/",
        "focused": wants_fragment(request),
    }
