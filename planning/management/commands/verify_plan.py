"""Prove that what is stored of a plan is what was written: for an auditor, and for a nightly run."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from planning import models
from planning.management.plans import PlanCommand, plan_row, wrong_usage
from planning.store.proof import Proof, verify

COUNTED = ("changes", "elements", "links", "baselines", "decisions")
MOST = 50
"""Problems that are printed of a plan as text; JSON has them all."""

Proofs = dict[str, Proof]


class Command(PlanCommand):
    help = "Prove that history, rows, baselines and decisions of plans are as they were written."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plans", nargs="*", metavar="PLAN", help="slugs of stored plans")
        parser.add_argument("--all", action="store_true", help="every plan, archived ones too")
        parser.add_argument("--format", choices=tuple(WRITERS), default="text")

    def handle(self, *args: Any, plans: list[str], **options: Any) -> None:
        proofs = {row.slug: verify(row.pk) for row in chosen(plans, options["all"])}
        self.stdout.write(WRITERS[options["format"]](proofs))
        if not all(proof.holds for proof in proofs.values()):
            sys.exit(1)


def chosen(slugs: list[str], everything: bool) -> Iterable[models.Plan]:
    if bool(slugs) == everything:
        known = ", ".join(models.Plan.objects.order_by("slug").values_list("slug", flat=True)[:10])
        there = f"there are: {known}" if known else "begin one with manage.py new_plan"
        raise wrong_usage(f"name plans by their slugs, or say --all; {there}")
    if everything:
        return models.Plan.objects.order_by("slug")
    return [plan_row(slug) for slug in dict.fromkeys(slugs)]


def as_text(proofs: Proofs) -> str:
    return "\n".join(
        f"{slug}: {line}" if len(proofs) > 1 else line
        for slug, proof in proofs.items()
        for line in _lines(proof)
    )


def as_json(proofs: Proofs) -> str:
    said = [{"plan": slug, **_said(proof)} for slug, proof in proofs.items()]
    return json.dumps(said, ensure_ascii=False, indent=2)


WRITERS = {"text": as_text, "json": as_json}


def _lines(proof: Proof) -> Iterator[str]:
    for problem in proof.problems[:MOST]:
        yield str(problem)
    if len(proof.problems) > MOST:
        yield f"and {len(proof.problems) - MOST:,} more; --format json has them all"
    for remark in proof.remarks:
        yield f"note: {remark}"
    counts = ", ".join(_counted(getattr(proof, name), name) for name in COUNTED)
    yield f"{counts}: {_sum(proof)}"


def _sum(proof: Proof) -> str:
    if proof.holds:
        return "all as they were written"
    return f"{_counted(len(proof.problems), 'problems')}, first {proof.problems[0].where}"


def _counted(count: int, names: str) -> str:
    return f"{count:,} {names.removesuffix('s') if count == 1 else names}"


def _said(proof: Proof) -> dict[str, Any]:
    return {
        "holds": proof.holds,
        **{name: getattr(proof, name) for name in COUNTED},
        "problems": [{"where": each.where, "what": each.what} for each in proof.problems],
        "remarks": list(proof.remarks),
    }
