"""Parameters, requests and responses of an operation, in any version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planning.imports.openapi import words as known
from planning.imports.openapi.reading import Reading
from planning.imports.report import short
from planning.imports.specs.drafting import name_of, text_of
from planning.imports.specs.tree import line_of, reference

_OF_2_0 = ("body", "formData")
_DESCRIPTION = 300
"""What is repeated wherever something is referred to stays that short."""


@dataclass(frozen=True, slots=True)
class Body:
    """A request or response: the key of its schema, or that there is none, and what else is said."""

    schema: str = ""
    absent: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """The response of a call that succeeds, and the others as lines."""

    body: Body
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def parameters(
    reading: Reading, item: Mapping[str, Any], operation: Mapping[str, Any], line: int
) -> list[Mapping[str, Any]]:
    """Those of the path and of the operation; of two with one name and place the operation's."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for holder in (item, operation):
        held = holder.get("parameters")
        for number, said in enumerate(held if isinstance(held, list) else ()):
            parameter = reading.tree.mapping(said)
            if not text_of(parameter.get("name")):
                at = line_of(held, number, line_of(holder, "parameters", line))
                _nameless(reading, said, at)
                continue
            known_keys = known.PARAMETER_OLDER if reading.older else known.PARAMETER
            reading.draft.check(parameter, known_keys, "a parameter", line)
            found[text_of(parameter.get("in")), text_of(parameter.get("name"))] = parameter
    return list(found.values())


def named(reading: Reading, holder: Mapping[str, Any]) -> int:
    """How many parameters of a path or an operation can be read."""
    held = holder.get("parameters")
    listed = held if isinstance(held, list) else ()
    return sum(1 for said in listed if text_of(reading.tree.mapping(said).get("name")))


def _nameless(reading: Reading, said: Any, line: int) -> None:
    # What is referred to and not there has been reported where the references were looked up.
    if reference(said) is None:
        reading.report.warning("a parameter without name", line=line, remedy="left out")


def parameter_lines(parameters: list[Mapping[str, Any]]) -> Iterator[str]:
    for parameter in parameters:
        place = text_of(parameter.get("in"))
        if place in _OF_2_0:
            continue
        required = ", required" if parameter.get("required") is True else ""
        schema = parameter.get("schema")
        type_ = text_of((schema if isinstance(schema, dict) else parameter).get("type"))
        words = " ".join(part for part in (place, type_) if part) + required
        yield _told(f"{name_of(parameter.get('name'))} ({words})", parameter)


def request(
    reading: Reading,
    operation: Mapping[str, Any],
    parameters: list[Mapping[str, Any]],
    name: str,
    line: int,
) -> Body:
    """What a call sends."""
    if reading.older:
        return _older_request(reading, operation, parameters, name, line)
    said = operation.get("requestBody")
    if said is None:
        return Body(absent=True)
    held = reading.tree.mapping(said)
    reading.draft.check(held, known.REQUEST_BODY, "a request body", line)
    at = line_of(operation, "requestBody", line)
    body = _content(reading, held, f"{name} request", at)
    optional = () if held.get("required") is True else ("The request body may be left out",)
    told = _told("", held)
    return Body(body.schema, False, (*(filter(None, [told])), *optional, *body.notes))


def _older_request(
    reading: Reading,
    operation: Mapping[str, Any],
    parameters: list[Mapping[str, Any]],
    name: str,
    line: int,
) -> Body:
    sent = [p for p in parameters if text_of(p.get("in")) == "body"]
    fields = [p for p in parameters if text_of(p.get("in")) == "formData"]
    if not sent and not fields:
        return Body(absent=True)
    schema = sent[0].get("schema") if sent else _form(fields)
    notes = [_told("", sent[0])] if sent else []
    notes += _media(operation.get("consumes"))
    key = reading.schemas.key(schema, f"{name} request", line_of(operation, "parameters", line))
    return Body(key, False, tuple(filter(None, notes)))


