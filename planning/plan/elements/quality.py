"""Quality: the checklist that the build is held to."""

from dataclasses import dataclass
from typing import ClassVar

from planning.plan import choices as c
from planning.plan.elements.base import Element
from planning.plan.elements.facts import choice, line, text


@dataclass(frozen=True, kw_only=True)
class ChecklistItem(Element):
    """A coding standard, a tool, a test demand or something to observe."""

    PREFIX: ClassVar = "QC"
    PLURAL: ClassVar = "checklist_items"
    NORMATIVE: ClassVar = ("theme", "statement", "command", "threshold", "signal")

    theme: str = choice(c.CHECKLIST_THEMES)
    statement: str = text()
    command: str = line("The command that checks it")
    threshold: str = line()
    evidence: str = line("What shows that it holds")
    signal: str = choice(c.SIGNALS, "For observability")
    redaction: str = line("What is left out of logs and traces")
    status: str = choice(c.ITEM_STATUSES)
    reason: str = line("Why it does not apply")
    owner: str = line()
