"""Rules on services, their endpoints and the style of the API."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import (
    BoundedContext,
    Decision,
    Endpoint,
    Guardrail,
    InputDocument,
    Operation,
    Service,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.layers import layer_of
from planning.plan.rules.lacking import lacking
from planning.plan.value import Plan


@rule(
    "SV-01",
    "missing",
    "error",
    "architecture",
    title="A service has no responsibility",
    why="The catalog says what each service answers for; one that answers for nothing is a name.",
    fix="Say what the service decides and does.",
    standards=("ARCH-BL",),
)
def service_responsibilities(plan: Plan, on: date) -> Iterator[Hit]:
    for service in plan.of(Service):
        yield from lacking(service, "responsibilities")


@rule(
    "SV-02",
    "missing",
    "error",
    "architecture",
    title="A service has no place",
    why="What a service may call follows from its context and its layer.",
    fix="Name the context and the layer of the service.",
    standards=("ARCH-BL",),
)
def service_place(plan: Plan, on: date) -> Iterator[Hit]:
    for service in plan.of(Service):
        yield from lacking(service, "context", "layer")


@rule(
    "SV-03",
    "contradiction",
    "error",
    "architecture",
    title="The backend calls the presentation layer",
    why="Presentation depends on the backend, never the other way; the directive forbids it.",
    fix="Publish a message or return a result, and let presentation pick it up.",
    standards=("ARCH-BL",),
)
def call_of_presentation(plan: Plan, on: date) -> Iterator[Hit]:
    for caller, callee in _calls(plan):
        if "presentation" in _layers(plan, callee) and "presentation" not in _layers(plan, caller):
            yield Hit(
                element=caller,
                about=callee,
                message=f"{caller} calls {callee}, which lies in presentation.",
            )


@rule(
    "SV-04",
    "contradiction",
    "error",
    "architecture",
    title="A dependency points outward",
    why="What lies further in must not know what lies further out, or it changes along with it.",
    fix="Let the inner layer own a port, and the outer layer fulfil it with an adapter.",
    standards=("ARCH-BL",),
)
def outward_dependency(plan: Plan, on: date) -> Iterator[Hit]:
    for caller, callee in _calls(plan):
        for layer in _layers(plan, caller):
            outer = _layers(plan, callee) & _FURTHER_OUT.get(layer, frozenset())
            if outer:
                yield Hit(
                    element=caller,
                    about=callee,
                    message=f"{caller} in {words(layer)} calls {callee} in {words(min(outer))}.",
                )


# Presentation is SV-03's; a port is used, not called.
_FURTHER_OUT = {
    "domain": frozenset({"application", "infrastructure"}),
    "application": frozenset({"infrastructure"}),
}


def _calls(plan: Plan) -> Iterator[tuple[str, str]]:
    return ((link.source, link.target) for link in plan.links if link.type == "calls")


def _layers(plan: Plan, code: str) -> frozenset[str]:
    """The layer of an element; of a context its only layer, since a call may reach any other."""
    element = plan.by_code.get(code)
    if isinstance(element, BoundedContext):
        return frozenset(element.layers) if len(element.layers) == 1 else frozenset()
    if isinstance(element, Service | Operation):
        return frozenset({layer_of(plan, element)} - {""})
    return frozenset()


@rule(
    "SV-05",
    "missing",
    "error",
    "architecture",
    title="The API style is not decided",
    why="The directive asks for an API style that follows from what architecture laid down.",
    fix="Accept a decision on API style that cites an architecture document or a guardrail.",
    standards=("ARCH-BL",),
)
def api_style(plan: Plan, on: date) -> Iterator[Hit]:
    accepted = accepted_styles(plan)
    if not accepted:
        yield Hit(message="No decision on API style has been accepted.")
    elif not any(_cites_architecture(plan, decision) for decision in accepted):
        yield Hit(
            element=accepted[0].code,
            message=f"{accepted[0].code} cites no architecture document and no guardrail.",
        )


def accepted_styles(plan: Plan) -> list[Decision]:
    """Accepted decisions on API style, in natural order."""
    return [d for d in plan.of(Decision) if d.topic == "api_style" and d.status == "accepted"]


def _cites_architecture(plan: Plan, decision: Decision) -> bool:
    cited = [plan.by_code.get(code) for code in plan.targets(decision.code, "cites")]
    return any(
        isinstance(element, Guardrail)
        or (isinstance(element, InputDocument) and element.track == "architecture")
        for element in cited
    )


@rule(
    "SV-07",
    "missing",
    "warning",
    "backend",
    title="Nobody is said to consume an endpoint",
    why="An endpoint without consumer is either not needed or not agreed with anybody.",
    fix="Name the tracks or other consumers that call it.",
    standards=("SEC-API",),
)
def endpoint_consumers(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        service = plan.get(endpoint.service, Service)
        if service and service.kind == "domain":
            continue
        if not (endpoint.consumer_tracks or endpoint.other_consumers):
            yield Hit(
                element=endpoint.code,
                field="consumer_tracks",
                message=f"{endpoint.code} has neither consumer track nor other consumer.",
            )


@rule(
    "SV-09",
    "contradiction",
    "error",
    "architecture",
    title="Two endpoints of a service are one",
    why="A request can reach only one of them.",
    fix="Change the method or the path of one, or join them.",
    standards=("SEC-API",),
)
def repeated_endpoint(plan: Plan, on: date) -> Iterator[Hit]:
    first: dict[tuple[str, ...], Endpoint] = {}
    for endpoint in plan.of(Endpoint):
        if not (endpoint.service and endpoint.path):
            continue
        spoken = (endpoint.protocol.casefold(), endpoint.method.casefold())
        key = (endpoint.service, endpoint.direction, *spoken, endpoint.path)
        earlier = first.setdefault(key, endpoint)
        if earlier is not endpoint:
            yield Hit(
                element=endpoint.code,
                field="path",
                about=earlier.code,
                message=f"{endpoint.code} has the method and path of {earlier.code}.",
            )


SERVICES: tuple[Rule, ...] = (
    service_responsibilities,
    service_place,
    call_of_presentation,
    outward_dependency,
    api_style,
    endpoint_consumers,
    repeated_endpoint,
)
