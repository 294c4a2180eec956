"""Operations: each path and method becomes an endpoint with the use case behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planning.imports.openapi.bodies import (
    Answers,
    Body,
    answers,
    named,
    parameter_lines,
    parameters,
)
from planning.imports.openapi.bodies import request as request_of
from planning.imports.openapi.groups import Groups
from planning.imports.openapi.items import items, operations
from planning.imports.openapi.messages import callback_messages
from planning.imports.openapi.ours import code_of
from planning.imports.openapi.reading import Reading
from planning.imports.openapi.words import EXTENSION, OPERATION, OURS, PATH_ITEM
from planning.imports.report import short
from planning.imports.specs.drafting import bullets, name_of, paragraphs, text_of, words_of
from planning.imports.specs.security import Schemes
from planning.imports.specs.tree import reference


@dataclass(frozen=True, slots=True)
class Call:
    """One operation as the file has it; ``id`` is its method and path."""

    method: str
    path: str
    item: Mapping[str, Any]
    said: Mapping[str, Any]
    line: int

    @property
    def id(self) -> str:
        return f"{self.method} {self.path}"


def read_paths(reading: Reading, groups: Groups, schemes: Schemes) -> None:
    """All operations of a file."""
    for path, item, line in items(reading.tree, "paths"):
        reading.draft.check(item, PATH_ITEM, "a path", line)
        if item:
            reading.draft.read["path"] += 1
        else:
            _left_out(reading, path, line)
        reading.draft.read["parameter"] += named(reading, item)
        for method, said, at in operations(item, line):
            if isinstance(said, dict):
                _operation(reading, groups, schemes, Call(method, path, item, said, at))
            else:
                reading.report.warning(
                    f"{short(f'{method} {path}')} is no operation", line=at, remedy="left out"
                )


def _left_out(reading: Reading, path: str, line: int) -> None:
    is_elsewhere = reference(reading.tree.section("paths").get(path)) is not None
    what = "refers to what is not in this file" if is_elsewhere else "holds nothing"
    reading.report.warning(f"“{short(path)}” {what}", line=line, remedy="left out")


def _operation(reading: Reading, groups: Groups, schemes: Schemes, call: Call) -> None:
    draft, said = reading.draft, call.said
    draft.check(said, OPERATION, "an operation", call.line)
    held = parameters(reading, call.item, said, call.line)
    draft.read["parameter"] += named(reading, said)
    group = groups.path_of(said, call.path)
    service = groups.service_of(group, call.line)
    request = request_of(reading, said, held, call.id, call.line)
    answer = answers(reading, said, call.id, call.line)
    operation = _behind(reading, call, service, answer)
    _endpoint(reading, call, schemes, service, operation, request, answer, held, group)
    draft.read["operation"] += 1
    callback_messages(reading, said, call.id, operation, call.line)


def _behind(reading: Reading, call: Call, service: str, answer: Answers) -> str:
    """The use case behind an endpoint; in a skeleton of ours that of its code, or none."""
    code = code_of(call.said, "operation") if reading.ours else ""
    if code in reading.operations:
        return reading.operations[code]
    if not code and reading.ours and code_of(call.said, "code"):
        return ""
    key = reading.draft.add(
        "Operation",
        f"operation {call.id}",
        call.line,
        left_code=code,
        name=name_of(words_of(call.said, "operationId", "summary")) or name_of(call.id),
        service=service,
        errors="\n".join(answer.errors),
        notes=_operation_notes(reading, call, is_ours=bool(code)),
    )
    if code:
        reading.operations[code] = key
    return key


def _endpoint(
    reading: Reading,
    call: Call,
    schemes: Schemes,
    service: str,
    operation: str,
    request: Body,
    answer: Answers,
    held: list[Mapping[str, Any]],
    group: list[str],
) -> None:
    root = reading.tree.root
    stated = call.said["security"] if "security" in call.said else root.get("security")
    callers = schemes.callers(stated, call.line)
    notes = [*callers.notes, *request.notes, *answer.body.notes, *answer.notes]
    left_code = code_of(call.said, "code") if reading.ours else ""
    about = paragraphs(
        f"Group: {name_of(' / '.join(group))}" if group else "",
        bullets("Parameters", parameter_lines(held)),
        bullets("Stated", dict.fromkeys(notes)),
    )
    reading.draft.add(
        "Endpoint",
        call.id,
        call.line,
        left_code=left_code,
        name=name_of(words_of(call.said, "summary", "operationId")),
        service=service,
        operation=operation,
        protocol="HTTP",
        direction="serves",
        method=name_of(call.method),
        path=text_of(call.path),
        request_schema=request.schema,
        response_schema=answer.body.schema,
        no_body=_absent(request, answer.body),
        authentication=callers.authentication,
        deprecated=call.said.get("deprecated") is True,
        **{"authorisation": callers.authorisation, **_ours(call.said)},
        # Of one of ours they would only repeat its path.
        notes="" if left_code else about,
    )


def _ours(said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an endpoint that a skeleton of ours has in its extension."""
    held = said.get(EXTENSION)
    return {
        name: [text_of(one) for one in value] if isinstance(value, list) else text_of(value)
        for name, value in (held.items() if isinstance(held, dict) else ())
        if name in OURS
    }


def _absent(request: Body, response: Body) -> tuple[str, ...]:
    held = (("request", request), ("response", response))
    return tuple(name for name, body in held if body.absent)


def _operation_notes(reading: Reading, call: Call, *, is_ours: bool) -> str:
    outside = call.said.get("externalDocs")
    more = text_of(outside.get("url")) if isinstance(outside, dict) else ""
    described = words_of(call.said, "description") or words_of(call.item, "description")
    has_name = call.said.get("operationId") and not is_ours
    summary = text_of(call.said.get("summary")) if has_name else ""
    return paragraphs(summary, described, f"See {more}" if more else "")
