"""The skeletons are valid, and what is read from them again gives the same endpoints."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from openapi_spec_validator import OpenAPIV31SpecValidator

from planning.exports import openapi
from planning.exports.openapi_schemas import component_name
from planning.imports.openapi import read_openapi, words
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.plan.elements import Endpoint, Operation, Schema, Service
from planning.plan.value import Plan, plan
from tests.drawn import random_plans
from tests.imports.openapi.samples import FERRY, NEWER, OLDER
from tests.imports.samples import applied
from tests.plan.artifacts.plans import EMPTY, SMALL
from tests.plan.sound import SOUND
from tests.plan.strategies import plans

ROOT = Path(__file__).parents[2]
DEMO = plan_json.read((ROOT / "planning" / "demo" / "plan.json").read_text(encoding="utf-8"))[0]


def validate(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    return document


def read_back(text: str) -> Plan:
    draft = read_openapi("api.json", text)
    assert [d for d in draft.diagnostics if d.level != "note"] == []
    return applied(plan(), compare(plan(), draft))


def said(held: Plan, endpoint: Endpoint) -> tuple[Any, ...]:
    """What an endpoint says of itself, apart from codes and what its method says already."""

    def schema(code: str) -> str:
        found = held.get(code, Schema)
        name = component_name(found.name or found.code) if found else ""
        return name.removesuffix(f"-{code}") or code

    bodies = [endpoint.request_schema, endpoint.response_schema]
    absent = [
        not stated and (name in endpoint.no_body or (name == "request" and bodiless(endpoint)))
        for name, stated in zip(("request", "response"), bodies, strict=True)
    ]
    named = [schema(code) if code else "" for code in bodies]
    facts = [getattr(endpoint, name) for name in openapi.FIELDS]
    place = (endpoint.method.upper(), endpoint.path)
    return (*place, *absent, *named, endpoint.authentication, endpoint.deprecated, *facts)


def bodiless(endpoint: Endpoint) -> bool:
    return endpoint.method.casefold() in ("get", "head", "options", "trace")


def placed(held: Plan, service: str) -> list[Endpoint]:
    """The endpoints of a service that a file can hold, the first of each method and path."""
    found: dict[tuple[str, str], Endpoint] = {}
    for endpoint in filter(openapi.is_http, held.children(service, Endpoint)):
        found.setdefault((endpoint.path, endpoint.method.casefold()), endpoint)
    return list(found.values())


def without_codes(paths: Any) -> Any:
    """The paths of a file without the codes, which another plan gives anew."""
    for item in paths.values():
        for operation in item.values():
            operation["x-groundplan"].pop("code")
            operation["x-groundplan"].pop("operation", None)
    return paths


def check_round(held: Plan) -> None:
    for code, text in openapi.write_all(held).items():
        document = validate(text)
        again = read_back(text)
        before = sorted(said(held, endpoint) for endpoint in placed(held, code))
        after = sorted(said(again, endpoint) for endpoint in again.of(Endpoint))
        assert [str(one) for one in after] == [str(one) for one in before]
        (once_more,) = openapi.write_all(again).values()
        assert without_codes(json.loads(once_more)["paths"]) == without_codes(document["paths"])
        assert json.loads(once_more).get("components") == document.get("components")


@pytest.mark.parametrize("held", [DEMO, SMALL, SOUND, EMPTY], ids=["demo", "small", "sound", "no"])
def test_a_plan_is_written_and_read_again_as_it_is(held: Plan) -> None:
    check_round(held)


@random_plans(20)
@given(plans(sound=True))
def test_any_sound_plan_is_written_and_read_again_as_it_is(held: Plan) -> None:
    """Its endpoints moved to where HTTP reaches them, or hardly any would be written."""
    services = [e.code for e in held.of(Service)] or ["SV-99"]
    elements = [e for e in held.elements if not isinstance(e, Endpoint)]
    elements += [Service(code="SV-99")] if services == ["SV-99"] else []
    for number, endpoint in enumerate(held.of(Endpoint)):
        path = f"/{number}/{{id}}" if "{" not in endpoint.path else endpoint.path
        elements.append(
            replace(
                endpoint,
                service=endpoint.service or services[0],
                protocol="HTTP",
                direction="serves",
                method="post" if number % 2 else "GET",
                path=path,
            )
        )
    check_round(plan(elements, held.links, version=held.version))


def test_every_service_that_serves_by_http_has_a_skeleton() -> None:
    texts = openapi.write_all(DEMO)
    serving = {e.service for e in DEMO.of(Endpoint) if e.protocol == "HTTP"}
    assert set(texts) == serving
    assert (
        sum(len(held) for text in texts.values() for held in json.loads(text)["paths"].values())
        == 57
    )


def test_the_small_plan_in_words() -> None:
    document = json.loads(openapi.write_all(SMALL)["SV-1"])
    lend = document["paths"]["/loans/{id|key}"]["post"]
    assert document["info"] == {
        "title": "Lending desk",
        "version": "0.2",
        "description": "Lends and takes back.",
    }
    assert lend == {
        "operationId": "Lend",
        "summary": "Lend a copy",
        "parameters": [
            {"name": "id|key", "in": "path", "required": True, "schema": {"type": "string"}}
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/LendCopy"}}},
        },
        "responses": {
            "204": {"description": "Done; no body"},
            "409": {"description": "already lent"},
            "404": {"description": "no such copy"},
        },
        "security": [{"oidc": ["role desk"]}],
        "x-groundplan": {
            "code": "EP-1",
            "operation": "OP-1",
            "object_rule": "copies of the own branch",
            "exposure": "internal",
            "limits": "20 a second",
            "latency_target_ms": 200,
            "idempotency": "Idempotency-Key header",
            "consumer_tracks": ["frontend"],
            "other_consumers": "self-service kiosk",
        },
    }
    assert document["paths"]["/health"]["get"]["security"] == []


SERVICE = Service(code="SV-1", name="Desk")


def skeleton(*elements: Any) -> dict[str, Any]:
    return validate(openapi.write(plan([SERVICE, *elements]), SERVICE))


def endpoint(number: int = 1, **facts: str) -> Endpoint:
    held: dict[str, Any] = {
        "service": "SV-1",
        "protocol": "HTTP",
        "method": "GET",
        "path": "/a",
        **facts,
    }
    return Endpoint(code=f"EP-{number}", **held)


@pytest.mark.parametrize(
    "facts",
    [{"protocol": "gRPC"}, {"direction": "publishes"}, {"method": "fetch"}, {"path": "a"}],
)
def test_what_is_not_reached_by_http_is_not_written(facts: dict[str, str]) -> None:
    assert openapi.write_all(plan([SERVICE, endpoint(1, **facts)])) == {}


def test_what_a_file_cannot_hold_is_named() -> None:
    document = skeleton(
        endpoint(1), endpoint(2), endpoint(3, path="/{a"), endpoint(4, path="/{a:b}")
    )
    assert list(document["paths"]) == ["/a"]
    assert document["info"]["description"] == (
        "Left out: EP-2, GET /a\nLeft out: EP-3, GET /{a\nLeft out: EP-4, GET /{a:b}"
    )


def test_operations_with_one_name_have_ids_of_their_own() -> None:
    behind = Operation(code="OP-1", name="Look at it", service="SV-1")
    document = skeleton(
        behind, endpoint(1, operation="OP-1"), endpoint(2, operation="OP-1", path="/b")
    )
    ids = [item["get"]["operationId"] for item in document["paths"].values()]
    assert ids == ["Look_at_it", "Look_at_it_2"]


def test_what_the_plan_does_not_say_is_left_open() -> None:
    (said,) = skeleton(endpoint(method="PUT"))["paths"]["/a"].values()
    assert said["requestBody"]["content"] == {"application/json": {}}
    assert said["responses"]["200"]["content"] == {"application/json": {}}
    assert "security" not in said


def schemas(*bodies: str, **facts: Any) -> dict[str, Any]:
    held = [
        Schema(code=f"SM-{n}", name=f"S {n}", body=body, **facts) for n, body in enumerate(bodies)
    ]
    found: dict[str, Any] = skeleton(*held, endpoint(response_schema="SM-0"))["components"][
        "schemas"
    ]
    return found


def test_schemas_bring_those_they_refer_to() -> None:
    found = schemas(
        '{"$ref": "#/definitions/S 1"}', '{"items": {"$ref": "#/components/schemas/S_0"}}'
    )
    assert found == {
        "S_0": {"$ref": "#/components/schemas/S_1"},
        "S_1": {"items": {"$ref": "#/components/schemas/S_0"}},
    }


def test_references_within_a_schema_keep_their_target() -> None:
    body = '{"$id": "https://a.example", "$defs": {"x": {}}, "items": {"$ref": "#/$defs/x"}}'
    assert schemas(body)["S_0"]["items"] == {"$ref": "#/components/schemas/S_0/$defs/x"}
    assert schemas('{"items": {"$ref": "#"}}')["S_0"]["items"]["$ref"].endswith("/S_0")


@pytest.mark.parametrize("ref", ["other.yaml#/A", "#/components/schemas/Gone", "#/$defs/gone"])
def test_references_to_what_is_not_there_say_so(ref: str) -> None:
    found = schemas(json.dumps({"items": {"$ref": ref}}))
    assert found["S_0"]["items"] == {"description": f"Refers to {ref}, which is not in the plan"}


@pytest.mark.parametrize(
    ("body", "format_", "told"),
    [
        ("", "", "not stated yet"),
        ("no JSON", "json_schema", "kept in the plan"),
        ("[" * 100_000, "json_schema", "kept in the plan"),
        ('{"a": ' * 150 + "1" + "}" * 150, "json_schema", "kept in the plan"),
        ("message A {}", "protobuf", "protobuf, kept in the plan"),
    ],
    ids=["blank", "text", "deepest", "deep", "protobuf"],
)
def test_a_schema_that_openapi_cannot_hold_stays_in_the_plan(
    body: str, format_: str, told: str
) -> None:
    assert schemas(body, format=format_) == {"S_0": {"description": told}}


def test_reader_and_writer_know_the_same_extension() -> None:
    assert (words.EXTENSION, words.OURS) == (openapi.EXTENSION, openapi.FIELDS)


@pytest.mark.parametrize("text", [FERRY, OLDER, NEWER])
def test_what_was_read_is_written_again(text: str) -> None:
    held = applied(plan(), compare(plan(), read_openapi("api", text)))
    (written,) = openapi.write_all(held).values()
    validate(written)


@pytest.mark.parametrize(
    "name",
    ["petstore-2.0.json", "petstore-3.0.yaml", "product-api-3.0.yml", "callback-3.0.yaml"]
    + ["tictactoe-3.1.yaml", "tags-3.2.yaml"],
)
def test_what_was_read_of_the_corpus_is_written_again(corpus: Path, name: str) -> None:
    content = (corpus / "openapi" / name).read_bytes()
    held = applied(plan(), compare(plan(), read(name, content)))
    (written,) = openapi.write_all(held).values()
    document = validate(written)
    assert sum(map(len, document["paths"].values())) == len(held.of(Endpoint))


def test_kubernetes_is_written_again_with_all_it_refers_to(corpus: Path) -> None:
    """Validating it takes a minute, so that it is counted here and no more."""
    content = gzip.decompress(
        (corpus / "openapi" / "kubernetes-1.13-swagger2.json.gz").read_bytes()
    )
    held = applied(plan(), compare(plan(), read("k.json", content)))
    (written,) = openapi.write_all(held).values()
    document = json.loads(written)
    assert sum(map(len, document["paths"].values())) == 1014
    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert "is not in the plan" not in written
    assert set(re.findall(r'"\$ref": "([^"]+)"', written)) <= named
