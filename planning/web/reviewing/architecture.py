"""What an architecture lead needs to see of a plan in ten minutes."""

from dataclasses import dataclass
from datetime import date

from planning.plan.elements import BoundedContext, ContextRelation, Decision
from planning.plan.findings import Finding
from planning.plan.value import Plan
from planning.web.reviewing.compared import Change, Compared, Folded, State, compared, folded
from planning.web.reviewing.edges import Reach, edges
from planning.web.reviewing.guardrails import Checked, checked
from planning.web.reviewing.layer_moves import GridRow, Move, grid, moves
from planning.web.reviewing.map_picture import MapPicture, picture


@dataclass(frozen=True, slots=True)
class Related:
    """A relation with what it exposes."""

    element: ContextRelation
    state: State
    changes: tuple[Change, ...]
    exposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with those that it takes the place of."""

    element: Decision
    state: State
    changes: tuple[Change, ...]
    supersedes: tuple[str, ...]

    @property
    def turned(self) -> bool:
        """Whether its status is another one than before."""
        return any(change.name == "status" for change in self.changes)


@dataclass(frozen=True, slots=True)
class ArchitecturePanels:
    """``picture`` is ``None`` where there are no contexts, or too many to draw."""

    picture: MapPicture | None
    relations: Folded[Related]
    edges: Folded[Reach]
    moves: tuple[Move, ...]
    grid: tuple[GridRow, ...]
    decisions: Folded[Decided]
    guardrails: Folded[Checked]


def panels(
    before: Plan | None, after: Plan, on: date, findings: tuple[Finding, ...]
) -> ArchitecturePanels:
    """The plan beside the one of the lead's last decision; ``findings`` are those of ``after``."""
    contexts = compared(before, after, BoundedContext, "architecture")
    relations = compared(before, after, ContextRelation, "architecture", "exposes")
    return ArchitecturePanels(
        picture=picture(contexts, relations),
        relations=folded(_related(before, after, each) for each in relations),
        edges=folded(edges(before, after)),
        moves=moves(before, after),
        grid=grid(before, after, contexts),
        decisions=folded(_decisions(before, after)),
        guardrails=folded(checked(before, after, findings)),
    )


def _related(before: Plan | None, after: Plan, each: Compared[ContextRelation]) -> Related:
    exposes = _side(before, after, each.state).targets(each.element.code, "exposes")
    return Related(each.element, each.state, each.changes, exposes)


def _decisions(before: Plan | None, after: Plan) -> list[Decided]:
    """Those whose status changed first; proposals before what is settled."""
    found = [
        Decided(
            each.element,
            each.state,
            each.changes,
            _side(before, after, each.state).targets(each.element.code, "supersedes"),
        )
        for each in compared(before, after, Decision, "architecture", "supersedes")
    ]
    return sorted(found, key=_settled)


def _settled(decided: Decided) -> tuple[bool, bool]:
    return (not decided.turned, decided.element.status not in ("", "proposed"))


def _side(before: Plan | None, after: Plan, state: State) -> Plan:
    """The plan in which an element stands."""
    return before if before and state == "gone" else after
