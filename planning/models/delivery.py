"""Rows of the section Delivery; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import choice, day, flag, integer, line, reference, text
from planning.plan import choices as c


class BuildPhase(Kind):
    goal = text()
    exit_criterion = text()
    starts_on = day()
    ends_on = day()


class BuildTask(Kind):
    phase = reference("BuildPhase")
    goal = text()


class BuildStep(Kind):
    task = reference("BuildTask")
    area = choice(c.STEP_AREAS)
    owner = line()
    estimate = integer()
    starts_on = day()
    ends_on = day()
    done_condition = text()
    verify_command = line()
    status = choice(c.STEP_STATUSES)


class TestHarness(Kind):
    level = choice(c.TEST_LEVELS)
    subject = line()
    tool = line()
    data_source = choice(c.TEST_DATA_SOURCES)
    coverage_target = line()


class Dependency(Kind):
    track = choice(c.DEPENDENCY_TRACKS)
    direction = choice(c.DEPENDENCY_DIRECTIONS)
    topic = choice(c.DEPENDENCY_TOPICS)
    what = text()
    status = choice(c.DEPENDENCY_STATUSES)
    reason = line()
    owner_here = line()
    owner_there = line()
    due = day()
    blocking = flag()
    assumption = line()
    answer = text()
    reference = line()
