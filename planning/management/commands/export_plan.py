"""Write the artifacts of a plan into a repository, and on request into a zip."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from planning.exports import archive, bundle, folder
from planning.exports.shared_log import DamagedLog
from planning.instance_key import signing_key
from planning.management.plans import PlanCommand, day, plan_file, plan_named, wrong_usage

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
            "--sign",
            action="store_true",
            help="sign with the key of this instance, as is done to each stored plan",
        )

    def handle(self, *args: Any, plan: str, to: Path, on: Any, **options: Any) -> None:
        found, understood = plan_named(plan, self.stderr.write)
        try:
            key = signing_key() if options["sign"] or plan_file(plan) is None else None
            made = bundle.bundle(found, on or timezone.localdate(), key=key)
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
