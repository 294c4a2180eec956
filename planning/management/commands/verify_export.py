"""Come to an exported folder again from its files alone: for an auditor, and for a build."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.exports import signing, verify
from planning.management.plans import day, file_bytes, file_text, wrong_usage
from planning.plan.readiness import SPOKEN

WIDEST = 200
"""Characters of a differing line that are shown; a line of ``plan.json`` holds an element."""


class Command(BaseCommand):
    help = "Compare an exported folder, or a plan.json alone, with what comes out of it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="DIR", type=Path, help="the folder, or a plan.json")
        parser.add_argument(
            "--on", type=day, metavar="DATE", help="judge a plan.json as of this day"
        )
        parser.add_argument(
            "--key", type=Path, metavar="FILE", help="public key that has to have signed the folder"
        )

    def handle(self, *args: Any, path: Path, on: Any, key: Path | None, **options: Any) -> None:
        if path.is_dir() and on:
            raise wrong_usage("a folder says its own day in manifest.json; leave --on away")
        if key and not path.is_dir():
            raise wrong_usage("only the manifest of a folder is signed; leave --key away")
        try:
            if path.is_dir():
                found = verify.verify(contents(path), file_text(key) if key else None)
            else:
                found = verify.verify_plan(file_bytes(path), on or timezone.localdate())
        except signing.NoKey as error:
            raise wrong_usage(f"{key} holds {error}; manage.py show_key prints one") from None
        except verify.NoExport as error:
            raise wrong_usage(
                f"{path}: {error}; name an exported folder or its plan.json"
            ) from None
        self.stdout.write("\n".join(report(found)))
        if not found.holds:
            sys.exit(1)


def contents(folder: Path) -> dict[str, bytes]:
    """What lies in the folder by name; an export holds no folder, so that one counts as a name."""
    return {
        path.name if path.is_file() else f"{path.name}/": file_bytes(path)
        if path.is_file()
        else b""
        for path in sorted(folder.iterdir())
    }


def report(found: verify.Verification) -> Iterator[str]:
    for difference in found.differences:
        line = f", line {difference.line}" if difference.line else ""
        yield f"{difference.file}{line}: {difference.what}"
        if difference.held or difference.expected:
            start = _start(difference.held, difference.expected)
            yield f"  stands there: {_cut(difference.held, start)}"
            yield f"  comes out:    {_cut(difference.expected, start)}"
    for remark in found.remarks:
        yield f"note: {remark}"
    yield _sum(found)


def _sum(found: verify.Verification) -> str:
    differ = len({difference.file for difference in found.differences})
    if found.verdict is None or found.on is None:
        state = f"{differ} differ" if differ else "none was changed after the export"
        return f"nothing computed anew; {found.compared} digests compared, {state}"
    state = f"{differ} differ" if differ else "all as they come out of the plan"
    verdict = f"{SPOKEN[found.verdict]} on {found.on.isoformat()}"
    return f"{verdict}; {found.compared} compared, {state}"


def _start(one: str, other: str) -> int:
    """Where to begin to show two long lines, so that the first difference is seen."""
    pairs = enumerate(zip(one, other, strict=False))
    alike = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    return max(0, alike - WIDEST // 2) if max(len(one), len(other)) > WIDEST else 0


def _cut(line: str, start: int) -> str:
    before, after = "…" if start else "", "…" if len(line) > start + WIDEST else ""
    return f"{before}{line[start : start + WIDEST]}{after}"
