"""Bring files into a plan: requirements, interfaces, documents, a directive, a plan.json."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planning import models
from planning.imports.apply import apply_within
from planning.imports.bounds import Together
from planning.imports.draft import Draft, Tally, Unreadable
from planning.imports.options import NAMES as OPTION_NAMES
from planning.imports.options import How, mapped, stated
from planning.imports.outcome import Change, FieldChange, Preview, Ref
from planning.imports.preview import compare
from planning.imports.recognise import READERS, read, unpacked
from planning.imports.sequence import in_order
from planning.imports.source import LARGEST
from planning.management.plans import (
    OPERATOR,
    PlanCommand,
    file_bytes,
    plan_row,
    report,
    wrong_usage,
)
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

    def handle(self, *args: Any, plan: str, files: list[Path], **options: Any) -> None:
        row = plan_row(plan)
        how = _how(options["read_as"], options["option"], options["column"])
        drafts = in_order(list(_drafts(files, how)))
        names = ", ".join(draft.file for draft in drafts)
        try:
            previews = _stored(row, drafts, names, dry_run=options["dry_run"])
        except Rejected as error:
            raise wrong_usage(f"{names}: {error}; nothing was stored") from None
        self.tell(previews, options["format"], options["dry_run"])
        if any(map(_leaves_out, previews)):
            sys.exit(1)

    def tell(self, previews: list[Preview], format_: str, dry_run: bool) -> None:
        if format_ == "json":
            said = {"stored": not dry_run, "files": [as_json(preview) for preview in previews]}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        for preview in previews:
            self.stdout.write(described(preview))
            report(preview.diagnostics, self.stderr.write)
        if dry_run:
            self.stdout.write("Dry run: nothing was stored.")


class _DryRun(Exception):
    """Leaves the open write, which then stores nothing."""


def _stored(row: models.Plan, drafts: list[Draft], names: str, *, dry_run: bool) -> list[Preview]:
    """What each draft did, one after the other in one write, or would have done."""
    previews: list[Preview] = []
    cause = f"{history.IMPORT}{names}"[:500]
    with suppress(_DryRun), write.locked(row.pk, OPERATOR, cause) as writing:
        written = history.imported(row.pk)
        for draft in drafts:
            previews.append(compare(load(row.pk), draft, written))
            apply_within(writing, previews[-1])
        if dry_run:
            raise _DryRun
    return previews


def _how(format_: str, options: list[str], columns: list[str]) -> How:
    about = "--option"
    try:
        said = stated(options)
        about = "--column"
        return How(format=format_, options=said, columns=mapped(columns, format_))
    except ValueError as error:
        raise wrong_usage(f"{about}: {error}") from None


def _drafts(files: Iterable[Path], how: How) -> Iterator[Draft]:
    taken: set[str] = set()
    together = Together()
    for file in files:
        try:
            held = unpacked(file.name, file_bytes(file, LARGEST), taken)
            yield from (together.take(read(name, data, how)) for name, data in held)
        except Unreadable as error:
            raise wrong_usage(f"{error}; nothing was stored") from None
        taken.update(name for name, _ in held)


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
    kept = [
        f"  keep {change.code}: {'; '.join(_changed(field) for field in change.fields)} "
        f"({_why_kept(change)})"
        for change in preview.contested
    ]
    gone = [f"  not in the file any more: {each.code}" for each in preview.vanished]
    skipped = [f"  skip {item.key}: {item.why}" for item in preview.skipped]
    tallies = [f"  {_counted(tally)}" for tally in preview.tallies]
    return "\n".join([summary, *tallies, *about, *changes, *kept, *gone, *skipped])


def _counted(tally: Tally) -> str:
    return (
        f"{tally.what}: {tally.found} found, {tally.read} read, {tally.skipped} skipped, "
        f"{tally.failed} not understood"
    )


def as_json(preview: Preview) -> dict[str, Any]:
    """The same for a program; values of fields as the vocabulary's files have them."""
    return {
        "file": preview.file,
        "format": preview.format,
        "tallies": [asdict(tally) for tally in preview.tallies],
        "added": [{"kind": a.kind, "key": a.key, "line": a.line} for a in preview.additions],
        "changed": [_change(change) for change in preview.changes],
        "kept": [{**_change(each), "disputed": each.disputed} for each in preview.contested],
        "vanished": [each.code for each in preview.vanished],
        "same": len(preview.same),
        "links": len(preview.links),
        "skipped": [asdict(each) for each in preview.skipped],
        "diagnostics": [asdict(each) for each in preview.diagnostics],
    }


def _why_kept(change: Change) -> str:
    if change.disputed:
        return "changed here and in the file"
    edited = any(field.is_edited for field in change.fields)
    return "changed here" if edited else "the plan says otherwise"


def _change(change: Change) -> dict[str, Any]:
    return {"code": change.code, "fields": [field.name for field in change.fields]}


def _changed(field: FieldChange) -> str:
    return f"{field.name} {_short(field.before)} → {_short(field.after)}"


def _short(value: Any) -> str:
    said = value.code or value.key if isinstance(value, Ref) else value
    text = repr(said)
    return text if len(text) <= 60 else text[:59] + "…"
