"""The plan in other formats: one at a time, or all of them as a zip."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from planning.exports import formats
from planning.exports.archive import zipped
from planning.web.access import access
from planning.web.respond import attached, page


@require_GET
def format_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What the plan can be written in."""
    found = access(request, slug, "export")
    return page(request, "formats.html", found, "export", formats=formats.FORMATS)


@require_GET
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The plan in one format: the file, or a zip where there are several."""
    found = access(request, slug, "export")
    format_ = formats.BY_NAME.get(name)
    if format_ is None:
        raise Http404(f"there is no format {name}")
    files = formats.placed(format_, found.plan, found.on)
    if not files:
        messages.warning(request, f"The plan has nothing yet to say in {format_.title}.")
        return redirect(f"/plans/{slug}/formats/")
    return _files(files, f"{slug}-{name}")


@require_GET
def download_all(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan in every format, as one zip."""
    found = access(request, slug, "export")
    made = zipped(formats.every(found.plan, found.on))
    return attached(made, f"{slug}-formats.zip", "application/zip")


def _files(files: Mapping[str, str], name: str) -> HttpResponse:
    if len(files) > 1:
        return attached(zipped(files), f"{name}.zip", "application/zip")
    ((path, text),) = files.items()
    return attached(text.encode(), PurePosixPath(path).name, "text/plain; charset=utf-8")
