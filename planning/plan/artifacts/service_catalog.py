"""``service_catalog.md``: who does what, behind which endpoints and messages, through which ports."""

from collections.abc import Iterator

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import SERVICES
from planning.plan.artifacts.document import document, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.artifacts.service_contracts import contracts
from planning.plan.elements import (
    Endpoint,
    Operation,
    Service,
)


def write(frame: Frame) -> str:
    return document(frame, SERVICES, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    yield from _services(frame)
    yield from _endpoints(frame)
    yield from _operations(frame)
    yield from _behaviour(frame)
    yield from contracts(frame)


def _services(frame: Frame) -> Iterator[str]:
    headers = (
        "code",
        "context",
        "layer",
        "kind",
        "responsibilities",
        "owner",
        "style",
        "module path",
        "requirements",
    )
    rows = (
        (
            cells.defined(frame, s),
            cells.named(frame, s.context),
            cells.word(s.layer),
            cells.word(s.kind),
            cells.said(frame, s.responsibilities),
            cells.named(frame, s.owner),
            cells.word(s.style),
            md.code(s.module_path),
            cells.requirements(frame, s.code),
        )
        for s in frame.plan.of(Service)
    )
    otherwise = nothing(frame, "no service", "BC-10", "service_catalog")
    yield from section(frame, "Services", headers, rows, otherwise)


def _endpoints(frame: Frame) -> Iterator[str]:
    headers = (
        "code",
        "operation",
        "protocol",
        "method and path",
        "request",
        "response",
        "errors",
        "authentication",
        "authorisation",
        "idempotency",
        "latency target",
        "consumer tracks",
        "satisfies",
    )
    rows = (_endpoint(frame, e) for e in frame.plan.of(Endpoint))
    otherwise = nothing(frame, "no endpoint", "service_catalog")
    yield from section(frame, "Endpoints", headers, rows, otherwise)


def _endpoint(frame: Frame, e: Endpoint) -> tuple[Inline, ...]:
    operation = frame.plan.get(e.operation, Operation)
    consumers = (cells.words(e.consumer_tracks), cells.said(frame, e.other_consumers))
    return (
        cells.defined(frame, e),
        cells.named(frame, e.operation),
        cells.said(frame, e.protocol),
        _address(e),
        _body_of(frame, e, "request", e.request_schema),
        _body_of(frame, e, "response", e.response_schema),
        cells.said(frame, operation.errors if operation else ""),
        cells.joined(
            (cells.word(e.authentication), cells.said(frame, e.anonymous_because)), ", because "
        ),
        cells.joined(
            (
                cells.said(frame, e.authorisation),
                cells.said(frame, e.object_rule),
                cells.labelled("exposure", cells.word(e.exposure)),
                cells.labelled("limits", cells.said(frame, e.limits)),
            ),
            "<br>",
        ),
        cells.said(frame, e.idempotency),
        cells.number(e.latency_target_ms, "ms"),
        cells.joined(consumers),
        cells.requirements(frame, e.code),
    )


def _address(e: Endpoint) -> Inline:
    """``serves GET /orders``; a deprecated endpoint says so."""
    where = md.code(" ".join(part for part in (e.method, e.path) if part))
    marks = Inline("(deprecated)" if e.deprecated else "")
    return cells.joined((cells.word(e.direction), where, marks), " ")


def _body_of(frame: Frame, e: Endpoint, side: str, schema: str) -> Inline:
    if schema:
        return cells.named(frame, schema)
    return Inline("no body" if side in e.no_body else "")


def _operations(frame: Frame) -> Iterator[str]:
    headers = (
        "code",
        "service",
        "command",
        "aggregates changed",
        "reads",
        "transaction",
        "events",
        "calls",
    )
    plan = frame.plan
    rows = (
        (
            cells.defined(frame, o),
            cells.named(frame, o.service),
            cells.codes(frame, plan.targets(o.code, "accepts")),
            cells.codes(frame, plan.targets(o.code, "changes")),
            cells.codes(frame, plan.targets(o.code, "reads")),
            cells.word(o.transaction),
            cells.codes(frame, plan.targets(o.code, "raises", "publishes")),
            _reach(frame, o.code),
        )
        for o in plan.of(Operation)
    )
    otherwise = nothing(frame, "no operation", "HX-03", "service_catalog")
    yield from section(frame, "Operations", headers, rows, otherwise)


def _reach(frame: Frame, code: str) -> Inline:
    """What an operation reaches: others directly, the outside through ports."""
    plan = frame.plan
    return cells.joined(
        (
            cells.codes(frame, plan.targets(code, "calls")),
            cells.labelled("through", cells.codes(frame, plan.targets(code, "uses"))),
            cells.labelled("directly", cells.codes(frame, plan.targets(code, "stores"))),
        ),
        "; ",
    )


def _behaviour(frame: Frame) -> Iterator[str]:
    headers = (
        "operation",
        "authorisation",
        "audit",
        "errors",
        "timeout",
        "failure behaviour",
        "compensation",
        "requirements",
    )
    rows = (
        (
            cells.named(frame, o.code),
            cells.said(frame, o.authorisation),
            cells.said(frame, o.audit),
            cells.said(frame, o.errors),
            md.inline(o.timeout),
            cells.said(frame, o.failure_behaviour),
            cells.said(frame, o.compensation),
            cells.requirements(frame, o.code),
        )
        for o in frame.plan.of(Operation)
    )
    otherwise = nothing(frame, "no operation", "HX-03", "service_catalog")
    yield from section(frame, "How operations behave", headers, rows, otherwise)
