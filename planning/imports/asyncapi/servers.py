"""Brokers: what the networking track has to provide, and what whoever speaks there needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.asyncapi.words import SERVER
from planning.imports.report import short
from planning.imports.specs.drafting import Drafting, name_of, text_of, words_of
from planning.imports.specs.service import variables
from planning.imports.specs.tree import line_of, reference

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


@dataclass(slots=True)
class Servers:
    """``protocols`` and ``security``, as it is stated, by name of server."""

    protocols: dict[str, str] = field(default_factory=dict)
    security: dict[str, list[Any]] = field(default_factory=dict)

    def of(self, channel: Mapping[str, Any]) -> list[str]:
        """The servers of a channel: those that it names, else all."""
        stated = channel.get("servers")
        named = [
            (reference(one) or text_of(one)).rpartition("/")[2]
            for one in (stated if isinstance(stated, list) else ())
        ]
        return named or list(self.protocols)

    def protocol(self, channel: Mapping[str, Any]) -> str:
        """The protocol of the servers of a channel, if they have one in common."""
        held = {self.protocols.get(name, "") for name in self.of(channel)} - {""}
        return held.pop() if len(held) == 1 else ""

    def security_of(self, channel: Mapping[str, Any]) -> list[Any]:
        """What the servers of a channel demand of whoever speaks there, one or another."""
        return [one for name in self.of(channel) for one in self.security.get(name, ())]


def depend(draft: Drafting, title: str) -> tuple[str, Servers]:
    """The dependency on networking, blank where no server is named, and the servers."""
    held = draft.tree.section("servers")
    addresses, servers, first = [], Servers(), 0
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
        _take(servers, text_of(name), server)
        addresses.append(_words(draft, name_of(name), host, server))
    if not addresses:
        return "", servers
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
    return key, servers


def _take(servers: Servers, name: str, server: Mapping[str, Any]) -> None:
    protocol, security = text_of(server.get("protocol")), server.get("security")
    servers.protocols[name] = _PROTOCOLS.get(protocol.casefold(), name_of(protocol))
    servers.security[name] = security if isinstance(security, list) else []


def _words(draft: Drafting, name: str, host: str, server: Mapping[str, Any]) -> str:
    about = [
        " ".join(words_of(server, "description", "summary", "title").split()),
        *variables(draft.tree, server),
    ]
    told = "; ".join(part for part in about if part)
    where = f"{name}: {text_of(server.get('protocol'))} {host}{text_of(server.get('pathname'))}"
    return f"{where} ({told})" if told else where
