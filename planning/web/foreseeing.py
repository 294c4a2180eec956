"""What the guardrails would find once an import is applied, beside what they find now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planning.plan import rules
from planning.plan.findings import SEVERITIES, Finding, Nature
from planning.plan.value import Plan
from planning.web.access import Access
from planning.web.found import ORDER
from planning.web.panels import counted

MOST = 60
"""Findings that a list shows; a plan lists all of its own on their page."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, and what its element is called by then."""

    finding: Finding
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that come or go, the gravest first: those that are shown, and how many more."""

    title: str
    told: tuple[Told, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.told) + self.more


@dataclass(frozen=True, slots=True)
class Foreseen:
    """``groups`` are what comes and what goes; ``tallies`` nature, how many now, and then.

    Waived findings do not count.
    """

    groups: tuple[Group, ...]
    tallies: tuple[tuple[Nature, int, int], ...]


def foresee(access: Access, plan: Plan) -> Foreseen:
    """The findings of the plan as it would be, held against those of the plan as it is."""
    now = counted(access.findings)
    then = now if plan is access.plan else counted(rules.check(plan, access.on))
    known, kept = {f.identity for f in now}, {f.identity for f in then}
    before, after = (Counter(f.nature for f in found) for found in (now, then))
    new = _group("New", (f for f in then if f.identity not in known), plan)
    gone = _group("Not found any more", (f for f in now if f.identity not in kept), access.plan)
    return Foreseen(
        tuple(group for group in (new, gone) if group.count),
        tuple((each, before[each], after[each]) for each in ORDER),
    )


def _group(title: str, findings: Iterable[Finding], plan: Plan) -> Group:
    found = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    return Group(
        title, tuple(Told(f, _name(plan, f)) for f in found[:MOST]), max(0, len(found) - MOST)
    )


def _name(plan: Plan, finding: Finding) -> str:
    element = plan.by_code.get(finding.element)
    return element.name if element else ""
