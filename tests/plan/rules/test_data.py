"""Rules on ports, adapters, stores, mappings and repositories."""

import pytest

from planning.plan.choices import LAYERS
from planning.plan.elements import Adapter, DataStore, Entity, EntityMapping, Port
from tests.plan.rules.finding import found


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
