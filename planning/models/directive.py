"""Rows of the section Directive; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import choice, day, items, line, reference, text
from planning.plan import choices as c


class DirectiveTask(Kind):
    number = line()
    kind = line()
    status = choice(c.ITEM_STATUSES)


class DirectiveStep(Kind):
    task = reference("DirectiveTask")
    text = text()
    status = choice(c.ITEM_STATUSES)
    reason = line()
    artifacts = items()
    ticked_by = line()
    ticked_on = day()
