"""Rules on what this track needs from others."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import BuildStep, Dependency
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
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
    "DE-02",
    "contradiction",
    "warning",
    "backend",
    title="A dependency comes too late",
    why="A step that starts before what it needs will wait.",
    fix="Agree on an earlier date, move the step, or settle the dependency.",
)
def late_dependency(plan: Plan, on: date) -> Iterator[Hit]:
    for dependency in plan.of(Dependency):
        due = dependency.due
        if due is None or dependency.status == "provided" or not_needed(dependency):
            continue
        starting = [s for s in _needing(plan, dependency) if s.starts_on and s.starts_on < due]
        if starting:
            yield Hit(
                element=dependency.code,
                field="due",
                message=f"{dependency.code} is due on {due}, after the start of {listed(starting)}.",
            )
        if due < on:
            yield Hit(
                element=dependency.code,
                field="due",
                about="past",
                message=f"{dependency.code} was due on {due} and is not provided.",
            )


def _needing(plan: Plan, dependency: Dependency) -> list[BuildStep]:
    """The steps, not done yet, that need a dependency."""
    steps = (plan.get(code, BuildStep) for code in plan.sources(dependency.code, "needs"))
    return [step for step in steps if step and step.status != "done"]


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


@rule(
    "DE-04",
    "contradiction",
    "error",
    "backend",
    title="A step needs what was declined",
    why="The other track said no; the step cannot be done as planned.",
    fix="Plan the step without it, or agree on something else.",
)
def declined_dependency(plan: Plan, on: date) -> Iterator[Hit]:
    for dependency in plan.of(Dependency):
        needing = _needing(plan, dependency)
        if dependency.status == "declined" and needing:
            yield Hit(
                element=dependency.code,
                field="status",
                message=f"{dependency.code} is declined, and still needed by {listed(needing)}.",
            )


@rule(
    "DE-05",
    "missing",
    "warning",
    "backend",
    title="A required input is not asked for",
    why="The directive names service mesh, DNS and authentication providers.",
    fix="Record a dependency on the topic, if only to say that it is not needed.",
)
def unasked_topic(plan: Plan, on: date) -> Iterator[Hit]:
    asked = {dependency.topic for dependency in plan.of(Dependency)}
    for topic in ("service_mesh", "dns", "authentication_provider"):
        if topic not in asked:
            yield Hit(about=topic, message=f"No dependency is on {words(topic)}.")


@rule(
    "DE-06",
    "missing",
    "warning",
    "backend",
    title="What was provided is not written down",
    why="Whoever builds on it has to find it.",
    fix="Say where it is written down.",
)
def unreferenced_dependency(plan: Plan, on: date) -> Iterator[Hit]:
    for dependency in plan.of(Dependency):
        if dependency.status == "provided":
            yield from lacking(dependency, "reference")


def not_needed(dependency: Dependency) -> bool:
    """Whether somebody answered, with a reason, that it is not needed."""
    return dependency.status == "not_needed" and bool(dependency.reason)


DEPENDENCIES: tuple[Rule, ...] = (
    blocking_dependency,
    late_dependency,
    unasked_track,
    declined_dependency,
    unasked_topic,
    unreferenced_dependency,
)
