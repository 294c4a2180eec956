"""Messages, ports, schemas and interface coverage, as the service catalog shows them."""

from collections.abc import Iterator

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.document import nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.artifacts.messages import handled_by, raised_by
from planning.plan.elements import Adapter, Interface, Message, Port, Schema

_FENCES = {"json_schema": "json", "protobuf": "protobuf", "graphql": "graphql", "avro": "json"}


def contracts(frame: Frame) -> Iterator[str]:
    """What services say to each other and to the outside."""
    yield from _messages(frame)
    yield from _ports(frame)
    yield from _schemas(frame)
    yield from _interfaces(frame)


def _messages(frame: Frame) -> Iterator[str]:
    headers = (
        "code",
        "kind",
        "schema",
        "topic",
        "version",
        "delivery",
        "publisher",
        "subscribers",
        "satisfies",
    )
    rows = (_message(frame, m) for m in frame.plan.of(Message))
    otherwise = nothing(frame, "no command, event or query", "service_catalog")
    yield from section(frame, "Messages", headers, rows, otherwise)


def _message(frame: Frame, m: Message) -> tuple[Inline, ...]:
    delivery = (
        cells.word(m.delivery),
        cells.labelled("order kept per", cells.said(frame, m.ordering)),
        cells.labelled("repeats told by", cells.said(frame, m.idempotency_key)),
    )
    topic = (md.code(m.topic), cells.labelled("kept", md.inline(m.topic_retention)))
    return (
        cells.defined(frame, m),
        cells.word(m.kind),
        cells.named(frame, m.schema),
        cells.joined(topic),
        md.inline(m.message_version),
        cells.joined(delivery, "<br>"),
        cells.codes(frame, raised_by(frame.plan, m.code)),
        cells.codes(frame, handled_by(frame.plan, m.code)),
        cells.requirements(frame, m.code),
    )


def _ports(frame: Frame) -> Iterator[str]:
    headers = ("port", "side", "layer", "operations", "adapter", "technology", "target")
    yield from section(
        frame,
        "Ports and adapters",
        headers,
        _port_rows(frame),
        nothing(frame, "no port and no adapter", "HX-01", "data_strategy"),
    )


def _port_rows(frame: Frame) -> Iterator[tuple[Inline, ...]]:
    for port in frame.plan.of(Port):
        about = _port(frame, port)
        for adapter in frame.plan.children(port.code, Adapter) or (None,):
            yield (*about, *_adapter(frame, adapter))
            about = (cells.code(frame, port.code), *about[1:])
    for adapter in frame.plan.of(Adapter):
        if not adapter.port:
            yield (Inline(""),) * 4 + _adapter(frame, adapter)


def _port(frame: Frame, port: Port) -> tuple[Inline, ...]:
    kind = cells.word(port.kind)
    consumed = cells.codes(frame, frame.plan.targets(port.code, "consumes"))
    return (
        Inline(cells.defined(frame, port) + (f" ({kind})" if kind else "")),
        cells.word(port.side),
        cells.word(port.layer),
        cells.joined(
            (cells.said(frame, port.operations), cells.labelled("consumes", consumed)), "<br>"
        ),
    )


def _adapter(frame: Frame, adapter: Adapter | None) -> tuple[Inline, ...]:
    if adapter is None:
        return (Inline(""),) * 3
    layer = cells.word(adapter.layer)
    target = (
        cells.named(frame, adapter.store),
        cells.said(frame, adapter.external_target),
        cells.labelled("credentials from", cells.said(frame, adapter.credentials)),
    )
    return (
        Inline(cells.defined(frame, adapter) + (f" ({layer})" if layer else "")),
        cells.said(frame, adapter.technology),
        cells.joined(target, "<br>"),
    )


def _schemas(frame: Frame) -> Iterator[str]:
    yield md.heading(2, Inline("Schemas"))
    schemas = frame.plan.of(Schema)
    if not schemas:
        yield nothing(frame, "no schema", "SV-08", "service_catalog")
    for schema in schemas:
        yield md.heading(3, cells.defined(frame, schema))
        yield md.facts(
            (
                ("Context", cells.named(frame, schema.context)),
                ("Version", md.inline(schema.schema_version)),
                ("Format", cells.word(schema.format)),
                ("Carries", cells.codes(frame, frame.plan.targets(schema.code, "carries"))),
            )
        )
        language = _FENCES.get(schema.format, "")
        yield md.fence(schema.body, language) if schema.body else "*Its body is not said yet.*"


def _interfaces(frame: Frame) -> Iterator[str]:
    rows = [_interface(frame, i) for i in frame.plan.of(Interface)]
    yield from section(
        frame,
        "Interface coverage",
        ("interface", "protocol and payload", "endpoint or port", "gap"),
        rows,
        nothing(frame, "no interface catalog", "guardrails"),
    )


def _interface(frame: Frame, i: Interface) -> tuple[Inline, ...]:
    reached = (*frame.plan.sources(i.code, "serves"), *frame.plan.sources(i.code, "consumes"))
    protocol = (
        cells.word(i.direction),
        cells.said(frame, i.protocol),
        cells.said(frame, i.payload_schema),
    )
    gap = i.for_backend and not reached
    return (
        cells.defined(frame, i),
        cells.joined(protocol),
        cells.codes(frame, reached),
        Inline("gap" if gap else "none" if reached else "not for the backend"),
    )
