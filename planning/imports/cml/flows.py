"""From the syntax tree to the draft: transitions of aggregates and policies, as flows tell them."""

from collections.abc import Callable

from planning.imports.cml.building import Building, Place, noted, said
from planning.imports.cml.tree import Flow, Name, StateChange, Step


def change_state(
    change: StateChange,
    aggregate: str,
    told: tuple[str, ...],
    beside: str,
    building: Building,
    command: str = "",
    events: tuple[str, ...] = (),
) -> None:
    """The transitions of an aggregate that ``[A, B -> C X D]`` stands for.

    ``told`` says in CML what tells of them, where that stands in the notes of something else, which
    ``beside`` is the key of.
    """
    count = max(len(change.sources), 1) * len(change.targets)
    if not building.affords(count, "transitions", change.line):
        return
    states = building.states.get(aggregate, {})
    for number, target in enumerate(change.targets):
        event = _event(events, number, len(change.targets))
        for source in change.sources or (None,):
            begin = states.get(source.text, source.full) if source else ""
            end = states.get(target.text, target.full)
            values = said(
                name=f"{begin or 'beginning'} to {end}",
                aggregate=aggregate,
                from_state=begin,
                to_state=end,
                command=command,
                event=event,
                notes=noted("", told),
            )
            label = f"{source.text if source else ''}->{target.text}"
            place = Place(aggregate, label, change.line, beside)
            building.put("Transition", values, place)


def _event(events: tuple[str, ...], number: int, targets: int) -> str:
    """The event of one of the targets: as many as targets in their order, or one for all."""
    if len(events) == targets:
        return events[number]
    return events[0] if len(events) == 1 else ""


def take_flow(flow: Flow, context: str, within: tuple[str, ...], building: Building) -> list[str]:
    """Takes the steps of a flow; returns it for the notes unless the plan holds all it says."""
    is_of_plan = flow.name.said == "" and all(step.plain for step in flow.steps)
    told = () if is_of_plan else (f"Flow {flow.name.text}",)
    building.later.extend(_later(step, context, told, within, building) for step in flow.steps)
    return [] if is_of_plan else [flow.text]


def _later(
    step: Step, context: str, told: tuple[str, ...], within: tuple[str, ...], building: Building
) -> Callable[[], None]:
    def act() -> None:
        if step.triggers:
            _policies(step, context, told, within, building)
        elif step.change and step.aggregate:
            beside = context if told else ""
            _transition(step, step.change, step.aggregate, told, beside, within, building)

    return act


def _transition(
    step: Step,
    change: StateChange,
    name: Name,
    told: tuple[str, ...],
    beside: str,
    within: tuple[str, ...],
    building: Building,
) -> None:
    aggregate = building.look_up("aggregate", name.text, within)
    if not aggregate:
        building.missing(name, "Aggregate", "no transition is read")
        return
    command = (
        _messages(step.actions, "CommandEvent", within, building)[0] if _by_command(step) else ""
    )
    events = tuple(_messages(step.events, "DomainEvent", within, building))
    change_state(change, aggregate, told, beside, building, command, events)


def _policies(
    step: Step, context: str, told: tuple[str, ...], within: tuple[str, ...], building: Building
) -> None:
    """One policy for each event and command; an operation that is triggered stays in the flow."""
    count = len(step.events) * len(step.actions)
    if not _by_command(step) or not building.affords(count, "policies", step.events[0].line):
        return
    commands = _messages(step.actions, "CommandEvent", within, building)
    events = _messages(step.events, "DomainEvent", within, building)
    for event, event_name in zip(events, step.events, strict=True):
        for command, command_name in zip(commands, step.actions, strict=True):
            values = said(
                name=f"When {event_name.full}, {command_name.full}",
                context=context,
                on_event=event,
                then_command=command,
                notes=noted("", told),
            )
            label = f"{event_name.text}->{command_name.text}"
            place = Place(context, label, event_name.line, beside=context if told else "")
            building.put("Policy", values, place)


def _by_command(step: Step) -> bool:
    return step.action == "command"


def _messages(
    names: tuple[Name, ...], what: str, within: tuple[str, ...], building: Building
) -> list[str]:
    found = []
    for name in names:
        found.append(building.look_up("message", name.text, within))
        if not found[-1]:
            building.missing(name, what, "left blank")
    return found
