"""Take name, address and access from a person who left; the history keeps a pseudonym."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from planning import models
from planning.management.plans import PlanCommand, wrong_usage
from planning.store import people
from planning.store.errors import Rejected
from planning.store.people import Anonymised


class Command(PlanCommand):
    help = "Take name, address and access from a person who left; this cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--yes", action="store_true", help="do not ask whether it is meant")

    def handle(self, *args: Any, username: str, yes: bool, **options: Any) -> None:
        person = models.User.objects.filter(username=username).first()
        if person is None:
            raise wrong_usage(f"nobody here has the user name {username!r}")
        if not yes and not self._sure(person):
            raise CommandError("nothing was changed", returncode=1)
        try:
            self._say(username, people.anonymise(person))
        except Rejected as error:
            raise CommandError(f"{error} Nothing was changed.", returncode=1) from None

    def _sure(self, person: models.User) -> bool:
        if not sys.stdin.isatty():
            raise wrong_usage("there is nobody to ask whether it is meant: say so with --yes")
        asked = f"{person} ({person.username}) loses name, address and access for good. Yes or no? "
        return input(asked).strip().casefold() in ("y", "yes")

    def _say(self, username: str, done: Anonymised) -> None:
        said = self.stdout.write
        said(f"{username} is {done.username} now, shown as {done.display_name}")
        said(f"the history keeps the pseudonym {done.pseudonym}; the account is closed")
        said(f"ended: {', '.join(done.memberships) or 'no membership'}; sessions: {done.sessions}")
        if done.standing:
            said("an old name still stands in these texts of plans, for their editors to change:")
            for standing in done.standing:
                said(f"  {standing}")
        else:
            said("no text of a plan holds an old name")
        said("earlier texts in the history stay as they are, and so do files exported before")
