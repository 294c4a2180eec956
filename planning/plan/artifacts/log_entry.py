"""Our entry in the shared log of test results, between markers that tell it from all others."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.document import date_and_time, none
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.artifacts.open_points import open_dependencies
from planning.plan.canonical import digest
from planning.plan.elements import Risk

DRAFT = "draft"


def markers(frame: Frame) -> tuple[str, str]:
    """The lines that open and close the entry: one pair per baseline, and one for the draft."""
    key = f"{_marked(tag(frame))}:{_marked(frame.baseline) or DRAFT}"
    return f"<!-- groundplan:{key} -->", f"<!-- /groundplan:{key} -->"


def tag(frame: Frame) -> str:
    """The directive's tag; where it names none, the plan's slug."""
    return frame.plan.log_tag or frame.plan.slug or "plan"


def write(frame: Frame, files: Mapping[str, str], folder: str, log_path: str) -> str:
    """The entry with its markers, LF, a final line end; ``files`` are those of the bundle."""
    way = posixpath.relpath(folder, posixpath.dirname(log_path) or ".")
    linked = replace(frame, links_from=f"{quote(way)}/")
    opening, closing = markers(frame)
    blocks = [block for block in _blocks(linked, files) if block]
    return "\n\n".join([opening, *blocks, closing]) + "\n"


def _blocks(frame: Frame, files: Mapping[str, str]) -> Iterator[str]:
    which = f"baseline {md.inline(frame.baseline)}" if frame.baseline else "draft"
    yield md.heading(2, Inline(f"{md.inline(tag(frame))}: planning readiness, {which}"))
    yield md.facts(_about(frame))
    yield md.bullets(md.inline(reason, frame.linked_to_rules) for reason in frame.readiness.reasons)
    yield "Open dependencies:"
    yield _dependencies(frame)
    yield "Outstanding risks:"
    yield _risks(frame)
    yield "Signatures:"
    yield _signatures(frame)
    yield "Artifacts:"
    rows = (
        (md.link(md.inline(name), frame.links_from + name), md.code(digest(text)))
        for name, text in files.items()
    )
    yield md.table(("file", "SHA-256"), rows)


def _about(frame: Frame) -> Iterator[tuple[str, Inline]]:
    date, time = date_and_time(frame.moment or frame.plan.dated)
    state = frame.readiness
    errors = sum(f.severity == "error" for f in frame.findings if not f.waived)
    warnings = sum(f.severity == "warning" for f in frame.findings if not f.waived)
    yield "Date", md.inline(date)
    yield "Time", md.inline(time)
    yield "Scope", cells.said(frame, frame.plan.scope_statement or frame.plan.subject)
    yield "Verdict", Inline(f"{md.inline(state.spoken)} on {frame.on.isoformat()}")
    yield "Errors", Inline(str(errors))
    yield "Warnings", Inline(str(warnings))
    yield "Waived", Inline(str(sum(f.waived for f in frame.findings)))


def _dependencies(frame: Frame) -> str:
    rows = [
        (
            cells.code(frame, d.code),
            cells.word(d.topic),
            cells.word(d.track),
            cells.day(d.due),
            cells.person(frame, d.owner_there),
            cells.flag(d.blocking),
        )
        for d in open_dependencies(frame)
    ]
    headers = ("code", "topic", "track", "needed by", "owner", "blocking")
    return md.table(headers, rows) if rows else none("None.")


def _risks(frame: Frame) -> str:
    rows = [
        (
            cells.code(frame, r.code),
            cells.said(frame, r.statement),
            cells.joined((cells.word(r.likelihood), cells.word(r.impact)), " × "),
            cells.person(frame, r.owner),
            cells.flag(r.blocking),
        )
        for r in frame.plan.of(Risk)
        if r.status != "closed"
    ]
    headers = ("code", "risk", "likelihood × impact", "owner", "blocking")
    return md.table(headers, rows) if rows else none("None.")


def _signatures(frame: Frame) -> str:
    rows = [
        (
            Inline(s.scope),
            cells.person(frame, s.person),
            cells.word(s.decision),
            md.inline(s.at),
            md.inline(s.baseline),
            Inline("current" if s.current else "stale"),
        )
        for s in frame.review.signatures
    ]
    headers = ("scope", "person", "decision", "time and offset", "baseline", "current")
    return md.table(headers, rows) if rows else none("Nobody has signed yet.")


def _marked(name: str) -> str:
    """A name as it may stand in an HTML comment."""
    return re.sub(r"[^\w.]+", "-", name).strip("-.")
