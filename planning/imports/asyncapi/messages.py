"""Messages with their schemas, each once, wherever it is named."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.asyncapi.exchanges import Exchange, with_traits
from planning.imports.asyncapi.words import MESSAGE
from planning.imports.report import short
from planning.imports.specs.drafting import (
    Drafting,
    bullets,
    name_of,
    paragraphs,
    text_of,
    words_of,
)
from planning.imports.specs.schemas import Schemas
from planning.imports.specs.tree import Tree, line_of, reference

_FORMATS = (("avro", "avro"), ("protobuf", "protobuf"), ("graphql", "graphql"), ("raml", "other"))
_KIND = re.compile(r"\b(command|query)(?:s|ies)?\b|\bqueries\b", re.IGNORECASE)
_WORDS_LOOKED_AT = 500
_SHORT = 300


@dataclass
class Messages:
    """The messages of a file by identity.

    ``uses`` says who does what with each of them, ``topics`` which channels list it.
    """

    tree: Tree
    draft: Drafting
    schemas: Schemas
    uses: Mapping[int, tuple[Exchange, ...]]
    topics: Mapping[int, tuple[str, ...]]
    _keys: dict[int, tuple[str, Any]] = field(default_factory=dict)

    def take(self, held: Mapping[str, Any]) -> None:
        """The messages of the components or of a channel; those that only refer are passed over."""
        for name, said in held.items():
            if reference(said) is None and not str(name).startswith("x-"):
                self.draft.read["message"] += bool(self.key(name, said, line_of(held, name, 0)))

    def key(self, name: str, said: Any, line: int) -> str:
        """The key of a message, which is made where it is met first; blank for what is none."""
        message = self.tree.resolved(said)
        if not isinstance(message, dict):
            if reference(said) is None:
                self.draft.tree.report.warning(
                    f"“{short(text_of(name))}” is no message", line=line, remedy="left out"
                )
            return ""
        if id(message) not in self._keys:
            self._keys[id(message)] = (self._message(name, message, line), message)
        return self._keys[id(message)][0]

    def schema(self, key: str) -> str:
        return str(self.draft.elements[key].values.get("schema", "")) if key else ""

    def _message(self, name: str, message: Mapping[str, Any], line: int) -> str:
        self.draft.check(message, MESSAGE, "a message", line)
        said = with_traits(self.tree, message)
        named = words_of(said, "name", "messageId") or text_of(name) or words_of(said, "title")
        uses = self.uses.get(id(message), ())
        stated = (*(use.address for use in uses), *self.topics.get(id(message), ()))
        topics = list(dict.fromkeys(filter(None, stated)))
        return self.draft.add(
            "Message",
            f"message/{named or 'nameless'}",
            line,
            name=name_of(named or "nameless"),
            kind=_kind(named, said, uses),
            schema=self._payload(said, named or "nameless", line),
            topic=name_of(topics[0]) if topics else "",
            notes=paragraphs(
                words_of(said, "summary"),
                words_of(said, "description"),
                bullets("Stated", self._stated(said, topics)),
            ),
        )

    def _payload(self, said: Mapping[str, Any], name: str, line: int) -> str:
        payload, language = said.get("payload"), text_of(said.get("schemaFormat"))
        held = self.tree.resolved(payload)
        if isinstance(held, dict) and "schemaFormat" in held:
            payload, language = held.get("schema"), text_of(held.get("schemaFormat"))
        format_ = next((ours for word, ours in _FORMATS if word in language.casefold()), "")
        return self.schemas.key(payload, name, line, format_ or "json_schema")

    def _elsewhere(self, said: Mapping[str, Any]) -> str:
        """Where the payload is said to stand, if that is not in the file."""
        payload = said.get("payload")
        schema = payload.get("schema") if isinstance(payload, dict) else None
        refs = [one for one in (payload, schema) if reference(one) is not None]
        return next((name_of(reference(r)) for r in refs if self.tree.followed(r) is None), "")

    def _stated(self, said: Mapping[str, Any], topics: list[str]) -> Iterator[str]:
        for topic in topics[1:]:
            yield f"Also on {topic}"
        if said.get("contentType"):
            yield f"Content type: {name_of(said['contentType'])}"
        if elsewhere := self._elsewhere(said):
            yield f"Payload: {elsewhere}"
        headers = self.tree.mapping(said.get("headers")).get("properties")
        if isinstance(headers, dict) and headers:
            yield f"Headers: {', '.join(map(name_of, headers))}"
        correlation = self.tree.mapping(said.get("correlationId")).get("location")
        if correlation:
            yield f"Correlation: {name_of(correlation)}"
        yield bindings(self.tree, said)


def bindings(tree: Tree, holder: Mapping[str, Any]) -> str:
    """What a construct states for its protocol, cut short; blank where it states nothing."""
    held = tree.mapping(holder.get("bindings"))
    if not held:
        return ""
    said = {
        name_of(protocol): {name_of(k): name_of(v) for k, v in more.items() if text_of(v)}
        for protocol, more in held.items()
        if isinstance(more, dict)
    }
    return f"Bindings: {short(json.dumps(said, ensure_ascii=False), _SHORT)}"


def _kind(name: str, said: Mapping[str, Any], uses: tuple[Exchange, ...]) -> str:
    """A command or query where the file calls it so; what is only sent is an event."""
    told = [name, words_of(said, "title"), words_of(said, "summary")]
    told += [text_of(use.address) for use in uses]
    found = _KIND.search(" ".join(told)[:_WORDS_LOOKED_AT].replace(".", " ").replace("_", " "))
    if found:
        return "command" if (found[1] or "").casefold() == "command" else "query"
    return "integration_event" if uses and all(use.action == "send" for use in uses) else ""
