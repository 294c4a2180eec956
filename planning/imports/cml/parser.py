"""From the tokens of a CML file to its syntax tree, whatever is in the file."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from planning.imports.cml import relations, services, stories, tactic
from planning.imports.cml.counting import constructs_in
from planning.imports.cml.stream import Stream
from planning.imports.cml.tree import (
    Aggregate,
    Application,
    Body,
    Context,
    ContextMap,
    Domain,
    Kept,
    Model,
    Module,
    Name,
    Relation,
    Setting,
    Subdomain,
    UserRequirement,
)
from planning.imports.cml.words import BODY_KEYS

# Understood as a whole only: the plan has no place for what is in them.
KEPT = (
    "Trait",
    "DataTransferObject",
    "BasicType",
    "Resource",
    "Consumer",
    "Coordination",
    "Functionality",
)
_UNDOCUMENTED = ("Module", "Application", "Flow", "enum", *KEPT)
TOP_KEPT = ("Stakeholders", "ValueRegister", "import")


@dataclass
class _Filling:
    """A body while it is read."""

    settings: list[Setting] = field(default_factory=list)
    parts: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, part: str, item: object) -> None:
        self.parts.setdefault(part, []).append(item)

    def body(self) -> Body:
        parts = {name: tuple(found) for name, found in self.parts.items()}
        return Body(settings=tuple(self.settings), **parts)


@dataclass
class _Top:
    maps: list[ContextMap] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=list)
    domains: list[Domain] = field(default_factory=list)
    requirements: list[UserRequirement] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def model(self) -> Model:
        return Model(**{f.name: tuple(getattr(self, f.name)) for f in fields(self)})


def parse(stream: Stream) -> Model:
    """The tree; what could not be read is in the stream's report, and passed over."""
    top = _Top()
    while not stream.is_over:
        if not stream.takes(";"):
            stream.attempt(lambda: _top(stream, top))
    return top.model()


def _top(stream: Stream, top: _Top) -> None:
    if stream.sees("ContextMap"):
        top.maps.append(_map(stream))
    elif stream.sees("BoundedContext"):
        top.contexts.append(_context(stream))
    elif stream.sees("Domain"):
        top.domains.append(_domain(stream))
    elif stream.sees("Subdomain"):
        top.domains.append(_without_domain(stream))
    elif stream.sees("UseCase", "UserStory"):
        top.requirements.append(stories.user_requirement(stream))
    elif stream.sees(*TOP_KEPT):
        top.kept.append(stream.kept())
    elif top.maps and relations.opens(stream):
        # The map was closed too early, or has contexts defined within it.
        found = relations.relation(stream)
        top.maps[-1] = replace(top.maps[-1], relations=(*top.maps[-1].relations, found))
    else:
        raise stream.trouble("a BoundedContext, a ContextMap or another top-level construct")


def _map(stream: Stream) -> ContextMap:
    start, opening = stream.at, stream.take()
    name = stream.name().text if stream.now.kind == "word" else ""
    settings: list[Setting] = []
    contains: list[Name] = []
    found: list[Relation] = []

    def item() -> None:
        if stream.sees("type", "state") and stream.ahead().kind in ("word", "sign"):
            settings.append(stream.setting())
        elif relations.is_contains(stream):
            contains.extend(relations.contained(stream))
        else:
            found.append(relations.relation(stream))

    stream.read_at.add(start)
    settings += _heading(stream, "type", "state")
    stream.block(item)
    return ContextMap(
        name=name,
        line=opening.line,
        settings=tuple(settings),
        contains=tuple(contains),
        relations=tuple(found),
    )


def _context(stream: Stream) -> Context:
    start = stream.at
    stream.take()
    name = stream.name()
    stream.read_at.add(start)
    named: dict[str, list[Name]] = {"implements": [], "realizes": [], "refines": []}
    while stream.sees(*named):
        named[stream.take().text].extend(stream.names())
    implemented, realized, refined = map(tuple, named.values())
    heading = _heading(stream, "type")
    body = _body(stream)
    context = Context(
        name=name,
        implements=implemented,
        realizes=realized,
        refines=refined,
        body=replace(body, settings=(*heading, *body.settings)),
    )
    return _of_team(stream, context, start) if context.is_team else context


def _heading(stream: Stream, *keys: str) -> list[Setting]:
    """Settings that people put before the brace: ``Subdomain N type CORE_DOMAIN {``."""
    found = []
    while stream.sees(*keys) and not stream.now.first:
        found.append(stream.setting())
    return found


def _of_team(stream: Stream, context: Context, start: int) -> Context:
    """A team without what stands in it but settings: a team has no model of its own.

    The rest is counted, and told by number.
    """
    if context.body == Body(settings=context.body.settings):
        return context
    stream.read_at.difference_update(range(start + 1, stream.at))
    stream.passed.update(range(start + 1, stream.at))
    held = constructs_in(stream.tokens[start + 1 : stream.at])
    remedy = f"its settings are read, the rest is passed over: {held}"
    stream.warn(stream.tokens[start], f"{context.name.text} is a team with a model", remedy)
    return replace(context, body=Body(settings=context.body.settings), left=context.body)


