"""Bring files into a plan: requirements, interfaces, documents, a directive, a plan.json."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from planning.imports.apply import apply_within
from planning.imports.draft import Draft, Unreadable
from planning.imports.outcome import FieldChange, Preview, Ref
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.imports.sequence import in_order
from planning.management.plans import (
    OPERATOR,
    PlanCommand,
    file_bytes,
    plan_row,
    report,
    wrong_usage,
)
from planning.store import write
from planning.store.errors import Rejected
from planning.store.load import load


class Command(PlanCommand):
    help = "Bring files into a plan, all of them or none; --dry-run shows what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN", help="slug of a plan")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="show it and store nothing")

    def handle(self, *args: Any, plan: str, files: list[Path], **options: Any) -> None:
        row = plan_row(plan)
        drafts = in_order([_draft(file) for file in files])
        names = ", ".join(draft.file for draft in drafts)
        left_out = False
        try:
            with write.locked(row.pk, OPERATOR, f"import of {names}") as writing:
                for draft in drafts:
                    preview = compare(load(row.pk), draft)
                    self.stdout.write(described(preview))
                    report(preview.diagnostics, self.stderr.write)
                    left_out = left_out or _leaves_out(preview)
                    apply_within(writing, preview)
                if options["dry_run"]:
                    raise _DryRun
        except _DryRun:
            self.stdout.write("Dry run: nothing was stored.")
        except Rejected as error:
            raise wrong_usage(f"{names}: {error}; nothing was stored") from None
        if left_out:
            sys.exit(1)


class _DryRun(Exception):
    """Leaves the open write, which then stores nothing."""


def _draft(file: Path) -> Draft:
    try:
        return read(file.name, file_bytes(file))
    except Unreadable as error:
        raise wrong_usage(f"{error}; nothing was stored") from None


def _leaves_out(preview: Preview) -> bool:
    """Whether something that the file says could not be taken at all."""
    return bool(preview.skipped) or any(d.level == "error" for d in preview.diagnostics)


def described(preview: Preview) -> str:
    """What would be added, changed and left alone, a line each, and a summary first."""
    summary = (
        f"{preview.file} ({preview.format}): {len(preview.additions)} to add, "
        f"{len(preview.changes)} to change, {len(preview.same)} the same, "
        f"{len(preview.skipped)} skipped, {len(preview.links)} links to add"
    )
    changes = [
        f"  change {change.code}: {'; '.join(_changed(field) for field in change.fields)}"
        for change in preview.changes
    ]
    about = [f"  plan: {_changed(field)}" for field in preview.about]
    skipped = [f"  skip {item.key}: {item.why}" for item in preview.skipped]
    return "\n".join([summary, *about, *changes, *skipped])


def _changed(field: FieldChange) -> str:
    return f"{field.name} {_short(field.before)} → {_short(field.after)}"


def _short(value: Any) -> str:
    said = value.code or value.key if isinstance(value, Ref) else value
    text = repr(said)
    return text if len(text) <= 60 else text[:59] + "…"
