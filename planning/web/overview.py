"""What the overview says of a plan: findings grouped, dependencies by track, what happened."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from planning import models
from planning.kinds import BY_NAME, SECTIONS, Kind, Section, in_section
from planning.plan import choices
from planning.plan.elements import Dependency, DirectiveStep, DirectiveTask
from planning.plan.findings import Finding, Nature
from planning.plan.needs import SETTLED
from planning.plan.order import natural
from planning.plan.readiness import Point, Step, Task
from planning.plan.rights import may_write
from planning.store.errors import Missing
from planning.store.names import names as names_of
from planning.web.access import Access
from planning.web.panels import section_of

SHOWN = 20
"""How many findings of one section and nature are listed; their own page lists them all."""
NATURES: tuple[Nature, ...] = ("contradiction", "missing", "smell")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one nature in one section."""

    section: Section
    findings: tuple[Finding, ...]
    more: int


@dataclass(frozen=True, slots=True)
class OfNature:
    """Findings of one nature, by section in the order of the navigation."""

    nature: Nature
    count: int
    groups: tuple[Group, ...]


def findings(access: Access) -> tuple[OfNature, ...]:
    """Contradictions, to-dos and smells that are not waived, apart from each other."""
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in access.readiness.findings:
        found[finding.nature, section_of(access.plan, finding)].append(finding)
    return tuple(_of_nature(nature, found) for nature in NATURES)


def _of_nature(nature: Nature, found: Mapping[tuple[str, str], list[Finding]]) -> OfNature:
    held = [(section, found[nature, section.slug]) for section in SECTIONS]
    groups = tuple(
        Group(section, tuple(listed[:SHOWN]), max(0, len(listed) - SHOWN))
        for section, listed in held
        if listed
    )
    return OfNature(nature, sum(len(listed) for _, listed in held), groups)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of the directive with where it stands, and whether this person may say so."""

    element: DirectiveStep
    state: Step
    findings: tuple[Finding, ...]
    writable: bool

    @property
    def evidence(self) -> tuple[str, ...]:
        """Codes of the elements that prove it; the files stand in ``element.artifacts``."""
        return self.state.evidence[len(self.element.artifacts) :]


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task of the directive on the path, with its steps."""

    element: DirectiveTask
    steps: tuple[ShownStep, ...]
    evidence: tuple[Point, ...]
    settled: int
    complete: bool
    writable: bool


def path(access: Access) -> tuple[ShownTask, ...]:
    """The tasks of the directive in order, each with its steps."""
    return tuple(_task(access, task) for task in access.readiness.tasks)


def task(access: Access, code: str) -> ShownTask:
    """One task of the directive; raises ``Missing``."""
    for held in access.readiness.tasks:
        if held.code == code:
            return _task(access, held)
    raise Missing(f"no task {code} of the directive")


def step(access: Access, code: str) -> ShownStep:
    """One step of the directive; raises ``Missing`` where no task holds it."""
    for held in access.readiness.tasks:
        for each in held.steps:
            if each.code == code:
                return _step(access, each)
    raise Missing(f"no step {code} of the directive")


def _task(access: Access, held: Task) -> ShownTask:
    element = access.plan.by_code[held.code]
    assert isinstance(element, DirectiveTask)
    steps = tuple(_step(access, each) for each in held.steps)
    writable = may_write(access.actor, "DirectiveTask", {"status"}, {})
    return ShownTask(element, steps, held.evidence, held.settled, held.complete, writable)


def _step(access: Access, held: Step) -> ShownStep:
    element = access.plan.by_code[held.code]
    assert isinstance(element, DirectiveStep)
    # That an open step is open needs no finding beside it.
    unsaid = "DI-01" if held.state == "open" else ""
    about = tuple(
        f for f in access.readiness.findings if f.element == held.code and f.rule != unsaid
    )
    writable = may_write(access.actor, "DirectiveStep", {"status"}, {})
    return ShownStep(element, held, about, writable)


