"""Long imports and undos: begun, watched, cancelled; and what is said once any import has ended."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from planning.imports.apply import Applied
from planning.imports.draft import Draft
from planning.imports.outcome import Preview
from planning.store.errors import Conflict, Missing, Refused, Rejected, WriteError
from planning.store.undo import undo
from planning.web import running as runs
from planning.web.access import Access, access
from planning.web.place import wants_fragment
from planning.web.reading import bring_in
from planning.web.respond import fragment, page

MOVED = "The plan changed since this was looked at. Here is the comparison with the plan as it is."


@require_GET
def running(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How far a long import or undo is; once it has ended, what came of it."""
    found = access(request, slug, "import")
    run = runs.find(slug, found.actor.id, token)
    if run.state == "running":
        if wants_fragment(request):
            return fragment(request, "_import_running.html", found, run=run)
        return page(request, "import_running.html", found, "import", run=run)
    _tell_end(request, found, run)
    home = run.back or f"/plans/{slug}/import/"
    return HttpResponseClientRedirect(home) if wants_fragment(request) else redirect(home)


def under_way(request: HttpRequest, found: Access) -> list[runs.Run]:
    """This person's imports and undos in this plan that go on; how others ended is told, unless it was."""
    listed = runs.listed(found.row.slug, found.actor.id)
    for run in listed:
        if run.state != "running":
            _tell_end(request, found, run)
    return [run for run in listed if run.state == "running"]


def _tell_end(request: HttpRequest, found: Access, run: runs.Run) -> None:
    """Say what came of a run: once, however often its address is opened."""
    if not runs.first_told(run):
        return
    if run.state != "done":
        messages.warning(request, ENDED[run.what][run.state].format(run.said))
    elif run.what == "undo":
        messages.success(request, run.said)
    else:
        tell(request, found, run.said, run.batch)


@require_POST
def cancel(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Ask a long import or undo to stop; nothing of it is stored then."""
    found = access(request, slug, "import")
    runs.cancel(runs.find(slug, found.actor.id, token))
    return redirect(f"/plans/{slug}/import/running/{token}/")


LONG = 600
"""Steps above which an import or an undo runs in the background."""
TAKEN_BACK = "Taken back."
CHANGED = "Somebody changed {} since, so it stays. Nothing changed."
ENDED = {
    "import": {
        "cancelled": "The import was cancelled. Nothing was stored.",
        "moved": f"Nothing was stored. {MOVED}",
        "rejected": "Nothing was imported. {0}",
        "failed": "The import failed. Nothing was stored; the server's log says why.",
        "stopped": "The import ended with its server. Nothing was stored.",
    },
    "undo": {
        "cancelled": "The undo was cancelled. Nothing changed.",
        # Only of runs that ended before the message named what is in the way.
        "moved": CHANGED.format("it"),
        "rejected": "{0}",
        "failed": "The undo failed. Nothing changed; the server's log says why.",
        "stopped": "The undo ended with its server. Nothing changed.",
    },
}


def steps_of(previews: Iterable[Preview], chosen: Iterable[str]) -> int:
    """How many steps applying takes: two for each element to be, one for anything else."""
    ticked = set(chosen)
    return sum(
        2 * sum(f"{number}:{each.key}" in ticked for each in preview.additions)
        + len(preview.changes)
        + len(preview.links)
        for number, preview in enumerate(previews)
    )


def begin(
    found: Access, read: list[Draft], chosen: list[str], revision: int, steps: int
) -> runs.Run:
    """Bring in what was chosen in the background, as ``bring_in`` does."""

    def act(tick: runs.Tick) -> tuple[str, str]:
        applied = bring_in(found, read, chosen, revision, tick)
        return summary(applied.files), applied.batch

    return runs.begin(found.row.slug, found.actor.id, steps, act)


def begin_undo(found: Access, batch: str, steps: int, back: str) -> runs.Run:
    """Take a batch back in the background."""

    def act(tick: runs.Tick) -> tuple[str, str]:
        try:
            undo(found.row.pk, found.actor, batch, tick)
        except (Conflict, Missing, Refused, Rejected) as error:
            raise Rejected({"": in_the_way(error)}) from error
        return TAKEN_BACK, ""

    return runs.begin(found.row.slug, found.actor.id, steps, act, "undo", back)


def in_the_way(error: WriteError) -> str:
    """Why something was not taken back."""
    if isinstance(error, Conflict):
        return CHANGED.format(error.element.label if error.element else "it")
    said = "; ".join(error.errors.values()) if isinstance(error, Rejected) else str(error)
    return f"It stays: {said.rstrip('.')}. Nothing changed."


def tell(request: HttpRequest, found: Access, said: str, batch: str) -> None:
    """Put it in a message, with a button that takes the import back."""
    context = {"access": found, "said": said, "batch": batch}
    context["back"] = urlencode({"back": f"/plans/{found.row.slug}/import/"})
    messages.success(request, render_to_string("_imported_message.html", context, request))


def summary(done: Sequence[Applied]) -> str:
    """What an import has done, in one sentence."""
    counts = {
        "added": sum(len(each.codes) for each in done),
        "changed": sum(len(each.changed) for each in done),
        "deleted": sum(len(each.removed) for each in done),
        "linked": sum(each.links for each in done),
        "facts of the plan set": sum(len(each.about) for each in done),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"Imported: {said}." if said else "There was nothing to import."
