"""Every address of the app; fixed words stand before the sections of a plan."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

from planning.web.views import (
    guardrails,
    import_runs,
    imports,
    members,
    needs,
    overview,
    people,
    plan_new,
    plans,
    settings,
    suspects,
    traceability,
)

_PLAN = "plans/<slug:slug>"

urlpatterns = [
    path("", plans.plan_list),
    path("sign-in/", people.SignIn.as_view()),
    path("sign-out/", LogoutView.as_view()),
    path("demo-sign-in/", people.demo_sign_in),
    path("guardrails/", guardrails.rule_list),
    path("plans/new/", plan_new.choose),
    path("plans/new/start/", plan_new.create),
    path(f"{_PLAN}/", overview.show),
    path(f"{_PLAN}/panels/<slug:part>/", overview.panel),
    path(f"{_PLAN}/tasks/<str:code>/", overview.task_status),
    path(f"{_PLAN}/steps/<str:code>/", overview.edit_step),
    path(f"{_PLAN}/steps/<str:code>/tick/", overview.tick),
    # The directive is edited on the overview and has no list of its own.
    path(f"{_PLAN}/directive/", RedirectView.as_view(url="/plans/%(slug)s/#path")),
    path(f"{_PLAN}/settings/", settings.settings),
    path(f"{_PLAN}/members/", members.member_list),
    path(f"{_PLAN}/members/end/", members.end),
    path(f"{_PLAN}/traceability/", traceability.show),
    path(f"{_PLAN}/traceability/tie/", traceability.tie),
    path(f"{_PLAN}/traceability/coverage/", traceability.coverage),
    path(f"{_PLAN}/traceability/requirements/", traceability.requirements),
    path(f"{_PLAN}/traceability/elements/", traceability.elements),
    path(f"{_PLAN}/traceability/standards/", traceability.standards),
    path(f"{_PLAN}/traceability/suspects/", suspects.suspect_list),
    path(f"{_PLAN}/traceability/suspects/confirm/", suspects.confirm),
    path(f"{_PLAN}/needs/", needs.need_list),
    path(f"{_PLAN}/needs/<str:code>/", needs.need),
    path(f"{_PLAN}/import/", imports.send),
    path(f"{_PLAN}/import/apply/", imports.confirm),
    path(f"{_PLAN}/import/again/", imports.again),
    path(f"{_PLAN}/import/findings/", imports.findings),
    path(f"{_PLAN}/import/running/<str:token>/", import_runs.running),
    path(f"{_PLAN}/import/running/<str:token>/cancel/", import_runs.cancel),
    path("", include("planning.web.urls_exports")),
    path("", include("planning.web.urls_findings")),
    path("", include("planning.web.urls_review")),
    path("", include("planning.web.urls_talk")),
    path("", include("planning.web.urls_elements")),
]

handler400 = "planning.web.views.problems.bad_request"
handler404 = "planning.web.views.problems.not_found"
