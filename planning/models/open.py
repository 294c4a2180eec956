"""Rows of the section Open; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import choice, day, flag, line, text
from planning.plan import choices as c


class Question(Kind):
    question = text()
    owner = line()
    due = day()
    blocking = flag()
    status = choice(c.QUESTION_STATUSES)
    answer = text()


class Risk(Kind):
    statement = text()
    likelihood = choice(c.CHANCES)
    impact = choice(c.CHANCES)
    mitigation = text()
    trigger = line()
    owner = line()
    due = day()
    blocking = flag()
    status = choice(c.RISK_STATUSES)
