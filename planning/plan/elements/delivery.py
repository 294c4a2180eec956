"""Delivery: the Phase → Task → Step plan, its tests, and what other tracks have to give."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import choice, day, flag, integer, line, reference, text


@dataclass(frozen=True, kw_only=True)
class BuildPhase(Element):
    """A phase of the build, left by its exit criterion."""

    PREFIX: ClassVar = "PH"
    PLURAL: ClassVar = "build_phases"
    NORMATIVE: ClassVar = ("name", "goal", "exit_criterion")

    goal: str = text()
    exit_criterion: str = text()
    starts_on: date | None = day()
    ends_on: date | None = day()


@dataclass(frozen=True, kw_only=True)
class BuildTask(Element):
    """A task of a phase."""

    PREFIX: ClassVar = "TK"
    PLURAL: ClassVar = "build_tasks"
    PARENT: ClassVar = "phase"
    NORMATIVE: ClassVar = ("name", "goal")

    phase: str = reference("BuildPhase")
    goal: str = text()


@dataclass(frozen=True, kw_only=True)
class BuildStep(Element):
    """A step that one person can finish and a command can verify; ``estimate`` is in minutes."""

    PREFIX: ClassVar = "ST"
    PLURAL: ClassVar = "build_steps"
    PARENT: ClassVar = "task"
    NORMATIVE: ClassVar = ("name", "area", "done_condition", "verify_command")

    task: str = reference("BuildTask")
    area: str = choice(c.STEP_AREAS)
    owner: str = line()
    estimate: int | None = integer(unit="minutes")
    starts_on: date | None = day()
    ends_on: date | None = day()
    done_condition: str = text()
    verify_command: str = line()
    status: str = choice(c.STEP_STATUSES)


@dataclass(frozen=True, kw_only=True)
class TestHarness(Element):
    """How something is tested, and on which data."""

    __test__: ClassVar = False  # or pytest takes it for a test class

    PREFIX: ClassVar = "TH"
    PLURAL: ClassVar = "test_harnesses"
    NORMATIVE: ClassVar = ("level", "subject", "tool", "data_source", "coverage_target")

    level: str = choice(c.TEST_LEVELS)
    subject: str = line()
    tool: str = line()
    data_source: str = choice(c.TEST_DATA_SOURCES)
    coverage_target: str = line()


@dataclass(frozen=True, kw_only=True)
class Dependency(Element):
    """What this track needs from another, or offers to it."""

    PREFIX: ClassVar = "DP"
    PLURAL: ClassVar = "dependencies"
    NORMATIVE: ClassVar = ("track", "direction", "topic", "what", "blocking")

    track: str = choice(c.DEPENDENCY_TRACKS)
    direction: str = choice(c.DEPENDENCY_DIRECTIONS)
    topic: str = choice(c.DEPENDENCY_TOPICS)
    what: str = text("Exactly what is needed or offered")
    status: str = choice(c.DEPENDENCY_STATUSES)
    reason: str = line("Why it was declined or is not needed")
    owner_here: str = line()
    owner_there: str = line()
    due: date | None = day()
    blocking: bool = flag("Work stops without it")
    assumption: str = line("What we assume until it is provided")
    answer: str = text()
    reference: str = line("Where what was provided is written down")
