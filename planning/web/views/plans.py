"""The start page: plans that a person can see, and starting another one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from planning import models
from planning.web.access import Access, actor_of, memberships_of, person_of
from planning.web.waiting import waiting


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of the projects that the person is a member of, the last changed first."""
    person = person_of(request)
    rows = models.Plan.objects.filter(project__people=person, archived_at=None)
    held = rows.select_related("project").distinct().order_by("-revised_at", "pk")
    found = [Access(row, actor_of(person, memberships_of(person, row.project_id))) for row in held]
    plans = [(access, waiting(access)) for access in found]
    return render(request, "plans.html", {"plans": plans})
