"""Links whose target changed since: what changed, and confirming that they still hold."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from planning.plan.elements import Element
from planning.plan.links import Link
from planning.store import write
from planning.store.errors import Conflict, Missing
from planning.store.write import Writing
from planning.web import respond, suspected
from planning.web.access import Access, access
from planning.web.forms import version_field
from planning.web.gone import existing
from planning.web.place import wants_fragment
from planning.web.tied import LinkForm
from planning.web.views import links, traceability

_CHANGED = "{} changed again since you looked. Read it as it is now before you confirm."


class ConfirmForm(forms.Form):
    """A link to ``target``, as type and source, or all of them; as the target was looked at."""

    target = forms.CharField()
    link = forms.CharField(required=False)
    all = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["version"] = version_field(None)


class ConfirmLinkForm(LinkForm):
    """A link of the element on whose page it stands."""

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["version"] = version_field(None)


@require_safe
def suspect_list(request: HttpRequest, slug: str) -> HttpResponse:
    reached = access(request, slug)
    return traceability.page(request, "suspects", reached, found=suspected.found(reached))


@require_POST
@vary_on_headers("HX-Request")
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm one link, or in one action all to one target that the person may confirm."""
    reached, form = access(request, slug), ConfirmForm(request.POST)
    if not form.is_valid():
        return respond.problem(request, "Say which link to confirm.", 422)
    said = form.cleaned_data
    chosen = list(_chosen(reached, said["target"], said["link"], said["all"]))
    status = _confirm(request, reached, chosen, said["target"], said["version"])
    if not wants_fragment(request):
        return redirect(f"/plans/{slug}/traceability/suspects/")
    reached = access(request, slug)
    context = {"found": suspected.found(reached)}
    return respond.written(request, "_suspects.html", reached, "traceability", status, **context)


@require_POST
@vary_on_headers("HX-Request")
@existing
def confirm_link(request: HttpRequest, reached: Access, element: Element) -> HttpResponse:
    """Confirm a link on the page of one of its ends."""
    form = ConfirmLinkForm(request.POST)
    if not form.is_valid():
        return respond.problem(request, "Say which link to confirm.", 422)
    way = form.cleaned_data["type"]
    source, target = way.ends(element.code, form.cleaned_data["other"])
    link = Link(type=way.type.name, source=source, target=target)
    _confirm(request, reached, [link], target, form.cleaned_data["version"])
    return links.show_again(request, reached.row.slug, element.code, way=None)


def _chosen(reached: Access, target: str, link: str, every: bool) -> Iterable[Link]:
    for changed in suspected.found(reached):
        for wording in changed.wordings if changed.target.code == target else ():
            for tie in wording.ties:
                if (every and tie.open) or link == f"{tie.link.type} {tie.link.source}":
                    yield tie.link


def _confirm(
    request: HttpRequest, reached: Access, chosen: list[Link], target: str, version: int
) -> int:
    """Confirm the links in one action; returns the status of the answer."""
    try:
        with write.locked(reached.row.pk, reached.actor) as writing:
            _unchanged(writing, target, version)
            for link in chosen:
                writing.confirm(link.type, link.source, link.target)
    except Conflict:
        messages.warning(request, _CHANGED.format(target))
        return 409
    except Missing as error:
        messages.warning(request, f"Nothing was confirmed: {error}.")
        return 409
    return 200


def _unchanged(writing: Writing, target: str, version: int) -> None:
    element = writing.element(target)
    if element.version != version:
        raise Conflict(element, ())
