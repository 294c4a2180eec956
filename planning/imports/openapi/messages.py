"""What is sent unasked: webhooks and callbacks become published messages."""

from collections.abc import Mapping
from typing import Any

from planning.imports.openapi.bodies import parameters, request
from planning.imports.openapi.census import WEBHOOKS
from planning.imports.openapi.items import callbacks, items, operations
from planning.imports.openapi.reading import Reading
from planning.imports.openapi.words import OPERATION, PATH_ITEM
from planning.imports.report import short
from planning.imports.specs.drafting import name_of, paragraphs, text_of, words_of


def read_webhooks(reading: Reading, service: str) -> None:
    """The webhooks of a file, published by its service."""
    for place in WEBHOOKS:
        for name, item, line in items(reading.tree, place):
            reading.draft.check(item, PATH_ITEM, "a webhook", line)
            for method, said, at in operations(item, line):
                id_ = f"webhook/{name}" + ("" if method == "POST" else f" {method}")
                key = _message(reading, item, said, id_, name, f"A webhook: {method}", at)
                reading.draft.read["webhook"] += bool(key)
                reading.draft.link("publishes", service, key)


def callback_messages(
    reading: Reading, operation: Mapping[str, Any], id_: str, key: str, line: int
) -> None:
    """The callbacks of an operation, published by it."""
    for name, address, item, at in callbacks(reading.tree, operation, line):
        reading.draft.check(item, PATH_ITEM, "a callback", at)
        for method, said, inner in operations(item, at):
            own = f"callback/{id_}/{name}/{method} {address}"
            about = f"A callback of {id_}: {method} {address}"
            message = _message(reading, item, said, own, name, about, inner)
            reading.draft.read["callback"] += bool(message)
            reading.draft.link("publishes", key, message)


def _message(
    reading: Reading,
    item: Mapping[str, Any],
    said: Any,
    key: str,
    name: str,
    about: str,
    line: int,
) -> str:
    if not isinstance(said, dict):
        reading.report.warning(f"{short(key)} is no operation", line=line, remedy="left out")
        return ""
    reading.draft.check(said, OPERATION, "an operation", line)
    held = parameters(reading, item, said, line)
    body = request(reading, said, held, key, line)
    return reading.draft.add(
        "Message",
        key,
        line,
        name=name_of(name),
        kind="integration_event",
        schema=body.schema,
        notes=paragraphs(
            words_of(said, "summary"),
            words_of(said, "description"),
            text_of(about),
            "\n".join(body.notes),
        ),
    )
