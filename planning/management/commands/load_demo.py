"""Load the demo plan and its people once, and say how to sign in."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError
from django.db import transaction

import planning.demo
from planning import models
from planning.imports.apply import start_from
from planning.imports.draft import Draft
from planning.imports.options import How
from planning.imports.plan_file import FORMAT
from planning.imports.recognise import read
from planning.management.plans import PlanCommand
from planning.plan.choices import words
from planning.store import members

# The people whom the plan itself names, one for each role.
PEOPLE = (
    ("henk", "Henk Lansink", "owner", ""),
    ("marit", "Marit Veldhuis", "backend_lead", ""),
    ("bas", "Bas Elderink", "contributor", ""),
    ("joris", "Joris ten Brinke", "architecture_lead", ""),
    ("sanne", "Sanne Aalbers", "security_lead", ""),
    ("ilse", "Ilse Kroon", "track_lead", "networking"),
    ("gerda", "Gerda Nijhof", "viewer", ""),
)
SLUG = "demo-home-care"
FILE = Path(planning.demo.__file__).parent / "plan.json"


class Command(PlanCommand):
    help = "Load the demo plan once, with one account for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "the demo is for DEBUG=1 only: its people sign in without a password"
            )
        draft = read(FILE.name, FILE.read_bytes(), How(format=FORMAT))
        if not models.Plan.objects.filter(slug=SLUG).exists():
            load(draft)
        roles = ", ".join(f"{words(role)} ({name})" for _, name, role, _ in PEOPLE)
        self.stdout.write(f"Sign in with one click as {roles}")


def load(draft: Draft) -> None:
    """The plan and its people, or nothing where the run is killed."""
    with transaction.atomic():
        row = start_from(draft, str(draft.about["project"]), None, {}, SLUG)
        for username, name, role, track in PEOPLE:
            # No password opens these accounts: only the demo's own button signs them in.
            known = {"display_name": name, "password": make_password(None)}
            models.User.objects.get_or_create(username=username, defaults=known)
            members.add(row.project_id, username, role, track, deputy=False)
