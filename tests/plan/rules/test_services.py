"""Rules on services, their endpoints and the style of the API."""

from typing import Any

import pytest

from planning.plan.elements import (
    BoundedContext,
    Decision,
    Endpoint,
    Guardrail,
    InputDocument,
    Interface,
    Message,
    Operation,
    Policy,
    Service,
    Standard,
    Transition,
)
from tests.plan.rules.finding import findings, found, link


def service(code="SV-1", layer="application", **more):
    return Service(code=code, layer=layer, **more)


def test_a_service_has_responsibilities():
    assert found("SV-01", Service(code="SV-1")) == ["SV-1 responsibilities"]
    assert found("SV-01", Service(code="SV-1", responsibilities="Takes orders.")) == []


def test_a_service_has_a_context_and_a_layer():
    assert found("SV-02", Service(code="SV-1")) == ["SV-1 context", "SV-1 layer"]
    assert found("SV-02", service(context="BC-1")) == []


@pytest.mark.parametrize(
    ("caller", "callee", "expected"),
    [
        (service(), service("SV-2", "presentation"), ["SV-1 SV-2"]),
        (service(layer=""), service("SV-2", "presentation"), ["SV-1 SV-2"]),
        (service(layer="presentation"), service("SV-2", "presentation"), []),
        (service(), service("SV-2", "domain"), []),
        (service(), BoundedContext(code="BC-1", layers=("presentation",)), ["SV-1 BC-1"]),
        (service(), BoundedContext(code="BC-1", layers=("presentation", "domain")), []),
        (service(), Interface(code="IF-1"), []),
    ],
)
def test_the_backend_does_not_call_presentation(caller, callee, expected):
    assert found("SV-03", caller, callee, link("calls", "SV-1", callee.code)) == expected


def test_an_operation_lies_where_its_service_does():
    facts = (
        service(),
        service("SV-2", "presentation"),
        Operation(code="OP-1", service="SV-1"),
        Operation(code="OP-2", service="SV-2"),
    )
    assert found("SV-03", *facts, link("calls", "OP-1", "OP-2")) == ["OP-1 OP-2"]
    assert found("SV-03", *facts, link("calls", "OP-2", "OP-1")) == []


OUTWARD = {
    ("domain", "application"),
    ("domain", "infrastructure"),
    ("application", "infrastructure"),
}
LAYERS = ["", "presentation", "application", "domain", "infrastructure"]


@pytest.mark.parametrize("inner", LAYERS)
@pytest.mark.parametrize("outer", LAYERS)
def test_a_call_points_inward(inner, outer):
    facts = (service(layer=inner), service("SV-2", outer), link("calls", "SV-1", "SV-2"))
    expected = ["SV-1 SV-2"] if (inner, outer) in OUTWARD else []
    assert found("SV-04", *facts) == expected


def test_a_port_that_is_used_is_no_call():
    facts = (service(), service("SV-2", "infrastructure"), link("uses", "SV-1", "SV-2"))
    assert found("SV-04", *facts) == []


STYLE: dict[str, Any] = {"topic": "api_style", "status": "accepted"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), [""]),
        ((Decision(code="DC-1", topic="api_style", status="proposed"),), [""]),
        ((Decision(code="DC-1", topic="persistence", status="accepted"),), [""]),
        ((Decision(code="DC-1", **STYLE),), ["DC-1"]),
    ],
)
def test_an_api_style_is_accepted(facts, expected):
    assert found("SV-05", *facts) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (InputDocument(code="X", track="architecture"), []),
        (Guardrail(code="X"), []),
        (InputDocument(code="X", track="security"), ["DC-1"]),
        (Standard(code="X"), ["DC-1"]),
    ],
)
def test_the_api_style_cites_what_architecture_laid_down(cited, expected):
    cites = link("cites", "DC-1", "X")
    assert found("SV-05", Decision(code="DC-1", **STYLE), cited, cites) == expected


def test_one_of_two_accepted_styles_may_cite_for_both():
    facts = (Decision(code="DC-1", **STYLE), Decision(code="DC-2", **STYLE), Guardrail(code="G"))
    assert found("SV-05", *facts, link("cites", "DC-2", "G")) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["EP-1 consumer_tracks"]),
        ({"consumer_tracks": ("frontend",)}, []),
        ({"other_consumers": "the courier"}, []),
    ],
)
def test_an_endpoint_has_a_consumer(said, expected):
    endpoint = Endpoint(code="EP-1", service="SV-1", **said)
    assert found("SV-07", service(kind="application"), endpoint) == expected
    assert found("SV-07", endpoint) == expected


def test_an_endpoint_of_a_domain_service_needs_no_consumer():
    assert found("SV-07", service(kind="domain"), Endpoint(code="EP-1", service="SV-1")) == []


def endpoint(code="EP-1", **changes):
    said = {
        "service": "SV-1",
        "direction": "serves",
        "protocol": "HTTP",
        "method": "GET",
        "path": "/orders",
    }
    return Endpoint(code=code, **{**said, **changes})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["EP-2 path EP-1"]),
        ({"method": "get", "protocol": "http"}, ["EP-2 path EP-1"]),
        ({"method": "POST"}, []),
        ({"path": "/orders/{id}"}, []),
        ({"direction": "publishes"}, []),
        ({"protocol": "gRPC"}, []),
        ({"service": "SV-2"}, []),
        ({"service": ""}, []),
        ({"path": ""}, []),
    ],
)
def test_endpoints_of_a_service_differ(change, expected):
    assert found("SV-09", endpoint(), endpoint("EP-2", **change)) == expected


