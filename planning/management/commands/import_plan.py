"""Bring files into a plan: requirements, interfaces, documents, a directive, a plan.json."""

import json
import sys
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from planning import models
from planning.imports.apply import Bases, apply_within
from planning.imports.draft import Draft
from planning.imports.options import NAMES as OPTION_NAMES
from planning.imports.options import How, mapped, stated
from planning.imports.recognise import READERS
from planning.management.import_files import drafts_of
from planning.management.import_words import Done, as_json, described
from planning.management.plans import OPERATOR, PlanCommand, plan_row, report, wrong_usage
from planning.store import history, write
from planning.store.errors import Rejected
from planning.store.load import load


class Command(PlanCommand):
    help = "Bring files into a plan, all of them or none; --dry-run shows what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="slug of a plan")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="show it and store nothing")
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="how to say it"
        )

        parser.add_argument(
            "--read-as",
            choices=sorted(READERS),
            default="",
            help="instead of what a file looks like",
        )
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help=f"how files whose format has it are read: {', '.join(OPTION_NAMES)}",
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="NAME=FIELD",
            help="which field a column of a table holds; blank leaves the column out",
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if options["format"] != "json":
                raise
            # A program reads what is on its standard output, whatever went wrong.
            _print(self, {"stored": False, "error": str(error)})
            sys.exit(error.returncode)

    def handle(self, *args: Any, plan: str, files: list[Path], **options: Any) -> None:
        row = plan_row(plan)
        how = _how(options["read_as"], options["option"], options["column"])
        drafts = drafts_of(files, how)
        names = ", ".join(draft.file for draft in drafts)
        try:
            done = _stored(row, drafts, names, dry_run=options["dry_run"])
        except Rejected as error:
            raise wrong_usage(f"{names}: {error}; nothing was stored") from None
        self.tell(done, options["format"], options["dry_run"])
        if any(map(_leaves_out, done)):
            sys.exit(1)

    def tell(self, done: list[Done], format_: str, dry_run: bool) -> None:
        if format_ == "json":
            _print(self, {"stored": not dry_run, "files": [as_json(each) for each in done]})
            return
        for each in done:
            self.stdout.write(described(each))
            report(each.preview.diagnostics, self.stderr.write)
        if dry_run:
            self.stdout.write("Dry run: nothing was stored.")


def _print(command: Command, said: dict[str, Any]) -> None:
    command.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))


class _DryRun(Exception):
    """Leaves the open write, which then stores nothing."""


def _stored(row: models.Plan, drafts: list[Draft], names: str, *, dry_run: bool) -> list[Done]:
    """What each draft did, one after the other in one write, or would have done."""
    done: list[Done] = []
    cause = f"{history.IMPORT}{names}"[:500]
    with suppress(_DryRun), write.locked(row.pk, OPERATOR, cause) as writing:
        bases = Bases(row.pk)
        for draft in drafts:
            plan = load(row.pk)
            preview = bases.compare(plan, draft)
            done.append(Done(preview, apply_within(writing, preview).codes))
        if dry_run:
            raise _DryRun
    return done


def _how(format_: str, options: list[str], columns: list[str]) -> How:
    about = "--option"
    try:
        said = stated(options)
        about = "--column"
        return How(format=format_, options=said, columns=mapped(columns, format_))
    except ValueError as error:
        raise wrong_usage(f"{about}: {error}") from None


def _leaves_out(done: Done) -> bool:
    """Whether something that the file says could not be taken at all."""
    preview = done.preview
    failed = any(tally.failed for tally in preview.tallies)
    return bool(preview.skipped) or failed or any(d.level == "error" for d in preview.diagnostics)
