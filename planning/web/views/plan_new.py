"""Starting a plan from a directive or from the built-in template: choose, preview, start."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from planning.imports.apply import start_from
from planning.imports.directive import FORMAT
from planning.imports.draft import Draft
from planning.imports.options import How
from planning.imports.preview import compare
from planning.imports.template import TEMPLATES, read_template
from planning.plan.value import Plan
from planning.web.access import person_of
from planning.web.carried import Sent, Uncarried, packed
from planning.web.forms_plan import SourceForm, StartForm
from planning.web.reading import drafts


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Where the plan comes from; a POST shows what was read before anything is stored."""
    if request.method == "GET":
        return _choose(request, SourceForm())
    form = SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, form, 422)
    template, sent = form.cleaned_data["template"], form.cleaned_data["sent"]
    draft, why = _draft(template, sent)
    if draft is None:
        form.add_error(None, why)
        return _choose(request, form, 422)
    try:
        carried = packed(sent)
    except Uncarried as error:
        form.add_error(None, str(error))
        return _choose(request, form, 422)
    asked = StartForm(initial={**draft.about, "carried": carried, "template": template})
    return _preview(request, draft, asked)


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Start the plan that was previewed."""
    form = StartForm(request.POST)
    form.is_valid()
    draft, why = _draft(form.cleaned_data.get("template", ""), form.cleaned_data.get("carried", []))
    if draft is None:
        source = SourceForm(request.POST)
        source.is_valid()
        source.add_error(None, why)
        return _choose(request, source, 422)
    if not form.is_valid():
        return _preview(request, draft, form, 422)
    project = form.cleaned_data["project"]
    row = start_from(draft, project, person_of(request), form.about)
    messages.success(request, "The plan is started. Its path is below.")
    return redirect(f"/plans/{row.slug}/")


def _draft(template: str, sent: list[Sent]) -> tuple[Draft | None, str]:
    """The draft of the template or of the one file, or why there is none."""
    if template:
        return read_template(template), ""
    found, failed = drafts(sent[:1], otherwise=How(format=FORMAT))
    if failed:
        return None, failed[0].why
    return (found[0], "") if found else (None, "There is nothing to start from.")


def _choose(request: HttpRequest, form: SourceForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "templates": TEMPLATES.items()}
    return render(request, "plan_new.html", context, status=status)


def _preview(
    request: HttpRequest, draft: Draft, form: StartForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "draft": draft, "preview": compare(Plan(), draft)}
    return render(request, "plan_new_preview.html", context, status=status)
