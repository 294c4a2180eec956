"""Operations: each is an endpoint on a topic, with the use case that publishes or consumes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planning.imports.asyncapi.exchanges import Exchange
from planning.imports.asyncapi.messages import Messages, bindings
from planning.imports.asyncapi.security import requirements
from planning.imports.asyncapi.servers import Servers
from planning.imports.asyncapi.words import OPERATION
from planning.imports.report import short
from planning.imports.specs.drafting import (
    Drafting,
    bullets,
    name_of,
    paragraphs,
    words_of,
)
from planning.imports.specs.security import Callers, Schemes
from planning.imports.specs.tree import Tree, reference

_WORDS = {"send": "publishes", "receive": "subscribes"}
_OTHER = {"send": "subscribes", "receive": "publishes"}
"""What a reply is: who sends a request receives its reply."""


@dataclass
class Operations:
    """What operations are read with."""

    tree: Tree
    draft: Drafting
    messages: Messages
    schemes: Schemes
    service: str
    servers: Servers

    def take(self, exchange: Exchange) -> None:
        word = _WORDS.get(exchange.action)
        if word is None:
            self.tree.report.warning(
                f"{short(exchange.id)} neither sends nor receives",
                line=exchange.line,
                remedy="left out",
            )
            return
        self.draft.check(exchange.said, OPERATION, "an operation", exchange.line)
        keys = list(
            dict.fromkeys(self._keys(exchange.messages, exchange.line, not exchange.borrowed))
        )
        operation = self.draft.add(
            "Operation",
            f"operation {exchange.id}",
            exchange.line,
            name=name_of(exchange.id),
            service=self.service,
            notes=paragraphs(
                words_of(exchange.said, "summary"), words_of(exchange.said, "description")
            ),
        )
        self._endpoint(exchange, word, operation, keys)
        for key in keys:
            self.draft.link(word, operation, key)
        for key in self._replies(exchange):
            self.draft.link(_OTHER[exchange.action], operation, key)
        self.draft.read["operation"] += 1

    def _keys(
        self, messages: tuple[tuple[str, Any], ...], line: int, own: bool = False
    ) -> Iterator[str]:
        """The keys of messages; those that an operation states as its own are counted."""
        for name, said in messages:
            key = self.messages.key(name, said, line)
            if key:
                self.draft.read["message"] += own and reference(said) is None
                yield key

    def _replies(self, exchange: Exchange) -> Iterator[str]:
        reply = self.tree.mapping(exchange.said.get("reply"))
        stated = reply.get("messages")
        if not isinstance(stated, list):
            held = self.tree.mapping(reply.get("channel")).get("messages")
            stated = list(held.values()) if isinstance(held, dict) else []
        names = [(reference(one) or exchange.id).rpartition("/")[2] for one in stated]
        return self._keys(tuple(zip(names, stated, strict=True)), exchange.line)

    def _endpoint(self, exchange: Exchange, word: str, operation: str, keys: list[str]) -> None:
        schemas = dict.fromkeys(filter(None, map(self.messages.schema, keys)))
        callers = self._callers(exchange)
        self.draft.add(
            "Endpoint",
            f"{exchange.action} {exchange.id}",
            exchange.line,
            name=name_of(words_of(exchange.said, "title", "summary")) or name_of(exchange.id),
            service=self.service,
            operation=operation,
            protocol=self.servers.protocol(exchange.channel),
            direction=word,
            path=name_of(exchange.address),
            request_schema=next(iter(schemas)) if len(schemas) == 1 else "",
            no_body=("response",),
            authentication=callers.authentication,
            authorisation=callers.authorisation,
            notes=paragraphs(
                words_of(exchange.channel, "description"),
                bullets("Stated", (*self._stated(exchange, keys, len(schemas)), *callers.notes)),
            ),
        )

    def _stated(self, exchange: Exchange, keys: list[str], schemas: int) -> Iterator[str]:
        if schemas > 1:
            yield f"One of {', '.join(key.removeprefix('message/') for key in keys)}"
        parameters = exchange.channel.get("parameters")
        if isinstance(parameters, dict) and parameters:
            yield f"Parameters of the address: {', '.join(map(name_of, parameters))}"
        address = self.tree.mapping(self.tree.mapping(exchange.said.get("reply")).get("address"))
        if address.get("location"):
            yield f"Replies go to {name_of(address['location'])}"
        yield bindings(self.tree, exchange.channel)
        yield bindings(self.tree, exchange.said)

    def _callers(self, exchange: Exchange) -> Callers:
        """Who may send or receive: as the operation says it, else as its servers do."""
        stated = exchange.said.get("security")
        if not isinstance(stated, list):
            stated = self.servers.security_of(exchange.channel)
        return self.schemes.callers(requirements(self.tree, stated), exchange.line)
