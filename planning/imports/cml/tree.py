"""The syntax tree of a CML file: what stands where, before anybody asks what it means."""

from dataclasses import dataclass, field

from planning.plan.identifiers import stands_for

_BLANK_TYPE = "Object"
"""What the writer puts where an attribute has no type."""


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier where it stands; ``said`` and ``code`` where a comment gives the full one.

    Whoever renames something changes the identifier and forgets the comment: then that is past.
    """

    text: str
    line: int
    column: int
    said: str | None = None
    code: str | None = None

    @property
    def full(self) -> str:
        if self.said is None:
            return self.text
        is_blank = not self.said and self.text == _BLANK_TYPE
        return self.said if is_blank or stands_for(self.text, self.said) else self.text


@dataclass(frozen=True, slots=True)
class Setting:
    """``key = value, value``, or a flag of no value; ``text`` is the whole on one line."""

    key: str
    values: tuple[str, ...]
    names: tuple[Name, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A construct that was understood as a whole only; ``text`` is it on one line."""

    word: str
    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class StateChange:
    """``[A, B -> C X D*]``."""

    sources: tuple[Name, ...]
    targets: tuple[Name, ...]
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two contexts of a map. ``left`` and ``right`` as written, upstream first where one is."""

    pattern: str
    upstream: Name
    downstream: Name
    upstream_roles: tuple[str, ...] = ()
    downstream_roles: tuple[str, ...] = ()
    name: Name | None = None
    settings: tuple[Setting, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextMap:
    name: str
    line: int
    settings: tuple[Setting, ...]
    contains: tuple[Name, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Of a service, repository or domain object; ``text`` is the whole without its doc string."""

    name: Name
    text: str
    doc: str = ""
    change: StateChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute, or a reference (``- Type name``); ``holder`` is ``List`` or another, or blank."""

    name: Name
    type: Name
    holder: str
    is_reference: bool
    doc: str
    modifiers: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    name: Name
    doc: str
    settings: tuple[Setting, ...]
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainObject:
    """``word`` is Entity, ValueObject, DomainEvent or CommandEvent; ``header`` what follows the
    name before the brace, such as ``extends @Base``."""

    word: str
    name: Name
    doc: str
    abstract: bool
    header: str
    settings: tuple[Setting, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    operations: tuple[Operation, ...] = ()
    repositories: tuple[Repository, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """``text`` is the whole on one line."""

    name: Name
    is_lifecycle: bool
    values: tuple[Name, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    name: Name
    doc: str
    settings: tuple[Setting, ...] = ()
    needs: tuple[Name, ...] = ()
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What may stand in a context, module, aggregate, application or subdomain."""

    settings: tuple[Setting, ...] = ()
    applications: tuple["Application", ...] = ()
    modules: tuple["Module", ...] = ()
    aggregates: tuple["Aggregate", ...] = ()
    services: tuple[Service, ...] = ()
    objects: tuple[DomainObject, ...] = ()
    enums: tuple[Enum, ...] = ()
    repositories: tuple[Repository, ...] = ()
    flows: tuple["Flow", ...] = ()
    kept: tuple[Kept, ...] = ()
    subdomains: tuple["Subdomain", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    name: Name
    doc: str
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    name: Name
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``command C delegates to A [x -> y] emits event E``, or ``event E triggers command C``.

    ``plain`` where a plan can hold all that the step says.
    """

    action: str
    actions: tuple[Name, ...]
    events: tuple[Name, ...]
    triggers: bool
    aggregate: Name | None = None
    change: StateChange | None = None
    plain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    name: Name
    steps: tuple[Step, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    name: Name | None
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A bounded context, or a team (``type TEAM``); ``left`` is the body that a team may not have."""

    name: Name
    implements: tuple[Name, ...] = ()
    realizes: tuple[Name, ...] = ()
    refines: tuple[Name, ...] = ()
    body: Body = field(default_factory=Body)
    left: Body = field(default_factory=Body)

    @property
    def is_team(self) -> bool:
        return any(s.key == "type" and s.values == ("TEAM",) for s in self.body.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subdomain:
    name: Name
    supports: tuple[Name, ...]
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    name: Name
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRequirement:
    """A use case or user story; ``statement`` is its body in CML's own words, one clause a line."""

    word: str
    name: Name
    split_by: Name | None
    role: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A file. ``skipped`` counts, by keyword, the constructs in what was passed over."""

    maps: tuple[ContextMap, ...] = ()
    contexts: tuple[Context, ...] = ()
    domains: tuple[Domain, ...] = ()
    requirements: tuple[UserRequirement, ...] = ()
    kept: tuple[Kept, ...] = ()
