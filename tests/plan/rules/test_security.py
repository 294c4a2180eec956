"""Rules on privacy and security."""

import pytest

from planning.plan.elements import (
    Aggregate,
    Attribute,
    BoundedContext,
    ContextRelation,
    Control,
    DataStore,
    Dependency,
    Endpoint,
    Entity,
    EntityMapping,
    InputDocument,
    Message,
    Operation,
    Policy,
    PrivacyConstraint,
    ProcessingActivity,
    Requirement,
    Schema,
    Service,
    TestHarness,
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


def classed(*categories, **more):
    return Attribute(code="AT-1", entity="EN-1", categories=categories, **more)


def kept(attribute, **said):
    """An attribute in a store."""
    return (
        attribute,
        Entity(code="EN-1", aggregate="AG-1"),
        EntityMapping(code="EM-1", entity="EN-1", store="DS-1"),
        DataStore(code="DS-1", **said),
    )


@pytest.mark.parametrize("category", ["personal", "special", "criminal", "payment", "credential"])
def test_a_store_of_sensitive_data_is_protected(category):
    assert found("SE-03", *kept(classed(category))) == [
        "DS-1 access",
        "DS-1 encryption_at_rest",
        "DS-1 encryption_in_transit",
    ]
    said = {"access": "the service", "encryption_at_rest": "LUKS", "encryption_in_transit": "TLS"}
    assert found("SE-03", *kept(classed(category), **said)) == []


def test_a_store_of_harmless_data_need_not_be_protected():
    assert found("SE-03", *kept(classed("none"))) == []
    assert found("SE-03", DataStore(code="DS-1")) == []


def answering(authentication="anonymous", **more):
    return Endpoint(code="EP-1", authentication=authentication, response_schema="SM-1", **more)


CARRIES = (Schema(code="SM-1"), link("carries", "SM-1", "AT-1"))


def test_an_anonymous_endpoint_answers_no_sensitive_data():
    assert found("SE-05", answering(), classed("payment"), *CARRIES) == ["EP-1 authentication"]
    assert found("SE-05", answering("oidc"), classed("payment"), *CARRIES) == []
    assert found("SE-05", answering(), classed("none"), *CARRIES) == []
    assert found("SE-05", answering(), classed("payment")) == []


CONSTRAINT = PrivacyConstraint(code="PC-1")
APPLIES = link("applies_to", "PC-1", "DS-1")
STORE = DataStore(code="DS-1")


def test_a_constraint_applies_to_something_and_is_tied_to_a_control():
    controlled = (Control(code="CT-1"), link("applies_to", "CT-1", "PC-1"))
    assert found("SE-06", CONSTRAINT) == ["PC-1 control", "PC-1 scope"]
    assert found("SE-06", CONSTRAINT, STORE, APPLIES) == ["PC-1 control"]
    assert found("SE-06", CONSTRAINT, *controlled) == ["PC-1 scope"]
    assert found("SE-06", CONSTRAINT, STORE, APPLIES, *controlled) == []


@pytest.mark.parametrize(
    ("category", "type_", "expected"),
    [
        ("privacy", "quality", []),
        ("security", "constraint", []),
        ("security", "functional", ["PC-1 control"]),
        ("latency", "quality", ["PC-1 control"]),
    ],
)
def test_a_requirement_of_security_or_privacy_does_for_a_control(category, type_, expected):
    requirement = Requirement(code="REQ-1", type=type_, category=category)
    satisfies = link("satisfies", "PC-1", "REQ-1")
    assert found("SE-06", CONSTRAINT, STORE, APPLIES, requirement, satisfies) == expected


ZONES = (
    BoundedContext(code="BC-1", trust_zone="inner"),
    BoundedContext(code="BC-2", trust_zone="outer"),
    BoundedContext(code="BC-3", trust_zone="Inner"),
    BoundedContext(code="BC-4", external=True),
    BoundedContext(code="BC-5"),
    Message(code="MS-1", context="BC-1", schema="SM-1"),
    *CARRIES,
)
RESTRICTED = Attribute(code="AT-1", confidentiality="restricted")


@pytest.mark.parametrize(
    ("listener", "expected"),
    [
        ("BC-1", []),
        ("BC-2", ["MS-1 BC-2"]),
        ("BC-3", []),
        ("BC-4", ["MS-1 BC-4"]),
        ("BC-5", []),
    ],
)
def test_restricted_data_leaves_its_zone_only_as_stated(listener, expected):
    facts = (*ZONES, RESTRICTED)
    by_link = link("subscribes", listener, "MS-1")
    by_policy = Policy(code="PO-1", context=listener, on_event="MS-1")
    assert found("SE-07", *facts, by_link) == expected
    assert found("SE-07", *facts, by_policy) == expected
    disclosed = (ACTIVITY, link("discloses_to", "PA-1", listener))
    assert found("SE-07", *facts, by_link, *disclosed) == []
    harmless = Attribute(code="AT-1", confidentiality="internal")
    assert found("SE-07", *ZONES, harmless, by_link) == []


def test_a_schema_that_a_relation_exposes_reaches_the_downstream():
    relation = ContextRelation(code="CR-1", upstream="BC-1", downstream="BC-2")
    facts = (*ZONES, RESTRICTED, relation, link("exposes", "CR-1", "SM-1"))
    assert found("SE-07", *facts) == ["SM-1 BC-2"]
    inside = ContextRelation(code="CR-1", upstream="BC-1", downstream="BC-3")
    assert found("SE-07", *ZONES, RESTRICTED, inside, link("exposes", "CR-1", "SM-1")) == []


def provider(**said):
    said = {"track": "security", "topic": "authentication_provider", **said}
    return Dependency(code="DP-1", **said)


def test_somebody_provides_authentication():
    assert found("SE-08", answering("oidc")) == [""]
    assert found("SE-08", answering("oidc"), provider()) == []
    assert found("SE-08", answering("oidc"), provider(track="networking")) == [""]
    assert found("SE-08", answering("oidc"), provider(topic="secrets")) == [""]
    assert found("SE-08", answering("anonymous"), answering("")) == []


@pytest.mark.parametrize(
    ("residency", "allowed", "expected"),
    [
        (("us-east",), ("eu",), ["DS-1 residency PC-1"]),
        (("eu-west", "us-east"), ("eu",), ["DS-1 residency PC-1"]),
        (("EU-west",), ("eu",), []),
        (("eu",), ("eu-west",), ["DS-1 residency PC-1"]),
        (("europe",), ("eu",), ["DS-1 residency PC-1"]),
        ((), ("eu",), []),
        (("us-east",), (), []),
    ],
)
def test_data_lies_where_its_constraints_allow(residency, allowed, expected):
    facts = kept(classed("personal"), residency=residency)
    constraint = PrivacyConstraint(code="PC-1", residency=allowed)
    assert found("SE-09", *facts, constraint, link("applies_to", "PC-1", "EN-1")) == expected
    assert found("SE-09", *facts, constraint, APPLIES) == expected
    assert found("SE-09", *facts, constraint) == []


def test_a_constraint_on_some_categories_leaves_stores_of_others_alone():
    facts = kept(classed("personal"), residency=("us-east",))
    special = PrivacyConstraint(code="PC-1", residency=("eu",), categories=("special",))
    both = PrivacyConstraint(code="PC-1", residency=("eu",), categories=("personal", "special"))
    applies = link("applies_to", "PC-1", "EN-1")
    assert found("SE-09", *facts, special, applies) == []
    assert found("SE-09", *facts, both, applies) == ["DS-1 residency PC-1"]


def test_with_personal_data_security_has_said_what_it_demands():
    assert found("SE-10", classed("personal")) == [""]
    assert found("SE-10", classed("personal"), CONSTRAINT) == []
    assert found("SE-10", classed("payment")) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["PC-1 document", "PC-1 document_version"]),
        ({"document": "IN-1"}, ["PC-1 document_version"]),
        ({"document": "IN-2", "document_version": "2"}, ["PC-1 document"]),
        ({"document": "IN-1", "document_version": "2"}, []),
    ],
)
def test_a_constraint_comes_from_a_document_of_security(said, expected):
    documents = (
        InputDocument(code="IN-1", track="security"),
        InputDocument(code="IN-2", track="architecture"),
    )
    assert found("SE-11", PrivacyConstraint(code="PC-1", **said), *documents) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/orders/{id}", ["EP-1 object_rule"]),
        ("/orders/:id/lines", ["EP-1 object_rule"]),
        ("/orders/<int:id>", ["EP-1 object_rule"]),
        ("/orders", []),
        ("https://host:8080/orders", []),
        ("", []),
    ],
)
def test_an_identifier_in_a_path_has_an_object_rule(path, expected):
    assert found("SE-12", Endpoint(code="EP-1", path=path)) == expected
    assert found("SE-12", Endpoint(code="EP-1", path=path, object_rule="their own")) == []


