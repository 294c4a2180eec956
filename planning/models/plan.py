"""The row of a plan: what people state of it as a whole, and what the writer keeps."""

from django.db import models

from planning.models.fields import choice, integer, items, line, text
from planning.models.people import Project
from planning.plan import choices as c


class Plan(models.Model):
    """One plan of a project.

    ``stamp`` is new with every write, also with one that changes nothing or is about other things
    than the plan value; ``revision`` moves only with the value. ``head`` and ``changes`` are the
    digest and number of the last change, so that a cut tail of the history shows.
    """

    slug = models.SlugField(max_length=80, unique=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="plans")
    name = line()
    track = choice(c.TRACKS, default="backend")
    phase = integer()
    subject = line()
    purpose = text()
    dated = line()
    time_zone = line()
    locale = line()
    language = line()
    output_folder = line()
    log_path = line()
    log_tag = line()
    success_criteria = text()
    verification_method = text()
    scope_statement = text()
    signers = items()
    target_language = line()
    target_framework = line()
    source_root = line()
    version = line()
    releases = models.JSONField(default=list, blank=True)
    severities = models.JSONField(default=list, blank=True)
    disabled_rules = models.JSONField(default=list, blank=True)
    waivers = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    revised_at = models.DateTimeField(null=True)

    stamp = models.CharField(max_length=32, default="")
    head = models.CharField(max_length=64, blank=True, default="")
    changes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name or self.slug
