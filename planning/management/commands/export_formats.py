"""Write a plan in other formats into a folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.exports import formats
from planning.management.plans import day, plan_named, wrong_usage


class Command(BaseCommand):
    help = (
        "Write a plan (a slug, or a plan.json) in other formats, each below a folder of its name."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="slug of a plan, or path of a plan.json")
        parser.add_argument("--to", type=Path, required=True, metavar="DIR")
        parser.add_argument(
            "--only",
            default="",
            metavar="NAMES",
            help=f"some of {', '.join(formats.BY_NAME)}, separated by commas",
        )
        parser.add_argument("--on", type=day, metavar="DATE", help="judge as of this day")

    def handle(self, *args: Any, plan: str, to: Path, only: str, on: Any, **options: Any) -> None:
        wanted = [name.strip() for name in only.split(",") if name.strip()] or [*formats.BY_NAME]
        unknown = sorted(set(wanted) - formats.BY_NAME.keys())
        if unknown:
            known = ", ".join(formats.BY_NAME)
            raise wrong_usage(f"no format {', '.join(unknown)}; there are: {known}")
        found, understood = plan_named(plan, self.stderr.write)
        for name in wanted:
            files = formats.BY_NAME[name].write(found, on or timezone.localdate())
            for path, text in files.items():
                _write(to / name / path, text)
            self.stdout.write(f"{name}: {len(files)} files")
        if not understood:
            sys.exit(1)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise wrong_usage(f"{error.filename}: {error.strerror}") from None
