"""Rules on what this track needs from others."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import Dependency
from planning.plan.findings import Hit, Rule, rule
from planning.plan.value import Plan

_ASKED_FOR = ("database", "security", "networking")


@rule(
    "DE-01",
    "missing",
    "error",
    "backend",
    title="A blocking dependency is nobody's",
    why="Work stops without it, and nobody is after it, by a day, for a thing.",
    fix="Name an owner on either side, a date and a topic.",
)
def blocking_dependency(plan: Plan, on: date) -> Iterator[Hit]:
    for dependency in plan.of(Dependency):
        if not dependency.blocking or dependency.status == "provided" or not_needed(dependency):
            continue
        for field, said, held in (
            ("owner_here", "owner", dependency.owner_here or dependency.owner_there),
            ("due", "date", dependency.due),
            ("topic", "topic", dependency.topic),
        ):
            if not held:
                yield Hit(
                    element=dependency.code,
                    field=field,
                    message=f"{dependency.code} is blocking and has no {said}.",
                )


@rule(
    "DE-03",
    "missing",
    "error",
    "backend",
    title="A track is not asked",
    why="The directive asks for the dependencies on database, security and networking.",
    fix="Record a dependency on the track, or one that is not needed and why.",
)
def unasked_track(plan: Plan, on: date) -> Iterator[Hit]:
    asked = {d.track for d in plan.of(Dependency) if d.status != "not_needed" or d.reason}
    for track in _ASKED_FOR:
        if track not in asked:
            yield Hit(about=track, message=f"No dependency on the {track} track is recorded.")


def not_needed(dependency: Dependency) -> bool:
    """Whether somebody answered, with a reason, that it is not needed."""
    return dependency.status == "not_needed" and bool(dependency.reason)


DEPENDENCIES: tuple[Rule, ...] = (blocking_dependency, unasked_track)
