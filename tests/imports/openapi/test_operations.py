"""Operations become endpoints with a use case behind them, in any version."""

import json
from typing import Any

import pytest

from planning.imports.draft import Draft, Tally
from planning.imports.openapi import read_openapi
from tests.imports.openapi.samples import FERRY, NEWER, ODD, OLDER


def values(draft: Draft, key: str) -> dict[str, Any]:
    (found,) = [element for element in draft.elements if element.key == key]
    return dict(found.values)


def test_a_file_is_one_service() -> None:
    (service,) = read_openapi("f.yaml", FERRY).of("Service")
    assert (service.key, service.line) == ("service", 2)
    assert service.values == {
        "name": "Ferry API",
        "style": "rest",
        "responsibilities": "Bookings: Seats and cars.",
        "notes": "Books <b>ferries</b>.\n\nStated:\n- Version 1.2.0\n"
        "- Contact: Harbour desk, https://harbour.example",
    }


def test_a_path_and_method_is_an_endpoint() -> None:
    draft = read_openapi("f.yaml", FERRY)
    found = values(draft, "GET /bookings/{id}")
    assert found.pop("notes") == (
        "Group: Bookings\n\nParameters:\n- id (path string, required)\n"
        "- lang (query string): of the operation\n\n"
        "Stated:\n- Response headers: ETag\n- Media types: text/plain, application/json\n"
        "- Another schema as text/plain: see the file\n- Also answers 304: Not changed"
    )
    assert found == {
        "name": "A booking",
        "service": "service",
        "operation": "operation GET /bookings/{id}",
        "protocol": "HTTP",
        "direction": "serves",
        "method": "GET",
        "path": "/bookings/{id}",
        "response_schema": "schema/Booking",
        "no_body": ("request",),
        "authentication": "oauth2",
        "authorisation": "bookings",
    }


def test_no_endpoint_says_who_consumes_it() -> None:
    endpoints = read_openapi("f.yaml", FERRY).of("Endpoint")
    assert not any("consumer_tracks" in e.values or "exposure" in e.values for e in endpoints)


def test_behind_it_is_an_operation_with_its_errors() -> None:
    found = values(read_openapi("f.yaml", FERRY), "operation GET /bookings/{id}")
    assert found == {
        "name": "showBooking",
        "service": "service",
        "errors": "404: No such booking\ndefault: It failed",
        "notes": "A booking\n\nShows <script>alert(1)</script> a booking.",
    }


def test_an_operation_without_id_goes_by_its_summary_or_path() -> None:
    draft = read_openapi("f.yaml", FERRY)
    assert values(draft, "operation POST /bookings")["name"] == "Book"
    assert values(draft, "operation GET /v1/{harbour}/tides")["name"] == "GET /v1/{harbour}/tides"


def test_the_first_way_to_know_a_caller_counts_and_the_others_are_noted() -> None:
    found = values(read_openapi("f.yaml", FERRY), "PUT /bookings/{id}")
    assert (found["authentication"], found["deprecated"]) == ("api_key", True)
    assert found["no_body"] == ("response",)
    assert (
        "- Or with login bookings cars\n- Needs all of key and cert\n- May also" in found["notes"]
    )


def test_no_security_stated_is_anonymous_and_none_said_is_blank() -> None:
    assert values(read_openapi("f.yaml", FERRY), "POST /bookings")["authentication"] == "anonymous"
    assert "authentication" not in values(read_openapi("n.yaml", NEWER), "COPY /hulls")


def test_a_schema_within_an_operation_is_a_schema_of_its_own() -> None:
    draft = read_openapi("f.yaml", FERRY)
    found = values(draft, "POST /bookings")
    assert found["request_schema"] == "schema of POST /bookings request"
    body = json.loads(values(draft, found["request_schema"])["body"])
    assert body["properties"]["day"]["example"] == "2026-01-02"
    assert values(draft, found["response_schema"])["body"] == "true"


def test_a_path_without_tag_belongs_to_its_first_part_that_says_something() -> None:
    notes = values(read_openapi("f.yaml", FERRY), "GET /v1/{harbour}/tides")["notes"]
    assert notes == "Group: tides"


def test_named_schemas_are_kept_as_they_are_with_their_references() -> None:
    found = values(read_openapi("f.yaml", FERRY), "schema/Booking")
    assert found["format"] == "json_schema"
    body = json.loads(found["body"])
    assert body["properties"]["part"] == {"$ref": "#/components/schemas/Booking"}


def test_servers_are_a_dependency_on_networking() -> None:
    draft = read_openapi("f.yaml", FERRY)
    found = values(draft, "dependency/servers")
    assert (found["track"], found["direction"], found["status"]) == ("networking", "needs", "open")
    assert found["what"] == (
        "https://{port}.ferry.example/v1 (Production; port is north of north, south)"
    )
    assert ("applies_to", "dependency/servers", "service") in [
        (link.type, link.source, link.target) for link in draft.links
    ]


