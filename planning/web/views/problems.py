"""What goes wrong before a view is reached, in the words and the shape of all other problems."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from planning.web.respond import problem


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = "There is nothing here: the address is wrong, or what was here is not yours to see."
    return problem(request, said, 404)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, "This request cannot be read. Nothing changed.", 400)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    said = (
        "Please send it again: this page was open since before you signed in, or cookies are "
        "blocked here. Nothing changed. Reload the page first."
    )
    return problem(request, said, 403)
