"""The form that adds an element and stays open for the next one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from planning.kinds import Kind
from planning.plan.normal import Invalid, normal
from planning.store import write
from planning.store.errors import Refused, Rejected
from planning.web import editable, element_page, respond
from planning.web.access import Access, access
from planning.web.forms import ElementForm, form_of
from planning.web.place import place_of, wants_fragment


def answer(
    request: HttpRequest, reached: Access, kind: Kind, fixed: Mapping[str, Any], **context: Any
) -> HttpResponse:
    """Open the form or store what it holds; ``fixed`` values are neither shown nor asked for."""
    if not editable.may_add(reached.actor, kind):
        raise PermissionDenied(f"Your roles do not let you add {kind.titles.lower()}.")
    if request.method != "POST":
        form = fresh(request, reached, kind, fixed)
        return _opened(request, reached, kind, form, **context)
    form = form_of(kind)(kind, reached.plan, request.POST, anchor=_anchor(kind))
    if not form.is_valid():
        return _opened(request, reached, kind, form, 422, **context)
    try:
        code = _create(reached, form, fixed)
    except (Rejected, Refused) as error:
        return _opened(request, reached, kind, form, form.take(error), **context)
    return _added(request, reached, kind, code, fixed, **context)


def fresh(
    request: HttpRequest, reached: Access, kind: Kind, fixed: Mapping[str, Any]
) -> ElementForm:
    """An empty form but for what the address says, without the fields that are fixed."""
    names = kind.facts.keys() - fixed.keys()
    said = said_in(request, kind)
    return form_of(kind)(kind, reached.plan, names=names, said=said, anchor=_anchor(kind))


def said_in(request: HttpRequest, kind: Kind) -> dict[str, Any]:
    """Values of fields that stand in an address; what a field cannot hold is left out."""
    found = {}
    for name in kind.facts.keys() & request.GET.keys():
        try:
            found[name] = normal(kind.facts[name], request.GET[name])
        except Invalid:
            continue
    return found


def _anchor(kind: Kind) -> str:
    return f"new-{kind.slug}"


def _create(reached: Access, form: ElementForm, fixed: Mapping[str, Any]) -> str:
    values = {**form.values(), **fixed}
    code = form.cleaned_data.get("code", "")
    with write.locked(reached.row.pk, reached.actor) as writing:
        return writing.create(form.kind.name, values, code=code)


def _opened(
    request: HttpRequest,
    reached: Access,
    kind: Kind,
    form: ElementForm,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    form.focus()
    context |= _context(request, reached, kind, form)
    if wants_fragment(request):
        return respond.fragment(request, "_add_form.html", reached, status, **context)
    return respond.page(
        request, "element_add.html", reached, here=kind.section, status=status, **context
    )


def _added(
    request: HttpRequest,
    reached: Access,
    kind: Kind,
    code: str,
    fixed: Mapping[str, Any],
    **context: Any,
) -> HttpResponse:
    reached = access(request, reached.row.slug)
    element = reached.plan.by_code[code]
    if not wants_fragment(request):
        messages.success(request, f"Added {element.label}.")
        return redirect(request.get_full_path())
    form = fresh(request, reached, kind, fixed)
    form.focus()
    place = place_of(request, reached.row.slug)
    context |= element_page.part(reached, element, place)
    context |= _context(request, reached, kind, form) | {"focused": False, "added": element}
    context["tally"] = element_page.tally(reached, element, place)
    return respond.written(request, "_added.html", reached, here=kind.section, **context)


def _context(
    request: HttpRequest, reached: Access, kind: Kind, form: ElementForm
) -> dict[str, Any]:
    return {
        "form": form,
        "kind": kind,
        "place": place_of(request, reached.row.slug),
        "action": request.get_full_path(),
    }
