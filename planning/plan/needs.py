"""What this track needs from others: in which order it is looked at, and how it is answered."""

from collections.abc import Mapping

from planning.plan.elements import Dependency
from planning.plan.order import natural
from planning.plan.value import Plan

UNANSWERED = ("", "open", "requested")
SETTLED = ("provided", "declined", "not_needed")

ANSWERS: Mapping[str, str] = {
    "acknowledged": "",
    "provided": "reference",
    "declined": "reason",
    "not_needed": "reason",
}
"""The answers that a track can give, each with the field that it has to state."""


def needed(plan: Plan) -> tuple[Dependency, ...]:
    """Everything that is not an offer, what is due first in front, what has no date last."""
    found = [each for each in plan.of(Dependency) if each.direction != "offers"]
    found.sort(key=lambda each: (each.due is None, each.due, natural(each.code)))
    return tuple(found)


def answered(status: str, said: Mapping[str, str]) -> dict[str, str]:
    """The fields of an answer; ``answer`` is left alone where nothing is said of it.

    What belongs to another answer becomes blank: the reference of something that is declined now
    would mislead whoever builds. The history keeps it.
    """
    own = ANSWERS[status]
    stated = {name: said[name] if name == own else "" for name in ("reason", "reference")}
    text = {"answer": said["answer"]} if "answer" in said else {}
    return {"status": status, **stated, **text}
