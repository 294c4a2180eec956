"""The review of a plan: where it stands, asking for it, and the screen of each role."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from planning import models
from planning.plan.artifacts import ARTIFACTS
from planning.plan.scopes import SIGNED, SignedScope, by_name
from planning.store import baselines, seen, threads
from planning.store.errors import NotReady, Rejected
from planning.web import mailing, talk
from planning.web.access import Access, access, person_of
from planning.web.forms_review import AcceptForm, AskForm, SeenForm
from planning.web.place import wants_fragment
from planning.web.respond import fragment, page, problem
from planning.web.reviewing import covered, deciding, roles
from planning.web.reviewing.reading import row_digests
from planning.web.reviewing.screen import Screen
from planning.web.reviewing.standing import asked_people, may_ask, standings


@require_GET
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the review stands, its baselines, and how to ask for the next."""
    return _home(request, access(request, slug), AskForm())


@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the plan and ask the leads to review it."""
    found = access(request, slug, "ask_for_review")
    form = AskForm(request.POST)
    if not form.is_valid():
        return _home(request, found, form, 422)
    said = form.cleaned_data
    try:
        row = baselines.ask(found.row.pk, found.actor, **said, on=found.on)
    except NotReady as error:
        form.needs_despite(error)
        return _home(request, found, form, 422)
    except Rejected as error:
        form.take(error)
        return _home(request, found, form, 422)
    found = access(request, slug)
    mailing.review_asked(request, found, row.code, row.statement, asked_people(found))
    messages.success(request, f"{row.code} is frozen, and the leads are asked to review it.")
    return redirect(f"/plans/{slug}/review/")


def _home(
    request: HttpRequest,
    found: Access,
    form: AskForm,
    status: int = 200,
    accept: AcceptForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "standings": standings(found),
        "baselines": baselines.listed(found.row.pk),
        "form": form if may_ask(found) else None,
        "may_ask": found.may("ask_for_review"),
        "accepting": deciding.accepting(request, found, accept),
    }
    return page(request, "review.html", found, "review", status, **context)


@require_GET
def role(request: HttpRequest, slug: str, scope: str) -> HttpResponse:
    """The screen of one role."""
    found = access(request, slug)
    screen = _screen(found, scope)
    if screen is None:
        return page(request, "review_none.html", found, "review", scope=_scope(scope))
    if screen.mine:
        seen.look(screen.row, scope, person_of(request))
    return _shown(request, screen)


@require_POST
def decide(request: HttpRequest, slug: str, scope: str, decision: str) -> HttpResponse:
    """Sign, request changes, say that it does not apply, withdraw; accept, for the owner."""
    found = access(request, slug)
    answer = deciding.decide(request, found, _scope(scope).name, decision)
    if answer.form is None:
        messages.success(request, answer.said)
        return redirect(f"/plans/{slug}/review/" if decision == "accepted" else _here(slug, scope))
    found = access(request, slug)
    if isinstance(answer.form, AcceptForm):
        return _home(request, found, AskForm(), 422, answer.form)
    screen = _screen(found, scope)
    if screen is None:
        raise Http404("nothing is under review")
    return _shown(request, screen, {decision: answer.form}, 422)


@require_POST
def mark(request: HttpRequest, slug: str, scope: str) -> HttpResponse:
    """Mark an element as read, or as to be read again."""
    found = access(request, slug)
    screen = _screen(found, scope)
    form = SeenForm(request.POST)
    if screen is None or not form.is_valid():
        return problem(request, "The request does not say what was read.", 422)
    if not screen.mine:
        raise PermissionDenied("Only who signs this marks what was read.")
    code = form.cleaned_data["code"]
    if code not in row_digests(screen.frozen.projection):
        raise Http404("this element is not in the scope")
    about = (found.row.pk, scope, person_of(request), code)
    if form.cleaned_data["seen"]:
        seen.mark(*about, form.cleaned_data["digest"])
    else:
        seen.unmark(*about)
    if not wants_fragment(request):
        return redirect(f"{_here(slug, scope)}#read-{code}")
    row = next(each for each in screen.reading if each.element.code == code)
    return fragment(request, "_review_read.html", found, screen=screen, row=row, counted=True)


@require_GET
def rest(request: HttpRequest, slug: str, scope: str, part: str) -> HttpResponse:
    """What the screen folds away: more to read, or what needs no reading."""
    found = access(request, slug)
    screen = _screen(found, scope)
    if screen is None or part not in ("more", "unchanged"):
        raise Http404("there is nothing more to read")
    return fragment(request, "_review_rest.html", found, screen=screen, rows=getattr(screen, part))


@require_GET
def covers(request: HttpRequest, slug: str, scope: str) -> HttpResponse:
    """All that a signature covers: field list, signed rows, and what is not signed."""
    found = access(request, slug)
    screen = _screen(found, scope)
    if screen is None:
        return page(request, "review_none.html", found, "review", scope=_scope(scope))
    if wants_fragment(request) and "code" in request.GET:
        block = covered.block(screen, request.GET["code"])
        context: dict[str, Any] = {"block": block, "screen": screen}
        context |= talk.opened(found, block.element.code, screen.row.code, talk.query("review"))
        return fragment(request, "_review_block.html", found, **context)
    listing = covered.listing(screen, request.GET.get("kind", ""), request.GET.get("page", ""))
    return page(request, "review_covers.html", found, "review", screen=screen, listing=listing)


def _scope(name: str) -> SignedScope:
    try:
        return by_name(name)
    except KeyError:
        raise Http404(f"there is no scope {name}") from None


def _screen(found: Access, scope: str) -> Screen | None:
    """The screen of a role for the baseline under review; None where nothing is.

    A scope that is newer than the baseline is not under review before somebody asks again.
    """
    signed, row = _scope(scope), baselines.latest(found.row.pk)
    screen = Screen(found, signed, row) if row else None
    try:
        return screen if screen and screen.frozen else None
    except models.BaselineScope.DoesNotExist:
        return None


def _here(slug: str, scope: str) -> str:
    return f"/plans/{slug}/review/{scope}/"


def _shown(
    request: HttpRequest, screen: Screen, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    found, scope = screen.access, screen.scope.name
    context: dict[str, Any] = {
        "screen": screen,
        "scopes": SIGNED,
        "files": ARTIFACTS,
        "covered_kinds": covered.kinds(screen),
        "blocking": talk.read(found, threads.blocking(found.row.pk, scope)),
        "forms": deciding.forms(request, screen, forms or {}),
        **roles.panels(screen),
        **talk.opened(
            found, "", screen.row.code, talk.query("review", _here(found.row.slug, scope))
        ),
    }
    return page(request, "review_role.html", found, "review", status, **context)
