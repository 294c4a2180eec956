"""Traceability of a plan: the matrix, requirement by requirement, the way back, standards."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from planning.kinds import BY_NAME
from planning.plan import traceability
from planning.plan.artifacts.catalogue import HOME
from planning.plan.elements import Guardrail, Requirement, Standard
from planning.plan.rules import RULES
from planning.store import write
from planning.store.errors import Missing, Rejected
from planning.web import covered, editable, matrix, respond
from planning.web.access import Access, access
from planning.web.place import wants_fragment

PARTS = (
    ("", "Matrix"),
    ("requirements", "Requirement by requirement"),
    ("elements", "From the elements"),
    ("standards", "Standards, guardrails, controls"),
    ("suspects", "Suspect links"),
)
_ROW_FILTERS = ("state", "type", "priority")


class TieForm(forms.Form):
    """A click on a cell; ``columns`` are the codes that stand beside it on the screen."""

    requirement = forms.CharField()
    tie = forms.CharField(required=False)
    untie = forms.CharField(required=False)
    columns = forms.CharField(required=False)

    def clean(self) -> None:
        if bool(self.cleaned_data.get("tie")) == bool(self.cleaned_data.get("untie")):
            raise forms.ValidationError("say which element to tie or untie")


def page(request: HttpRequest, part: str, reached: Access, **context: Any) -> HttpResponse:
    """A page of traceability, with the tabs to the others."""
    context |= {"parts": PARTS, "part": part}
    template = f"traceability_{part or 'matrix'}.html"
    return respond.page(request, template, reached, here="traceability", **context)


@require_safe
@vary_on_headers("HX-Request")
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix, below the coverage of all requirements."""
    reached, asked = access(request, slug), matrix.query(request.GET.dict())
    traces = traceability.traces(reached.plan)
    found = matrix.matrix(reached, asked, traces)
    context: dict[str, Any] = {
        "matrix": found,
        "columns": " ".join(each.code for each in found.columns),
    }
    if wants_fragment(request):
        response = respond.fragment(request, "_traceability_matrix.html", reached, **context)
        response["HX-Push-Url"] = f"{request.path}?{asked.address()}"
        return response
    context |= {
        "coverage": covered.tables(traces),
        "filters": matrix.filters(
            reached.plan, *_ROW_FILTERS, "section", "kind", "serving", "order"
        ),
    }
    return page(request, "", reached, **context)


@require_safe
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """The coverage again, after a change."""
    reached = access(request, slug)
    tables = covered.tables(traceability.traces(reached.plan))
    return respond.fragment(request, "_traceability_coverage.html", reached, coverage=tables)


@require_POST
@vary_on_headers("HX-Request")
def tie(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an element satisfies a requirement, or no longer say it."""
    reached, form = access(request, slug), TieForm(request.POST)
    if not form.is_valid():
        return respond.problem(request, "Say which element to tie or untie.", 422)
    said, status = form.cleaned_data, 200
    try:
        with write.locked(reached.row.pk, reached.actor) as writing:
            change = writing.link if said["tie"] else writing.unlink
            change("satisfies", said["tie"] or said["untie"], said["requirement"])
    except (Missing, Rejected) as error:
        messages.warning(request, f"Nothing was changed: {error}.")
        status = 409
    return _tied(request, slug, form, status)


def _tied(request: HttpRequest, slug: str, form: TieForm, status: int) -> HttpResponse:
    code = form.cleaned_data["requirement"]
    if not wants_fragment(request):
        asked = matrix.query(request.GET.dict()).address()
        return redirect(f"/plans/{slug}/traceability/?{asked}#row-{code}")
    reached = access(request, slug)
    requirement = reached.plan.get(code, Requirement)
    if requirement is None:
        raise Missing(f"there is no requirement {code} any more")
    columns = form.cleaned_data["columns"]
    context = {
        "row": matrix.row(traceability.trace(reached.plan, requirement), _may(reached, columns)),
        "columns": columns,
        "address": matrix.query(request.GET.dict()).address(),
    }
    template = "_traceability_row.html"
    return respond.written(request, template, reached, "traceability", status, **context)


def _may(reached: Access, columns: str) -> dict[str, bool]:
    """The columns on the screen; what was deleted meanwhile keeps its place and cannot be tied."""
    found = {code: reached.plan.by_code.get(code) for code in columns.split()}
    return {
        code: element is not None and editable.may_link(reached.actor, element)
        for code, element in found.items()
    }


@require_safe
def requirements(request: HttpRequest, slug: str) -> HttpResponse:
    reached, asked = access(request, slug), matrix.query(request.GET.dict())
    found = matrix.matching(traceability.traces(reached.plan), asked)
    pages, asked = matrix.numbered([t.requirement.code for t in found], asked)
    context = {
        "traces": matrix.paged(found, asked),
        "matching": len(found),
        "pages": pages,
        "query": asked,
        "filters": matrix.filters(reached.plan, *_ROW_FILTERS, "order"),
    }
    return page(request, "requirements", reached, **context)


@require_safe
def elements(request: HttpRequest, slug: str) -> HttpResponse:
    """The way back from each element to requirements, steps and verification."""
    reached, asked = access(request, slug), matrix.query(request.GET.dict())
    found = [
        element
        for element in matrix.elements(reached.plan, asked)
        if asked.q.casefold() in element.label.casefold()
    ]
    pages, asked = matrix.numbered([element.code for element in found], asked)
    context = {
        "purposes": [
            traceability.purpose(reached.plan, each) for each in matrix.paged(found, asked)
        ],
        "without": [
            (BY_NAME[without.kind.__name__], without)
            for without in traceability.without_requirement(reached.plan)
        ],
        "matching": len(found),
        "pages": pages,
        "query": asked,
        "filters": matrix.filters(reached.plan, "section", "kind", "serving"),
    }
    return page(request, "elements", reached, **context)


@require_safe
def standards(request: HttpRequest, slug: str) -> HttpResponse:
    """Standards by file, guardrails by rule or attestation, controls by element and step."""
    reached = access(request, slug)
    plan = reached.plan
    context = {
        "standards": [(s, traceability.citing(plan, s, HOME)) for s in plan.of(Standard)],
        "guardrails": plan.of(Guardrail),
        "rules": {rule.id: rule for rule in RULES},
        "controls": traceability.controlled(plan),
    }
    return page(request, "standards", reached, **context)
