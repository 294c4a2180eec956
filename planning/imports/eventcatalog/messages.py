"""Messages of a catalog with their schemas, and which service sends and receives them."""

import posixpath
from collections.abc import Iterator

from planning.imports.draft import Unreadable
from planning.imports.eventcatalog.drafting import Drafting, stated
from planning.imports.eventcatalog.notes import notes
from planning.imports.eventcatalog.resources import MESSAGES, SERVICES, Resource
from planning.imports.keys import key
from planning.imports.report import short
from planning.imports.said import bullets, items, mapping, text
from planning.imports.source import decoded

LARGEST_SCHEMA = 200_000
_KINDS = {"event": "domain_event", "command": "command", "query": "query"}
_FORMATS = {
    "json": "json_schema",
    "proto": "protobuf",
    "avsc": "avro",
    "avro": "avro",
    "graphql": "graphql",
}
_PLACED = {"version", "owners", "channels", "schemas", "producers", "consumers"}
_DELIVERIES = ("at_most_once", "at_least_once", "exactly_once")


def message_elements(drafting: Drafting) -> None:
    """Adds messages and schemas, and the links of those who send and receive them."""
    channels = _channels(drafting)
    for what in MESSAGES:
        for message in drafting.catalog.of(what):
            _message(drafting, message, channels.get(message.key, []))
    for service in drafting.catalog.of(*SERVICES):
        for sent in drafting.pointed(service, "sends", *MESSAGES):
            drafting.link("publishes", service.key, sent.key)
        for received in drafting.pointed(service, "receives", *MESSAGES):
            drafting.link(_receiving(received), service.key, received.key)
    for message in drafting.catalog.of(*MESSAGES):
        # Catalogs of the first version say on the message who sends and receives it.
        for sender in drafting.pointed(message, "producers", *SERVICES):
            drafting.link("publishes", sender.key, message.key)
        for receiver in drafting.pointed(message, "consumers", *SERVICES):
            drafting.link(_receiving(message), receiver.key, message.key)
    carrying = {channel.key for through in channels.values() for channel in through}
    for channel in drafting.catalog.of("channel"):
        _close(drafting, channel, channel.key in carrying)


def _receiving(message: Resource) -> str:
    return "subscribes" if message.what == "event" else "accepts"


def _channels(drafting: Drafting) -> dict[str, list[Resource]]:
    """The channels that each message goes through, by its key."""
    found: dict[str, dict[str, Resource]] = {}
    for message in drafting.catalog.of(*MESSAGES):
        for channel in drafting.pointed(message, "channels", "channel"):
            found.setdefault(message.key, {})[channel.key] = channel
    for service in drafting.catalog.of(*SERVICES):
        for name, side in (("sends", "to"), ("receives", "from")):
            for id, said in service.ids(name):
                held = drafting.catalog.get(id, *MESSAGES)
                for channel in _through(drafting, service, name, said.get(side)):
                    if held is not None:
                        found.setdefault(held.key, {})[channel.key] = channel
    return {message: list(channels.values()) for message, channels in found.items()}


def _through(drafting: Drafting, service: Resource, name: str, said: object) -> Iterator[Resource]:
    for item in items(said):
        id = text(mapping(item).get("id")) or text(item)
        channel = drafting.catalog.get(id, "channel")
        if channel is not None:
            yield channel
        else:
            drafting.catalog.warn(
                service, f"{name}: there is no channel {short(id)}", name, "left out"
            )


def _message(drafting: Drafting, message: Resource, channels: list[Resource]) -> None:
    deliveries = {stated(channel, "deliveryGuarantee").replace("-", "_") for channel in channels}
    delivery = deliveries.pop() if len(deliveries) == 1 else ""
    topics = [stated(channel, "address") or channel.id for channel in channels]
    context = drafting.context(message)
    values = {
        "name": message.name,
        "kind": _KINDS[message.what],
        "context": context,
        "message_version": stated(message, "version"),
        "delivery": delivery if delivery in _DELIVERIES else "",
        "topic": ", ".join(topics),
        "schema": _schema(drafting, message, context),
    }
    told = bullets(
        {
            "Domain": "" if context else drafting.home(message),
            "Owners": stated(message, "owners"),
        }
    )
    said = notes(drafting.catalog, message, _PLACED)
    values["notes"] = "\n".join(part for part in (message.summary, told, said) if part)
    drafting.add("Message", message.key, values, message.line("id"))
    drafting.read(message)


def _schema(drafting: Drafting, message: Resource, context: str) -> str:
    """The key of the message's schema, which came in the same archive; blank where none did."""
    named = _schema_path(drafting, message)
    if not named:
        return ""
    path = posixpath.normpath(posixpath.join(message.folder, named))
    content = drafting.catalog.files.get(path)
    body = _body(path, content) if content is not None else ""
    if not body:
        drafting.catalog.warn(
            message,
            f"no schema {short(named)} in the archive that can be read",
            "schemaPath",
            "left out",
        )
        return ""
    drafting.used.add(path)
    schema = key("schema", message.what, message.id.casefold())
    values = {
        "name": message.name,
        "context": context,
        "schema_version": stated(message, "version"),
        "format": _FORMATS.get(path.rpartition(".")[2].casefold(), "other"),
        "body": body,
    }
    drafting.add("Schema", schema, values)
    return schema


def _schema_path(drafting: Drafting, message: Resource) -> str:
    """Where the schema of a message is said to be: the default of several, else the first.

    In the first version it is called ``schema.json``, and nothing says so.
    """
    listed = [mapping(said) for said in items(message.front.get("schemas"))]
    chosen = sorted(listed, key=lambda said: said.get("default") is not True)
    paths = [text(message.front.get("schemaPath"))]
    paths += [text(said.get(name)) for said in chosen for name in ("path", "file", "ref")]
    if f"{message.folder}/schema.json" in drafting.catalog.files:
        paths.append("schema.json")
    return next((path for path in paths if path), "")


def _body(path: str, content: bytes) -> str:
    if len(content) > LARGEST_SCHEMA:
        return ""
    try:
        return decoded(path, content).text
    except Unreadable:
        # The caller says that there is no schema to be read.
        return ""


def _close(drafting: Drafting, channel: Resource, carries: bool) -> None:
    """A channel is no element: its address and guarantee are with the messages that it carries."""
    drafting.catalog.counting.became("channel", "read" if carries else "skipped")
    drafting.catalog.note(
        channel,
        f"channel {short(channel.name)}",
        "id",
        "its address and guarantee are with its messages"
        if carries
        else "skipped: nothing uses it",
    )
