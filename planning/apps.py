"""The one Django application of the project."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = "Groundplan"
    default_auto_field = "django.db.models.BigAutoField"
