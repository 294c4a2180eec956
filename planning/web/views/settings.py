"""Facts of the plan as a whole: a form for whoever may write some of them, a list for others."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from planning.plan.rights import may_write
from planning.store import write
from planning.store.errors import Conflict
from planning.web.access import Access, access
from planning.web.forms_about import AboutForm
from planning.web.place import wants_fragment
from planning.web.respond import page, written


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    found = access(request, slug)
    if request.method == "GET":
        form = _form(found)
        if (named := request.GET.get("field", "")) in form.writable:
            form.fields[named].widget.attrs["autofocus"] = True
        return page(request, "plan_settings.html", found, "settings", form=form)
    form = _form(found, request.POST)
    if not form.writable:
        raise PermissionDenied("Your roles do not let you change the facts of the plan.")
    if not form.is_valid():
        return _answer(request, found, form, 422)
    try:
        revision = form.cleaned_data["revision"]
        write.update_about(found.row.pk, found.actor, form.values, revision)
    except Conflict as conflict:
        found = access(request, slug)
        again = _form(found, {**form.values, "revision": found.plan.revision})
        return _answer(request, found, again, 409, conflict)
    messages.success(request, "Saved.")
    if not wants_fragment(request):
        return redirect(request.path)
    found = access(request, slug)
    return _answer(request, found, _form(found), 200)


def _form(found: Access, said: Any = None) -> AboutForm:
    writable = [name for name in AboutForm.stated() if may_write(found.actor, "Plan", {name}, {})]
    return AboutForm(said, plan=found.plan, writable=writable)


def _answer(
    request: HttpRequest,
    found: Access,
    form: AboutForm,
    status: int,
    conflict: Conflict | None = None,
) -> HttpResponse:
    context = {"form": form, "conflict": conflict}
    if wants_fragment(request):
        return written(request, "_about_form.html", found, "settings", status, **context)
    return page(request, "plan_settings.html", found, "settings", status, **context)
