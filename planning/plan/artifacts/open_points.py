"""What is still open, as the readiness report shows it: dependencies, questions, risks, inputs."""

from collections.abc import Iterator

from planning.plan import elements as e
from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.document import is_open, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline


def open_points(frame: Frame) -> Iterator[str]:
    """Dependencies that are owed, all questions and risks, and inputs that are not simply there."""
    yield from _dependencies(frame)
    yield from _questions(frame)
    yield from _risks(frame)
    yield from _inputs(frame)


def _dependencies(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.named(frame, d.code),
            cells.word(d.topic),
            cells.word(d.track),
            cells.day(d.due),
            cells.person(frame, d.owner_there),
            cells.flag(d.blocking),
            cells.word(d.status),
        )
        for d in open_dependencies(frame)
    )
    headers = ("code", "topic", "track", "needed by", "owner", "blocking", "status")
    otherwise = (
        none("Every dependency is provided or not needed.")
        if frame.plan.of(e.Dependency)
        else nothing(frame, "no dependency", "DE-03")
    )
    yield from section(frame, "Open dependencies", headers, rows, otherwise)


def open_dependencies(frame: Frame) -> list[e.Dependency]:
    """What another track still owes the backend."""
    return [
        d
        for d in frame.plan.of(e.Dependency)
        if d.direction != "offers" and d.status not in ("provided", "not_needed")
    ]


def _questions(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined(frame, q),
            cells.said(frame, q.question),
            cells.codes(frame, frame.plan.targets(q.code, "about")),
            cells.person(frame, q.owner),
            cells.day(q.due),
            cells.flag(q.blocking),
            Inline("open" if is_open(q) else "answered"),
            cells.said(frame, q.answer),
        )
        for q in frame.plan.of(e.Question)
    )
    headers = ("code", "question", "about", "owner", "due", "blocking", "status", "answer")
    yield from section(frame, "Questions", headers, rows, none("Nobody has asked a question."))


def _risks(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined(frame, r),
            cells.said(frame, r.statement),
            cells.codes(frame, frame.plan.targets(r.code, "about")),
            cells.joined((cells.word(r.likelihood), cells.word(r.impact)), " × "),
            cells.said(frame, r.mitigation),
            cells.said(frame, r.trigger),
            cells.joined((cells.person(frame, r.owner), cells.day(r.due))),
            cells.flag(r.blocking),
            cells.word(r.status or "open"),
        )
        for r in frame.plan.of(e.Risk)
    )
    headers = (
        "code",
        "risk",
        "about",
        "likelihood × impact",
        "mitigation",
        "trigger",
        "owner and date",
        "blocking",
        "status",
    )
    yield from section(frame, "Risks", headers, rows, none("No risk has been recorded."))


def _inputs(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.named(frame, d.code),
            md.code(d.path),
            cells.flag(d.required),
            cells.word(d.status or "missing"),
            cells.joined(
                (
                    cells.labelled("out of reach", cells.said(frame, d.out_of_reach_reason)),
                    cells.labelled("out of order", cells.said(frame, d.out_of_order_reason)),
                ),
                "<br>",
            ),
        )
        for d in frame.plan.of(e.InputDocument)
        if d.status != "received" or d.out_of_reach_reason or d.out_of_order_reason
    )
    headers = ("document", "path", "required", "status", "reason")
    otherwise = (
        none("Every input document has been received, in order.")
        if frame.plan.of(e.InputDocument)
        else nothing(frame, "no input document", "guardrails")
    )
    yield from section(
        frame, "Inputs missing, out of reach or out of order", headers, rows, otherwise
    )