def test_half_filled_endpoints_are_not_the_same_one():
    assert found("SV-09", endpoint(path=""), endpoint("EP-2", path="")) == []


REST = Decision(code="DC-1", **STYLE, style="rest")


@pytest.mark.parametrize(("style", "expected"), [("grpc", ["SV-1 style"]), ("rest", []), ("", [])])
def test_a_service_follows_the_style_decided(style, expected):
    assert found("SV-06", REST, service(style=style)) == expected
    assert found("SV-06", service(style=style)) == []


@pytest.mark.parametrize(("status", "expected"), [("accepted", []), ("proposed", ["SV-1 style"])])
def test_a_decision_that_applies_allows_an_exception(status, expected):
    exception = Decision(code="DC-2", topic="integration", status=status)
    applies = link("applies_to", "DC-2", "SV-1")
    assert found("SV-06", REST, exception, service(style="grpc"), applies) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["EP-1 request_schema", "EP-1 response_schema"]),
        ({"request_schema": "SM-1"}, ["EP-1 response_schema"]),
        ({"request_schema": "SM-1", "no_body": ("response",)}, []),
        ({"no_body": ("request", "response")}, []),
        ({"method": "GET"}, ["EP-1 response_schema"]),
        ({"method": "get", "response_schema": "SM-1"}, []),
        ({"direction": "publishes"}, ["EP-1 request_schema", "EP-1 response_schema"]),
        ({"direction": "publishes", "request_schema": "SM-1"}, []),
        ({"direction": "subscribes", "response_schema": "SM-1"}, []),
    ],
)
def test_an_endpoint_states_its_payload(said, expected):
    assert found("SV-08", Endpoint(code="EP-1", **said)) == expected


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("POST", ["EP-1 idempotency"]),
        ("delete", ["EP-1 idempotency"]),
        ("GET", []),
        ("head", []),
        ("", []),
    ],
)
def test_an_unsafe_endpoint_says_what_a_repeat_does(method, expected):
    assert found("SV-12", Endpoint(code="EP-1", method=method)) == expected
    assert found("SV-12", Endpoint(code="EP-1", method=method, direction="publishes")) == []
    assert found("SV-12", Endpoint(code="EP-1", method=method, idempotency="by key")) == []


def test_an_endpoint_reaches_an_operation():
    assert found("HX-03", Endpoint(code="EP-1")) == ["EP-1 operation"]
    assert found("HX-03", Endpoint(code="EP-1", operation="OP-1")) == []


PAID = Message(code="MS-1", context="BC-1")
PUBLISHED = link("publishes", "SV-1", "MS-1")
HEARD = link("subscribes", "SV-1", "MS-1")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), []),
        ((PUBLISHED,), ["MS-1"]),
        ((HEARD,), ["MS-1"]),
        ((PUBLISHED, HEARD), []),
        ((PUBLISHED, Policy(code="PO-1", on_event="MS-1")), []),
        ((Policy(code="PO-1", on_event="MS-1"),), ["MS-1"]),
        ((Policy(code="PO-1", on_event="MS-1"), link("raises", "SV-1", "MS-1")), []),
        ((Policy(code="PO-1", on_event="MS-1"), Transition(code="TR-1", event="MS-1")), []),
        ((PUBLISHED, BoundedContext(code="BC-1", external=True)), []),
        ((HEARD, BoundedContext(code="BC-1", external=True)), []),
    ],
)
def test_a_message_has_two_ends(facts, expected):
    assert found("SV-10", PAID, *facts) == expected


def test_services_do_not_call_each_other_in_a_cycle():
    facts = (
        service(),
        service("SV-2"),
        Operation(code="OP-1", service="SV-1"),
        Operation(code="OP-2", service="SV-2"),
        link("calls", "OP-1", "SV-2"),
    )
    assert found("SV-11", *facts) == []
    assert found("SV-11", *facts, link("calls", "OP-1", "SV-1")) == []
    [finding] = findings("SV-11", *facts, link("calls", "SV-2", "OP-1"))
    assert finding.element == "SV-1"
    assert "SV-1 → SV-2 → SV-1" in finding.message


@pytest.mark.parametrize(
    ("conventions", "expected"),
    [
        (
            "",
            [
                "DC-1 conventions errors",
                "DC-1 conventions pagination",
                "DC-1 conventions versioning",
            ],
        ),
        ("Versions in the path; errors as problem details; pages by cursor.", []),
        ("Versie in het pad, fouten als RFC 9457, pagina per cursor.", []),
        ("Versions in the path, errors as they come.", ["DC-1 conventions pagination"]),
        (
            "A conversion terrorises packages.",
            [
                "DC-1 conventions errors",
                "DC-1 conventions pagination",
                "DC-1 conventions versioning",
            ],
        ),
    ],
)
def test_the_api_style_says_how_versions_errors_and_pages_are_done(conventions, expected):
    assert found("SV-13", Decision(code="DC-1", **STYLE, conventions=conventions)) == expected


def test_without_an_accepted_style_there_are_no_conventions_to_miss():
    assert found("SV-13", Decision(code="DC-1", topic="api_style")) == []
