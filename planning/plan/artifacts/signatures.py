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
        cells.joined(
            (cells.person(frame, s.person), md.code(s.person_id) if s.person_id else ""), " "
        ),
        cells.joined((cells.word(s.role), Inline("deputy" if s.deputy else ""))),
        cells.joined((cells.word(s.decision), _accepted(frame, s)), "; "),
        cells.joined((cells.said(frame, s.meaning), _stated(frame, s)), "; "),
        md.inline(s.at),
        md.inline(s.baseline),
        md.code(s.digest),
        Inline("current") if s.current else stale,
    )


def _accepted(frame: Frame, s: Signature) -> Inline:
    """Who accepted, and why, that there is nothing to sign."""
    if not s.accepted_by:
        return Inline("")
    why = cells.said(frame, s.accepted_because)
    return cells.joined((Inline(f"accepted by {cells.person(frame, s.accepted_by)}"), why), ": ")


def _stated(frame: Frame, s: Signature) -> Inline:
    """What the signer supplied in their role, and so did not only read."""
    codes = [code for code in s.stated_by_signer.split(", ") if code]
    if not codes:
        return Inline("")
    return Inline(f"stated by the signer: {cells.codes(frame, codes)}")
