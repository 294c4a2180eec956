"""The domain objects of CML with their attributes, and enums."""

from dataclasses import dataclass, field, replace

from planning.imports.cml.services import operation, parameters, repository
from planning.imports.cml.stream import Misread, Stream
from planning.imports.cml.tree import (
    Attribute,
    DomainObject,
    Enum,
    Name,
    Operation,
    Repository,
    Setting,
)
from planning.imports.cml.types import VISIBILITY, type_
from planning.imports.cml.words import MODIFIER_FLAGS, MODIFIER_KEYS, OBJECT_FLAGS, OBJECT_KEYS

OBJECTS = {
    "Entity": "Entity",
    "ValueObject": "ValueObject",
    "DomainEvent": "DomainEvent",
    "Event": "DomainEvent",
    "CommandEvent": "CommandEvent",
    "Command": "CommandEvent",
}
_NOT = ("not", "!")
_ENUM_KEYS = ("package", "hint")


@dataclass
class _Members:
    settings: list[Setting] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    repositories: list[Repository] = field(default_factory=list)


def domain_object(stream: Stream, doc: str) -> DomainObject:
    """``[abstract] Entity Name [extends @Base] [with Trait] { … }``; the body may be missing."""
    abstract = stream.takes("abstract")
    start = stream.at
    word = OBJECTS[stream.take().text]
    name = stream.name()
    stream.read_at.add(start)
    header = stream.at
    while stream.sees("extends", "with"):
        stream.take()
        stream.takes("@")
        stream.dotted()
        while stream.takes(","):
            stream.takes("@")
            stream.dotted()
    text = stream.text_from(header)
    members = _Members()
    stream.block(lambda: _member(stream, members))
    return DomainObject(
        word=word,
        name=name,
        doc=doc,
        abstract=abstract,
        header=text,
        settings=tuple(members.settings),
        attributes=tuple(members.attributes),
        operations=tuple(members.operations),
        repositories=tuple(members.repositories),
    )


def _member(stream: Stream, members: _Members) -> None:
    doc = stream.doc()
    following = stream.ahead()
    negated = following if stream.sees(*_NOT) else None
    if stream.sees(*OBJECT_FLAGS) or (negated and negated.text in OBJECT_FLAGS):
        members.settings.append(_flag(stream))
    elif stream.sees(*OBJECT_KEYS) and following.text == "=":
        members.settings.append(stream.setting())
    elif stream.sees("belongsTo"):
        members.settings.append(_belongs(stream))
    elif stream.sees("def", "*"):
        members.operations.append(operation(stream, doc))
    elif _is_called(stream):
        undefined = operation(stream, doc)
        members.operations.append(replace(undefined, text=f"def {undefined.text}"))
    elif stream.sees("Repository"):
        members.repositories.append(repository(stream, doc))
    else:
        members.attributes.append(_attribute(stream, doc))


def _is_called(stream: Stream) -> bool:
    """Whether a bracket follows type and name: an operation whose ``def`` was forgotten."""
    start = stream.at
    try:
        stream.takes(*VISIBILITY)
        type_(stream)
        if stream.now.kind == "word" and not stream.now.first:
            stream.take()
        return stream.sees("(")
    except Misread:
        return False
    finally:
        stream.at = start


def _flag(stream: Stream) -> Setting:
    """``key``, ``not key`` or ``!key = "message"``."""
    start = stream.at
    stream.takes(*_NOT)
    key = stream.take().text
    if stream.takes("=") and stream.take().kind != "string":
        raise stream.trouble("a message")
    return Setting(key, (), (), stream.text_from(start))


def _belongs(stream: Stream) -> Setting:
    start = stream.at
    stream.take()
    stream.takes("@")
    stream.dotted()
    return Setting("belongsTo", (), (), stream.text_from(start))


def _attribute(stream: Stream, doc: str) -> Attribute:
    is_reference = stream.takes("-", "reference")
    modifiers = [stream.flag()] if stream.sees(*VISIBILITY) else []
    holder, kind = type_(stream)
    if stream.now.first and stream.ahead().kind == "word" and not stream.ahead().first:
        # The next line says a type and a name of its own.
        raise stream.trouble("the name of an attribute")
    name = stream.name()
    while modifier := _modifier(stream):
        modifiers.append(modifier)
    stream.takes(";")
    return Attribute(
        name=name,
        type=kind,
        holder=holder,
        is_reference=is_reference,
        doc=doc,
        modifiers=tuple(modifiers),
    )


def _modifier(stream: Stream) -> Setting | None:
    """One of the closed list; a key only before ``=``, for else it begins what follows."""
    start, following = stream.at, stream.ahead()
    if stream.sees("<->", "opposite") and following.kind == "word":
        stream.take()
        return Setting("opposite", (), (stream.name(),), stream.text_from(start))
    if stream.sees(*_NOT) and following.text in MODIFIER_FLAGS:
        return _flag(stream)
    if stream.sees(*MODIFIER_KEYS) and following.text == "=":
        return stream.setting()
    if not stream.sees(*MODIFIER_FLAGS):
        return None
    return stream.setting() if following.text == "=" else stream.flag()


def enum(stream: Stream) -> Enum:
    """``enum Name { [aggregateLifecycle] A, B(1), C }``; typed attributes of values are kept."""
    start = stream.at
    kept = stream.kept()
    end = stream.at
    stream.at = start + 1
    try:
        name = stream.name()
        values, is_lifecycle = _values(stream, end)
    except Misread:
        stream.at = start
        raise
    stream.at = end
    return Enum(name=name, is_lifecycle=is_lifecycle, values=values, text=kept.text)


def _values(stream: Stream, end: int) -> tuple[tuple[Name, ...], bool]:
    """The names of the values, with what a comment says; options and attributes are passed over."""
    stream.demand("{")
    found, is_lifecycle = [], False
    while stream.at < end:
        if stream.takes("aggregateLifecycle"):
            is_lifecycle = True
        elif stream.sees("("):
            parameters(stream)
        elif stream.sees(*_ENUM_KEYS) and stream.ahead().text == "=":
            stream.setting()
        elif stream.now.kind != "word" or stream.sees("ordinal"):
            stream.take()
        elif _is_value(stream):
            found.append(stream.name())
        else:
            _enum_attribute(stream)
    return tuple(found), is_lifecycle


def _is_value(stream: Stream) -> bool:
    """Whether the word is a value; the comma behind it may be forgotten at the end of a line."""
    following = stream.ahead()
    return following.text in (",", "(", "}", ";", "=") or following.first


def _enum_attribute(stream: Stream) -> None:
    """``Type name [key];``, or a word that is none."""
    start = stream.at
    try:
        type_(stream)
        stream.name()
        stream.takes("key")
    except Misread:
        stream.at = start + 1
