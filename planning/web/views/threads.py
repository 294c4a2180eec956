"""Comments: begin a thread, answer, resolve and reopen it, and read all of a plan."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from planning import models
from planning.plan.rights import Actor
from planning.store import threads
from planning.store.errors import Missing, Rejected
from planning.web import mailing, respond, talk, talk_list
from planning.web.access import Access, access
from planning.web.forms_talk import PlaceForm, ReplyForm, ThreadForm
from planning.web.place import back_of, wants_fragment

EVENT = "talk-changed"
"""What panels hear that depend on threads: the plan stays as it was."""


@require_safe
@vary_on_headers("HX-Request")
def thread_list(request: HttpRequest, slug: str) -> HttpResponse:
    reached = access(request, slug)
    listing = talk_list.listing(reached, talk_list.asked(request.GET.dict()))
    address = listing.asked.address()
    path = f"{request.path}?{address}" if address else request.path
    context: dict[str, Any] = {"listing": listing, "thread_query": talk.query("comments", path)}
    if wants_fragment(request):
        response = respond.fragment(request, "_comments.html", reached, **context)
        response["HX-Replace-Url"] = path
        return response
    if reached.may("comment"):
        context["thread_form"] = ThreadForm(access=reached, code="")
    return respond.page(request, "comments.html", reached, "comments", **context)


@require_safe
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One thread on a page of its own, where letters lead, and talk about what is gone."""
    reached = access(request, slug)
    return _alone(request, reached, thread=_read(reached, number))


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    reached = access(request, slug, "comment")
    said = request.POST if request.method == "POST" else request.GET
    place = PlaceForm(said)
    if not place.is_valid():
        return respond.problem(request, "The request does not say what to comment on.", 422)
    where: dict[str, str] = place.cleaned_data
    if request.method != "POST":
        return _opened(request, reached, ThreadForm(access=reached, **where), where, 200)
    form = ThreadForm(request.POST, access=reached, **where)
    begun = _begun(reached, form, where) if form.is_valid() else None
    if begun is None:
        return _opened(request, reached, form, where, 422)
    mailing.commented(request, reached, begun.comments.select_related("thread").get())
    if not wants_fragment(request):
        return _back(request, reached, begun)
    return _panel(request, slug, where, begun.number)


@require_POST
@vary_on_headers("HX-Request")
def reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    reached = access(request, slug, "comment")
    form = ReplyForm(request.POST, number=number)
    if form.is_valid():
        try:
            said = threads.reply(reached.row.pk, reached.actor, number, form.cleaned_data["text"])
        except Rejected as error:
            form.take(error)
        else:
            mailing.commented(request, reached, said)
            return _changed(request, slug, said.thread)
    form.focus()
    thread = replace(_read(reached, number), reply=form)
    if not wants_fragment(request):
        return _alone(request, reached, 422, thread=thread)
    context = {"thread": thread, "thread_query": _query(request, reached)}
    return respond.fragment(request, "_thread.html", reached, 422, **context)


@require_POST
@vary_on_headers("HX-Request")
def resolve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _settled(request, slug, number, threads.resolve)


@require_POST
@vary_on_headers("HX-Request")
def reopen(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _settled(request, slug, number, threads.reopen)


def _settled(
    request: HttpRequest, slug: str, number: int, act: Callable[[int, Actor, int], models.Thread]
) -> HttpResponse:
    reached = access(request, slug, "comment")
    return _changed(request, slug, act(reached.row.pk, reached.actor, number))


def _begun(reached: Access, form: ThreadForm, where: dict[str, str]) -> models.Thread | None:
    said = form.cleaned_data
    baseline = _baseline(reached, where["baseline"])
    try:
        return threads.open_thread(
            reached.row.pk,
            reached.actor,
            where["code"],
            said["field"],
            said["text"],
            baseline,
            said["blocks"],
        )
    except Rejected as error:
        form.take(error)
        return None


def _baseline(reached: Access, code: str) -> models.Baseline | None:
    if not code:
        return None
    held = models.Baseline.objects.filter(plan=reached.row, number=int(code.removeprefix("BL-")))
    found = held.first()
    if found is None:
        raise Missing(f"there is no {code} in this plan")
    return found


def _read(reached: Access, number: int, focused: int = 0) -> talk.Shown:
    found = talk.read(reached, threads.listed(reached.row.pk).filter(number=number), focused)
    if not found:
        raise Missing(f"there is no thread {number} in this plan")
    return found[0]


def _query(request: HttpRequest, reached: Access) -> str:
    return talk.query(request.GET.get("here", ""), back_of(request, reached.row.slug))


# Answers


def _panel(request: HttpRequest, slug: str, where: dict[str, str], number: int) -> HttpResponse:
    reached = access(request, slug)
    context = talk.opened(
        reached, where["code"], where["baseline"], _query(request, reached), focused=number
    )
    return _written(request, "_threads.html", reached, context)


def _changed(request: HttpRequest, slug: str, thread: models.Thread) -> HttpResponse:
    reached = access(request, slug)
    if not wants_fragment(request):
        return _back(request, reached, thread)
    shown = _read(reached, thread.number, focused=thread.number)
    context = {"thread": shown, "thread_query": _query(request, reached)}
    return _written(request, "_thread.html", reached, context)


def _written(
    request: HttpRequest, template: str, reached: Access, context: dict[str, Any]
) -> HttpResponse:
    here = request.GET.get("here", "")
    response = respond.written(request, template, reached, here, **context)
    # Nothing that shows the plan has to be loaded again.
    response["HX-Trigger"] = EVENT
    return response


def _back(request: HttpRequest, reached: Access, thread: models.Thread) -> HttpResponse:
    page = back_of(request, reached.row.slug) or talk.home(reached, thread)
    return redirect(f"{page.split('#')[0]}#thread-{thread.number}")


def _opened(
    request: HttpRequest, reached: Access, form: ThreadForm, where: dict[str, str], status: int
) -> HttpResponse:
    if not wants_fragment(request):
        return _alone(request, reached, status, thread_form=form, code=where["code"])
    context = talk.opened(reached, where["code"], where["baseline"], _query(request, reached))
    context["thread_form"] = form
    return respond.fragment(request, "_threads.html", reached, status, **context)


def _alone(
    request: HttpRequest, reached: Access, status: int = 200, **context: Any
) -> HttpResponse:
    """A thread, or the form that begins one, on a page of its own."""
    back = back_of(request, reached.row.slug)
    context["thread_query"] = talk.query("comments", back)
    return respond.page(request, "thread.html", reached, "comments", status, **context)
