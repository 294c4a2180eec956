"""Domain objects of a CML file: entities, values, events and commands, with their attributes."""

import re

from planning.exports.cml import unsaid
from planning.exports.cml.ids import called, comment, identifier, is_reserved, written
from planning.exports.cml.kept import TYPE, divided, is_spelled
from planning.exports.cml.lines import block, doc
from planning.exports.cml.sheet import Sheet, word_of
from planning.exports.cml.words import (
    HEADER,
    HOLDERS,
    IN_ATTRIBUTE,
    IN_OBJECT,
    IN_SERVICE,
    MODIFIER,
    OBJECT_SETTING,
    SERVICE_SETTING,
    VISIBILITY,
    is_operation,
    is_signature,
)
from planning.plan.elements import Attribute, Entity, Message, Port


def entity(item: Entity, sheet: Sheet) -> list[str]:
    prose, kept = divided(item.notes, IN_OBJECT)
    is_value = item.role == "value_object" or (item.role == "root" and "ValueObject" in kept)
    root = ["aggregateRoot"] if item.role == "root" else []
    said = {"name", "aggregate", "role", "notes"} if item.role else {"name", "aggregate", "notes"}
    attributes = sheet.plan.children(item.code, Attribute)
    return [
        *unsaid.fields(item, said),
        *doc(prose),
        *_object("ValueObject" if is_value else "Entity", item, kept, root, attributes, sheet),
    ]


def message(item: Message, sheet: Sheet) -> list[str]:
    prose, kept = divided(item.notes, IN_OBJECT)
    said = {"name", "context", "aggregate", "notes"}
    said |= {"kind"} if item.kind != "integration_event" else set()
    attributes = sheet.attributes[item.code]
    return [
        *unsaid.fields(item, said),
        *doc(prose),
        *_object(word_of(item), item, kept, [], tuple(attributes), sheet),
    ]


def _object(
    word: str,
    item: Entity | Message,
    kept: list[str],
    root: list[str],
    attributes: tuple[Attribute, ...],
    sheet: Sheet,
) -> list[str]:
    head = "abstract " if "abstract" in kept else ""
    head += f"{word} {sheet.defined(item)}"
    head += "".join(f" {text}" for text in kept if HEADER(text))
    port = sheet.ports.get(item.code)
    return block(
        head,
        root,
        [text for text in kept if OBJECT_SETTING(text) and text not in root],
        *(attribute(a, sheet) for a in attributes),
        [f"{text};" for text in kept if is_operation(text)],
        repository(port, sheet) if port else [],
    )


def attribute(item: Attribute, sheet: Sheet) -> list[str]:
    prose, kept = divided(item.notes, IN_ATTRIBUTE)
    said = {"name", "entity", "key", "required", "collection", "notes"}
    refers = item.refers_to in sheet.order
    target = sheet.plan.by_code[item.refers_to].name if refers else ""
    said |= {"refers_to"} if refers else set()
    said |= {"type"} if not refers or item.type == target else set()
    holder = next((text for text in kept if text in HOLDERS), "List")
    kind = sheet.named([item.refers_to]) if refers else _type(item.type)
    modifiers = [text for text in kept if MODIFIER(text)]
    told = any(re.match(r"required ?=", text) for text in modifiers)
    parts = [
        *["-"] * (refers or "reference" in kept),
        *[text for text in kept if text in VISIBILITY][:1],
        f"{holder}<{kind}>" if item.collection else kind,
        sheet.defined(item),
        *["key"] * item.key,
        *["required"] * (item.required and not told),
        *modifiers,
    ]
    return [*unsaid.fields(item, said), *doc(prose), " ".join(parts)]


def _type(type_: str) -> str:
    """The type as it stands, or an identifier with the type behind it."""
    is_plain = TYPE.fullmatch(type_) and is_spelled(type_)
    if is_plain and not is_reserved(type_):
        return type_
    name = identifier(type_) if type_ else "Object"
    return called(name, type_)


def repository(port: Port, sheet: Sheet) -> list[str]:
    """A repository with its operations, one for each line of the port's."""
    prose, kept = divided(
        port.notes, IN_SERVICE, "Aggregate", "DomainEvent", "CommandEvent", "Module"
    )
    said = {"name", "kind", "side", "context", "layer", "root", "operations", "notes"}
    said -= {"side"} if port.side != "driven" else set()
    said -= {"layer"} if port.layer != "domain" else set()
    lines = port.operations.split("\n") if port.operations else []
    return [
        *unsaid.fields(port, said),
        *doc(prose),
        *block(
            f"Repository {sheet.defined(port)}",
            [text for text in kept if SERVICE_SETTING(text)],
            [f"{_operation(line)};" for line in lines],
        ),
    ]


def _operation(line: str) -> str:
    """A line of a port as CML has it, or an identifier with the line behind it."""
    if is_signature(line) and is_spelled(line):
        return line
    return f"{written(identifier(line))} {comment('name', line)}"
