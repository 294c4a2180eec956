"""Rules on ports, adapters, stores, mappings and repositories."""

import pytest

from planning.plan.choices import CONSISTENCIES, LAYERS
from planning.plan.elements import (
    Adapter,
    Aggregate,
    BoundedContext,
    ChecklistItem,
    ContextRelation,
    DataStore,
    Dependency,
    Entity,
    EntityMapping,
    Operation,
    Port,
    Service,
)
from tests.plan.rules.finding import found, link


@pytest.mark.parametrize("layer", ["", *LAYERS])
def test_the_inside_owns_its_driven_ports(layer):
    expected = ["PT-1 layer"] if layer in ("infrastructure", "presentation") else []
    assert found("HX-02", Port(code="PT-1", side="driven", layer=layer)) == expected
    assert found("HX-02", Port(code="PT-1", side="driving", layer=layer)) == []


@pytest.mark.parametrize("layer", ["", *LAYERS])
def test_adapters_lie_in_infrastructure(layer):
    expected = [] if layer in ("", "infrastructure") else ["AD-1 layer"]
    assert found("HX-02", Adapter(code="AD-1", layer=layer)) == expected


ROOT = Entity(code="EN-1", role="root")


def test_a_root_is_mapped_to_a_store():
    mapping = EntityMapping(code="EM-1", entity="EN-1", store="DS-1")
    assert found("DA-01", ROOT) == ["EN-1 not_persisted_reason"]
    assert found("DA-01", ROOT, EntityMapping(code="EM-1", entity="EN-1")) != []
    assert found("DA-01", ROOT, mapping, DataStore(code="DS-1")) == []


def test_a_root_may_be_said_not_to_be_kept():
    kept_nowhere = Entity(code="EN-1", role="root", not_persisted_reason="computed on request")
    assert found("DA-01", kept_nowhere) == []
    assert found("DA-01", Entity(code="EN-1", role="entity")) == []


@pytest.mark.parametrize(
    ("role", "expected"),
    [("root", []), ("", []), ("entity", ["PT-1 root"]), ("value_object", ["PT-1 root"])],
)
def test_a_repository_serves_a_root(role, expected):
    entity = Entity(code="EN-1", role=role)
    assert found("DA-04", Port(code="PT-1", kind="repository", root="EN-1"), entity) == expected
    assert found("DA-04", Port(code="PT-1", kind="gateway", root="EN-1"), entity) == []


def test_ports_and_adapters_come_together():
    port, adapter = Port(code="PT-1"), Adapter(code="AD-1", port="PT-1")
    assert found("DA-05", port) == ["PT-1"]
    assert found("DA-05", Adapter(code="AD-1")) == ["AD-1 port"]
    assert found("DA-05", port, adapter) == []


def test_a_repository_says_how_consistent_it_has_to_be():
    said = Port(code="PT-1", kind="repository", consistency_need="strong")
    assert found("DA-08", Port(code="PT-1", kind="repository")) == ["PT-1 consistency_need"]
    assert found("DA-08", said) == []
    assert found("DA-08", Port(code="PT-1", kind="gateway")) == []


SERVICE = Service(code="SV-1", context="BC-1", layer="application")
OPERATION = Operation(code="OP-1", service="SV-1")
OUTSIDE = (
    BoundedContext(code="BC-1"),
    BoundedContext(code="BC-2", external=True),
    Service(code="SV-2", context="BC-2"),
    DataStore(code="DS-1"),
    Port(code="PT-1", context="BC-1"),
    Adapter(code="AD-1", port="PT-1", store="DS-1"),
    link("consumes", "PT-1", "BC-2"),
)


@pytest.mark.parametrize(
    ("reach", "behind"),
    [
        (link("stores", "OP-1", "DS-1"), "DS-1"),
        (link("calls", "OP-1", "BC-2"), "BC-2"),
        (link("calls", "OP-1", "SV-2"), "BC-2"),
    ],
)
def test_the_inside_reaches_out_through_a_port(reach, behind):
    facts = (SERVICE, OPERATION, *OUTSIDE, reach)
    assert found("HX-01", *facts) == [f"OP-1 {behind}"]
    assert found("HX-01", *facts, link("uses", "OP-1", "PT-1")) == []
    assert found("HX-01", *facts, link("uses", "SV-1", "PT-1")) == []


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        ("application", ["SV-1 DS-1"]),
        ("domain", ["SV-1 DS-1"]),
        ("infrastructure", []),
        ("", []),
    ],
)
def test_infrastructure_may_use_a_store(layer, expected):
    service = Service(code="SV-1", context="BC-1", layer=layer)
    assert found("HX-01", service, *OUTSIDE, link("stores", "SV-1", "DS-1")) == expected


def test_a_call_within_the_context_needs_no_port():
    assert found("HX-01", SERVICE, OPERATION, *OUTSIDE, link("calls", "OP-1", "SV-1")) == []


