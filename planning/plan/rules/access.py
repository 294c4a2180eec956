"""Rules on who may reach what: endpoints, calls across trust zones, data that leaves."""

import re
from collections.abc import Iterator
from datetime import date

from planning.plan.elements import (
    Attribute,
    BoundedContext,
    ContextRelation,
    Dependency,
    Endpoint,
    Message,
    Operation,
    Schema,
    Service,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.layers import context_of
from planning.plan.rules.classified import SENSITIVE
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
from planning.plan.value import Plan

_IDENTIFIER = re.compile(r"\{[^{}/]+\}|<[^<>/]+>|(?<=/):\w+")


@rule(
    "SE-04",
    "missing",
    "error",
    "security",
    title="Access to an endpoint is not stated",
    why="An endpoint that does not say who may call it is open until somebody notices.",
    fix="State authentication and authorisation; where it is anonymous, state why.",
    standards=("SEC-API",),
)
def endpoint_access(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        if endpoint.authentication == "anonymous":
            missing = [] if endpoint.anonymous_because else ["anonymous_because"]
        else:
            missing = [f for f in ("authentication", "authorisation") if not getattr(endpoint, f)]
        for field in missing:
            said = "is anonymous without a reason" if "anon" in field else f"has no {field}"
            yield Hit(element=endpoint.code, field=field, message=f"{endpoint.code} {said}.")


@rule(
    "SE-05",
    "contradiction",
    "error",
    "security",
    title="Anybody may read sensitive data",
    why="What an anonymous endpoint answers is public, whatever its class says.",
    fix="Authenticate the caller, or leave the data out of the response.",
    standards=("SEC-API",),
)
def anonymous_disclosure(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        carried = _carried(plan, endpoint.response_schema)
        sensitive = [a for a in carried if not SENSITIVE.isdisjoint(a.categories)]
        if endpoint.authentication == "anonymous" and sensitive:
            yield Hit(
                element=endpoint.code,
                field="authentication",
                message=f"{endpoint.code} is anonymous, and {endpoint.response_schema} carries "
                f"{listed(sensitive)}.",
            )


def _carried(plan: Plan, *codes: str) -> list[Attribute]:
    """The attributes that these schemas and messages carry."""
    carried = (target for code in codes if code for target in plan.targets(code, "carries"))
    return [attribute for code in carried if (attribute := plan.get(code, Attribute))]


@rule(
    "SE-07",
    "contradiction",
    "error",
    "security",
    title="Restricted data leaves its zone unseen",
    why="What crosses into another trust zone or another organisation is out of our hands.",
    fix="Leave the data out, or state a constraint or activity that discloses to the recipient.",
    standards=("SEC-API",),
)
def unseen_disclosure(plan: Plan, on: date) -> Iterator[Hit]:
    disclosed = {link.target for link in plan.links if link.type == "discloses_to"}
    carriers: list[Message | Schema] = [*plan.of(Message), *plan.of(Schema)]
    for carrier in carriers:
        schema = carrier.schema if isinstance(carrier, Message) else ""
        carried = _carried(plan, carrier.code, schema)
        restricted = [a for a in carried if a.confidentiality == "restricted"]
        reached = recipients(plan, carrier) if restricted else set()
        for recipient in reached - disclosed:
            yield Hit(
                element=carrier.code,
                about=recipient,
                message=f"{carrier.code} carries restricted {listed(restricted)} to {recipient}.",
            )


def recipients(plan: Plan, carrier: Message | Schema) -> set[str]:
    """Contexts outside, or in another trust zone, that a message or an exposed schema reaches."""
    reached = [
        (relation.upstream, relation.downstream)
        for code in plan.sources(carrier.code, "exposes")
        if (relation := plan.get(code, ContextRelation))
    ]
    if isinstance(carrier, Message):
        subscribers = [plan.by_code.get(c) for c in plan.sources(carrier.code, "subscribes")]
        policies = [e for e, field in plan.referrers(carrier.code) if field == "on_event"]
        listening = (e for e in (*subscribers, *policies) if e)
        reached += [(carrier.context, context_of(plan, e)) for e in listening]
    return {there for here, there in reached if here != there and _outside(plan, here, there)}


def _outside(plan: Plan, here: str, there: str) -> bool:
    own, other = plan.get(here, BoundedContext), plan.get(there, BoundedContext)
    if own is None or other is None:
        return other is not None and other.external
    return other.external or _apart(own.trust_zone, other.trust_zone)


def _apart(zone: str, other: str) -> bool:
    """Whether both zones are said and differ."""
    return bool(zone and other) and zone.casefold() != other.casefold()


@rule(
    "SE-08",
    "missing",
    "error",
    "security",
    title="Nobody provides authentication",
    why="Endpoints authenticate their callers against something that the security track runs.",
    fix="Record a dependency on security with the topic authentication provider.",
    standards=("SEC-API",),
)
def authentication_provider(plan: Plan, on: date) -> Iterator[Hit]:
    provided = any(
        d.track == "security" and d.topic == "authentication_provider" for d in plan.of(Dependency)
    )
    authenticating = [e for e in plan.of(Endpoint) if _authenticates(e)]
    if authenticating and not provided:
        yield Hit(
            message=f"Callers are authenticated ({listed(authenticating)}), and no dependency on "
            "security is for an authentication provider."
        )


def _authenticates(endpoint: Endpoint) -> bool:
    return endpoint.authentication not in ("", "anonymous")


@rule(
    "SE-12",
    "missing",
    "error",
    "security",
    title="An identifier in a path opens any object",
    why="Who may call an endpoint may not therefore see every object behind it.",
    fix="Say whose objects the caller may reach.",
    standards=("SEC-API",),
)
def object_rule(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        if _IDENTIFIER.search(endpoint.path):
            yield from lacking(endpoint, "object_rule")


@rule(
    "SE-18",
    "missing",
    "warning",
    "security",
    title="A call across trust zones is not authenticated",
    why="Another trust zone is another network of people and machines.",
    fix="Let the endpoints of the service that is called authenticate the caller.",
    standards=("SEC-API",),
)
def unauthenticated_call(plan: Plan, on: date) -> Iterator[Hit]:
    guarded = {endpoint.service for endpoint in plan.of(Endpoint) if _authenticates(endpoint)}
    for link in plan.links:
        callee = _service(plan, link.target) if link.type == "calls" else None
        if callee is None or callee.code in guarded:
            continue
        if _apart(_zone(plan, _service(plan, link.source)), _zone(plan, callee)):
            yield Hit(
                element=link.source,
                about=link.target,
                message=f"{link.source} calls {link.target} in another trust zone, and no endpoint "
                f"of {callee.code} authenticates the caller.",
            )


def _service(plan: Plan, code: str) -> Service | None:
    """The service that an element is, or is an operation of."""
    operation = plan.get(code, Operation)
    return plan.get(operation.service if operation else code, Service)


def _zone(plan: Plan, service: Service | None) -> str:
    """The trust zone of a service, by default that of its context."""
    context = plan.get(service.context, BoundedContext) if service else None
    return (service.trust_zone if service else "") or (context.trust_zone if context else "")


@rule(
    "SE-19",
    "missing",
    "warning",
    "security",
    title="A public endpoint has no limits",
    why="What anybody can call, somebody will call without end.",
    fix="State rate and size limits.",
    standards=("SEC-API",),
)
def unlimited_endpoint(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        if endpoint.exposure == "public":
            yield from lacking(endpoint, "limits")


ACCESS: tuple[Rule, ...] = (
    endpoint_access,
    anonymous_disclosure,
    unseen_disclosure,
    authentication_provider,
    object_rule,
    unauthenticated_call,
    unlimited_endpoint,
)
