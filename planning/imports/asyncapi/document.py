"""One AsyncAPI file as a draft."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from planning.imports.asyncapi import servers, words
from planning.imports.asyncapi.exchanges import Exchange, exchanges, with_traits
from planning.imports.asyncapi.messages import Messages
from planning.imports.asyncapi.operations import Operations
from planning.imports.asyncapi.security import inline_schemes
from planning.imports.draft import Draft, Unreadable
from planning.imports.report import short
from planning.imports.source import decoded
from planning.imports.specs.candidates import suggest
from planning.imports.specs.components import skip_unused
from planning.imports.specs.drafting import Drafting, text_of
from planning.imports.specs.schemas import Schemas
from planning.imports.specs.security import schemes
from planning.imports.specs.service import service
from planning.imports.specs.telling import opens_as
from planning.imports.specs.tree import Tree, line_of, read_tree, reference

FORMAT = "asyncapi"
MOST_USES = 100_000
"""An operation that names no message has all of its channel, so that a file can use many often."""
_VERSION = re.compile(r"([23])\.\d{1,3}(?:\.\d{1,3})?(?:-[\w.]{1,20})?")


def looks_like_asyncapi(text: str) -> bool:
    """Whether a text is a specification of messages, and no document about one."""
    return opens_as(text, "asyncapi", r"[23]\.\d", "info|channels|operations|components")


def read_asyncapi(file: str, content: bytes | str, *, entity_candidates: bool = False) -> Draft:
    """A service with what it publishes and consumes, messages, schemas and dependencies.

    With ``entity_candidates`` every named schema of an object is an entity too.
    Raises ``Unreadable`` for what is no specification.
    """
    tree = read_tree(decoded(file, content), _version)
    draft = Drafting(tree)
    older = _version(tree.root).startswith("2")
    _check(draft)
    _read(draft, older)
    if entity_candidates:
        suggest(draft, tree.section("components", "schemas"))
    return draft.finished(FORMAT, _census(tree, older))


def _version(root: Any) -> str:
    said = text_of(root.get("asyncapi")) if isinstance(root, dict) else ""
    return said if _VERSION.fullmatch(said) else ""


def _check(draft: Drafting) -> None:
    root = draft.tree.root
    draft.check(root, words.ROOT, "the file", 0)
    draft.check(draft.tree.section("info"), words.INFO, "info", line_of(root, "info", 0))
    line = line_of(root, "components", 0)
    draft.check(draft.tree.section("components"), words.COMPONENTS, "components", line)


def _read(draft: Drafting, older: bool) -> None:
    tree = draft.tree
    info = tree.section("info")
    title = text_of(info.get("title")) or PurePosixPath(tree.file).stem
    stated = service(info, title, "messaging")
    key = draft.add("Service", "service", line_of(tree.root, "info", 0), **stated)
    schemas = Schemas(tree, draft)
    schemas.take(tree.section("components", "schemas"))
    known = schemes(draft, tree.section("components", "securitySchemes"), inline_schemes(tree))
    network, brokers = servers.depend(draft, title)
    for needed in (network, *known.depend()):
        draft.link("applies_to", needed, key)
    held = list(_bounded(tree, exchanges(tree, older)))
    messages = Messages(tree, draft, schemas, _uses(tree, held), _topics(tree))
    messages.take(tree.section("components", "messages"))
    _channels(draft, messages, _used(tree, held))
    operations = Operations(tree, draft, messages, known, key, brokers)
    for exchange in held:
        operations.take(exchange)
    skip_unused(draft, {name: f"#/components/{name}" for name in words.REUSED})


def _bounded(tree: Tree, held: Iterable[Exchange]) -> Iterator[Exchange]:
    pairs = 0
    for exchange in held:
        pairs += len(exchange.messages)
        if pairs > MOST_USES:
            raise Unreadable(f"{tree.file}: its messages are used more than {MOST_USES:,} times")
        yield exchange


def _uses(tree: Tree, held: list[Exchange]) -> Mapping[int, tuple[Exchange, ...]]:
    """Who does what with a message, by its identity."""
    found: dict[int, list[Exchange]] = defaultdict(list)
    for exchange in held:
        for _, said in exchange.messages:
            message = tree.resolved(said)
            if isinstance(message, dict):
                found[id(message)].append(exchange)
    return {message: tuple(uses) for message, uses in found.items()}


def _topics(tree: Tree) -> Mapping[int, tuple[str, ...]]:
    """The addresses of the channels that list a message, by its identity."""
    found: dict[int, list[str]] = defaultdict(list)
    for channel in map(tree.mapping, tree.section("channels").values()):
        inner = channel.get("messages")
        for said in inner.values() if isinstance(inner, dict) else ():
            message = tree.resolved(said)
            if isinstance(message, dict):
                found[id(message)].append(text_of(channel.get("address")))
    return {message: tuple(topics) for message, topics in found.items()}


def _used(tree: Tree, held: list[Exchange]) -> set[int]:
    """The channels of operations and of their replies, by identity."""
    replies = (tree.mapping(exchange.said.get("reply")) for exchange in held)
    channels = [exchange.channel for exchange in held]
    channels += [tree.mapping(reply.get("channel")) for reply in replies]
    return {id(channel) for channel in channels}


def _channels(draft: Drafting, messages: Messages, used: set[int]) -> None:
    held = draft.tree.section("channels")
    for name, stated in held.items():
        line = line_of(held, name, 0)
        channel = draft.tree.mapping(stated)
        if str(name).startswith("x-"):
            continue
        if not channel:
            draft.tree.report.warning(
                f"the channel “{short(text_of(name))}” says nothing", line=line, remedy="left out"
            )
            continue
        draft.check(channel, words.CHANNEL, "a channel", line)
        inner = channel.get("messages")
        listed = inner if isinstance(inner, dict) else {}
        is_used = id(channel) in used
        (draft.read if is_used or listed else draft.skipped)["channel"] += 1
        if not is_used:
            draft.tree.report.note(
                f"no operation uses the channel “{short(text_of(name))}”",
                line=line,
                remedy="its address is the topic of its messages" if listed else "left out",
            )
        messages.take(listed)


def _census(tree: Tree, older: bool) -> Counter[str]:
    """How many constructs the file has, counted apart from their reading."""
    found: Counter[str] = Counter()
    components = tree.section("components")
    channels = {k: c for k, c in tree.section("channels").items() if not str(k).startswith("x-")}
    found["channel"] = len(channels)
    found["message"] = _own(components.get("messages"))
    for channel in map(tree.mapping, channels.values()):
        found["message"] += _own(channel.get("messages"))
        if older:
            held = [channel[key] for key in ("publish", "subscribe") if key in channel]
            found["operation"] += len(held)
            found["message"] += sum(len(_stated(tree, tree.mapping(said))) for said in held)
    if not older:
        stated = tree.section("operations")
        held = [said for name, said in stated.items() if not str(name).startswith("x-")]
        found["operation"] = len(held)
        for said in held:
            named = with_traits(tree, tree.mapping(said)).get("messages")
            listed = named if isinstance(named, list) else []
            found["message"] += sum(reference(one) is None for one in listed)
    found["schema"] = len(tree.section("components", "schemas"))
    found["securityScheme"] = len(tree.section("components", "securitySchemes"))
    found["securityScheme"] += len(inline_schemes(tree))
    found["server"] = len(tree.section("servers"))
    for name in words.REUSED:
        found[f"component: {name}"] = len(tree.section("components", name))
    return found


def _stated(tree: Tree, said: Mapping[str, Any]) -> list[Any]:
    """Messages that an operation of version 2 states itself, one or several."""
    message = with_traits(tree, said).get("message")
    several = tree.mapping(message).get("oneOf")
    listed = several if isinstance(several, list) else [message]
    return [one for one in listed if one is not None and reference(one) is None]


def _own(held: Any) -> int:
    """Messages that stand here, and not only by reference."""
    if not isinstance(held, dict):
        return 0
    return sum(
        reference(said) is None and not str(name).startswith("x-") for name, said in held.items()
    )
