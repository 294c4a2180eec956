"""Rules on what happens: transactions, messages and policies."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import (
    Aggregate,
    Decision,
    Entity,
    EntityMapping,
    Message,
    Operation,
    Policy,
    Service,
    Transition,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
from planning.plan.value import Plan


@rule(
    "AG-07",
    "smell",
    "info",
    "backend",
    title="A command and its events do not meet",
    why="A command that changes nothing worth telling, or an event from nowhere, is half a story.",
    fix="Say in an operation or a transition which event follows from which command.",
    standards=("DOMAIN-MODEL",),
)
def half_a_story(plan: Plan, on: date) -> Iterator[Hit]:
    transitions = plan.of(Transition)
    telling = {t.command for t in transitions if t.event}
    told = {t.event for t in transitions}
    for message in plan.of(Message):
        followed = message.code in telling or _raising(plan, message)
        caused = message.code in told or plan.links_to(message.code, "raises", "publishes")
        if message.kind == "command" and not followed:
            yield Hit(element=message.code, message=f"{message.code} raises no event.")
        if message.kind == "domain_event" and not caused:
            yield Hit(element=message.code, message=f"Nothing raises {message.code}.")


def _raising(plan: Plan, command: Message) -> bool:
    """Whether an operation or a service that accepts the command raises or publishes anything."""
    return any(
        plan.links_from(code, "raises", "publishes")
        for code in plan.sources(command.code, "accepts")
    )


@rule(
    "AG-10",
    "contradiction",
    "error",
    "architecture",
    title="One transaction, several aggregates",
    why="An aggregate is what one transaction keeps true; over contexts or stores there is none.",
    fix="Make it eventual, with a policy for the rest, or draw the aggregates as one.",
    standards=("DOMAIN-MODEL", "REPO-PATTERN"),
)
def wide_transaction(plan: Plan, on: date) -> Iterator[Hit]:
    stores = _stores(plan)
    for operation in plan.of(Operation):
        changed = set(plan.targets(operation.code, "changes"))
        if operation.transaction != "one" or len(changed) < 2:
            continue
        aggregates = [a for code in changed if (a := plan.get(code, Aggregate))]
        contexts = {aggregate.context for aggregate in aggregates} - {""}
        kept = {store for code in changed for store in stores.get(code, ())}
        apart = [listed(places) for places in (contexts, kept) if len(places) > 1]
        if apart or not decided(plan, operation):
            yield Hit(
                element=operation.code,
                field="transaction",
                message=f"{operation.code} changes {listed(changed)} in one transaction"
                + (f" over {' and '.join(apart)}." if apart else "."),
                severity=None if apart else "warning",
            )


def _stores(plan: Plan) -> dict[str, set[str]]:
    """For each aggregate the stores with the last word on its roots; all where none has it."""
    found: dict[str, set[str]] = {}
    for entity in plan.of(Entity):
        mappings = [m for m in plan.children(entity.code, EntityMapping) if m.store]
        leading = [m for m in mappings if m.authoritative] or mappings
        if entity.role == "root":
            found.setdefault(entity.aggregate, set()).update(m.store for m in leading)
    return found


def decided(plan: Plan, operation: Operation, topic: str = "") -> bool:
    """Whether an accepted decision applies to the operation, its service or its context."""
    service = plan.get(operation.service, Service)
    concerned = (operation.code, operation.service, service.context if service else "")
    decisions = [
        plan.get(code, Decision)
        for target in concerned
        if target
        for code in plan.sources(target, "applies_to")
    ]
    return any(d and d.status == "accepted" and topic in ("", d.topic) for d in decisions)


@rule(
    "MS-01",
    "missing",
    "warning",
    "architecture",
    title="An integration event is not fit to travel",
    why="Others build on it: they need its version, how surely it comes, and what marks a repeat.",
    fix="State version, delivery guarantee and idempotency key.",
    standards=("DOMAIN-MODEL",),
)
def bare_integration_event(plan: Plan, on: date) -> Iterator[Hit]:
    for message in plan.of(Message):
        if message.kind == "integration_event":
            yield from lacking(message, "message_version", "delivery", "idempotency_key")


@rule(
    "MS-02",
    "missing",
    "warning",
    "architecture",
    title="Change and message may part",
    why="Between a commit and a message a process may die: then one happened and the other not.",
    fix="Accept a decision on consistency, such as an outbox, and say to what it applies.",
    standards=("REPO-PATTERN",),
)
def change_and_publish(plan: Plan, on: date) -> Iterator[Hit]:
    for operation in plan.of(Operation):
        changes = plan.links_from(operation.code, "changes")
        publishes = plan.links_from(operation.code, "publishes")
        if changes and publishes and not decided(plan, operation, "consistency"):
            yield Hit(
                element=operation.code,
                message=f"{operation.code} changes {listed(k.target for k in changes)} and "
                f"publishes {listed(k.target for k in publishes)}.",
            )


@rule(
    "PO-01",
    "missing",
    "warning",
    "architecture",
    title="A policy knows no failure",
    why="A reaction to an event may be late or fail for good, when nobody waits for its answer.",
    fix="State a timeout, and what undoes it.",
    standards=("DOMAIN-MODEL",),
)
def unguarded_policy(plan: Plan, on: date) -> Iterator[Hit]:
    for policy in plan.of(Policy):
        yield from lacking(policy, "timeout", "compensation")


CONSISTENCY: tuple[Rule, ...] = (
    half_a_story,
    wide_transaction,
    bare_integration_event,
    change_and_publish,
    unguarded_policy,
)
