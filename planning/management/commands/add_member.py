"""Give an account a role in the project of a plan."""

from argparse import ArgumentParser
from typing import Any

from planning.management.plans import PlanCommand, plan_row, wrong_usage
from planning.plan.choices import ROLES, TRACKS
from planning.store import members
from planning.store.errors import Rejected


class Command(PlanCommand):
    help = "Give an account a role in the project of a plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="slug of a plan")
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("role", choices=ROLES)
        parser.add_argument("--track", choices=TRACKS, default="", help="of a track lead")

    def handle(self, *args: Any, plan: str, username: str, role: str, **options: Any) -> None:
        row = plan_row(plan)
        try:
            person = members.add(row.project_id, username, role, options["track"], deputy=False)
        except Rejected as error:
            raise wrong_usage(" ".join(error.errors.values())) from None
        self.stdout.write(f"{person} is {role} of {row.project}")
