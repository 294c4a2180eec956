"""Set one field of many rows: choose them in the list, say the value, see the count, apply."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from planning.kinds import Kind, Section
from planning.plan.elements import Element
from planning.store import write
from planning.store.errors import Rejected
from planning.web import bulk, listing, respond, shown
from planning.web.access import Access, access
from planning.web.forms import SHOWN, ElementForm, form_of
from planning.web.place import place_of


class RowsForm(forms.Form):
    """What the preview posts beside the value: the field, and each row with its version."""

    field = forms.CharField()
    rows = forms.CharField(error_messages={"required": "no row would change"})

    def clean_rows(self) -> list[tuple[str, int]]:
        try:
            return bulk.versions(self.cleaned_data["rows"])
        except ValueError:
            raise forms.ValidationError("the rows cannot be read; choose them again") from None


@require_http_methods(["GET", "HEAD", "POST"])
def set_field(request: HttpRequest, slug: str, section: Section, kind: Kind) -> HttpResponse:
    reached = access(request, slug)
    if kind.section != section.slug:
        raise Http404(f"{kind.titles} are not in {section.title}")
    if request.method == "POST":
        return _set(request, reached, kind)
    elements = _chosen(request, reached, kind)
    return _asked(request, reached, kind, elements)


def _chosen(request: HttpRequest, reached: Access, kind: Kind) -> list[Element]:
    """The ticked rows, or all that the list's filter lets through, in the order of the list."""
    asked = listing.query(kind, QueryDict(request.GET.get("list", "")).dict())
    if request.GET.get("all"):
        found = listing.by_element(reached.findings)
        return listing.matching(reached.plan, kind, asked, found)
    ticked = set(request.GET.getlist("code"))
    return [element for element in reached.plan.of(kind.element) if element.code in ticked]


def _asked(
    request: HttpRequest,
    reached: Access,
    kind: Kind,
    elements: list[Element],
    said: QueryDict | None = None,
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    said = said if said is not None else request.GET
    names = bulk.settable(reached.actor, kind, elements)
    if elements and not names:
        raise PermissionDenied(f"Your roles do not let you change these {kind.titles.lower()}.")
    name = said.get("field", "")
    context: dict[str, Any] = {"problems": problems}
    if name in names:
        context |= _value(reached, kind, elements, name, said)
        status = 422 if context["form"].errors else status
    return respond.page(
        request,
        "bulk_set.html",
        reached,
        here=kind.section,
        status=status,
        kind=kind,
        elements=elements,
        names=[kind.facts[each] for each in names],
        field=name,
        chosen=[(key, held) for key in ("code", "all", "list") for held in said.getlist(key)],
        place=place_of(request, reached.row.slug),
        **context,
    )


def _value(
    reached: Access, kind: Kind, elements: list[Element], name: str, said: QueryDict
) -> dict[str, Any]:
    """The form of the value and, once there is one, what it would change."""
    if name not in said and name not in said.getlist(SHOWN):
        form = form_of(kind)(kind, reached.plan, names=[name])
        form.focus(name)
        return {"form": form, "value_field": form[name]}
    form = _value_form(reached, kind, name, said)
    found: dict[str, Any] = {"form": form, "value_field": form[name]}
    if not form.is_valid():
        return found
    value = form.cleaned_data[name]
    return found | {
        "preview": bulk.preview(reached.actor, elements, name, value),
        "said": shown.said(reached.plan, kind.facts[name], value),
        "carried": [(name, held) for held in said.getlist(name)],
        "now": [
            (e, shown.said(reached.plan, kind.facts[name], getattr(e, name))) for e in elements
        ],
    }


def _value_form(reached: Access, kind: Kind, name: str, said: QueryDict) -> ElementForm:
    """A form with the one field; ``said`` holds other words of the address beside it."""
    posted = QueryDict(mutable=True)
    posted.setlist(name, said.getlist(name))
    posted[SHOWN] = name
    return form_of(kind)(kind, reached.plan, posted)


def _set(request: HttpRequest, reached: Access, kind: Kind) -> HttpResponse:
    rows, name = RowsForm(request.POST), request.POST.get("field", "")
    if not rows.is_valid() or name not in kind.facts:
        problems = tuple(str(each) for errors in rows.errors.values() for each in errors)
        return _asked(request, reached, kind, [], problems=problems, status=422)
    form = _value_form(reached, kind, name, request.POST)
    codes = [code for code, _ in rows.cleaned_data["rows"]]
    elements = [reached.plan.by_code[code] for code in codes if code in reached.plan.by_code]
    if elements and name not in bulk.settable(reached.actor, kind, elements):
        raise PermissionDenied(f"Your roles do not let you change these {kind.titles.lower()}.")
    if not form.is_valid():
        return _asked(request, reached, kind, elements, request.POST)
    try:
        outcome = _written(reached, kind, name, form, rows)
    except Rejected as error:
        problems = tuple(error.errors.values())
        return _asked(request, reached, kind, elements, request.POST, problems, 422)
    return _done(request, reached, kind, name, outcome)


def _written(
    reached: Access, kind: Kind, name: str, form: ElementForm, rows: RowsForm
) -> bulk.Outcome:
    value = form.cleaned_data[name]
    cause = f"set {kind.facts[name].label.lower()} of many"
    with write.locked(reached.row.pk, reached.actor, cause) as writing:
        return bulk.set_all(writing, rows.cleaned_data["rows"], kind, name, value)


def _done(
    request: HttpRequest, reached: Access, kind: Kind, name: str, outcome: bulk.Outcome
) -> HttpResponse:
    label = kind.facts[name].label
    messages.success(request, f"Set {label} of {len(outcome.done)} {kind.titles.lower()}.")
    if outcome.left:
        why = "; ".join(f"{code} {reason}" for code, reason in outcome.left)
        messages.warning(request, Truncator(f"Left alone: {why}.").chars(2000))
    back = place_of(request, reached.row.slug).back
    return redirect(back or f"/plans/{reached.row.slug}/{kind.section}/{kind.slug}/")
