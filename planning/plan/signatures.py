"""What reviewers have said of a plan, as far as readiness and the artifacts need it."""

from dataclasses import dataclass
from typing import Literal

State = Literal["draft", "in_review", "confirmed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A decision of a lead on one scope of one baseline; ``at`` is ISO 8601 with offset."""

    scope: str
    role: str
    person: str
    decision: Literal["signed", "changes_requested", "not_applicable", "withdrawn"]
    meaning: str
    at: str
    baseline: str
    digest: str
    current: bool
    stale_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where the review of a plan stands; ``baseline`` is the name of the latest one."""

    state: State = "draft"
    baseline: str = ""
    baseline_at: str = ""
    signatures: tuple[Signature, ...] = ()


NOT_ASKED = Review()
