"""Paste a table: see what each cell would become, then add all rows or none."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from planning.imports.draft import Unreadable
from planning.kinds import Kind, Section
from planning.store import write
from planning.store.errors import Refused, Rejected
from planning.web import adding, editable, pasted, respond, shown
from planning.web.access import Access, access
from planning.web.pasted import Sheet
from planning.web.place import place_of


class PasteForm(forms.Form):
    """``header`` and ``column-N`` come from the preview; ``step`` is what was pressed there."""

    text = forms.CharField(
        strip=False,
        label="The table",
        widget=forms.Textarea(attrs={"rows": 12, "class": "text-entry", "autofocus": True}),
        error_messages={"required": "paste a table"},
    )
    header = forms.BooleanField(required=False)
    step = forms.CharField(required=False)

    @staticmethod
    def chosen(data: QueryDict) -> dict[int, str] | None:
        """The field by index of column, or None before anybody chose."""
        found = {
            int(index): str(held)
            for name, held in data.items()
            if (index := name.removeprefix("column-")) != name
            and index.isascii()
            and index.isdecimal()
        }
        return found or None


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, slug: str, section: Section, kind: Kind) -> HttpResponse:
    reached = access(request, slug)
    if kind.section != section.slug:
        raise Http404(f"{kind.titles} are not in {section.title}")
    if not editable.may_add(reached.actor, kind):
        raise PermissionDenied(f"Your roles do not let you add {kind.titles.lower()}.")
    fixed = adding.said_in(request, kind)
    if request.method != "POST":
        return _page(request, reached, kind, fixed, PasteForm())
    form = PasteForm(request.POST)
    sheet = _sheet(request, reached, kind, fixed, form) if form.is_valid() else None
    if sheet is None:
        return _page(request, reached, kind, fixed, form, status=422)
    if form.cleaned_data["step"] != "add" or not sheet.ready:
        status = 422 if sheet.wrong else 200
        return _page(request, reached, kind, fixed, form, sheet, status)
    return _added(request, reached, fixed, form, sheet)


def _sheet(
    request: HttpRequest, reached: Access, kind: Kind, fixed: Mapping[str, Any], form: PasteForm
) -> Sheet | None:
    chosen = form.chosen(request.POST)
    header = form.cleaned_data["header"] if chosen is not None else None
    text = form.cleaned_data["text"]
    try:
        return pasted.sheet(reached.plan, kind, text, fixed, header=header, chosen=chosen)
    except Unreadable as error:
        form.add_error("text", str(error))
        return None


def _added(
    request: HttpRequest, reached: Access, fixed: Mapping[str, Any], form: PasteForm, sheet: Sheet
) -> HttpResponse:
    kind, slug = sheet.kind, reached.row.slug
    try:
        with write.locked(reached.row.pk, reached.actor, cause="pasted table") as writing:
            codes = list(writing.create_all(sheet.news(fixed)).values())
    except Rejected as error:
        said = "; ".join(error.errors.values())
        form.add_error(None, f"Line {error.key}: {said}. Nothing was added.")
        return _page(request, reached, kind, fixed, form, sheet, 422)
    except Refused as error:
        form.add_error(None, f"{error} Nothing was added.")
        return _page(request, reached, kind, fixed, form, sheet, 403)
    span = codes[0] if len(codes) == 1 else f"{codes[0]} to {codes[-1]}"
    messages.success(request, f"Added {len(codes)} {kind.titles.lower()}: {span}.")
    back = place_of(request, slug).back
    return redirect(back or f"/plans/{slug}/{kind.section}/{kind.slug}/")


def _page(
    request: HttpRequest,
    reached: Access,
    kind: Kind,
    fixed: Mapping[str, Any],
    form: PasteForm,
    sheet: Sheet | None = None,
    status: int = 200,
) -> HttpResponse:
    return respond.page(
        request,
        "bulk_paste.html",
        reached,
        here=kind.section,
        status=status,
        kind=kind,
        form=form,
        sheet=sheet,
        fields=pasted.fields(kind, fixed).items(),
        fixed=[shown.said(reached.plan, kind.facts[n], held) for n, held in fixed.items()],
        columns=[fact for fact in shown.columns(kind) if fact.name not in fixed],
        action=request.get_full_path(),
        place=place_of(request, reached.row.slug),
    )
