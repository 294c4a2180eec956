"""The addresses of reviews, baselines and comparisons."""

from django.urls import path

from planning.web.views import baselines, review

_PLAN = "plans/<slug:slug>"
_SCOPE = f"{_PLAN}/review/<slug:scope>"

urlpatterns = [
    path(f"{_PLAN}/review/", review.home),
    path(f"{_PLAN}/review/ask/", review.ask),
    path(f"{_SCOPE}/", review.role),
    path(f"{_SCOPE}/covers/", review.covers),
    path(f"{_SCOPE}/rest/<slug:part>/", review.rest),
    path(f"{_SCOPE}/seen/", review.mark),
    path(f"{_SCOPE}/decide/<slug:decision>/", review.decide),
    path(f"{_PLAN}/baselines/<str:code>/", baselines.show),
    path(f"{_PLAN}/compare/", baselines.compare),
]
