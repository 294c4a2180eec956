"""What of a plan goes into a CML file and where, each thing under its identifier."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from planning.exports.cml.ids import Ids, called, comment, written
from planning.exports.cml.kept import ID, STRING, block_of, divided, shape
from planning.plan.canonical import content
from planning.plan.elements import (
    Aggregate,
    Attribute,
    BoundedContext,
    Element,
    Entity,
    Message,
    Operation,
    Port,
    Requirement,
    Service,
    Subdomain,
    Team,
    Term,
)
from planning.plan.value import Plan

E = TypeVar("E", bound=Element)
EVENTS = ("domain_event", "integration_event")
MESSAGES = ("command", *EVENTS)
IN_MODULE = block_of("Module")
IN_DOMAIN = shape(rf"Domain(?: {ID}(?: \{{ domainVisionStatement ?=? ?{STRING} \}})?)?")


@dataclass
class Inside:
    """What stands right in a context or module, in the order of the file."""

    context: BoundedContext
    modules: dict[str, "Inside"] = field(default_factory=dict)
    aggregates: list[Aggregate] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    application: list[Service] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


@dataclass
class Sheet:
    """``ids`` and ``order`` hold everything that is written, ``links`` the links that are said.

    ``domains`` holds what notes say of a domain, with its subdomains. The rest says what stands in
    an element, by its code: services and messages of an aggregate,
    attributes of a message, the repository of any of them. ``codes`` are written with what they
    are of.
    """

    plan: Plan
    requirements: list[Requirement]
    contexts: list[Inside] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    domains: dict[str, tuple[str, list[Subdomain]]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    links: set[tuple[str, str, str]] = field(default_factory=set)
    services: dict[str, list[Service]] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    attributes: dict[str, list[Attribute]] = field(default_factory=dict)
    ports: dict[str, Port] = field(default_factory=dict)
    objects: dict[str, list[str]] = field(default_factory=dict)
    states: dict[tuple[str, str], str] = field(default_factory=dict)
    homeless: dict[str, dict[tuple[str, str], list[Port]]] = field(default_factory=dict)
    given: Ids = field(default_factory=Ids)
    codes: bool = True

    def take(self, space: str, *elements: Element, name: str | None = None) -> None:
        """Gives out an identifier for each; a space is what identifiers must differ within."""
        for element in elements:
            self.ids[element.code] = self.given.take(space, element.name if name is None else name)
            self.order[element.code] = len(self.order)

    def linked(self, source: str, *types: str, only: Collection[str] | None = None) -> list[str]:
        """Codes of what is written and linked to, in the order of the file; now said."""
        allowed = self.order if only is None else only
        found = [
            link
            for link in self.plan.links_from(source, *types)
            if link.target in allowed and link.target != source
        ]
        self.links.update(link.key for link in found)
        return sorted({link.target for link in found}, key=self.order.__getitem__)

    @cached_property
    def stories(self) -> frozenset[str]:
        return frozenset(requirement.code for requirement in self.requirements)

    @cached_property
    def callees(self) -> frozenset[str]:
        """The services that are written."""
        return frozenset(s.code for s in self.plan.of(Service) if s.code in self.order)

    @cached_property
    def flows(self) -> frozenset[str]:
        """Names of the flows that notes of contexts keep."""
        kept = (divided(c.notes, block_of("Flow"))[1] for c in self.plan.of(BoundedContext))
        return frozenset(text.split(" ")[1] for texts in kept for text in texts)

    def state(self, aggregate: str, state: str) -> str:
        """The identifier of a state of an aggregate."""
        key = (aggregate, state)
        if key not in self.states:
            self.states[key] = self.given.take(f"state of {aggregate}", state)
        return self.states[key]

    def defined(self, element: Element) -> str:
        """The identifier of an element where it is defined, with its name and code behind it."""
        return called(self.ids[element.code], element.name) + self.code_of(element)

    def code_of(self, element: Element) -> str:
        """The code as a comment, to stand behind the last word that defines the element."""
        return f" {comment('code', element.code)}" if self.codes else ""

    def named(self, codes: Iterable[str]) -> str:
        return ", ".join(written(self.ids[code]) for code in codes)


def _placed(elements: Iterable[E]) -> list[E]:
    """By hand, then by code, as the plan has them."""
    return sorted(elements, key=lambda element: element.position)


def sheet_of(plan: Plan, requirements: list[Requirement], *, codes: bool) -> Sheet:
    """Decides what is written where; identifiers are given out in the order of the file."""
    sheet = Sheet(plan, requirements=requirements, codes=codes)
    sheet.contexts = [_inside(sheet, context) for context in _placed(plan.of(BoundedContext))]
    for inside in sheet.contexts:
        sheet.take("context", inside.context)
    sheet.teams = _placed(plan.of(Team))
    sheet.take("context", *sheet.teams)
    for subdomain in _placed(plan.of(Subdomain)):
        _, kept = divided(subdomain.notes, IN_DOMAIN)
        line = kept[0] if kept else ""
        name = line.split(" ")[1] if " " in line else f"{line}/{subdomain.code if line else ''}"
        sheet.domains.setdefault(name, (line, []))[1].append(subdomain)
    for _, subdomains in sheet.domains.values():
        sheet.take("domain", *subdomains)
    for requirement in requirements:
        sheet.take("requirement", requirement, name=requirement.code)
    for inside in sheet.contexts:
        _take(sheet, inside)
        _take_terms(sheet, inside.context.code)
    return sheet


def _inside(sheet: Sheet, context: BoundedContext) -> Inside:
    plan, inside = sheet.plan, Inside(context)
    for aggregate in plan.children(context.code, Aggregate):
        _module(inside, aggregate.notes).aggregates.append(aggregate)
    for service in plan.children(context.code, Service):
        home = None if service.kind == "application" else _home(plan, service)
        if service.kind == "application":
            inside.application.append(service)
        elif home:
            sheet.services.setdefault(home.code, []).append(service)
        else:
            _module(inside, service.notes).services.append(service)
    for message in plan.children(context.code, Message):
        held = plan.get(message.aggregate, Aggregate)
        if message.kind in MESSAGES and not (held and plan.get(held.context, BoundedContext)):
            inside.messages.append(message)
    return inside


def _module(inside: Inside, notes: str) -> Inside:
    """The module that the notes name, else the context itself."""
    _, kept = divided(notes, IN_MODULE)
    if not kept:
        return inside
    name = kept[0].split(" ")[1]
    known = next((key for key in inside.modules if key.split(" ")[1] == name), kept[0])
    return inside.modules.setdefault(known, Inside(inside.context))


def _home(plan: Plan, service: Service) -> Aggregate | None:
    """The aggregate of its context in which a domain service stands."""
    aggregates = plan.children(service.context, Aggregate)
    for name in places(service.notes, "Aggregate"):
        for aggregate in aggregates:
            if aggregate.name == name:
                return aggregate
    return None


def places(notes: str, *words: str) -> list[str]:
    """The names behind a word such as ``Aggregate`` in what notes keep of CML."""
    openings = [f"- CML: `{word} " for word in words]
    return [
        line[len(opening) : -1]
        for line in notes.split("\n")
        for opening in openings
        if line.startswith(opening) and line.endswith("`")
    ]


def _take(sheet: Sheet, inside: Inside) -> None:
    for module in inside.modules.values():
        _take(sheet, module)
    for aggregate in inside.aggregates:
        _take_aggregate(sheet, aggregate)
    for service in inside.services:
        _take_service(sheet, service)
    for message in inside.messages:
        _take_message(sheet, message)
    for service in inside.application:
        _take_service(sheet, service)


def _take_terms(sheet: Sheet, context: str) -> None:
    """The reader makes a term of each domain object: what says no more is said."""
    objects = {sheet.plan.by_code[code].name for code in sheet.objects.pop(context, ())}
    for term in sheet.plan.children(context, Term):
        if set(content(term)) == {"name", "context"} and term.name in objects:
            sheet.order[term.code] = len(sheet.order)


def _take_aggregate(sheet: Sheet, aggregate: Aggregate) -> None:
    plan = sheet.plan
    sheet.take("aggregate", aggregate)
    for entity in plan.children(aggregate.code, Entity):
        sheet.take("type", entity)
        sheet.objects.setdefault(aggregate.context, []).append(entity.code)
        sheet.take(entity.code, *plan.children(entity.code, Attribute))
        rooted = [e for e, field in plan.referrers(entity.code) if field == "root"]
        _take_port(sheet, entity.code, [port for port in rooted if isinstance(port, Port)])
    sent = [e for e, field in plan.referrers(aggregate.code) if field == "aggregate"]
    messages = [m for m in sent if isinstance(m, Message) and m.kind in MESSAGES]
    sheet.messages[aggregate.code] = _placed(messages)
    for message in sheet.messages[aggregate.code]:
        _take_message(sheet, message)
    homeless = _homeless(sheet, aggregate.context)
    _take_port(sheet, aggregate.code, homeless.get(("Aggregate", aggregate.name), []))
    for service in sheet.services.get(aggregate.code, []):
        _take_service(sheet, service)


def _take_message(sheet: Sheet, message: Message) -> None:
    sheet.take("type", message)
    sheet.objects.setdefault(message.context, []).append(message.code)
    plan = sheet.plan
    attributes = [plan.get(code, Attribute) for code in plan.targets(message.code, "carries")]
    own = [a for a in attributes if a and not a.entity and a.code not in sheet.order]
    sheet.attributes[message.code] = _placed(own)
    sheet.take(message.code, *sheet.attributes[message.code])
    sheet.linked(message.code, "carries", only={attribute.code for attribute in own})
    held = plan.get(message.aggregate, Aggregate)
    homeless = _homeless(sheet, held.context if held else message.context)
    _take_port(sheet, message.code, homeless.get((word_of(message), message.name), []))


def word_of(message: Message) -> str:
    return "CommandEvent" if message.kind == "command" else "DomainEvent"


def _homeless(sheet: Sheet, context: str) -> dict[tuple[str, str], list[Port]]:
    """The repositories of a context that have no root, by where their notes place them."""
    if context not in sheet.homeless:
        found = sheet.homeless[context] = {}
        for port, field in sheet.plan.referrers(context):
            if field != "context" or not isinstance(port, Port) or port.root:
                continue
            for word in ("Aggregate", "DomainEvent", "CommandEvent"):
                for name in places(port.notes, word):
                    found.setdefault((word, name), []).append(port)
    return sheet.homeless[context]


def _take_port(sheet: Sheet, owner: str, ports: list[Port]) -> None:
    """The first repository: CML has one for each."""
    for port in _placed(ports):
        if port.kind == "repository" and port.code not in sheet.order:
            sheet.take("service", port)
            sheet.ports[owner] = port
            return


def _take_service(sheet: Sheet, service: Service) -> None:
    sheet.take("service", service)
    sheet.take(service.code, *sheet.plan.children(service.code, Operation))