ROUTES = {"find_route": "by mail", "export_route": "JSON", "erase_route": "the job"}


@pytest.mark.parametrize(
    ("entity", "root", "expected"),
    [
        ({}, {}, ["EN-1 find_route"]),
        ({"find_route": "by mail"}, {}, ["EN-1 export_route"]),
        (ROUTES, {}, []),
        ({}, ROUTES, []),
        ({"find_route": "by mail"}, {"export_route": "JSON", "erase_route": "the job"}, []),
    ],
)
def test_people_get_at_their_data_through_the_entity_or_its_root(entity, root, expected):
    facts = (
        Entity(code="EN-1", aggregate="AG-1", **entity),
        Entity(code="EN-2", aggregate="AG-1", role="root", **root),
    )
    assert found("SE-13", *facts, classed("personal")) == expected
    assert found("SE-13", *facts, classed("payment")) == []


def test_an_entity_of_no_aggregate_has_no_root_to_speak_for_it():
    facts = (Entity(code="EN-1"), Entity(code="EN-2", role="root", **ROUTES))
    assert found("SE-13", *facts, classed("personal")) == ["EN-1 find_route"]


USES = link("applies_to", "PA-1", "EN-1")


def activity(**said):
    return ProcessingActivity(code="PA-1", **said)


def test_special_data_and_consent_need_more_than_a_basis():
    special = (*kept(classed("special")), USES)
    assert found("SE-14", activity(), *special) == ["PA-1 special_condition"]
    assert found("SE-14", activity(special_condition="Art. 9(2)(h)"), *special) == []
    assert found("SE-14", activity(), *kept(classed("personal")), USES) == []
    assert found("SE-14", activity(lawful_basis="consent")) == ["PA-1 withdrawal_route"]
    assert found("SE-14", activity(lawful_basis="consent", withdrawal_route="settings")) == []
    assert found("SE-14", activity(lawful_basis="contract")) == []


