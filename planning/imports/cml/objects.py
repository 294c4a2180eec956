"""From the syntax tree to the draft: domain objects, their attributes and repositories."""

from planning.imports.cml.building import Building, Place, noted, said, texts
from planning.imports.cml.flows import change_state
from planning.imports.cml.tree import Attribute, DomainObject, Name, Repository, Setting
from planning.imports.cml.words import MODIFIER_FLAGS

_KINDS = {"DomainEvent": "domain_event", "CommandEvent": "command"}
# What a modifier demands, and how a person says it.
_DEMANDS = {
    "required": "is required",
    "unique": "is unique",
    "notEmpty": "is not empty",
    "notBlank": "is not blank",
    "email": "is an e-mail address",
    "future": "lies in the future",
    "past": "lies in the past",
    "creditCardNumber": "is the number of a credit card",
    "assertTrue": "is true",
    "assertFalse": "is false",
    "min": "is at least",
    "decimalMin": "is at least",
    "max": "is at most",
    "decimalMax": "is at most",
    "pattern": "matches",
    "range": "lies within",
    "size": "has the size",
    "length": "has the length",
    "digits": "has the digits",
    "validate": "is valid:",
    "scriptAssert": "holds to",
}


def take_object(
    item: DomainObject, context: str, aggregate: str, within: tuple[str, ...], building: Building
) -> tuple[str, bool]:
    """Takes an entity, value object, event or command; returns its key and whether it is the root."""
    is_root = any(s.text == "aggregateRoot" for s in item.settings)
    kept = ["abstract"] * item.abstract + [item.header] * bool(item.header)
    kept += texts(item.settings, "aggregateRoot")
    if item.word in _KINDS:
        key = _message(item, context, aggregate, kept + ["aggregateRoot"] * is_root, building)
    else:
        key = _entity(item, aggregate, is_root, kept, building)
    _term(item.name, context, key, building)
    is_entity = item.word not in _KINDS
    building.register("object" if is_entity else "message", item.name, key, within)
    for attribute in item.attributes:
        _attribute(attribute, item.name, key, aggregate, is_entity, (aggregate, context), building)
    for demand in (s for s in item.settings if s.key == "validate"):
        _demand(demand, item.name.full, aggregate, key, item.name.line, building)
    for repository in item.repositories:
        place = () if is_entity else (f"{item.word} {item.name.full}",)
        take_repository(repository, context, key if is_entity else "", place, building)
    for operation in item.operations:
        if operation.change and aggregate:
            told = (f"operation {operation.name.text}",)
            change_state(operation.change, aggregate, told, key, building)
    return key, is_root and is_entity


def _term(name: Name, context: str, key: str, building: Building) -> None:
    """A word of the language, to be defined by people; once for each context."""
    terms = building.named[f"term of {context}", name.full]
    if not terms:
        place = Place(context, name.text, name.line, beside=key)
        terms.append(building.put("Term", said(context=context, name=name.full), place))


def _message(
    item: DomainObject, context: str, aggregate: str, kept: list[str], building: Building
) -> str:
    kept = kept + [operation.text for operation in item.operations]
    values = said(
        context=context,
        aggregate=aggregate,
        kind=_KINDS[item.word],
        notes=noted(item.doc, kept),
    )
    return building.add("Message", item.name, values, parent=aggregate or context)


def _entity(
    item: DomainObject, aggregate: str, is_root: bool, kept: list[str], building: Building
) -> str:
    role = "value_object" if item.word == "ValueObject" else "entity"
    if is_root and role == "value_object":
        kept = ["ValueObject", *kept]
    kept = kept + [operation.text for operation in item.operations]
    values = said(
        aggregate=aggregate, role="root" if is_root else role, notes=noted(item.doc, kept)
    )
    return building.add("Entity", item.name, values, parent=aggregate)


def _attribute(
    attribute: Attribute,
    owner: Name,
    key: str,
    aggregate: str,
    is_entity: bool,
    within: tuple[str, ...],
    building: Building,
) -> None:
    flags = {s.key for s in attribute.modifiers if s.text.startswith(s.key)}
    kept = texts(s for s in attribute.modifiers if s.text not in ("key", "required"))
    if attribute.holder not in ("", "List"):
        kept.insert(0, attribute.holder)
    values = said(
        entity=key if is_entity else "",
        type=attribute.type.full,
        key="key" in flags,
        required="required" in flags,
        collection=bool(attribute.holder),
    )
    found = building.add("Attribute", attribute.name, values, parent=key)
    building.defined(attribute.name, found)
    if not is_entity:
        building.link("carries", key, found)
    for modifier in attribute.modifiers:
        subject = f"{attribute.name.full} of {owner.full}"
        _demand(modifier, subject, aggregate, found, attribute.name.line, building)

    def refer() -> None:
        target = ""
        if attribute.is_reference:
            target = building.look_up("object", attribute.type.text, within)
            if not target:
                kept.insert(0, "reference")
        values.update(said(refers_to=target, notes=noted(attribute.doc, kept)))
        if target:
            values["type"] = building.elements[target].values["name"]

    building.later.append(refer)


def _demand(
    modifier: Setting, subject: str, aggregate: str, beside: str, line: int, building: Building
) -> None:
    """An invariant that a modifier suggests, unless it says ``not``."""
    words = _DEMANDS.get(modifier.key)
    if words is None or not modifier.text.startswith(modifier.key) or not aggregate:
        return
    said_so = " ".join(modifier.values)
    # Behind a flag stands what to tell whoever breaks it, no value.
    colon = ":" if said_so and modifier.key in MODIFIER_FLAGS else ""
    statement = f"{subject} {words}{colon} {said_so}".strip()
    values = said(name=statement[:100], aggregate=aggregate, statement=statement, source="CML")
    label = f"{subject} {modifier.key}"
    building.put("Invariant", values, Place(aggregate, label, line, beside))


def take_repository(
    repository: Repository, context: str, root: str, place: tuple[str, ...], building: Building
) -> None:
    """Takes a repository as a port of its root; ``place`` says where it stands if in no entity."""
    lines = [_line(operation.name, operation.text) for operation in repository.operations]
    values = said(
        kind="repository",
        side="driven",
        layer="domain",
        context=context,
        root=root,
        operations="\n".join(lines),
        notes=noted(repository.doc, [*place, *texts(repository.settings)]),
    )
    key = building.add("Port", repository.name, values, parent=root or context)
    building.register("repository", repository.name, key, (context,))


def _line(name: Name, text: str) -> str:
    """An operation as a line of the port: as written, or as the writer's comment has it."""
    return text if name.said is None else name.said
