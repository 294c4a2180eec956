"""``api_style.md``: the decision on API style with its conventions and exceptions, and the others."""

import re
from collections.abc import Iterator

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import API_STYLE
from planning.plan.artifacts.document import document, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import Decision, Guardrail, InputDocument, Service

_CONVENTIONS = (
    "versioning",
    "errors",
    "pagination",
    "idempotency",
    "naming",
    "deprecation",
    "timeouts",
)
# A line that opens with the convention's name, however it is marked up: "- **Errors**: …".
_OPENING = re.compile(r"[\s>*#_-]*(\w+)[*_]*(?::|\s[–—-]\s)[\s*_]*(.*)")


def write(frame: Frame) -> str:
    return document(frame, API_STYLE, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    decisions = frame.plan.of(Decision)
    on_style = [d for d in decisions if d.topic == "api_style"]
    yield md.heading(2, Inline("The decision"))
    if not on_style:
        yield nothing(frame, "no decision on API style", "SV-05")
    for decision in on_style:
        yield from _decision(frame, decision)
    yield from _conventions(frame, on_style)
    yield from _exceptions(frame)
    yield from _others(frame, [d for d in decisions if d.topic != "api_style"])


def _decision(frame: Frame, d: Decision) -> Iterator[str]:
    yield md.heading(3, cells.defined(frame, d))
    yield md.facts(
        (
            ("Status", cells.word(d.status)),
            ("Date", cells.day(d.decided_on)),
            ("Deciders", cells.person(frame, d.deciders)),
            ("Topic", cells.word(d.topic)),
            *((("Style", cells.word(d.style)),) if d.topic == "api_style" else ()),
            ("Architecture directive cited", _directives(frame, d)),
            ("Applies to", cells.codes(frame, frame.plan.targets(d.code, "applies_to"))),
            ("Supersedes", cells.codes(frame, frame.plan.targets(d.code, "supersedes"))),
            ("Requirements", cells.requirements(frame, d.code)),
        )
    )
    for label, text in (
        ("Drivers", d.drivers),
        ("Options", d.options),
        ("Decision", d.decision),
        ("Consequences", d.consequences),
    ):
        yield md.heading(4, Inline(label))
        yield cells.prose(frame, text)


def _directives(frame: Frame, d: Decision) -> Inline:
    """The architecture documents and guardrails that the decision cites."""
    cited = (frame.plan.by_code.get(code) for code in frame.plan.targets(d.code, "cites"))
    return cells.joined(
        cells.named(frame, element.code)
        for element in cited
        if isinstance(element, Guardrail | InputDocument)
    )


def _conventions(frame: Frame, decisions: list[Decision]) -> Iterator[str]:
    yield md.heading(2, Inline("Conventions"))
    stated = [d for d in decisions if d.status in ("accepted", "proposed", "")]
    if not stated:
        yield nothing(frame, "no convention", "SV-13", "SV-05")
    for d in stated:
        found = _by_convention(d.conventions)
        yield f"Of {cells.named(frame, d.code)}:"
        rows = ((Inline(name), cells.said(frame, found.get(name, ""))) for name in _CONVENTIONS)
        yield md.table(("convention", "what holds"), rows)
        if found.get(""):
            yield f"Beyond these:\n\n{cells.prose(frame, found[''])}"
    if stated:
        yield f"A convention without a word is not decided yet. {_on_silence(frame)}".strip()


def _on_silence(frame: Frame) -> str:
    rule = "SV-13"
    return f"See {frame.rule(rule)}." if rule in frame.rules_by_id else ""


def _by_convention(conventions: str) -> dict[str, str]:
    """What is said of each convention; under ``""`` the lines that open with none."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in conventions.splitlines():
        opening = _OPENING.fullmatch(line)
        if opening and opening[1].casefold() in _CONVENTIONS:
            name, line = opening[1].casefold(), opening[2]
        elif not line.strip():
            name = ""
        found.setdefault(name, []).append(line)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def _exceptions(frame: Frame) -> Iterator[str]:
    decided = {
        d.style
        for d in frame.plan.of(Decision)
        if d.topic == "api_style" and d.status == "accepted"
    } - {""}
    rows = (
        (cells.named(frame, s.code), cells.word(s.style), _decisions_on(frame, s))
        for s in frame.plan.of(Service)
        if decided and s.style and s.style not in decided
    )
    otherwise = (
        none("No service departs from the decided style.")
        if decided
        else nothing(frame, "no accepted decision that a service could depart from", "SV-05")
    )
    yield from section(frame, "Exceptions", ("service", "style", "decision"), rows, otherwise)


def _decisions_on(frame: Frame, service: Service) -> Inline:
    sources = frame.plan.sources(service.code, "applies_to")
    return cells.codes(frame, (code for code in sources if frame.plan.get(code, Decision)))


def _others(frame: Frame, decisions: list[Decision]) -> Iterator[str]:
    yield md.heading(2, Inline("Other decisions"))
    if not decisions:
        yield none("No other decision has been recorded.")
    for decision in decisions:
        yield from _decision(frame, decision)
        if decision.conventions:
            yield md.heading(4, Inline("Conventions"))
            yield cells.prose(frame, decision.conventions)