@pytest.mark.parametrize("safeguard", ["", "standard clauses"])
def test_what_is_handed_over_is_safeguarded(safeguard):
    expected = [] if safeguard else ["PA-1 safeguard"]
    disclosed = link("discloses_to", "PA-1", "BC-1")
    external = BoundedContext(code="BC-1", external=True)
    handed = activity(safeguard=safeguard)
    assert found("SE-15", activity(transfers="to the US", safeguard=safeguard)) == expected
    assert found("SE-15", handed, external, disclosed) == expected
    assert found("SE-15", handed, BoundedContext(code="BC-1"), disclosed) == []
    assert found("SE-15", handed) == []


@pytest.mark.parametrize(
    ("protection", "store", "expected"),
    [
        ("plain", "relational", ["AT-1 protection DS-1"]),
        ("encrypted", "relational", ["AT-1 protection DS-1"]),
        ("", "relational", ["AT-1 protection DS-1"]),
        ("hashed", "relational", []),
        ("plain", "secrets", []),
        ("plain", "", []),
    ],
)
def test_a_credential_is_hashed_or_kept_among_secrets(protection, store, expected):
    credential = classed("credential", protection=protection)
    assert found("SE-16", *kept(credential, type=store)) == expected
    assert found("SE-16", *kept(classed("personal"), type="relational")) == []


