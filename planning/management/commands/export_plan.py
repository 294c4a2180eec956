"""Write the artifacts of a plan into a repository, and on request into a zip."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from planning.exports import archive, bundle, folder
from planning.exports.shared_log import DamagedLog
from planning.instance_key import signing_key
from planning.management.plans import (
    PlanCommand,
    day,
    plan_file,
    plan_named,
    subject_named,
    wrong_usage,
)
from planning.plan.artifacts import frame

REFUSALS = (bundle.UnsafePath, folder.Busy, folder.NotAFolder, DamagedLog, ImproperlyConfigured)


class Command(PlanCommand):
    help = "Write the artifacts of a plan (a slug, or a plan.json) below the root of a repository."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="slug of a plan, or path of a plan.json")
        parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="repository root")
        parser.add_argument("--zip", type=Path, metavar="FILE", help="write a zip as well")
        parser.add_argument("--on", type=day, metavar="DATE", help="judge as of this day")
        parser.add_argument(
            "--of",
            metavar="WHAT",
            default="",
            help="of a stored plan: a baseline such as BL-2, or live; without it the baseline "
            "that was confirmed while the gate is open, else live",
        )
        parser.add_argument(
            "--sign",
            action="store_true",
            help="sign with the key of this instance, as is done to each stored plan",
        )

    def handle(self, *args: Any, plan: str, to: Path, on: Any, **options: Any) -> None:
        stored = plan_file(plan) is None
        if options["of"] and not stored:
            raise wrong_usage("a plan.json holds no baselines; leave --of away")
        try:
            key = signing_key() if options["sign"] or stored else None
            made, understood = self.made(plan, on or timezone.localdate(), options["of"], key)
            written = folder.write(made, to)
            if options["zip"]:
                options["zip"].write_bytes(archive.archive(made))
        except REFUSALS as error:
            raise wrong_usage(f"{error}; nothing was exported") from None
        except OSError as error:
            said = f"{error.filename}: {error.strerror}; nothing was left half written"
            raise wrong_usage(said) from None
        for name in written.set_aside:
            self.stderr.write(f"{name} holds what people had written where an artifact goes")
        self.stdout.write(f"{len(made.files)} files in {written.folder}, entry in {written.log}")
        if not understood:
            sys.exit(1)

    def made(self, plan: str, on: date, of: str, key: bytes | None) -> tuple[bundle.Bundle, bool]:
        """The export, and whether all of the plan was understood."""
        if plan_file(plan) is None:
            about = subject_named(plan, of, on)
            found = frame(about.plan, about.on, about.review, frozen=about.frozen)
            return bundle.bundled(found, key), True
        held, understood = plan_named(plan, self.stderr.write)
        return bundle.bundle(held, on, key=key), understood
