"""Rows of the section Quality; meaning and hints stand with the dataclasses."""

from planning.models.element import Kind
from planning.models.fields import choice, line, text
from planning.plan import choices as c


class ChecklistItem(Kind):
    theme = choice(c.CHECKLIST_THEMES)
    statement = text()
    command = line()
    threshold = line()
    evidence = line()
    signal = choice(c.SIGNALS)
    redaction = line()
    status = choice(c.ITEM_STATUSES)
    reason = line()
    owner = line()
