"""What holds for every request: sign in first, keep uploads small, name what went wrong."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from planning.store.errors import Missing, Outdated, Refused
from planning.web.respond import problem


class SignInFirst(LoginRequiredMiddleware):
    """As Django's, except that a page which is open keeps what was typed when a session ends."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if not request.htmx:  # type: ignore[attr-defined]
            return super().handle_no_permission(request, view_func)
        said = "You are signed out. Sign in in another tab, then try again: nothing here is lost."
        return problem(request, said, status=401)


class Problems(MiddlewareMixin):
    """Too large, not there, not allowed and moved on, said in words with the right status.

    A page of our own even where DEBUG would show Django's.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= settings.LARGEST_REQUEST:
            return None
        megabytes = settings.LARGEST_UPLOAD // 2**20
        return problem(request, f"That is too large: {megabytes} MB at most. Nothing changed.", 413)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # Nobody may be shown a signature as current out of a cache.
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case Http404() | Missing():
                return problem(request, f"There is nothing here: {error}.", 404)
            case PermissionDenied() | Refused():
                return problem(request, str(error) or "Your roles do not allow this.", 403)
            case Outdated():
                return problem(request, f"This has moved on: {error}. Load the page again.", 409)
            case _:
                return None
