"""Directive: the tasks and steps of the directive that this plan carries out."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import choice, day, line, names, reference, text


@dataclass(frozen=True, kw_only=True)
class DirectiveTask(Element):
    """``Task 1.1`` of the directive."""

    PREFIX: ClassVar = "DT"
    PLURAL: ClassVar = "directive_tasks"
    CODE_FROM_OUTSIDE: ClassVar = True
    NORMATIVE: ClassVar = ("name", "number")

    number: str = line("As the directive numbers it, such as 1.1")
    kind: str = line("As the directive calls it, such as Analysis")
    status: str = choice(c.ITEM_STATUSES)


@dataclass(frozen=True, kw_only=True)
class DirectiveStep(Element):
    """A step below a directive task, ticked by a person on evidence."""

    PREFIX: ClassVar = "DK"
    PLURAL: ClassVar = "directive_steps"
    PARENT: ClassVar = "task"
    NORMATIVE: ClassVar = ("text",)

    task: str = reference("DirectiveTask")
    text: str = text()
    status: str = choice(c.ITEM_STATUSES)
    reason: str = line("Why it does not apply")
    artifacts: tuple[str, ...] = names("Exported files that are its evidence")
    ticked_by: str = line()
    ticked_on: date | None = day()
