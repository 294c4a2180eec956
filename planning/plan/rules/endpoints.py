"""Rules on endpoints: what they reach, what goes in and out, and who asks."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import Endpoint, Service
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.lacking import lacking
from planning.plan.value import Plan

_SAFE = ("get", "head", "options", "trace")


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


@rule(
    "SV-08",
    "missing",
    "warning",
    "architecture",
    title="The payload of an endpoint is not stated",
    why="Consumers build against the payload; until it is stated each assumes their own.",
    fix="Name the request and response schema, or say that there is no body.",
    standards=("SEC-API",),
)
def endpoint_payload(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        missing = [f"{body}_schema" for body in ("request", "response") if _unsaid(endpoint, body)]
        # A message goes one way: one schema says it all.
        if endpoint.direction in ("publishes", "subscribes") and len(missing) < 2:
            continue
        yield from lacking(endpoint, *missing)


def _unsaid(endpoint: Endpoint, body: str) -> bool:
    bodiless = body == "request" and endpoint.method.casefold() in _SAFE
    return not (bodiless or body in endpoint.no_body or getattr(endpoint, f"{body}_schema"))


@rule(
    "SV-12",
    "missing",
    "warning",
    "architecture",
    title="A repeated call is not thought of",
    why="Clients repeat what they got no answer to; what changes something must survive that.",
    fix="Say what a repeated call does.",
    standards=("SEC-API",),
)
def unsafe_repeat(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        serves = endpoint.direction in ("", "serves")
        if serves and endpoint.method and endpoint.method.casefold() not in _SAFE:
            yield from lacking(endpoint, "idempotency")


@rule(
    "HX-03",
    "missing",
    "warning",
    "architecture",
    title="An endpoint reaches no operation",
    why="An endpoint is an adapter for a use case; without one there is nothing behind it.",
    fix="Name the operation that it reaches.",
    standards=("ARCH-BL",),
)
def endpoint_operation(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        yield from lacking(endpoint, "operation")


ENDPOINTS: tuple[Rule, ...] = (
    endpoint_consumers,
    endpoint_payload,
    repeated_endpoint,
    unsafe_repeat,
    endpoint_operation,
)
