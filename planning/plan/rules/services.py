"""Rules on services: where they lie, and what they call and publish."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import (
    BoundedContext,
    Message,
    Operation,
    Policy,
    Service,
    Transition,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.graph import cycles, spoken
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
    "SV-10",
    "smell",
    "warning",
    "architecture",
    title="A message has one end only",
    why="What nobody listens to need not be sent; what nobody sends is waited for in vain.",
    fix="Link who subscribes, or who publishes, or take the message away.",
    standards=("ARCH-BL",),
)
def one_ended_message(plan: Plan, on: date) -> Iterator[Hit]:
    external = {context.code for context in plan.of(BoundedContext) if context.external}
    awaited = {policy.on_event for policy in plan.of(Policy)}
    raised = {transition.event for transition in plan.of(Transition)}
    for message in plan.of(Message):
        if message.context in external:
            continue
        heard = message.code in awaited or plan.links_to(message.code, "subscribes")
        published = plan.links_to(message.code, "publishes")
        sent = published or message.code in raised or plan.links_to(message.code, "raises")
        if published and not heard:
            message_ = f"{message.code} is published, and nobody subscribes."
            yield Hit(element=message.code, message=message_)
        if heard and not sent:
            message_ = f"{message.code} is subscribed to, and nobody publishes it."
            yield Hit(element=message.code, message=message_)


@rule(
    "SV-11",
    "smell",
    "warning",
    "architecture",
    title="Services call each other in a cycle",
    why="In a synchronous cycle each is only up when all are.",
    fix="Let one of them publish instead of call, or join them.",
    standards=("ARCH-BL",),
)
def service_cycle(plan: Plan, on: date) -> Iterator[Hit]:
    calls = ((_service(plan, caller), _service(plan, callee)) for caller, callee in _calls(plan))
    for cycle in cycles(edge for edge in calls if all(edge) and edge[0] != edge[1]):
        yield Hit(element=cycle[0], message=f"Services call each other: {spoken(cycle)}.")


def _service(plan: Plan, code: str) -> str:
    """The service that an element is, or is an operation of; ``""`` for anything else."""
    operation = plan.get(code, Operation)
    found = plan.get(operation.service if operation else code, Service)
    return found.code if found else ""


SERVICES: tuple[Rule, ...] = (
    service_responsibilities,
    service_place,
    call_of_presentation,
    outward_dependency,
    one_ended_message,
    service_cycle,
)
