"""Brokers: what the networking track has to provide, and the protocols spoken there."""

from collections.abc import Mapping

from planning.imports.asyncapi.words import SERVER
from planning.imports.report import short
from planning.imports.specs.drafting import Drafting, name_of, text_of, words_of
from planning.imports.specs.tree import line_of

_PROTOCOLS = {
    "amqp": "AMQP",
    "amqps": "AMQP",
    "http": "HTTP",
    "https": "HTTP",
    "jms": "JMS",
    "kafka": "Kafka",
    "kafka-secure": "Kafka",
    "mqtt": "MQTT",
    "secure-mqtt": "MQTT",
    "mqtts": "MQTT",
    "nats": "NATS",
    "redis": "Redis",
    "ws": "WebSocket",
    "wss": "WebSocket",
}


def depend(draft: Drafting, title: str) -> tuple[str, Mapping[str, str]]:
    """The dependency on networking, blank where no server is named, and the protocols by server."""
    held = draft.tree.section("servers")
    addresses, protocols, first = [], {}, 0
    for name, stated in held.items():
        line = line_of(held, name, 0)
        server = draft.tree.mapping(stated)
        host = words_of(server, "host", "url")
        if not host:
            draft.tree.report.warning(
                f"the server “{short(text_of(name))}” has no address", line=line, remedy="left out"
            )
            continue
        draft.check(server, SERVER, "a server", line)
        draft.read["server"] += 1
        first = first or line
        protocol = text_of(server.get("protocol"))
        protocols[text_of(name)] = _PROTOCOLS.get(protocol.casefold(), name_of(protocol))
        about = " ".join(words_of(server, "description", "summary", "title").split())
        where = f"{name_of(name)}: {protocol} {host}{text_of(server.get('pathname'))}"
        addresses.append(f"{where} ({about})" if about else where)
    if not addresses:
        return "", protocols
    key = draft.add(
        "Dependency",
        "dependency/servers",
        first,
        name=name_of(f"Brokers of {title}"),
        track="networking",
        direction="needs",
        topic="other",
        what="\n".join(addresses),
        status="open",
    )
    return key, protocols
