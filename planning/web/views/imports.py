"""Bringing files into a plan: send them, look at what would happen, apply what stays ticked."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from planning.imports.apply import Applied
from planning.imports.draft import Draft
from planning.store.errors import Conflict, Rejected
from planning.web import running as runs
from planning.web.access import Access, access
from planning.web.carried import Uncarried, packed
from planning.web.forms_plan import ApplyForm, ImportForm
from planning.web.place import wants_fragment
from planning.web.reading import Mappings, NotRead, bring_in, drafts, previews
from planning.web.respond import fragment, page

MOVED = "The plan changed since this was looked at. Here is the comparison with the plan as it is."


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose files; a POST shows what they would do, and stores nothing."""
    found = access(request, slug, "import")
    if request.method == "GET":
        return _ask(request, found, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, found, form, 422)
    sent, expect = form.cleaned_data["sent"], form.cleaned_data["expect"]
    try:
        carried = packed(sent)
    except Uncarried as error:
        form.add_error(None, str(error))
        return _ask(request, found, form, 422)
    read, failed = drafts(sent, expect)
    if not read:
        for file in failed:
            form.add_error(None, file.why)
        return _ask(request, found, form, 422)
    asked = ApplyForm(initial={"carried": carried, "expect": expect})
    return _preview(request, found, read, asked, failed)


@require_POST
def map_columns(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the files of a preview again, with the columns that somebody has named."""
    found = access(request, slug, "import")
    form = ApplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The preview came back damaged; nothing changed. Send it again.")
        return _ask(request, found, ImportForm(), 422)
    said = form.cleaned_data
    mappings = merged(said["mappings"], request.POST)
    read, failed = drafts(said["carried"], said["expect"], mappings)
    about = {"carried": packed(said["carried"]), "expect": said["expect"]}
    asked = ApplyForm(initial={**about, "mappings": json.dumps(mappings)})
    return _preview(request, found, read, asked, failed)


def merged(mappings: Mappings, posted: QueryDict) -> dict[str, dict[str, str]]:
    """The columns as they were named before, and as they are named now."""
    found = {file: dict(columns) for file, columns in mappings.items()}
    triples = (posted.getlist(name) for name in ("map-file", "map-column", "map-field"))
    for file, column, field in zip(*triples, strict=False):
        if field:
            found.setdefault(file, {})[column] = "" if field == LEAVE_OUT else field
    return found


LEAVE_OUT = "-"


@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply a preview: everything that stayed ticked, or nothing."""
    found = access(request, slug, "import")
    form = ApplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The preview came back damaged; nothing changed. Send it again.")
        return _ask(request, found, ImportForm(), 422)
    said = form.cleaned_data
    read, failed = drafts(said["carried"], said["expect"], said["mappings"])
    chosen = request.POST.getlist("chosen")
    steps = _steps(found, read, chosen)
    if steps > LONG:
        run = _begin(found, read, chosen, form.cleaned_data["revision"], steps)
        return redirect(f"/plans/{slug}/import/running/{run.token}/")
    try:
        applied = bring_in(found, read, chosen, form.cleaned_data["revision"])
    except Conflict:
        messages.warning(request, MOVED)
        return _preview(request, access(request, slug), read, form, failed, 409)
    except Rejected as error:
        messages.error(request, f"Nothing was imported. {error}")
        return _preview(request, found, read, form, failed, 422)
    _tell(request, found, _said(applied.files), applied.batch)
    return redirect(f"/plans/{slug}/import/")


@require_GET
def running(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How far a long import is; once it has ended, what came of it."""
    found = access(request, slug, "import")
    run = runs.find(slug, found.actor.id, token)
    if run.state == "running":
        if wants_fragment(request):
            return fragment(request, "_import_running.html", found, run=run)
        return page(request, "import_running.html", found, "import", run=run)
    if run.state == "done":
        _tell(request, found, run.said, run.batch)
    else:
        messages.warning(request, ENDED[run.state].format(run.said))
    home = f"/plans/{slug}/import/"
    return HttpResponseClientRedirect(home) if wants_fragment(request) else redirect(home)


@require_POST
def cancel(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Ask a long import to stop; nothing of it is stored then."""
    found = access(request, slug, "import")
    runs.cancel(runs.find(slug, found.actor.id, token))
    return redirect(f"/plans/{slug}/import/running/{token}/")


LONG = 600
"""Steps above which an import runs in the background."""
ENDED = {
    "cancelled": "The import was cancelled. Nothing was stored.",
    "moved": f"Nothing was stored. {MOVED}",
    "rejected": "Nothing was imported. {0}",
    "failed": "The import failed. Nothing was stored; the server's log says why.",
    "stopped": "The import ended with its server. Nothing was stored.",
}


def _steps(found: Access, read: list[Draft], chosen: list[str]) -> int:
    """How many steps applying takes: two for each element to be, one for anything else."""
    ticked = set(chosen)
    return sum(
        2 * sum(f"{number}:{each.key}" in ticked for each in preview.additions)
        + len(preview.changes)
        + len(preview.links)
        for number, preview in enumerate(previews(found, read))
    )


def _begin(
    found: Access, read: list[Draft], chosen: list[str], revision: int, steps: int
) -> runs.Run:
    def act(tick: runs.Tick) -> tuple[str, str]:
        applied = bring_in(found, read, chosen, revision, tick)
        return _said(applied.files), applied.batch

    return runs.begin(found.row.slug, found.actor.id, steps, act)


def _tell(request: HttpRequest, found: Access, said: str, batch: str) -> None:
    context = {"access": found, "said": said, "batch": batch}
    context["back"] = urlencode({"back": f"/plans/{found.row.slug}/import/"})
    messages.success(request, render_to_string("_imported_message.html", context, request))


def _said(done: Sequence[Applied]) -> str:
    counts = {
        "added": sum(len(each.codes) for each in done),
        "changed": sum(len(each.changed) for each in done),
        "deleted": sum(len(each.removed) for each in done),
        "linked": sum(each.links for each in done),
        "facts of the plan set": sum(len(each.about) for each in done),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"Imported: {said}." if said else "There was nothing to import."


def _ask(request: HttpRequest, found: Access, form: ImportForm, status: int = 200) -> HttpResponse:
    return page(request, "import.html", found, "import", status, form=form)


def _preview(
    request: HttpRequest,
    found: Access,
    read: list[Draft],
    form: ApplyForm,
    failed: list[NotRead],
    status: int = 200,
) -> HttpResponse:
    compared = previews(found, read)
    context: dict[str, Any] = {"form": form, "previews": compared, "failed": failed}
    context["changes"] = not all(preview.is_empty for preview in compared)
    return page(request, "import_preview.html", found, "import", status, **context)
