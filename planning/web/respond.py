"""Answers: whole pages of a plan, fragments after a write, and problems."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from planning.web.access import Access
from planning.web.panels import nav, panels


def page(
    request: HttpRequest,
    template: str,
    access: Access,
    here: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of a plan; ``here`` is the slug of the navigation entry that is current."""
    shell = {"access": access, "nav": nav(access), "here": here}
    return render(request, template, {**shell, **context}, status=status)


def fragment(
    request: HttpRequest, template: str, access: Access, status: int = 200, **context: Any
) -> HttpResponse:
    """A fragment that changes nothing else on the page: a form opened, a part loaded again."""
    return render(request, template, {"access": access, **context}, status=status)


def written(
    request: HttpRequest,
    template: str,
    access: Access,
    here: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The changed fragment after a write, with the small panels and the messages beside it.

    ``access`` has to be asked for again after the write. Heavy panels hear ``plan-changed`` and
    load themselves again.
    """
    response = fragment(request, template, access, status, **context)
    response.write(panels(access, here))
    response.write(render_to_string("_messages_oob.html", request=request))
    response["HX-Trigger"] = "plan-changed"
    return response


def problem(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """What stands in the way: a message beside the page for htmx, a page of its own otherwise."""
    if not getattr(request, "htmx", False):
        context = {"message": message, "status": status}
        return render(request, "problem.html", context, status=status)
    response = render(request, "_problem.html", {"message": message}, status=status)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response


def attached(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to keep, never to be shown by the browser."""
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=headers)
