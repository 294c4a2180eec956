"""Who is a member of the plan's project, in which roles; the owner says so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from planning import models
from planning.store import members
from planning.store.errors import Rejected
from planning.web.access import Access, access
from planning.web.forms_plan import EndMembershipForm, MemberForm
from planning.web.place import wants_fragment
from planning.web.respond import page, written


@require_http_methods(["GET", "POST"])
def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The members; a POST adds one."""
    if request.method == "GET":
        return _answer(request, access(request, slug), MemberForm(), 200)
    found = access(request, slug, "members")
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            person = members.add(found.row.project_id, **form.cleaned_data)
        except Rejected as error:
            for field, said in error.errors.items():
                form.add_error(field or None, said)
        else:
            messages.success(request, f"{person} is a member now.")
            return _done(request, slug)
    return _answer(request, found, form, 422)


@require_POST
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """End one membership; somebody always remains who owns the project."""
    found = access(request, slug, "members")
    form = EndMembershipForm(request.POST)
    if form.is_valid():
        try:
            ended = members.end(found.row.project_id, form.cleaned_data["membership"])
        except Rejected as error:
            messages.error(request, str(error))
            return _answer(request, found, MemberForm(), 422)
        messages.success(request, f"{ended} has ended.")
        return _done(request, slug)
    return _answer(request, found, MemberForm(), 422)


def _done(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        found = access(request, slug)
    except Http404:
        # They have just ended their own last membership.
        home = "/"
        return HttpResponseClientRedirect(home) if wants_fragment(request) else redirect(home)
    if not wants_fragment(request):
        return redirect(f"/plans/{slug}/members/")
    return _answer(request, found, MemberForm(), 200)


def _answer(request: HttpRequest, found: Access, form: MemberForm, status: int) -> HttpResponse:
    held = models.Membership.objects.filter(project_id=found.row.project_id)
    listed = held.select_related("person").order_by("person__display_name", "role")
    context = {"form": form, "members": listed, "may_edit": found.may("members")}
    if wants_fragment(request):
        return written(request, "_members.html", found, "members", status, **context)
    return page(request, "members.html", found, "members", status, **context)
