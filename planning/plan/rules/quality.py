"""Rules on the quality checklist."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import ChecklistItem
from planning.plan.findings import Hit, Rule, rule
from planning.plan.value import Plan

_ASKED_FOR = (
    ("coding_standard", "coding standard", ("coding_standard",)),
    ("lint", "lint", ("lint",)),
    ("test", "test", ("unit_test", "integration_test", "contract_test")),
    ("observability", "observability", ("observability",)),
)


@rule(
    "QC-01",
    "missing",
    "error",
    "backend",
    title="The quality checklist has a gap",
    why="The directive asks for coding standards, lint and test tooling, and observability.",
    fix="Add an item, or one that does not apply and why.",
    standards=("TEST-BACK",),
)
def checklist_gap(plan: Plan, on: date) -> Iterator[Hit]:
    themes = {
        item.theme
        for item in plan.of(ChecklistItem)
        if item.status != "not_applicable" or item.reason
    }
    for about, said, asked in _ASKED_FOR:
        if themes.isdisjoint(asked):
            yield Hit(about=about, message=f"The checklist has no {said} item.")


QUALITY: tuple[Rule, ...] = (checklist_gap,)
