"""Open: what nobody knows yet, and what may go wrong."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import choice, day, flag, line, text


@dataclass(frozen=True, kw_only=True)
class Question(Element):
    """A question that somebody has to answer."""

    PREFIX: ClassVar = "QU"
    PLURAL: ClassVar = "questions"
    NORMATIVE: ClassVar = ("question", "answer")

    question: str = text()
    owner: str = line()
    due: date | None = day()
    blocking: bool = flag("The plan is not ready without an answer")
    status: str = choice(c.QUESTION_STATUSES)
    answer: str = text()


@dataclass(frozen=True, kw_only=True)
class Risk(Element):
    """What may go wrong, and what is done about it."""

    PREFIX: ClassVar = "RK"
    PLURAL: ClassVar = "risks"
    NORMATIVE: ClassVar = ("statement", "likelihood", "impact", "mitigation")

    statement: str = text()
    likelihood: str = choice(c.CHANCES)
    impact: str = choice(c.CHANCES)
    mitigation: str = text()
    trigger: str = line("The sign that it is happening")
    owner: str = line()
    due: date | None = day()
    blocking: bool = flag()
    status: str = choice(c.RISK_STATUSES)