def test_a_control_for_the_backend_applies_to_something():
    control = Control(code="CT-1", for_backend=True)
    assert found("SE-17", control) == ["CT-1"]
    assert found("SE-17", control, STORE, link("applies_to", "CT-1", "DS-1")) == []
    assert found("SE-17", Control(code="CT-1")) == []


CALLED = (
    *ZONES[:5],
    Service(code="SV-1", context="BC-1"),
    Service(code="SV-2", context="BC-2"),
    Service(code="SV-3", context="BC-2", trust_zone="inner"),
    Operation(code="OP-2", service="SV-2"),
)


@pytest.mark.parametrize(
    ("callee", "expected"), [("SV-2", ["SV-1 SV-2"]), ("OP-2", ["SV-1 OP-2"]), ("SV-3", [])]
)
def test_a_call_across_trust_zones_is_authenticated(callee, expected):
    calls = link("calls", "SV-1", callee)
    guard = Endpoint(code="EP-1", service="SV-2", authentication="mtls")
    open_ = Endpoint(code="EP-1", service="SV-2", authentication="anonymous")
    assert found("SE-18", *CALLED, calls) == expected
    assert found("SE-18", *CALLED, calls, open_) == expected
    assert found("SE-18", *CALLED, calls, guard) == []


def test_a_public_endpoint_has_limits():
    assert found("SE-19", Endpoint(code="EP-1", exposure="public")) == ["EP-1 limits"]
    assert found("SE-19", Endpoint(code="EP-1", exposure="public", limits="10 a second")) == []
    assert found("SE-19", Endpoint(code="EP-1", exposure="internal")) == []


@pytest.mark.parametrize("type_", ["changes", "reads"])
def test_an_operation_on_special_data_is_audited(type_):
    facts = (Aggregate(code="AG-1"), link(type_, "OP-1", "AG-1"))
    special, personal = kept(classed("special")), kept(classed("personal"))
    audited = Operation(code="OP-1", audit="who, when, whose")
    assert found("SE-20", Operation(code="OP-1"), *facts, *special) == ["OP-1 audit"]
    assert found("SE-20", audited, *facts, *special) == []
    assert found("SE-20", Operation(code="OP-1"), *facts, *personal) == []


@pytest.mark.parametrize(
    ("said", "category", "expected"),
    [
        ({}, "special", ["PA-1 dpia_reference"]),
        ({}, "child", ["PA-1 dpia_reference"]),
        ({"large_scale": True}, "none", ["PA-1 dpia_reference"]),
        ({}, "personal", []),
        ({"large_scale": True, "dpia_reference": "DPIA-7"}, "special", []),
    ],
)
def test_the_impact_on_people_is_assessed(said, category, expected):
    assert found("SE-22", activity(**said), *kept(classed(category)), USES) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("production", ["TH-1 data_source"]), ("masked", []), ("synthetic", []), ("", [])],
)
def test_tests_do_not_run_on_production_data(source, expected):
    assert found("SE-23", TestHarness(code="TH-1", data_source=source)) == expected


@pytest.mark.parametrize(
    ("backup", "own", "stated", "expected"),
    [
        ("P1Y", "P30D", "", ["DS-1 backup_retention"]),
        ("P30D", "P1M", "", []),
        ("P32D", "P1M", "", ["DS-1 backup_retention"]),
        ("indefinite", "P7Y", "", ["DS-1 backup_retention"]),
        ("P7Y", "indefinite", "", []),
        ("P1Y", "P7Y", "P6M", ["DS-1 backup_retention"]),
        ("P1Y", "", "P7Y", []),
        ("P1Y", "", "", []),
        ("", "P30D", "", []),
    ],
)
def test_a_backup_does_not_outlive_what_it_holds(backup, own, stated, expected):
    facts = kept(classed("personal"), backup_retention=backup, retention=own)
    constraint = PrivacyConstraint(code="PC-1", retention=stated)
    applies = link("applies_to", "PC-1", "AT-1")
    assert found("SE-25", *facts, constraint, applies) == expected
    assert found("SE-25", *facts, activity(retention=stated), USES) == expected
