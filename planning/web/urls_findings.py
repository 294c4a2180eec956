"""The addresses of findings, and of what people decide about them and about the rules."""

from django.urls import path

from planning.web.views import findings, fixes, rules, waivers

_PLAN = "plans/<slug:slug>"

urlpatterns = [
    path(f"{_PLAN}/findings/", findings.finding_list),
    path(f"{_PLAN}/findings/actions/", findings.finding_actions),
    path(f"{_PLAN}/fixes/", fixes.fix),
    path(f"{_PLAN}/fixes/undo/", fixes.take_back),
    path(f"{_PLAN}/waivers/", waivers.waiver_list),
    path(f"{_PLAN}/waivers/ask/", waivers.ask),
    path(f"{_PLAN}/waivers/decide/", waivers.decide),
    path(f"{_PLAN}/rules/", rules.rule_list),
    path(f"{_PLAN}/rules/<str:rule_id>/", rules.severity),
    path(f"{_PLAN}/rules/<str:rule_id>/decide/", rules.decide),
]