def _domain(stream: Stream) -> Domain:
    start = stream.at
    stream.take()
    name = stream.name()
    stream.read_at.add(start)
    filling = _Filling()

    def item() -> None:
        if stream.sees("Subdomain"):
            filling.add("subdomains", _subdomain(stream))
        elif stream.sees("domainVisionStatement"):
            filling.settings.append(stream.setting())
        else:
            raise stream.trouble("a Subdomain")

    stream.block(item)
    return Domain(name=name, body=filling.body())


def _body(stream: Stream) -> Body:
    filling = _Filling()
    stream.block(lambda: _item(stream, filling))
    return filling.body()


def _item(stream: Stream, filling: _Filling) -> None:
    """Any construct may stand in any body; what that means is the mapper's business."""
    opening, doc = stream.now, stream.doc()
    if doc and stream.sees(*_UNDOCUMENTED):
        stream.warn(opening, f"a doc string before {stream.now.text}", "left out")
    if stream.sees(*tactic.OBJECTS) or (
        stream.sees("abstract") and stream.ahead().text in tactic.OBJECTS
    ):
        filling.add("objects", tactic.domain_object(stream, doc))
    elif stream.sees(*_PARTS):
        part, read = _PARTS[stream.now.text]
        filling.add(part, read(stream, doc))
    elif stream.sees(*KEPT) or (stream.sees("abstract") and stream.ahead().text in KEPT):
        filling.add("kept", stream.kept())
    elif stream.sees("external"):
        filling.settings.append(stream.flag())
    elif stream.sees("responsibilities"):
        filling.settings.append(_responsibilities(stream))
    elif stream.sees(*BODY_KEYS):
        filling.settings.append(stream.setting())
    else:
        raise stream.trouble("a construct or a setting known here")


def _responsibilities(stream: Stream) -> Setting:
    """Texts, or as the first CML had it: ``Customers, Addresses { "those of a customer" }``."""
    start = stream.at
    setting = stream.setting()
    values = list(setting.values)
    while stream.sees("{") and stream.ahead().kind == "string":
        stream.take()
        values[-1] += f": {stream.take().text}"
        stream.demand("}")
        if stream.takes(","):
            values += stream.setting_values([])
    return replace(setting, values=tuple(values), text=stream.text_from(start))


def _aggregate(stream: Stream, doc: str) -> Aggregate:
    start = stream.at
    stream.take()
    name = stream.name()
    stream.read_at.add(start)
    return Aggregate(name=name, doc=doc, body=_body(stream))


def _module(stream: Stream, doc: str) -> Module:
    start = stream.at
    stream.take()
    name = stream.name()
    stream.read_at.add(start)
    return Module(name=name, body=_body(stream))


def _application(stream: Stream, doc: str) -> Application:
    start = stream.at
    stream.take()
    name = stream.name() if stream.now.kind == "word" and not stream.now.first else None
    stream.read_at.add(start)
    return Application(name=name, body=_body(stream))


def _without_domain(stream: Stream) -> Domain:
    """A subdomain right in the file."""
    opening = stream.now
    found = _subdomain(stream)
    stream.warn(opening, f"{found.name.text} stands in no Domain", "read all the same")
    nameless = Name("", opening.line, opening.column, said="")
    return Domain(name=nameless, body=Body(subdomains=(found,)))


def _subdomain(stream: Stream) -> Subdomain:
    start = stream.at
    stream.take()
    name = stream.name()
    stream.read_at.add(start)
    supports = stream.names() if stream.takes("supports") else ()
    filling = _Filling(settings=_heading(stream, "type"))

    def item() -> None:
        if stream.sees("type", "domainVisionStatement"):
            filling.settings.append(stream.setting())
        elif stream.sees(*_IN_SUBDOMAIN) or stream.now.kind == "string":
            # The problem space has no entities in a plan.
            filling.add("kept", stream.kept())
        else:
            raise stream.trouble("a setting, an Entity or a Service")

    stream.block(item)
    return Subdomain(name=name, supports=supports, body=filling.body())


_PARTS: dict[str, tuple[str, Callable[[Stream, str], object]]] = {
    "Aggregate": ("aggregates", _aggregate),
    "Module": ("modules", _module),
    "Application": ("applications", _application),
    "Service": ("services", services.service),
    "Repository": ("repositories", services.repository),
    "Flow": ("flows", lambda stream, _: stories.flow(stream)),
    "enum": ("enums", lambda stream, _: tactic.enum(stream)),
}
_IN_SUBDOMAIN = ("abstract", *_PARTS, *tactic.OBJECTS, *KEPT)
