"""The artifacts of a plan: listed, rendered, raw, and all of them as a zip."""

from collections.abc import Callable
from functools import wraps
from pathlib import PurePosixPath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from planning.exports.archive import archive
from planning.exports.bundle import (
    DEFAULT_LOG,
    Bundle,
    UnsafePath,
    bundled,
    confined,
    default_folder,
    texts,
)
from planning.exports.signing import fingerprint
from planning.instance_key import public_key, signing_key
from planning.plan.artifacts import ARTIFACTS, Frame
from planning.plan.artifacts.catalogue import MANIFEST
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
        "fingerprint": fingerprint(public_key()),
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
    return _attached(archive(_bundle(found)), f"{slug}.zip", "application/zip")


@require_GET
def signing_key_pem(request: HttpRequest) -> HttpResponse:
    """The public key that checks what is exported here, for everybody with an account."""
    return _attached(public_key().encode(), "signing-key.pem", "application/x-pem-file")


def _frame(found: Access) -> Frame:
    """Of the full export, or of the redacted one for somebody who may see only that."""
    return checked.frame_of(found.plan, found.on, "full" if found.may("export") else "redacted")


def _bundle(found: Access) -> Bundle:
    return bundled(_frame(found), signing_key())


def _text(found: Access, name: str) -> str:
    """One file; only manifest and entry for the log need all others to be written as well."""
    if name == MANIFEST.name:
        return texts(_frame(found), signing_key())[name]
    if name in FILES:
        return FILES[name].write(_frame(found))
    if name == _log_name(found):
        return _bundle(found).log_entry
    raise Http404(f"no file {name} in the export")


def _log_path(found: Access) -> str:
    return found.plan.log_path or DEFAULT_LOG


def _log_name(found: Access) -> str:
    return PurePosixPath(_log_path(found)).name


def _attached(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=headers)
