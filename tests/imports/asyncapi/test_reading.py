"""What a service sends it publishes, what it receives it subscribes to."""

from typing import Any

import pytest

from planning.imports.asyncapi import looks_like_asyncapi, read_asyncapi
from planning.imports.draft import Draft, Tally, Unreadable
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.value import plan
from tests.imports.asyncapi.samples import OLDER, TIDES
from tests.imports.openapi.samples import FERRY, FRAGMENT
from tests.imports.samples import applied


def values(draft: Draft, key: str) -> dict[str, Any]:
    (found,) = [element for element in draft.elements if element.key == key]
    return dict(found.values)


def links(draft: Draft, type_: str) -> list[tuple[str, str]]:
    return [(link.source, link.target) for link in draft.links if link.type == type_]


def test_a_file_is_one_service_that_speaks_by_messages() -> None:
    (service,) = read_asyncapi("t.yaml", TIDES).of("Service")
    assert service.values == {
        "name": "Tide service",
        "style": "messaging",
        "notes": "Knows the <i>tides</i>.\n\nStated:\n- Version 2.0.0",
    }


def test_what_is_sent_is_published_on_the_address_of_its_channel() -> None:
    draft = read_asyncapi("t.yaml", TIDES)
    assert values(draft, "send publishReadings") == {
        "name": "Readings",
        "service": "service",
        "operation": "operation publishReadings",
        "protocol": "Kafka",
        "direction": "publishes",
        "path": "tides.readings.{harbour}",
        "no_body": ("response",),
        "authentication": "other",
        "notes": "One topic a harbour.\n\nStated:\n- One of TideReading, Gauge\n"
        '- Parameters of the address: harbour\n- Bindings: {"kafka": {"partitions": "3"}}',
    }
    assert ("operation publishReadings", "message/TideReading") in links(draft, "publishes")
    assert ("operation publishReadings", "message/Gauge") in links(draft, "publishes")


def test_what_is_received_is_subscribed_to_and_its_reply_published() -> None:
    draft = read_asyncapi("t.yaml", TIDES)
    found = values(draft, "receive onCalibrate")
    assert (found["direction"], found["path"]) == ("subscribes", "tides.commands")
    assert found["request_schema"] == "schema of Calibrate"
    assert "Replies go to $message.header#/replyTo" in found["notes"]
    assert "protocol" not in found
    assert links(draft, "subscribes") == [("operation onCalibrate", "message/Calibrate")]
    assert ("operation onCalibrate", "message/Done") in links(draft, "publishes")


def test_a_trait_fills_what_is_not_said() -> None:
    found = values(read_asyncapi("t.yaml", TIDES), "operation onCalibrate")
    assert found["notes"] == "Said by a trait."


def test_a_message_has_its_topic_and_schema() -> None:
    draft = read_asyncapi("t.yaml", TIDES)
    assert values(draft, "message/TideReading") == {
        "name": "TideReading",
        "kind": "integration_event",
        "schema": "schema/Reading",
        "topic": "tides.readings.{harbour}",
        "notes": "What a gauge read.\n\nStated:\n- Content type: application/json\n"
        "- Headers: trace\n- Correlation: $message.header#/trace",
    }
    assert values(draft, "message/Calibrate")["kind"] == "command"
    assert values(draft, "message/Unused") == {
        "name": "Unused",
        "notes": "Stated:\n- Payload: other.yaml#/X",
    }


def test_a_schema_may_be_of_another_language() -> None:
    draft = read_asyncapi("t.yaml", TIDES)
    assert values(draft, values(draft, "message/Gauge")["schema"])["format"] == "avro"


def test_brokers_and_ways_to_know_a_caller_are_dependencies() -> None:
    held = {e.key: e.values for e in read_asyncapi("t.yaml", TIDES).of("Dependency")}
    assert held["dependency/servers"]["what"] == (
        "main: kafka-secure broker.example:9092 (The cluster)\nside: mqtt side.example"
    )
    assert held["dependency/servers"]["track"] == "networking"
    assert {v["name"] for v in held.values()} == {
        "Brokers of Tide service",
        "Auth provider: scramSha256",
        "Auth provider: X509",
    }


def test_version_2_says_what_others_do() -> None:
    draft = read_asyncapi("o.yaml", OLDER)
    sent, received = values(draft, "send sendLow"), values(draft, "receive publish tides/low")
    assert (sent["direction"], sent["path"], sent["protocol"]) == ("publishes", "tides/low", "MQTT")
    assert (received["direction"], received["authentication"]) == ("subscribes", "mtls")
    assert links(draft, "publishes") == [("operation sendLow", "message/Low")]
    assert [target for _, target in links(draft, "subscribes")] == [
        "message/Low",
        "message/queryLevels",
    ]


SERVED = """\
asyncapi: 3.0.0
info: {title: Gates, version: '1'}
servers:
  inner:
    host: '{zone}.example'
    protocol: kafka
    variables: {zone: {default: eu, enum: [eu, us]}}
    security: [{$ref: '#/components/securitySchemes/key'}]
  outer: {host: out.example, protocol: mqtt, security: [{$ref: '#/components/securitySchemes/cert'}]}
channels:
  opened: {address: gates.opened, servers: [{$ref: '#/servers/inner'}], messages: {Opened: {}}}
  asked: {address: gates.asked, messages: {Ask: {payload: {type: string}}}}
  told: {address: gates.told, messages: {Tell: {payload: {type: string}}}}
  idle: {address: gates.idle, messages: {Rest: {payload: {type: string}}}}
  bare: {address: gates.bare}
operations:
  open: {action: send, channel: {$ref: '#/channels/opened'}}
  ask: {action: receive, channel: {$ref: '#/channels/asked'}, reply: {channel: {$ref: '#/channels/told'}}}
components:
  securitySchemes: {key: {type: httpApiKey, name: k, in: header}, cert: {type: X509}}
"""


