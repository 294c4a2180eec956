"""The artifacts of a plan: listed, rendered, raw, and all of them as a zip."""

from collections.abc import Callable
from functools import wraps
from pathlib import PurePosixPath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from planning.exports.archive import archive
from planning.exports.bundle import DEFAULT_LOG, UnsafePath, bundle, confined, default_folder
from planning.plan.artifacts import ARTIFACTS, Profile
from planning.web import checked, notes
from planning.web.access import Access, access
from planning.web.respond import page, problem

FILES = {artifact.name: artifact for artifact in ARTIFACTS}
View = Callable[..., HttpResponse]


def says_unsafe(view: View) -> View:
    """A view that says where a path of the plan would lead out of the repository."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return view(request, **named)
        except UnsafePath as error:
            return problem(request, f"{error}. Change it in the plan facts.", 422)

    return answered


@require_GET
@says_unsafe
def artifact_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every file of the export, with a line on what it is for."""
    found = access(request, slug, "export_redacted")
    context: dict[str, Any] = {
        "files": ARTIFACTS,
        "folder": confined(found.plan.output_folder or default_folder(found.plan)),
        "log_path": confined(_log_path(found)),
        "log_name": _log_name(found),
    }
    return page(request, "export.html", found, "export", **context)


@require_GET
@says_unsafe
def artifact(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file, rendered where it is Markdown; ``?as=raw`` shows its text."""
    found = access(request, slug, "export_redacted")
    text = _text(found, name)
    raw = not name.endswith(".md") or request.GET.get("as") == "raw"
    rendered = "" if raw else notes.render_document(text, slug, FILES)
    title = FILES[name].title if name in FILES else "Entry for the shared log"
    context: dict[str, Any] = {"name": name, "title": title, "text": text, "rendered": rendered}
    return page(request, "artifact.html", found, "export", raw=raw, **context)


@require_GET
@says_unsafe
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file as it would be written."""
    found = access(request, slug, "export_redacted")
    return _attached(_text(found, name).encode(), name, "text/plain; charset=utf-8")


@require_GET
@says_unsafe
def zipped(request: HttpRequest, slug: str) -> HttpResponse:
    """All files in one archive."""
    found = access(request, slug, "export_redacted")
    made = bundle(found.plan, found.on, profile=_profile(found))
    return _attached(archive(made), f"{slug}.zip", "application/zip")


def _profile(found: Access) -> Profile:
    """The full export, or the redacted one for somebody who may see only that."""
    return "full" if found.may("export") else "redacted"


def _text(found: Access, name: str) -> str:
    """One file; only the entry for the log needs all others to be written as well."""
    if name in FILES:
        return FILES[name].write(checked.frame_of(found.plan, found.on, _profile(found)))
    if name == _log_name(found):
        return bundle(found.plan, found.on, profile=_profile(found)).log_entry
    raise Http404(f"no file {name} in the export")


def _log_path(found: Access) -> str:
    return found.plan.log_path or DEFAULT_LOG


def _log_name(found: Access) -> str:
    return PurePosixPath(_log_path(found)).name


def _attached(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=headers)
