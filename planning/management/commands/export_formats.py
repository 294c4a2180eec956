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
            metavar="NAMES",
            help=f"some of {', '.join(formats.BY_NAME)}, separated by commas",
        )
        parser.add_argument("--on", type=day, metavar="DATE", help="judge as of this day")

    def handle(
        self, *args: Any, plan: str, to: Path, only: str | None, on: Any, **options: Any
    ) -> None:
        wanted = _wanted(only)
        found, understood = plan_named(plan, self.stderr.write)
        for format_ in wanted:
            files = formats.placed(format_, found, on or timezone.localdate())
            for path, text in files.items():
                _write(to / path, text)
            written = f"{len(files)} files" if files else "nothing to write of this plan"
            self.stdout.write(f"{format_.name}: {written}")
        if not understood:
            sys.exit(1)


def _wanted(only: str | None) -> tuple[formats.Format, ...]:
    """The formats that are named, all where nobody names any."""
    if only is None:
        return formats.FORMATS
    names = [name.strip() for name in only.split(",") if name.strip()]
    known = ", ".join(formats.BY_NAME)
    if not names:
        raise wrong_usage(f"--only names no format; there are: {known}")
    unknown = sorted(set(names) - formats.BY_NAME.keys())
    if unknown:
        raise wrong_usage(f"no format {', '.join(unknown)}; there are: {known}")
    return tuple(formats.BY_NAME[name] for name in names)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise wrong_usage(f"{error.filename}: {error.strerror}") from None
