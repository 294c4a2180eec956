"""The overview of a plan, and the tasks and steps of its directive, which are edited there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from planning.plan import choices
from planning.plan.artifacts import catalogue
from planning.plan.elements import DirectiveStep
from planning.store import write
from planning.store.errors import Conflict
from planning.web import overview
from planning.web.access import Access, access
from planning.web.forms_about import StatusForm, StepForm
from planning.web.overview import ShownStep
from planning.web.place import wants_fragment
from planning.web.respond import fragment, page, written
from planning.web.reviewing.standing import standings

# Heavy panels: what each is made of. They load themselves again when the plan changed.
PANELS = {
    "readiness": "_readiness.html",
    "findings": "_findings.html",
    "lately": "_lately.html",
    "signatures": "_signatures.html",
}


@require_GET
def show(request: HttpRequest, slug: str) -> HttpResponse:
    found = access(request, slug)
    context = {
        **_of_panels(found),
        "path": overview.path(found),
        "dependencies": overview.open_dependencies(found),
        "counts": overview.counts(found),
        "item_statuses": choices.ITEM_STATUSES,
        "may_import": found.may("import"),
    }
    return page(request, "overview.html", found, here="overview", **context)


@require_GET
def panel(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """One heavy panel of the overview."""
    if part not in PANELS:
        raise Http404("no such panel")
    found = access(request, slug)
    return fragment(request, PANELS[part], found, **_of_panels(found))


def _of_panels(found: Access) -> dict[str, Any]:
    return {
        "found": overview.findings(found),
        "lately": overview.lately(found),
        "standings": standings(found),
        "may_ask": found.may("ask_for_review"),
    }


@require_POST
def task_status(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say where a task of the directive stands."""
    found = access(request, slug)
    overview.task(found, code)
    form = StatusForm(request.POST)
    conflict = None
    if form.is_valid():
        said = {"status": form.cleaned_data["status"]}
        try:
            write.update(found.row.pk, found.actor, code, said, form.cleaned_data["version"])
        except Conflict as error:
            conflict = error
    return _answer_task(request, slug, code, form, conflict)


def _answer_task(
    request: HttpRequest, slug: str, code: str, form: StatusForm, conflict: Conflict | None
) -> HttpResponse:
    status = 409 if conflict else 200 if form.is_valid() else 422
    if not wants_fragment(request) and status == 200:
        return redirect(f"/plans/{slug}/#task-{code}")
    found = access(request, slug)
    context = {"conflict": conflict, **_task_shown(found, code)}
    return written(request, "_task.html", found, "overview", status, **context)


@require_POST
def tick(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Tick or untick a step, leaving its evidence as it is."""
    found = access(request, slug)
    step = overview.step(found, code)
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _form(request, found, step, _unsaid(step), 422)
    said = {"status": form.cleaned_data["status"]}
    return _store(request, found, step, said, form.cleaned_data["version"])


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def edit_step(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A step's state with its evidence, or the reason why it does not apply."""
    found = access(request, slug)
    step = overview.step(found, code)
    if request.method == "GET":
        if "close" in request.GET:
            return fragment(request, "_step.html", found, step=step, left=True)
        return _form(request, found, step, _unsaid(step), 200)
    form = StepForm(request.POST, files=_files(step))
    if not form.is_valid():
        return _form(request, found, step, form, 422)
    said = {name: form.cleaned_data[name] for name in ("status", "reason", "artifacts")}
    return _store(request, found, step, said, form.cleaned_data["version"])


def _store(
    request: HttpRequest, found: Access, step: ShownStep, said: dict[str, Any], version: int
) -> HttpResponse:
    said |= _ticked(found, step.element, said["status"])
    try:
        write.update(found.row.pk, found.actor, step.element.code, said, version)
    except Conflict as error:
        found = access(request, found.row.slug)
        step = overview.step(found, step.element.code)
        mine = {**_held(step), **said, "version": step.element.version}
        form = StepForm(mine, files=_files(step))
        return _form(request, found, step, form, 409, conflict=error)
    if not wants_fragment(request):
        return redirect(f"/plans/{found.row.slug}/#step-{step.element.code}")
    found = access(request, found.row.slug)
    step = overview.step(found, step.element.code)
    left = "reason" in said
    answer = written(request, "_step.html", found, "overview", step=step, left=left)
    answer.write(_task_beside(request, found, step.element.task))
    return answer


def _task_beside(request: HttpRequest, found: Access, code: str) -> str:
    """The head of the task, which counts its steps, to be swapped in where it stands."""
    context = {"access": found, "oob": True, **_task_shown(found, code)}
    return f"<template>{render_to_string('_task.html', context, request)}</template>"


def _task_shown(found: Access, code: str) -> dict[str, Any]:
    return {"task": overview.task(found, code), "item_statuses": choices.ITEM_STATUSES}


def _ticked(found: Access, element: DirectiveStep, status: str) -> dict[str, Any]:
    """Who ticked a step and when is the server's to say, and changes with the status only."""
    if status == element.status:
        return {}
    settled = status in ("done", "not_applicable")
    return {
        "ticked_by": found.actor.name if settled else "",
        "ticked_on": found.on if settled else None,
    }


def _unsaid(step: ShownStep) -> StepForm:
    return StepForm(initial=_held(step), files=_files(step))


def _files(step: ShownStep) -> list[str]:
    """Every file of the export, and what is named as evidence already."""
    return list(dict.fromkeys([*(file.name for file in catalogue.ALL), *step.element.artifacts]))


def _held(step: ShownStep) -> dict[str, Any]:
    names = ("status", "reason", "artifacts", "version")
    return {name: getattr(step.element, name) or "" for name in names}


def _form(
    request: HttpRequest,
    found: Access,
    step: ShownStep,
    form: StepForm,
    status: int,
    conflict: Conflict | None = None,
) -> HttpResponse:
    context = {"step": step, "form": form, "conflict": conflict}
    if wants_fragment(request):
        return fragment(request, "_step_form.html", found, status, **context)
    return page(request, "step.html", found, "overview", status, **context)
