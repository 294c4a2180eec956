"""The application layer of a CML file: commands and events, services, and flows."""

import re
from collections.abc import Iterator

from planning.exports.cml import unsaid
from planning.exports.cml.ids import called, comment, written
from planning.exports.cml.kept import divided
from planning.exports.cml.lines import block, constructs
from planning.exports.cml.objects import message
from planning.exports.cml.sheet import EVENTS, Inside, Sheet, places
from planning.exports.cml.words import is_operation, is_signature
from planning.plan.elements import (
    Aggregate,
    Entity,
    Message,
    Operation,
    Policy,
    Transition,
)

_NAMED = re.compile(r"(\w+)(?: ?\([^)]*\))?[^(]*\[")


def application(inside: Inside, kept: list[str], sheet: Sheet, services: list[str]) -> list[str]:
    """The application of a context; nothing where nothing stands in it."""
    head = next((text for text in kept if text.startswith("Application ")), "")
    flows = [text for text in kept if text.startswith("Flow ")]
    flows += [text for text in kept if text.startswith(("Coordination ", "Functionality "))]
    steps = list(_steps(inside, sheet))
    parts = (
        [line for item in inside.messages for line in message(item, sheet)],
        services,
        constructs(flows),
        block(f"Flow Steps {comment('name', '')}", steps) if steps else [],
    )
    if not any(parts):
        return [f"{head} {{", "}"] if head else []
    return block(head or "Application", *parts)


def _steps(inside: Inside, sheet: Sheet) -> Iterator[str]:
    """The transitions and policies that no kept flow or operation tells."""
    for item in _aggregates(inside):
        told = _told(item, sheet)
        for transition in sheet.plan.children(item.code, Transition):
            if told.isdisjoint(places(transition.notes, "operation", "Flow")):
                yield from _transition(transition, item, sheet)
            else:
                sheet.order[transition.code] = len(sheet.order)
    for policy in sheet.plan.children(inside.context.code, Policy):
        if sheet.flows.isdisjoint(places(policy.notes, "Flow")):
            yield from _policy(policy, sheet)
        else:
            sheet.order[policy.code] = len(sheet.order)


def _aggregates(inside: Inside) -> Iterator[Aggregate]:
    for module in inside.modules.values():
        yield from _aggregates(module)
    yield from inside.aggregates


def _told(item: Aggregate, sheet: Sheet) -> set[str]:
    """Names of flows and operations that are written and may tell of a transition."""
    plan = sheet.plan
    objects = [*plan.children(item.code, Entity), *sheet.messages[item.code]]
    texts = [text for o in objects for text in divided(o.notes, is_operation)[1]]
    for service in sheet.services.get(item.code, []):
        for operation in plan.children(service.code, Operation):
            texts += divided(operation.notes, is_signature)[1]
    names = {match[1] for text in texts if (match := _NAMED.search(text))}
    return names | sheet.flows


def _transition(transition: Transition, item: Aggregate, sheet: Sheet) -> Iterator[str]:
    plan = sheet.plan
    command, event = plan.get(transition.command, Message), plan.get(transition.event, Message)
    if not command or command.kind != "command" or command.code not in sheet.order:
        return
    if not transition.to_state:
        return
    sheet.order[transition.code] = len(sheet.order)
    said = {"aggregate", "from_state", "to_state", "command"}
    line = f"command {sheet.named([command.code])} delegates to {sheet.named([item.code])}"
    begin = f"{_state(transition.from_state, item, sheet)} " if transition.from_state else ""
    line += f" [{begin}-> {_state(transition.to_state, item, sheet)}]"
    if event and event.kind in EVENTS and event.code in sheet.order:
        said.add("event")
        line += f" emits event {sheet.named([event.code])}"
    yield from (*unsaid.fields(transition, said), line)


def _state(state: str, item: Aggregate, sheet: Sheet) -> str:
    id_ = sheet.state(item.code, state)
    return written(id_) if state in item.states else called(id_, state)


def _policy(policy: Policy, sheet: Sheet) -> Iterator[str]:
    plan = sheet.plan
    event, command = plan.get(policy.on_event, Message), plan.get(policy.then_command, Message)
    if not event or event.kind not in EVENTS or event.code not in sheet.order:
        return
    if not command or command.kind != "command" or command.code not in sheet.order:
        return
    sheet.order[policy.code] = len(sheet.order)
    line = f"event {sheet.named([event.code])} triggers command {sheet.named([command.code])}"
    yield from (*unsaid.fields(policy, {"context", "on_event", "then_command"}), line)
