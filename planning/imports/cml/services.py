"""Services and repositories of CML with their operations."""

from dataclasses import dataclass, field

from planning.imports.cml.stream import Misread, Stream
from planning.imports.cml.tree import Name, Operation, Repository, Service, Setting, StateChange
from planning.imports.cml.types import VISIBILITY, type_
from planning.imports.cml.words import TAIL

_SERVICE_FLAGS = frozenset({"gap", "nogap", "webservice", "scaffold"})


@dataclass
class _Members:
    settings: list[Setting] = field(default_factory=list)
    needs: list[Name] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)


def operation(stream: Stream, doc: str) -> Operation:
    """``[def] [visibility] [type] name [(…)] [throws …] [: write [A -> B]];``"""
    start = stream.at
    stream.takes("def", "*")
    stream.takes("abstract")
    stream.takes(*VISIBILITY)
    stream.takes("abstract")
    simple = stream.at
    _, name = type_(stream)
    if stream.now.kind == "word" and not (stream.at - simple == 1 and stream.now.first):
        name = stream.name()
    elif stream.at - simple != 1:
        raise stream.trouble("the name of an operation")
    if stream.sees("("):
        parameters(stream)
    change = _tail(stream)
    text = stream.text_from(start)
    if not stream.takes(";"):
        stream.warn(
            stream.tokens[stream.at - 1], f"{name.text} ends without “;”", "read all the same"
        )
    return Operation(name=name, text=text, doc=doc, change=change)


def parameters(stream: Stream) -> None:
    while not stream.takes(")"):
        if stream.is_over or stream.sees("{", "}", ";") or stream.is_at_top():
            raise stream.trouble("“)”")
        stream.take()


def _tail(stream: Stream) -> StateChange | None:
    change = None
    while not (stream.is_over or stream.sees(";", "{", "}")):
        is_joined = stream.tokens[stream.at - 1].text == ","
        if stream.now.first and not is_joined and not stream.sees(*TAIL, ":", "=>", ",", "="):
            break
        if stream.sees("["):
            change = _state_change(stream)
        else:
            stream.take()
    return change


def _state_change(stream: Stream) -> StateChange | None:
    """The states in brackets; an operation is not lost for those that cannot be read."""
    start = stream.at
    try:
        return state_change(stream)
    except Misread as misread:
        stream.misread += 1
        stream.warn(misread.token, str(misread), "the operation is read without its states")
        stream.at = start + 1
        return None


def state_change(stream: Stream) -> StateChange:
    """``[A, B -> C X D*]``; the beginning has no state before the arrow."""
    line = stream.demand("[").line
    sources: list[Name] = []
    targets: list[Name] = []
    while not stream.sees("->"):
        sources.append(stream.name())
        stream.takes(",")
    stream.take()
    while not stream.takes("]"):
        targets.append(stream.name())
        stream.takes("*")
        if not stream.sees("]"):
            stream.demand("X", "x", ",")
    return StateChange(tuple(sources), tuple(targets), line)


def repository(stream: Stream, doc: str) -> Repository:
    start = stream.at
    stream.take()
    name = stream.name()
    stream.read_at.add(start)
    members = _Members()
    stream.block(lambda: _service_member(stream, members))
    return Repository(
        name=name,
        doc=doc,
        settings=tuple(members.settings),
        operations=tuple(members.operations),
    )


def service(stream: Stream, doc: str) -> Service:
    start = stream.at
    stream.take()
    name = stream.name()
    stream.read_at.add(start)
    members = _Members()
    stream.block(lambda: _service_member(stream, members))
    return Service(
        name=name,
        doc=doc,
        settings=tuple(members.settings),
        needs=tuple(members.needs),
        operations=tuple(members.operations),
    )


def _service_member(stream: Stream, members: _Members) -> None:
    doc = stream.doc()
    following = stream.ahead()
    if stream.sees(*_SERVICE_FLAGS) and following.text != "(":
        members.settings.append(stream.flag())
    elif stream.sees("hint") and following.text == "=":
        members.settings.append(stream.setting())
    elif stream.sees("subscribe") and following.text == "to":
        members.settings.append(_subscription(stream))
    elif stream.sees("inject", ">"):
        need = _need(stream)
        members.needs.append(need)
        members.settings.append(Setting("inject", (), (need,), f"inject {need.text}"))
    else:
        members.operations.append(operation(stream, doc))


def _need(stream: Stream) -> Name:
    stream.take()
    stream.takes("@")
    return stream.dotted()


def _subscription(stream: Stream) -> Setting:
    """``subscribe to a.b/c:d [eventBus = bus]``"""
    start = stream.at
    stream.at += 2
    if stream.now.kind == "string":
        stream.take()
    else:
        stream.dotted()
        while stream.takes("/", ":", "."):
            stream.dotted()
    if stream.takes("eventBus"):
        stream.demand("=")
        stream.name()
    return Setting("subscribe", (), (), stream.text_from(start))