def test_each_type_of_security_scheme_is_a_dependency_on_security() -> None:
    held = [e for e in read_openapi("f.yaml", FERRY).of("Dependency") if "auth" in e.key]
    assert [(e.values["name"], e.values["what"]) for e in held] == [
        ("Auth provider: oauth2", "login: clientCredentials; https://id.example"),
        ("Auth provider: apiKey", "key: X-Key in header\nsession: sid in cookie"),
        ("Auth provider: mutualTLS", "cert: mutualTLS"),
    ]
    assert {e.values["topic"] for e in held} == {"authentication_provider"}


def test_webhooks_and_callbacks_are_messages_that_are_published() -> None:
    draft = read_openapi("f.yaml", FERRY)
    names = {e.key: (e.values["name"], e.values.get("schema")) for e in draft.of("Message")}
    callback = "callback/POST /bookings/sailed/POST {$request.body#/url}"
    assert names == {
        callback: ("sailed", "schema/Booking"),
        "webhook/delayed": ("delayed", "schema/Booking"),
        "webhook/delayed DELETE": ("delayed", None),
    }
    assert [(k.source, k.target) for k in draft.links if k.type == "publishes"] == [
        ("operation POST /bookings", callback),
        ("service", "webhook/delayed"),
        ("service", "webhook/delayed DELETE"),
    ]


def test_webhooks_may_be_an_extension() -> None:
    draft = read_openapi("f.yaml", FERRY.replace("webhooks:", "x-webhooks:"))
    assert len(draft.of("Message")) == 3


# Version 2.0


def test_a_form_is_a_schema() -> None:
    draft = read_openapi("o.json", OLDER)
    found = values(draft, "POST /cars")
    assert json.loads(values(draft, found["request_schema"])["body"]) == {
        "type": "object",
        "properties": {"plate": {"type": "string"}, "weight": {"type": "integer"}},
        "required": ["plate"],
    }
    assert found["response_schema"] == "schema/Car"
    assert found["notes"] == "Group: cars\n\nStated:\n- Media types: multipart/form-data"


def test_a_body_is_a_parameter() -> None:
    found = values(read_openapi("o.json", OLDER), "PUT /cars")
    assert (found["request_schema"], found["authentication"]) == ("schema/Car", "other")
    assert found["no_body"] == ("response",)


def test_addresses_are_put_together() -> None:
    what = values(read_openapi("o.json", OLDER), "dependency/servers")["what"]
    assert what == "https://ferry.example/v0\nwss://ferry.example/v0"
    what = values(
        read_openapi("o.json", OLDER.replace('"host": "ferry.example",', "")), "dependency/servers"
    )["what"]
    assert what == "/v0 on a host that the file does not name"


# Version 3.2


def test_query_and_other_methods_are_operations() -> None:
    draft = read_openapi("n.yaml", NEWER)
    keys = [e.key for e in draft.of("Endpoint")]
    assert keys == ["QUERY /hulls", "COPY /hulls", "GET /ports"]
    found = values(draft, "QUERY /hulls")
    assert found["notes"].startswith("Group: ships / hulls")
    assert values(draft, found["response_schema"])["body"] == '{"type": "integer"}'


def test_a_service_for_each_outermost_tag_on_request() -> None:
    draft = read_openapi("n.yaml", NEWER, service_per_tag=True)
    services = [e.key for e in draft.of("Service")]
    assert services == ["service", "service/ships", "service/ports"]
    assert values(draft, "COPY /hulls")["service"] == "service/ships"


def test_tags_that_hold_each_other_end_somewhere() -> None:
    text = NEWER.replace("{name: ships}", "{name: ships, parent: hulls}")
    notes = values(read_openapi("n.yaml", text), "COPY /hulls")["notes"]
    assert notes == "Group: ships / hulls"


# What is odd


def test_whatever_is_not_understood_is_reported_with_its_line() -> None:
    draft = read_openapi("odd.yaml", ODD)
    said = [str(d).removeprefix("odd.yaml:") for d in draft.diagnostics]
    assert sorted(said) == sorted(
        [
            "2:32: “colour” in info is not understood (left out)",
            "2:45: the extension “x-audience” (left out)",
            "3:1: “colour” in the file is not understood (left out)",
            "4:11: a server without url (left out)",
            "4:35: a server without url (left out)",
            "5:8: a tag without name (left out)",
            "8:5: GET /a is no operation (left out)",
            "15:5: “post” stands twice (the last counts)",
            "17:19: there is no security scheme “nobody” (the authentication is left blank)",
            "18:20: a parameter without name (left out)",
            "18:34: “#/components/parameters/Gone” leads nowhere (left out)",
            "19:59: “other.yaml#/X” lies outside this file (not followed; bring that file in itself)",
            "20:7: the response of POST /a 200 is none (left out)",
            "21:7: the extension “x-rate” (left out)",
            "22:3: “/b” holds nothing (left out)",
            "27:5: “Bad” is no schema (left out)",
            "28:13: “#/components/schemas/Round” leads on without end (left out)",
            "30:5: the security scheme “untyped” has no type (left out)",
        ]
    )


