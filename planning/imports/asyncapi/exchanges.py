"""Who sends and receives which messages where: one form for versions 2 and 3."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planning.imports.report import short
from planning.imports.specs.drafting import text_of
from planning.imports.specs.tree import Tree, last_of, line_of, reference

# In version 2 a channel says what others may do: they publish what the service receives.
_ACTIONS_OF_2 = {"publish": "receive", "subscribe": "send"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """An operation: ``action`` is ``send`` or ``receive``, as the service does it."""

    id: str
    action: str
    said: Mapping[str, Any]
    channel: Mapping[str, Any]
    address: str
    messages: tuple[tuple[str, Any], ...]
    line: int
    borrowed: bool = False
    """Whether the messages are all those of the channel, since the operation names none."""


def exchanges(tree: Tree, older: bool) -> Iterator[Exchange]:
    """All operations of a file that say what they do, and on which channel or none."""
    yield from _of_2(tree) if older else _of_3(tree)


def _of_3(tree: Tree) -> Iterator[Exchange]:
    held = tree.section("operations")
    for name, stated in held.items():
        line = line_of(held, name, 0)
        said = with_traits(tree, tree.mapping(stated))
        if str(name).startswith("x-") or _is_none(tree, text_of(name), stated, line):
            continue
        channel = tree.mapping(said.get("channel"))
        yield Exchange(
            id=text_of(name),
            action=text_of(said.get("action")),
            said=said,
            channel=channel,
            address=text_of(channel.get("address")),
            messages=_messages_of_3(text_of(name), said, channel),
            line=line,
            borrowed=not isinstance(said.get("messages"), list),
        )


def _messages_of_3(
    id_: str, said: Mapping[str, Any], channel: Mapping[str, Any]
) -> tuple[tuple[str, Any], ...]:
    """The messages of an operation: those it names, else all of its channel."""
    stated = said.get("messages")
    if isinstance(stated, list):
        return tuple((_last(one) or id_, one) for one in stated)
    held = channel.get("messages")
    return tuple(held.items()) if isinstance(held, dict) else ()


def _of_2(tree: Tree) -> Iterator[Exchange]:
    held = tree.section("channels")
    for address, stated in held.items():
        channel = tree.mapping(stated)
        for key, action in _ACTIONS_OF_2.items():
            line = line_of(channel, key, line_of(held, address, 0))
            id_ = f"{key} {text_of(address)}"
            if key not in channel or _is_none(tree, id_, channel[key], line):
                continue
            said = with_traits(tree, tree.mapping(channel[key]))
            id_ = text_of(said.get("operationId")) or id_
            yield Exchange(
                id=id_,
                action=action,
                said=said,
                channel=channel,
                address=text_of(address),
                messages=tuple((_last(one) or id_, one) for one in _one_of(tree, said)),
                line=line,
            )


def _is_none(tree: Tree, id_: str, stated: Any, line: int) -> bool:
    """Whether an operation says nothing at all, which is reported."""
    if tree.mapping(stated):
        return False
    tree.report.warning(f"{short(id_)} is no operation", line=line, remedy="left out")
    return True


def _one_of(tree: Tree, said: Mapping[str, Any]) -> list[Any]:
    """The message of an operation of version 2, or those of which it is one."""
    message = said.get("message")
    several = tree.mapping(message).get("oneOf")
    if isinstance(several, list):
        return several
    return [] if message is None else [message]


def _last(said: Any) -> str:
    """The name that a reference ends in."""
    return last_of(reference(said) or "")


def with_traits(tree: Tree, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """A construct with what its traits say and it does not."""
    traits = said.get("traits")
    if not isinstance(traits, list):
        return said
    below: dict[str, Any] = {}
    for trait in traits:
        below |= tree.mapping(trait)
    return {**below, **said}
