"""The artifacts of a plan: listed, rendered, raw, and all of them as a zip."""

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import PurePosixPath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from planning.exports.archive import archive
from planning.exports.bundle import Bundle, UnsafePath, bundle
from planning.plan.artifacts import Profile, catalogue
from planning.web import notes
from planning.web.access import Access, access
from planning.web.respond import page, problem

FILES = {facts.name: facts for facts in catalogue.ALL}
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
    made = _bundle(found)
    context: dict[str, Any] = {"files": catalogue.ALL, "made": made, "log_name": _log_name(made)}
    return page(request, "export.html", found, "export", **context)


@require_GET
@says_unsafe
def artifact(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file, rendered where it is Markdown; ``?as=raw`` shows its text."""
    found = access(request, slug, "export_redacted")
    text = _text(_bundle(found), name)
    raw = not name.endswith(".md") or request.GET.get("as") == "raw"
    rendered = "" if raw else notes.render_document(text, slug, FILES)
    title = FILES[name].title if name in FILES else "Entry for the shared log"
    context: dict[str, Any] = {
        "name": name,
        "title": title,
        "text": text,
        "rendered": rendered,
        "raw": raw,
    }
    return page(request, "artifact.html", found, "export", **context)


@require_GET
@says_unsafe
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file as it would be written."""
    found = access(request, slug, "export_redacted")
    text = _text(_bundle(found), name)
    return _attached(text.encode(), name, "text/plain; charset=utf-8")


@require_GET
@says_unsafe
def zipped(request: HttpRequest, slug: str) -> HttpResponse:
    """All files in one archive."""
    found = access(request, slug, "export_redacted")
    return _attached(archive(_bundle(found)), f"{slug}.zip", "application/zip")


def _bundle(found: Access) -> Bundle:
    """The full export, or the redacted one for somebody who may see only that."""
    profile: Profile = "full" if found.may("export") else "redacted"
    return bundle(found.plan, found.on, profile=profile)


def _log_name(made: Bundle) -> str:
    return PurePosixPath(made.log_path).name


def _text(made: Bundle, name: str) -> str:
    files: Mapping[str, str] = {_log_name(made): made.log_entry, **made.files}
    if name not in files:
        raise Http404(f"no file {name} in the export")
    return files[name]


def _attached(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=headers)
