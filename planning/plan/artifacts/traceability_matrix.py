"""``traceability_matrix.md``: requirements, standards, guardrails, controls, and what serves them."""

from collections.abc import Iterator

from planning.plan import elements as e
from planning.plan import traceability
from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import HOME, TRACEABILITY
from planning.plan.artifacts.document import document, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.traceability import Trace


def write(frame: Frame) -> str:
    return document(frame, TRACEABILITY, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    traces = traceability.traces(frame.plan)
    yield from _requirements(frame, traces)
    yield from _coverage(frame, traces)
    yield from _without(frame)
    yield from _all_standards(frame)
    yield from _guardrails(frame)
    yield from _controls(frame)


def _requirements(frame: Frame, traces: tuple[Trace, ...]) -> Iterator[str]:
    headers = (
        "requirement",
        "statement",
        "priority",
        "target",
        "elements",
        "endpoints",
        "steps",
        "verified by",
        "state",
    )
    rows = (
        (
            cells.defined(frame, t.requirement),
            _statement(frame, t.requirement),
            cells.word(t.requirement.priority),
            _target(frame, t.requirement),
            cells.codes(frame, t.elements),
            cells.codes(frame, t.endpoints),
            cells.codes(frame, t.steps),
            cells.codes(frame, t.verifiers),
            _state(frame, t),
        )
        for t in traces
    )
    otherwise = nothing(frame, "no requirement", "IN-01")
    yield from section(frame, "Requirements", headers, rows, otherwise)


def _statement(frame: Frame, r: e.Requirement) -> Inline:
    refined = cells.codes(frame, frame.plan.targets(r.code, "refines"))
    kind = cells.joined((cells.word(r.type), cells.word(r.category)))
    return cells.joined(
        (
            cells.said(frame, r.statement),
            kind,
            cells.labelled("refines", refined),
            cells.labelled("source", cells.person(frame, r.source)),
        ),
        "<br>",
    )


def _target(frame: Frame, r: e.Requirement) -> Inline:
    measure = cells.joined(
        cells.said(frame, part) for part in (r.metric, " ".join((r.operator, r.target, r.unit)))
    )
    return cells.joined(
        (
            measure,
            cells.labelled("when", cells.said(frame, r.conditions)),
            cells.labelled("measured by", cells.said(frame, r.measured_by)),
        ),
        "<br>",
    )


def _state(frame: Frame, t: Trace) -> Inline:
    detail = {
        "deferred": f" because {cells.said(frame, t.requirement.deferral_reason) or md.BLANK}",
        "partial": f": {' and '.join(f'no {what}' for what in t.missing)}",
        "suspect": f": {cells.codes(frame, t.suspects)} confirmed an earlier wording",
    }
    return Inline(f"{t.state}{detail.get(t.state, '')}")


def _coverage(frame: Frame, traces: tuple[Trace, ...]) -> Iterator[str]:
    headers = ("type", *traceability.STATES, "of")
    tallies = (traceability.tally(*group) for group in traceability.by_type(traces))
    rows = (
        (
            cells.word(tally.name) or Inline("(no type)"),
            *(Inline(str(count)) for count in (*tally.counts, tally.of)),
        )
        for tally in tallies
    )
    otherwise = nothing(frame, "no requirement to cover", "IN-01")
    yield from section(frame, "Coverage by type", headers, rows, otherwise)


def _without(frame: Frame) -> Iterator[str]:
    rows = (
        (
            md.inline(without.kind.PLURAL.replace("_", " ")),
            Inline(f"{len(without.codes)} of {without.of}"),
            cells.codes(frame, without.codes) or Inline("none"),
        )
        for without in traceability.without_requirement(frame.plan)
    )
    headers = ("kind", "without", "codes")
    otherwise = nothing(frame, "no element that could serve a requirement", "domain_map")
    yield from section(frame, "Elements without a requirement", headers, rows, otherwise)


def _all_standards(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined(frame, s),
            cells.said(frame, s.statement),
            cells.said(frame, s.source),
            cells.flag(s.demanded),
            _files(frame, s),
        )
        for s in frame.plan.of(e.Standard)
    )
    headers = ("standard", "statement", "source", "demanded", "file: elements that cite it")
    otherwise = nothing(frame, "no standard", "standards_cited")
    yield from section(frame, "Standards by file", headers, rows, otherwise)


def _files(frame: Frame, standard: e.Standard) -> Inline:
    found = traceability.citing(frame.plan, standard, HOME)
    lines = (cells.labelled(file, cells.codes(frame, codes)) for file, codes in found.items())
    return cells.joined(lines, "<br>")


def _guardrails(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined(frame, g),
            cells.said(frame, g.statement),
            cells.code(frame, g.document),
            cells.joined((_checked(frame, rule) for rule in g.rules), "<br>"),
            cells.joined(
                (
                    cells.said(frame, g.attestation),
                    cells.labelled("by", cells.person(frame, g.attested_by)),
                    cells.labelled("on", cells.day(g.attested_on)),
                ),
                "<br>",
            ),
        )
        for g in frame.plan.of(e.Guardrail)
    )
    headers = ("guardrail", "statement", "document", "checked by", "attestation")
    otherwise = nothing(frame, "no guardrail", "guardrails")
    yield from section(frame, "Guardrails", headers, rows, otherwise)


def _checked(frame: Frame, rule: str) -> Inline:
    if rule not in frame.rules_by_id:
        return Inline(f"{frame.rule(rule)}: not in this rule set")
    if frame.hides(rule):
        return Inline(f"{frame.rule(rule)}: left out of this profile")
    count = len(frame.findings_of(rule))
    return Inline(f"{frame.rule(rule)}: {count or 'no'} finding{'s' * (count != 1)}")


def _controls(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined(frame, c.control),
            cells.said(frame, c.control.statement),
            cells.code(frame, c.control.document),
            cells.flag(c.control.for_backend),
            cells.codes(frame, c.elements),
            cells.codes(frame, c.steps),
        )
        for c in traceability.controlled(frame.plan)
    )
    headers = ("control", "statement", "document", "for the backend", "elements", "steps")
    otherwise = nothing(frame, "no control of the security track", "SE-06", "data_strategy")
    yield from section(frame, "Controls", headers, rows, otherwise)
