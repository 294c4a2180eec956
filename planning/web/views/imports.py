"""Bringing files into a plan: send them, look at what would happen, apply what stays ticked."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from planning.imports.options import How
from planning.store.errors import Conflict, Rejected
from planning.web.access import Access, access
from planning.web.carried import Uncarried, packed
from planning.web.foreseeing import foresee
from planning.web.forms_plan import ApplyForm, ImportForm
from planning.web.hows import FORMATS, as_text, merged
from planning.web.import_preview import Files, read_again, shown, still_ticked
from planning.web.imports_lately import imports_lately
from planning.web.reading import Outlook, bring_in, drafts, outlook, ticks
from planning.web.respond import fragment, page
from planning.web.views.import_runs import LONG, MOVED, begin, steps_of, summary, tell, under_way


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose files; a POST shows what they would do, and stores nothing."""
    found = access(request, slug, "import")
    if request.method == "GET":
        return _ask(request, found, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, found, form, 422)
    sent, expect = form.cleaned_data["sent"], How(format=form.cleaned_data["expect"])
    try:
        carried = packed(sent)
    except Uncarried as error:
        form.add_error(None, str(error))
        return _ask(request, found, form, 422)
    read, failed = drafts(sent, otherwise=expect)
    if not read:
        for file in failed:
            form.add_error(None, file.why)
        return _ask(request, found, form, 422)
    hows = dict.fromkeys((*(d.file for d in read), *(f.file for f in failed)), expect)
    return _preview(request, found, Files(carried, hows, read, failed))


@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the files of a preview again, in the way that somebody has chosen."""
    found = access(request, slug, "import")
    form = ApplyForm(request.POST)
    if not form.is_valid():
        return _damaged(request, found)
    try:
        return _otherwise(request, found, form)
    except ValueError:
        return _damaged(request, found)


@require_POST
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the guardrails would find with what is ticked now."""
    found = access(request, slug, "import")
    form = ApplyForm(request.POST)
    if not form.is_valid():
        return _damaged(request, found)
    files = read_again(form)
    seen = outlook(found, files.read, ticks(request.POST))
    context = _foreseen(found, files, seen)
    return fragment(request, "_import_findings.html", found, oob=True, **context)


@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply a preview: everything that stayed ticked, or nothing."""
    found = access(request, slug, "import")
    form = ApplyForm(request.POST)
    if not form.is_valid():
        return _damaged(request, found)
    try:
        chosen_since = merged(form.cleaned_data["hows"], request.POST) != form.cleaned_data["hows"]
    except ValueError:
        return _damaged(request, found)
    if chosen_since:
        messages.warning(request, OTHERWISE)
        return _otherwise(request, found, form)
    files = read_again(form)
    read, chosen = files.read, ticks(request.POST)
    revision = form.cleaned_data["revision"]
    steps = steps_of(outlook(found, read, chosen).previews, chosen)
    if steps > LONG:
        run = begin(found, read, chosen, revision, steps)
        return redirect(f"/plans/{slug}/import/running/{run.token}/")
    try:
        applied = bring_in(found, read, chosen, revision)
    except Conflict:
        messages.warning(request, MOVED)
        return _preview(request, access(request, slug), files, 409, chosen)
    except Rejected as error:
        messages.error(request, f"Nothing was imported. {error}")
        return _preview(request, found, files, 422, chosen)
    tell(request, found, summary(applied.files), applied.batch)
    return redirect(f"/plans/{slug}/import/")


def _ask(request: HttpRequest, found: Access, form: ImportForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "under_way": under_way(request, found)}
    context |= {"lately": imports_lately(found)}
    return page(request, "import.html", found, "import", status, **context)


OTHERWISE = (
    "Nothing was imported yet. The files are read as you chose; this is what would change now."
)


def _otherwise(request: HttpRequest, found: Access, form: ApplyForm) -> HttpResponse:
    """The preview in another way of reading; what was left out stays out.

    Raises ``ValueError`` for a choice that is none.
    """
    files = read_again(form, merged(form.cleaned_data["hows"], request.POST))
    before, after = (outlook(found, each.read) for each in (read_again(form), files))
    chosen = still_ticked(before, after, ticks(request.POST))
    return _preview(request, found, files, chosen=chosen)


def _damaged(request: HttpRequest, found: Access) -> HttpResponse:
    messages.error(request, "The preview came back damaged; nothing changed. Send it again.")
    return _ask(request, found, ImportForm(), 422)


def _preview(
    request: HttpRequest,
    found: Access,
    files: Files,
    status: int = 200,
    chosen: Collection[str] | None = None,
) -> HttpResponse:
    """The page of what would change; what was ``chosen`` before stays ticked."""
    # What each file does is shown beside all that the others would do.
    seen = outlook(found, files.read)
    then = seen if chosen is None else outlook(found, files.read, chosen)
    context: dict[str, Any] = {
        "form": ApplyForm(initial={"carried": files.carried, "hows": as_text(files.hows)}),
        "listed": shown(found.plan, seen.previews, files.hows),
        "failed": files.failed,
        "formats": FORMATS,
        "chosen": None if chosen is None else frozenset(chosen),
        "changes": any(preview.has_choices for preview in seen.previews),
        **_foreseen(found, files, then),
    }
    return page(request, "import_preview.html", found, "import", status, **context)


LIGHT = 500_000
"""Characters of files up to which each tick sends them again, so that findings follow at once."""


def _foreseen(found: Access, files: Files, seen: Outlook) -> dict[str, Any]:
    return {"foreseen": foresee(found, seen.plan), "follows": len(files.carried) <= LIGHT}