SHIELDED = ContextRelation(
    code="CR-1", upstream="BC-2", downstream="BC-1", downstream_roles=("ACL",)
)


def test_an_anticorruption_layer_is_a_port_with_an_adapter():
    assert found("HX-04", SHIELDED, *OUTSIDE) == []
    assert found("HX-04", SHIELDED, *OUTSIDE[:-1]) == ["CR-1 downstream_roles"]
    without_adapter = [e for e in OUTSIDE if getattr(e, "code", "") != "AD-1"]
    assert found("HX-04", SHIELDED, *without_adapter) == ["CR-1 downstream_roles"]
    assert found("HX-04", ContextRelation(code="CR-1", upstream="BC-2", downstream="BC-1")) == []


def test_layers_are_checked():
    assert found("HX-05") == [""]
    assert found("HX-05", ChecklistItem(code="QC-1", theme="lint")) == [""]
    assert found("HX-05", ChecklistItem(code="QC-1", theme="layer_check")) == []


def mapped(code, entity, store="DS-1", **more):
    return EntityMapping(code=code, entity=entity, store=store, **more)


TWO_CONTEXTS = (
    DataStore(code="DS-1"),
    Aggregate(code="AG-1", context="BC-1"),
    Aggregate(code="AG-2", context="BC-2"),
    Entity(code="EN-1", aggregate="AG-1"),
    Entity(code="EN-2", aggregate="AG-2"),
    mapped("EM-1", "EN-1", table="Orders"),
)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, ["DS-1 orders"]),
        ({"table": "carts"}, []),
        ({"table": ""}, []),
        ({"store": "DS-2"}, []),
        ({"technical": True}, []),
        ({"entity": "EN-1"}, []),
    ],
)
def test_two_contexts_share_no_table(other, expected):
    said = {"entity": "EN-2", "table": "orders", **other}
    assert found("DA-02", *TWO_CONTEXTS, mapped("EM-2", **said)) == expected


@pytest.mark.parametrize("guarantee", ["", *CONSISTENCIES])
@pytest.mark.parametrize("need", ["", *CONSISTENCIES])
def test_a_store_gives_what_a_repository_needs(need, guarantee):
    weakest_first = ["eventual", "causal", "strong", "serializable"]
    facts = (
        Port(code="PT-1", kind="repository", consistency_need=need),
        Adapter(code="AD-1", port="PT-1", store="DS-1"),
        DataStore(code="DS-1", guarantees=guarantee),
    )
    stated = need and guarantee
    weak = stated and weakest_first.index(need) > weakest_first.index(guarantee)
    assert found("DA-03", *facts) == (["PT-1 consistency_need AD-1"] if weak else [])


def test_a_kept_root_has_a_repository():
    repository = Port(code="PT-1", kind="repository", root="EN-1")
    gateway = Port(code="PT-1", kind="gateway", root="EN-1")
    assert found("DA-07", ROOT, mapped("EM-1", "EN-1")) == ["EN-1"]
    assert found("DA-07", ROOT, mapped("EM-1", "EN-1"), gateway) == ["EN-1"]
    assert found("DA-07", ROOT, mapped("EM-1", "EN-1"), repository) == []
    assert found("DA-07", ROOT) == []
    assert found("DA-07", Entity(code="EN-1", role="entity"), mapped("EM-1", "EN-1")) == []


def test_a_store_is_described():
    described = DataStore(code="DS-1", technology="PostgreSQL 17", owner_track="database")
    assert found("DA-09", DataStore(code="DS-1")) == ["DS-1 owner_track", "DS-1 technology"]
    assert found("DA-09", described) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (False, False, ["EN-1"]),
        (True, False, []),
        (False, True, []),
        (True, True, ["EN-1"]),
    ],
)
def test_one_store_has_the_last_word_on_a_root(first, second, expected):
    one = mapped("EM-1", "EN-1", authoritative=first)
    other = mapped("EM-2", "EN-1", "DS-2", authoritative=second)
    assert found("DA-10", ROOT, one, other) == expected
    assert found("DA-10", ROOT, one) == []
    assert found("DA-10", Entity(code="EN-1", role="entity"), one, other) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), ["DS-1"]),
        ((Dependency(code="DP-1", track="database"),), []),
        ((Dependency(code="DP-1", track="networking"),), ["DS-1"]),
        ((Dependency(code="DP-1", track="database"), link("applies_to", "DP-1", "DS-1")), []),
        (
            (
                Dependency(code="DP-1", track="database"),
                DataStore(code="DS-2"),
                link("applies_to", "DP-1", "DS-2"),
            ),
            ["DS-1"],
        ),
    ],
)
def test_the_database_track_is_asked_for_a_relational_store(facts, expected):
    assert found("DA-11", DataStore(code="DS-1", type="relational"), *facts) == expected
    assert found("DA-11", DataStore(code="DS-1", type="cache"), *facts) == []
