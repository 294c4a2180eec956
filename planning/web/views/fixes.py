"""Carrying out a fix of a finding, saying what it did, and taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from planning.plan.findings import Finding
from planning.plan.fixes import Fix
from planning.store.errors import Conflict, Missing, Rejected
from planning.store.mend import Mended, mend
from planning.store.undo import size, undo
from planning.web import found
from planning.web.access import Access, access
from planning.web.forms_decisions import BatchForm, FixForm
from planning.web.place import place_of, wants_fragment
from planning.web.remedies import fix_of, open_to
from planning.web.respond import fragment, page, problem, written
from planning.web.templatetags.findings import actions
from planning.web.views import import_runs


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def fix(request: HttpRequest, slug: str) -> HttpResponse:
    """The text that a fix asks for, or the fix itself."""
    reached = access(request, slug)
    form = FixForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return problem(request, "The request does not say which fix is meant.", 422)
    finding = found.finding(reached, form.identity)
    remedy = fix_of(reached, finding, form.cleaned_data["fix"])
    if not open_to(reached, remedy):
        raise PermissionDenied("Your roles do not let you make this fix.")
    form.ask(remedy.asks)
    if request.method != "POST":
        return _opened(request, reached, finding, remedy, form)
    try:
        reason = form.cleaned_data["reason"]
        done = mend(reached.row.pk, reached.actor, remedy, reason, reached.on)
    except Rejected as error:
        form.take(error)
        return _opened(request, reached, finding, remedy, form, 422)
    return _done(request, slug, done)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Undo what a fix or an import did."""
    reached = access(request, slug)
    form = BatchForm(request.POST)
    if not form.is_valid():
        return problem(request, "The request does not say what to take back.", 422)
    batch, back = form.cleaned_data["batch"], _back(request, slug)
    # A batch that there is not is missing; an element that is gone stands in the way.
    steps = size(reached.row.pk, batch)
    if steps > import_runs.LONG and reached.may("import"):
        run = import_runs.begin_undo(reached, batch, steps, back)
        return redirect(f"/plans/{slug}/import/running/{run.token}/")
    try:
        undo(reached.row.pk, reached.actor, batch)
    except (Conflict, Missing, Rejected) as error:
        return problem(request, import_runs.in_the_way(error), 409)
    messages.success(request, import_runs.TAKEN_BACK)
    return redirect(back)


def _opened(
    request: HttpRequest,
    reached: Access,
    finding: Finding,
    remedy: Fix,
    form: FixForm,
    status: int = 200,
) -> HttpResponse:
    context = {**actions(request, reached, finding), "form": form, "fix": remedy}
    context |= {"leave": _back(request, reached.row.slug)}
    if wants_fragment(request):
        return fragment(request, "_finding_fix.html", reached, status, **context)
    context |= {"title": remedy.title, "part": "_finding_fix.html"}
    return page(request, "findings_one.html", reached, "findings", status, **context)


def _done(request: HttpRequest, slug: str, done: Mended) -> HttpResponse:
    reached = access(request, slug)
    back = _back(request, slug)
    said: dict[str, Any] = {"access": reached, "done": done}
    said["back"] = place_of(request, slug).query.removeprefix("?")
    messages.success(request, render_to_string("_mended_message.html", said, request))
    if not wants_fragment(request):
        return redirect(back)
    return written(request, "_finding_mended.html", reached, "findings", done=done)


def _back(request: HttpRequest, slug: str) -> str:
    return place_of(request, slug).back or f"/plans/{slug}/findings/"