ELSEWHERE = """\
openapi: 3.1.0
info: {title: Split, version: '1'}
paths:
  /here: {$ref: 'here.yaml'}
components:
  schemas:
    Far: {$ref: 'far.yaml#/Far'}
    Alias: {$ref: '#/components/schemas/Far'}
    Way: {allOf: [{$ref: '#/components/schemas/Alias'}]}
"""


def test_what_another_file_says_is_told_as_such() -> None:
    outside = "lies outside this file (not followed; bring that file in itself)"
    assert [str(d).partition(":")[2] for d in read_openapi("s.yaml", ELSEWHERE).diagnostics] == [
        f"4:11: “here.yaml” {outside}",
        "4:3: “/here” refers to what is not in this file (left out)",
        f"7:11: “far.yaml#/Far” {outside}",
        "8:13: “#/components/schemas/Far” leads out of this file (left out)",
        "9:20: “#/components/schemas/Alias” leads out of this file (left out)",
    ]


BODIES = """openapi: 3.0.3
info: {title: Bodies, version: '1'}
paths:
  /scan:
    post:
      requestBody:
        content: {image/png: {}, application/json: {}, application/xml: {schema: {type: string}}}
      responses:
        '200': {description: Later, content: {application/json: {}}}
        '201': {description: Read, content: {text/csv: {schema: {type: array}}}}
        '204': {description: Nothing}
"""


def test_a_body_that_has_a_schema_goes_before_one_that_has_none() -> None:
    draft = read_openapi("b.yaml", BODIES)
    found = values(draft, "POST /scan")
    assert values(draft, found["request_schema"])["body"] == '{"type": "string"}'
    assert values(draft, found["response_schema"])["body"] == '{"type": "array"}'
    assert "- Also answers 200: Later" in found["notes"]


def test_words_that_only_older_yaml_takes_for_booleans_stay() -> None:
    text = BODIES.replace("{type: array}", "{type: string, enum: [on, off, no]}")
    draft = read_openapi("b.yaml", text)
    schema = values(draft, values(draft, "POST /scan")["response_schema"])
    assert '["on", "off", "no"]' in schema["body"]


def test_what_an_outside_schema_is_called_is_kept() -> None:
    found = values(read_openapi("odd.yaml", ODD), "POST /a")
    assert "request_schema" not in found
    assert "- Schema: other.yaml#/X" in found["notes"]


def test_what_became_of_each_construct_is_counted() -> None:
    found = {t.what: t for t in read_openapi("odd.yaml", ODD).tallies}
    assert all(tally.adds_up for tally in found.values())
    assert found["operation"] == Tally(what="operation", found=2, read=1, failed=1)
    assert found["parameter"] == Tally(what="parameter", found=2, read=0, failed=2)
    assert found["schema"] == Tally(what="schema", found=3, read=2, failed=1)
    assert found["server"] == Tally(what="server", found=2, read=0, failed=2)
    assert found["path"] == Tally(what="path", found=2, read=1, failed=1)
    assert found["response"] == Tally(what="response", found=1, read=0, failed=1)
    assert found["extension"] == Tally(what="extension", found=2, read=0, skipped=2)
    assert found["$ref"] == Tally(what="$ref", found=3, read=0, skipped=1, failed=2)


@pytest.mark.parametrize("text", [FERRY, OLDER, NEWER])
def test_what_is_in_order_is_read_whole(text: str) -> None:
    draft = read_openapi("f", text)
    assert sum(tally.failed for tally in draft.tallies) == 0
    assert [d for d in draft.diagnostics if d.level != "note"] == [
        d for d in draft.diagnostics if "other.example" in d.message
    ]


def test_a_component_that_nothing_refers_to_is_told() -> None:
    draft = read_openapi("f.yaml", FERRY)
    (tally,) = [t for t in draft.tallies if t.what == "component: parameters"]
    assert (tally.found, tally.read, tally.skipped) == (2, 1, 1)
    assert "nothing refers to “Unused” of parameters" in [d.message for d in draft.diagnostics]


def test_an_unknown_version_is_read_as_the_newest() -> None:
    draft = read_openapi("f.yaml", NEWER.replace("3.2.0", "3.9.0"))
    assert "version 3.9 is not known" in [d.message for d in draft.diagnostics]