def open_dependencies(access: Access) -> tuple[tuple[str, tuple[Dependency, ...]], ...]:
    """Dependencies that are not settled, by track, those needed first in front."""
    found = [each for each in access.plan.of(Dependency) if each.status not in SETTLED]
    found.sort(key=lambda each: (each.due is None, each.due, natural(each.code)))
    tracks = {each.track for each in found}
    return tuple(
        (track, tuple(each for each in found if each.track == track))
        for track in (*choices.DEPENDENCY_TRACKS, "")
        if track in tracks
    )


def counts(access: Access) -> tuple[tuple[Section, tuple[tuple[Kind, int], ...]], ...]:
    """How many elements there are of each kind, by section."""
    return tuple(
        (
            section,
            tuple((kind, len(access.plan.of(kind.element))) for kind in in_section(section.slug)),
        )
        for section in SECTIONS
        if section.slug != "directive"
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """One action of a person: ``what`` in words, ``code`` where it was about one element."""

    at: datetime
    who: str
    what: str
    code: str = ""


def lately(access: Access, limit: int = 10) -> tuple[Happened, ...]:
    """The last actions on the plan, latest first; people by their display names."""
    history = models.Change.objects.filter(plan=access.row)
    actions = list(
        history.values("batch", "person", "cause", "at")
        .annotate(last=Max("number"), count=Count("pk"))
        .order_by("-last")[:limit]
    )
    names = names_of(action["person"] for action in actions)
    changes = _changes(access, [action["batch"] for action in actions if action["count"] <= 200])
    return tuple(_happened(action, names, changes.get(action["batch"], [])) for action in actions)


def _changes(access: Access, batches: list[str]) -> dict[str, list[models.Change]]:
    found: dict[str, list[models.Change]] = defaultdict(list)
    for change in models.Change.objects.filter(plan=access.row, batch__in=batches):
        found[change.batch].append(change)
    return found


def _happened(
    action: Mapping[str, object], names: Mapping[str, str], changes: list[models.Change]
) -> Happened:
    who = names[str(action["person"])]
    codes = {change.code for change in changes}
    code = codes.pop() if len(codes) == 1 else ""
    what = str(action["cause"]) or _summary(changes) or f"made {action['count']} changes"
    return Happened(action["at"], who, what, code)  # type: ignore[arg-type]


_FOLLOWS = {"status": ("ticked_by", "ticked_on")}
"""Fields that the server sets with another: whoever reads of that one knows of them."""

_DONE = {
    "create": "added",
    "update": "changed",
    "delete": "deleted",
    "link": "linked",
    "confirm": "confirmed links",
    "unlink": "unlinked",
    "plan": "changed facts of the plan",
    "baseline": "asked for review",
    "sign_off": "decided",
}


def _summary(changes: list[models.Change]) -> str:
    if len(changes) == 1 and changes[0].action == "update":
        return f"changed {_fields(changes[0])} of"
    tally = Counter((_action(change), change.element_kind) for change in changes)
    return ", ".join(_counted(action, kind, number) for (action, kind), number in tally.items())


def _action(change: models.Change) -> str:
    """What was done; a link that was there before it was tied was confirmed."""
    return "confirm" if change.action == "link" and change.before else change.action


def _counted(action: str, kind: str, number: int) -> str:
    if kind not in BY_NAME:
        return _DONE[action]
    titles = BY_NAME[kind].title if number == 1 else BY_NAME[kind].titles
    return f"{_DONE[action]} {number if number > 1 else ''} {titles.lower()}".replace("  ", " ")


def _fields(change: models.Change) -> str:
    before, after = json.loads(change.before), json.loads(change.after)
    kind = BY_NAME[change.element_kind]
    known = [name for name in kind.facts if before.get(name) != after.get(name)]
    unsaid = {name for changed in known for name in _FOLLOWS.get(changed, ())}
    said = [kind.facts[name].label.lower() for name in known if name not in unsaid]
    return ", ".join(said) or "nothing"
