"""The artifacts of a plan: listed, rendered, raw, and all of them as a zip."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import PurePosixPath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from planning.exports.archive import archive
from planning.exports.bundle import (
    DEFAULT_LOG,
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
from planning.plan.value import Plan
from planning.store import baselines, subject
from planning.store.subject import Subject
from planning.web import checked, notes
from planning.web.access import Access, access
from planning.web.respond import attached, page, problem

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
def artifact_list(request: HttpRequest, slug: str, of: str = "") -> HttpResponse:
    """Every file of the export, with a line on what it is for."""
    export = _export(request, slug, of)
    context: dict[str, Any] = {
        "files": ARTIFACTS,
        "folder": confined(export.plan.output_folder or default_folder(export.plan)),
        "log_path": confined(export.log_path),
        "log_name": export.log_name,
        "fingerprint": fingerprint(public_key()),
        "baselines": baselines.listed(export.found.row.pk),
        "may_export": export.found.may("export"),
    }
    return _page(request, "export.html", export, **context)


@require_GET
@says_unsafe
def artifact(request: HttpRequest, slug: str, name: str, of: str = "") -> HttpResponse:
    """One file, rendered where it is Markdown; ``?as=raw`` shows its text."""
    export = _export(request, slug, of)
    text = _text(export, name)
    raw = not name.endswith(".md") or request.GET.get("as") == "raw"
    rendered = "" if raw else notes.render_document(text, export.home, FILES)
    title = FILES[name].title if name in FILES else "Entry for the shared log"
    context: dict[str, Any] = {"name": name, "title": title, "text": text, "rendered": rendered}
    return _page(request, "artifact.html", export, raw=raw, **context)


@require_GET
@says_unsafe
def download(request: HttpRequest, slug: str, name: str, of: str = "") -> HttpResponse:
    """One file as it would be written."""
    text = _text(_export(request, slug, of), name)
    return attached(text.encode(), name, "text/plain; charset=utf-8")


@require_GET
@says_unsafe
def zipped(request: HttpRequest, slug: str, of: str = "") -> HttpResponse:
    """All files in one archive."""
    export = _export(request, slug, of)
    made = archive(bundled(export.frame, signing_key()))
    return attached(made, f"{slug}{f'-{export.baseline}' if of else ''}.zip", "application/zip")


@require_GET
def signing_key_pem(request: HttpRequest) -> HttpResponse:
    """The public key that checks what is exported here, for everybody with an account."""
    return attached(public_key().encode(), "signing-key.pem", "application/x-pem-file")


@dataclass(frozen=True)
class Export:
    """What is exported for a person: the live plan or a baseline. ``home`` is where its pages are,
    ``asked`` whether an address names it."""

    found: Access
    subject: Subject
    home: str
    asked: bool

    @property
    def plan(self) -> Plan:
        return self.subject.plan

    @property
    def baseline(self) -> str:
        """The name of the baseline, or ``live``."""
        return self.subject.frozen.baseline if self.subject.frozen else LIVE

    @cached_property
    def frame(self) -> Frame:
        """Of the full export, or of the redacted one for somebody who may see only that."""
        return checked.frame_of(self.subject, "full" if self.found.may("export") else "redacted")

    @property
    def log_path(self) -> str:
        return self.plan.log_path or DEFAULT_LOG

    @property
    def log_name(self) -> str:
        return PurePosixPath(self.log_path).name


LIVE = "live"


def _export(request: HttpRequest, slug: str, of: str) -> Export:
    """What an address means: a baseline, the live plan, or what stands where it says nothing."""
    found = access(request, slug, "export_redacted")
    if of == LIVE:
        held = subject.live(found.loaded, found.review, found.on)
        return Export(found, held, f"/plans/{slug}/live/export/", True)
    if of:
        row = baselines.baseline(found.row.pk, of)
        held = subject.of_baseline(found.loaded, row)
        return Export(found, held, f"/plans/{slug}/baselines/{of}/export/", True)
    held = subject.standing(found.row.pk, found.loaded, found.review, found.readiness)
    return Export(found, held, f"/plans/{slug}/export/", False)


def _text(export: Export, name: str) -> str:
    """One file; only manifest and entry for the log need all others to be written as well."""
    if name == MANIFEST.name:
        return texts(export.frame, signing_key())[name]
    if name in FILES:
        return FILES[name].write(export.frame)
    if name == export.log_name:
        return bundled(export.frame, signing_key()).log_entry
    raise Http404(f"no file {name} in the export")


def _page(request: HttpRequest, template: str, export: Export, **context: Any) -> HttpResponse:
    return page(request, template, export.found, "export", export=export, **context)
