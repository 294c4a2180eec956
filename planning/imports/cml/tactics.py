"""From the syntax tree to the draft: what stands in a context, down to its aggregates."""

from dataclasses import dataclass, replace

from planning.imports.cml.building import Building, noted, said, texts, value
from planning.imports.cml.flows import change_state, take_flow
from planning.imports.cml.objects import take_object, take_repository
from planning.imports.cml.tree import Aggregate, Body, Module, Name, Operation, Service
from planning.plan.normal import normal_line

_STORIES = ("useCases", "userStories", "features", "userRequirements")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the reading stands: in which context, module and aggregate, each by its key.

    ``place`` says it in CML for the notes of what has no field for it.
    """

    context: str
    context_name: Name
    aggregate: str = ""
    place: tuple[str, ...] = ()
    is_application: bool = False

    @property
    def within(self) -> tuple[str, ...]:
        return tuple(key for key in (self.aggregate, self.context) if key)


def take_aggregates(body: Body, context: str, name: Name, building: Building) -> list[str]:
    """Takes what stands in a context; returns what goes into its notes."""
    return _take_body(body, Scope(context, name), building)


def _take_body(body: Body, scope: Scope, building: Building) -> list[str]:
    kept: list[str] = []
    for module in body.modules:
        kept += _module(module, scope, building)
    for aggregate in body.aggregates:
        _aggregate(aggregate, scope, building)
    _loose(body, scope, building)
    for service in body.services:
        _service(service, scope, building)
    for application in body.applications:
        if application.name is not None and application.name.said != "":
            kept.append(f"Application {application.name.text}")
        inner = replace(scope, is_application=True)
        kept += texts(application.body.settings) + _take_body(application.body, inner, building)
    for flow in body.flows:
        kept += take_flow(flow, scope.context, scope.within, building)
    kept += [item.text for item in body.kept]
    kept += [enum.text for enum in body.enums]
    return kept


def _module(module: Module, scope: Scope, building: Building) -> list[str]:
    block = " ".join(texts(module.body.settings))
    text = f"Module {module.name.text}" + (f" {{ {block} }}" if block else "")
    inner = replace(scope, place=(text,))
    kept = _take_body(module.body, inner, building)
    holds = module.body.aggregates or module.body.services or module.body.objects
    return kept if holds else [text, *kept]


def _loose(body: Body, scope: Scope, building: Building) -> None:
    """Domain objects outside any aggregate: events stay so, entities get an aggregate."""
    inner = scope
    for item in body.objects:
        if item.word in ("Entity", "ValueObject") and not inner.aggregate:
            name = scope.context_name
            building.report.warning(
                f"{item.name.text} stands in no Aggregate",
                line=item.name.line,
                column=item.name.column,
                remedy=f"put into one that is named {name.text}",
            )
            values = said(context=scope.context, notes=noted("", scope.place))
            key = building.add("Aggregate", name, values, parent=scope.context)
            inner = replace(scope, aggregate=key)
        held = inner if item.word in ("Entity", "ValueObject") else scope
        take_object(item, held.context, held.aggregate, held.within, building)
    for repository in body.repositories:
        take_repository(repository, scope.context, "", scope.place, building)


def _aggregate(aggregate: Aggregate, scope: Scope, building: Building) -> None:
    body = aggregate.body
    values = said(context=scope.context, purpose=value(body.settings, "responsibilities"))
    key = building.add("Aggregate", aggregate.name, values, parent=scope.context)
    building.register("aggregate", aggregate.name, key, (scope.context,))
    kept = [*scope.place, *texts(body.settings, "responsibilities", *_STORIES)]
    states = _states(body, values, kept)
    kept += [item.text for item in body.kept]
    place = f"Aggregate {normal_line(aggregate.name.full)}"
    inner = replace(scope, aggregate=key, place=(place,))
    building.states[key] = states
    root = ""
    for item in body.objects:
        found, is_root = take_object(item, scope.context, key, inner.within, building)
        root = root or (found if is_root else "")
    for repository in body.repositories:
        take_repository(repository, scope.context, root, () if root else (place,), building)
    for service in body.services:
        _service(service, inner, building)
    for nested in body.aggregates:
        _aggregate(nested, scope, building)
    rest = Body(modules=body.modules, applications=body.applications, flows=body.flows)
    kept += _take_body(rest, replace(scope, place=()), building)
    values.update(said(notes=noted(aggregate.doc, kept)))
    names = tuple(n for s in body.settings if s.key in _STORIES for n in s.names)
    building.later.append(lambda: building.satisfy(key, names))


def _states(body: Body, values: dict[str, object], kept: list[str]) -> dict[str, str]:
    """The states by the names that CML has for them; other enums are kept."""
    states: dict[str, str] = {}
    for enum in body.enums:
        if enum.is_lifecycle and not states:
            states = {name.text: name.full for name in enum.values}
            values["states"] = tuple(states.values())
            if enum.name.said != "":
                kept.append(f"enum {enum.name.text}")
        else:
            kept.append(enum.text)
    return states


def _service(service: Service, scope: Scope, building: Building) -> None:
    kind = "application" if scope.is_application else "domain"
    place = () if scope.is_application else scope.place
    values = said(context=scope.context, kind=kind, layer=kind, responsibilities=service.doc)
    key = building.add("Service", service.name, values, parent=scope.aggregate or scope.context)
    building.register("service", service.name, key, scope.within)
    kept = [*place, *texts(service.settings, "inject")]

    def need() -> None:
        kept.extend(
            f"inject {name.text}"
            for name in service.needs
            if not _needs(key, name, scope, building)
        )
        values.update(said(notes=noted("", kept)))

    building.later.append(need)
    for operation in service.operations:
        _operation(operation, key, scope, building)


def _needs(key: str, name: Name, scope: Scope, building: Building) -> bool:
    for sort, type_ in (("repository", "uses"), ("service", "calls")):
        found = building.look_up(sort, name.text, scope.within)
        if found and found != key:
            building.link(type_, key, found)
            return True
    return False


def _operation(operation: Operation, service: str, scope: Scope, building: Building) -> None:
    plain = operation.text.removeprefix("^") == operation.name.text
    kept = () if plain else (operation.text,)
    values = said(service=service, notes=noted(operation.doc, kept))
    key = building.add("Operation", operation.name, values, parent=service)
    if operation.change and scope.aggregate:
        told = (f"operation {operation.name.text}",)
        change_state(operation.change, scope.aggregate, told, key, building)
