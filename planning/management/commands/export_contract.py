"""Write the layers and modules of a plan as a contract that code can be checked against."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from planning.exports import import_linter, layer_contract
from planning.management.plans import plan_named, wrong_usage

WRITERS = {"import-linter": import_linter.write, "json": layer_contract.write}


class Command(BaseCommand):
    help = "Write the layer contract of a plan (a slug, or a plan.json) for a check of its code."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="slug of a plan, or path of a plan.json")
        parser.add_argument("--format", choices=tuple(WRITERS), default="import-linter")
        parser.add_argument(
            "--to", type=Path, metavar="FILE", help="write there, not to the output"
        )

    def handle(self, *args: Any, plan: str, to: Path | None, **options: Any) -> None:
        found, understood = plan_named(plan, self.stderr.write)
        try:
            text = WRITERS[options["format"]](found)
            if to:
                to.write_text(text, encoding="utf-8")
            else:
                self.stdout.write(text, ending="")
        except import_linter.NoModules as error:
            self.stderr.write(f"{plan}: {error}; state them, or export the contract as json")
            sys.exit(1)
        except OSError as error:
            raise wrong_usage(f"{to}: {error.strerror}; nothing was written") from None
        if not understood:
            sys.exit(1)
