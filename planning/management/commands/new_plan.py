"""Begin a plan from a directive, or from the built-in template."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from planning import models
from planning.imports.apply import start_from
from planning.imports.directive import FORMAT
from planning.imports.draft import Draft, Unreadable
from planning.imports.options import How
from planning.imports.recognise import read
from planning.imports.source import LARGEST
from planning.imports.template import read_template
from planning.management.plans import PlanCommand, file_bytes, report, wrong_usage

TEMPLATE = "backend_phase_1"


class Command(PlanCommand):
    help = "Begin a plan and print its slug."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", required=True, metavar="NAME", help="name of the project")
        parser.add_argument(
            "--directive", type=Path, metavar="FILE", help="default: Backend Phase 1"
        )
        parser.add_argument("--owner", metavar="USERNAME", help="who owns it and leads the backend")

    def handle(self, *args: Any, project: str, directive: Path | None, **options: Any) -> None:
        if not project.strip():
            raise wrong_usage("--project: a project needs a name")
        owner = _owner(options["owner"])
        draft = _draft(directive)
        report(draft.diagnostics, self.stderr.write)
        row = start_from(draft, project, owner, {})
        self.stdout.write(row.slug)
        if owner is None:
            self.stderr.write(
                f"Nobody can see {row.slug} yet: begin plans with --owner USERNAME, or make one of "
                f"its members an owner with manage.py add_member {row.slug} USERNAME owner."
            )


def _owner(username: str | None) -> models.User | None:
    if username is None:
        return None
    owner = models.User.objects.filter(username=username).first()
    if owner is None:
        raise wrong_usage(f"no account {username!r}; make one with manage.py createsuperuser")
    return owner


def _draft(directive: Path | None) -> Draft:
    if directive is None:
        return read_template(TEMPLATE)
    try:
        return read(directive.name, file_bytes(directive, LARGEST), How(format=FORMAT))
    except Unreadable as error:
        raise wrong_usage(str(error)) from None