def _form(fields: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The fields of a form as the schema of an object, as 3.0 writes them."""
    own = ("name", "in", "required")
    properties = {
        text_of(f.get("name")): {key: held for key, held in f.items() if key not in own}
        for f in fields
    }
    required = [text_of(f.get("name")) for f in fields if f.get("required") is True]
    return {"type": "object", "properties": properties} | (
        {"required": required} if required else {}
    )


def answers(reading: Reading, operation: Mapping[str, Any], name: str, line: int) -> Answers:
    """What a call answers; the first success with a schema is the response."""
    held = operation.get("responses")
    if not isinstance(held, dict):
        return Answers(Body())
    at = line_of(operation, "responses", line)
    said = {
        str(status): response
        for status, response in held.items()
        if not str(status).startswith("x-")
    }
    chosen = _chosen(reading, said)
    body, errors, notes = Body(), [], []
    for status, response in said.items():
        found = _response(reading, operation, response, f"{name} {status}", at, status == chosen)
        told = _told(name_of(status), reading.tree.mapping(response))
        if status == chosen:
            body = found
        elif status[:1] in "123":
            notes.append(f"Also answers {told}")
        else:
            errors.append(told)
    return Answers(body, tuple(errors), tuple(notes))


def _chosen(reading: Reading, said: Mapping[str, Any]) -> str:
    """The status of the success that says most; ``default`` where it is the only response."""
    successes = [status for status in said if status.startswith("2")]
    if not successes:
        return "default" if list(said) == ["default"] else ""
    return max(successes, key=lambda status: _says_of_body(reading, said[status]))


def _says_of_body(reading: Reading, said: Any) -> int:
    """2 for a response with a schema, 1 for one with a body, else 0."""
    response = reading.tree.mapping(said)
    content = response.get("content")
    media = content.values() if isinstance(content, dict) else ()
    if "schema" in response or any(_schema(reading.tree.mapping(one)) for one in media):
        return 2
    return int("content" in response)


def _response(
    reading: Reading,
    operation: Mapping[str, Any],
    said: Any,
    name: str,
    line: int,
    chosen: bool,
) -> Body:
    response = reading.tree.mapping(said)
    if not response:
        # A response of no words, or one that is not there, says nothing of its body.
        reading.draft.read["response"] += isinstance(said, dict)
        _bad_response(reading, said, name, line)
        return Body()
    reading.draft.read["response"] += 1
    reading.draft.check(response, known.RESPONSE, "a response", line)
    if not chosen:
        return Body()
    notes = [_names("Response headers", response.get("headers"))]
    notes.append(_names("Links", response.get("links")))
    if reading.older:
        key = reading.schemas.key(response.get("schema"), f"{name} response", line)
        notes += _media(operation.get("produces"))
        return Body(key, "schema" not in response, tuple(filter(None, notes)))
    body = _content(reading, response, f"{name} response", line)
    return Body(body.schema, body.absent, (*filter(None, notes), *body.notes))


def _bad_response(reading: Reading, said: Any, name: str, line: int) -> None:
    if not isinstance(said, dict):
        reading.report.warning(
            f"the response of {short(name)} is none", line=line, remedy="left out"
        )


def _content(reading: Reading, holder: Mapping[str, Any], name: str, line: int) -> Body:
    """The schema of the media type that is JSON, else of the first; one without counts last."""
    content = holder.get("content")
    if not isinstance(content, dict) or not content:
        return Body(absent=True)
    held = {name: reading.tree.mapping(said) for name, said in content.items()}
    for said in held.values():
        reading.draft.check(said, known.MEDIA_TYPE, "a media type", line)
    stated = [name for name, said in held.items() if _schema(said)] or list(held)
    media = next((name for name in stated if "json" in str(name).casefold()), stated[0])
    schema = _schema(held[media])
    notes = list(_media(list(content)))
    notes += [
        f"Another schema as {name_of(other)}: {name_of(reference(said['schema'])) or 'see the file'}"
        for other, said in held.items()
        if said.get("schema") not in (None, schema)
    ]
    ref = reference(schema)
    key = reading.schemas.key(schema, name, line_of(holder, "content", line))
    if ref and not key:
        notes.append(f"Schema: {short(text_of(ref), _DESCRIPTION)}")
    return Body(key, False, tuple(notes))


def _schema(media: Mapping[str, Any]) -> Any:
    return media.get("schema", media.get("itemSchema"))


def _media(types: Any) -> Iterator[str]:
    named = [name_of(type_) for type_ in types] if isinstance(types, list) else []
    if named and named != ["application/json"]:
        yield f"Media types: {', '.join(named)}"


def _names(title: str, held: Any) -> str:
    return f"{title}: {', '.join(map(name_of, held))}" if isinstance(held, dict) and held else ""


def _told(name: str, said: Mapping[str, Any]) -> str:
    """A name with the beginning of its description, on one line."""
    description = short(text_of(said.get("description")), _DESCRIPTION)
    return ": ".join(part for part in (name, description) if part)
