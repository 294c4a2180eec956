"""Rules on privacy and security."""

import pytest

from planning.plan.elements import (
    Aggregate,
    Attribute,
    BoundedContext,
    DataStore,
    Endpoint,
    Entity,
    EntityMapping,
    Message,
    Operation,
    ProcessingActivity,
    Schema,
    Service,
)
from tests.plan.rules.finding import findings, found, link


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["AT-1 confidentiality"]),
        ({"categories": ("personal",)}, ["AT-1 confidentiality"]),
        ({"confidentiality": "internal"}, ["AT-1 categories"]),
        ({"confidentiality": "public", "categories": ("none",)}, []),
        ({"confidentiality": "restricted", "categories": ("special",)}, []),
    ],
)
def test_an_attribute_is_classified_and_none_is_an_answer(said, expected):
    assert found("SE-01", Attribute(code="AT-1", **said)) == expected


def test_the_hint_says_what_the_name_of_an_attribute_suggests():
    [finding] = findings("SE-01", Attribute(code="AT-1", name="customerEmail"))
    assert finding.hint == "Its name suggests personal data."
    [finding] = findings("SE-01", Attribute(code="AT-1", name="wachtwoord"), language="nl-NL")
    assert finding.hint == "Its name suggests credential data."
    [finding] = findings("SE-01", Attribute(code="AT-1", name="colour"))
    assert finding.hint == "State confidentiality and categories; none is an answer."


EMAIL = (
    BoundedContext(code="BC-1"),
    Aggregate(code="AG-1", context="BC-1"),
    Entity(code="EN-1", aggregate="AG-1"),
    Attribute(code="AT-1", entity="EN-1", categories=("personal",)),
    EntityMapping(code="EM-1", entity="EN-1", store="DS-1"),
    DataStore(code="DS-1"),
    Schema(code="SM-1"),
    Message(code="MS-1", schema="SM-1"),
    Service(code="SV-1"),
    Operation(code="OP-1", service="SV-1"),
    link("carries", "SM-1", "AT-1"),
    link("reads", "OP-1", "AG-1"),
)
ACTIVITY = ProcessingActivity(
    code="PA-1", role="controller", lawful_basis="contract", retention="P7Y"
)


def test_personal_data_is_used_by_a_processing_activity():
    assert found("SE-02", *EMAIL) == ["EN-1"]
    assert found("SE-02", *EMAIL, ACTIVITY) == ["EN-1"]


@pytest.mark.parametrize(
    "place", ["AT-1", "EN-1", "AG-1", "BC-1", "DS-1", "SM-1", "MS-1", "OP-1", "SV-1"]
)
def test_an_activity_uses_what_lies_in_that_to_which_it_applies(place):
    assert found("SE-02", *EMAIL, ACTIVITY, link("applies_to", "PA-1", place)) == []


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        (("special",), ["AT-1"]),
        (("child",), ["AT-1"]),
        (("criminal",), ["AT-1"]),
        (("payment", "credential"), []),
        (("none",), []),
        ((), []),
    ],
)
def test_only_data_on_people_needs_a_processing_activity(categories, expected):
    assert found("SE-02", Attribute(code="AT-1", categories=categories)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"role": "controller"}, ["PA-1 lawful_basis", "PA-1 retention"]),
        ({"role": "joint", "retention": "P1Y"}, ["PA-1 lawful_basis"]),
        ({"role": "processor", "retention": "indefinite"}, []),
        ({"role": "controller", "lawful_basis": "contract"}, ["PA-1 retention"]),
    ],
)
def test_an_activity_has_a_lawful_basis_and_an_end(said, expected):
    assert found("SE-02", ProcessingActivity(code="PA-1", **said)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["EP-1 authentication", "EP-1 authorisation"]),
        ({"authentication": "oidc"}, ["EP-1 authorisation"]),
        ({"authorisation": "clerk"}, ["EP-1 authentication"]),
        ({"authentication": "oidc", "authorisation": "clerk"}, []),
        ({"authentication": "anonymous"}, ["EP-1 anonymous_because"]),
        ({"authentication": "anonymous", "anonymous_because": "a health check"}, []),
    ],
)
def test_access_to_an_endpoint_is_stated(said, expected):
    assert found("SE-04", Endpoint(code="EP-1", **said)) == expected