def test_who_speaks_is_known_as_the_servers_demand() -> None:
    draft = read_asyncapi("s.yaml", SERVED)
    assert values(draft, "send open")["authentication"] == "api_key"
    either = values(draft, "receive ask")
    assert either["authentication"] == "api_key"
    assert "Or with cert" in either["notes"]


def test_schemes_that_stand_where_they_are_asked_for_are_known_too() -> None:
    token = "{type: http, scheme: bearer, scopes: [open, shut]}"
    text = SERVED.replace("{$ref: '#/components/securitySchemes/key'}", token)
    text = text.replace("open: {action: send,", f"open: {{action: send, security: [{token}],")
    draft = read_asyncapi("s.yaml", text)
    opened = values(draft, "send open")
    assert (opened["authentication"], opened["authorisation"]) == ("token", "open, shut")
    assert values(draft, "dependency/authentication/http")["what"] == "http bearer: bearer"
    assert {t.what: t.read for t in draft.tallies}["securityScheme"] == 3
    assert all(tally.adds_up for tally in draft.tallies)
    assert [d for d in draft.diagnostics if "scheme" in d.message] == []


def test_an_address_says_what_its_variables_stand_for() -> None:
    held = values(read_asyncapi("s.yaml", SERVED), "dependency/servers")
    assert "inner: kafka {zone}.example (zone is eu of eu, us)" in held["what"]


def test_a_message_has_the_topic_of_the_channel_that_lists_it() -> None:
    draft = read_asyncapi("s.yaml", SERVED)
    topics = {e.values["name"]: e.values.get("topic") for e in draft.of("Message")}
    assert topics == {
        "Opened": "gates.opened",
        "Ask": "gates.asked",
        "Tell": "gates.told",
        "Rest": "gates.idle",
    }


def test_a_channel_that_no_operation_uses_is_told() -> None:
    draft = read_asyncapi("s.yaml", SERVED)
    assert [(d.message, d.remedy) for d in draft.diagnostics] == [
        ("no operation uses the channel “idle”", "its address is the topic of its messages"),
        ("no operation uses the channel “bare”", "left out"),
    ]
    (channels,) = [tally for tally in draft.tallies if tally.what == "channel"]
    assert channels == Tally(what="channel", found=5, read=4, skipped=1)


def test_what_is_not_understood_is_reported() -> None:
    draft = read_asyncapi("t.yaml", TIDES)
    said = [(d.line, d.message) for d in draft.diagnostics]
    assert said == [
        (46, "shrug neither sends nor receives"),
        (47, "nothing is no operation"),
        (51, "nothing refers to “Other” of operationTraits"),
        (62, "“other.yaml#/X” lies outside this file"),
    ]


def test_what_became_of_each_construct_is_counted() -> None:
    found = {tally.what: tally for tally in read_asyncapi("t.yaml", TIDES).tallies}
    assert found["operation"] == Tally(what="operation", found=4, read=2, failed=2)
    assert found["message"] == Tally(what="message", found=5, read=5)
    assert found["channel"] == Tally(what="channel", found=3, read=3)
    older = {tally.what: tally for tally in read_asyncapi("o.yaml", OLDER).tallies}
    assert older["message"] == Tally(what="message", found=2, read=2)
    assert older["channel"] == Tally(what="channel", found=2, read=1, failed=1)


@pytest.mark.parametrize("text", [TIDES, OLDER])
def test_a_file_that_was_applied_holds_nothing_new(text: str) -> None:
    draft = read("t.yaml", text)
    assert draft.format == "asyncapi"
    first = compare(plan(), draft)
    assert len(first.additions) == len(draft.elements)
    assert len(first.links) == len(draft.links)
    assert first.diagnostics == draft.diagnostics
    assert compare(applied(plan(), first), draft).is_empty


@pytest.mark.parametrize("text", [FERRY, FRAGMENT, "# asyncapi: 3.0.0\n", "asyncapi: 3.0.0\n"])
def test_what_is_none_is_left_to_others(text: str) -> None:
    assert not looks_like_asyncapi(text)


def test_what_is_none_is_refused_where_one_is_expected() -> None:
    with pytest.raises(Unreadable, match="no key says"):
        read_asyncapi("f.yaml", FERRY)


def test_the_order_service_of_the_corpus_is_read_whole(corpus) -> None:
    path = corpus / "openapi" / "order-service-asyncapi-3.yml"
    draft = read(path.name, path.read_bytes())
    directions = [e.values["direction"] for e in draft.of("Endpoint")]
    assert (directions.count("publishes"), directions.count("subscribes")) == (11, 2)
    found = {tally.what: tally.read for tally in draft.tallies}
    assert (found["operation"], found["channel"], found["message"]) == (13, 2, 13)
    assert len(draft.of("Message")) == 13
    assert draft.diagnostics == ()
    assert all(tally.adds_up and not tally.failed for tally in draft.tallies)
    assert compare(applied(plan(), compare(plan(), draft)), draft).is_empty
