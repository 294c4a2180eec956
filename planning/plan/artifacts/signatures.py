"""The table of signatures, as the README and the readiness report show it."""

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.document import none
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.signatures import Signature

_HEADERS = (
    "scope",
    "person",
    "role",
    "decision",
    "meaning",
    "time and offset",
    "baseline",
    "scope digest",
    "current",
)


def table(frame: Frame) -> str:
    """Every decision of a lead, in the order in which they were made."""
    rows = [_row(frame, signature) for signature in frame.review.signatures]
    return md.table(_HEADERS, rows) if rows else none("Nobody has signed yet.")


def _row(frame: Frame, s: Signature) -> tuple[Inline, ...]:
    stale = cells.joined((Inline("stale"), cells.said(frame, s.stale_because)), ": ")
    return (
        Inline(s.scope),
        cells.person(frame, s.person),
        cells.word(s.role),
        cells.word(s.decision),
        cells.said(frame, s.meaning),
        md.inline(s.at),
        md.inline(s.baseline),
        md.code(s.digest),
        Inline("current") if s.current else stale,
    )
