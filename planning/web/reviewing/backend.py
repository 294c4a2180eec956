"""What a backend lead needs to see before confirming the whole plan: counts, and what is open."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from planning.kinds import KINDS, SECTIONS, Kind, Section
from planning.plan.elements import Dependency, Element, Question, Risk
from planning.plan.findings import Finding
from planning.plan.readiness import Point, readiness
from planning.plan.signatures import NOT_ASKED
from planning.plan.value import Plan
from planning.web.reviewing.compared import State, compared
from planning.web.reviewing.security import SETTLED

_CLOSED: dict[type[Element], tuple[str, ...]] = {
    Dependency: SETTLED,
    Question: ("answered",),
    Risk: ("accepted", "closed"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many elements of a kind there are, and how many came, changed and went."""

    kind: Kind
    total: int
    added: int
    changed: int
    removed: int

    @property
    def differs(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class SectionTally:
    """The kinds of a section that the plan has or had; ``unchanged`` counts elements."""

    section: Section
    kinds: tuple[Tally, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class BackendPanels:
    """``first`` says that nobody confirmed before: then nothing counts as added."""

    first: bool
    sections: tuple[SectionTally, ...]
    links: tuple[int, int, int]
    blocking: tuple[Element, ...]
    criteria: tuple[Point, ...]
    verification: tuple[Point, ...]


def panels(
    before: Plan | None, after: Plan, on: date, findings: tuple[Finding, ...]
) -> BackendPanels:
    """The plan beside the one of the lead's last decision; ``findings`` are those of ``after``."""
    stands = readiness(after, findings, NOT_ASKED, on)
    tallies = [_tally(before, after, kind) for kind in KINDS]
    return BackendPanels(
        first=before is None,
        sections=tuple(_section(section, tallies) for section in SECTIONS),
        links=_links(before, after),
        blocking=tuple(_blocking(after)),
        criteria=stands.criteria,
        verification=stands.verification,
    )


def _tally(before: Plan | None, after: Plan, kind: Kind) -> Tally:
    states = Counter[State](each.state for each in compared(before, after, kind.element, "backend"))
    total = len(after.of(kind.element))
    return Tally(kind, total, states["new"], states["changed"], states["gone"])


def _section(section: Section, tallies: list[Tally]) -> SectionTally:
    ours = [tally for tally in tallies if tally.kind.section == section.slug]
    return SectionTally(
        section,
        tuple(tally for tally in ours if tally.total or tally.removed),
        sum(tally.total - tally.added - tally.changed for tally in ours),
    )


def _links(before: Plan | None, after: Plan) -> tuple[int, int, int]:
    """How many links there are, how many came and how many went."""
    now = {link.key for link in after.links}
    was = {link.key for link in before.links} if before else now
    return len(now), len(now - was), len(was - now)


def _blocking(plan: Plan) -> list[Element]:
    """Dependencies, questions and risks that stop the work and are still open."""
    return [
        element
        for kind, closed in _CLOSED.items()
        for element in plan.of(kind)
        if getattr(element, "blocking", False) and getattr(element, "status", "") not in closed
    ]
