"""A plan as Backstage's catalog, and back again."""

import pytest
import yaml
from hypothesis import given

from planning.exports.backstage import catalog_info
from planning.imports.backstage import read_backstage
from planning.imports.preview import compare
from planning.plan.elements import BoundedContext, DataStore, Interface, Service, Subdomain, Team
from planning.plan.links import Link
from planning.plan.value import plan
from tests.drawn import random_plans
from tests.imports.catalogs import BACKSTAGE
from tests.imports.samples import applied
from tests.plan.sound import SOUND
from tests.plan.strategies import plans


def documents(plan_):
    return list(yaml.safe_load_all(catalog_info(plan_)))


def values(plan_):
    """Every element without where it came from, and the links."""
    elements = [{**vars(e), "origin": "", "version": 1} for e in plan_.elements]
    return elements, [link.key for link in plan_.links]


def test_each_element_is_an_entity_of_its_kind():
    elements = [
        Team(code="TM-1", name="Crew", contact="https://chat.example"),
        Subdomain(code="SD-1", name="Harbour", vision="Ships"),
        BoundedContext(code="BC-1", name="Booking", purpose="Sells", owner="TM-1", external=True),
        Service(code="SV-1", name="Desk", context="BC-1"),
        DataStore(code="DS-1", name="Ledger", context="BC-1", technology="PostgreSQL 16"),
        Interface(code="IF-1", name="Tides", protocol="HTTPS", payload_schema="tides.json"),
    ]
    links = [
        Link(type="implements", source="BC-1", target="SD-1"),
        Link(type="stores", source="SV-1", target="DS-1"),
        Link(type="calls", source="SV-1", target="IF-1"),
    ]
    team, domain, system, component, api, resource = documents(plan(elements, links))
    assert team["metadata"]["links"] == [{"url": "https://chat.example"}]
    assert domain["spec"] == {"owner": "Crew"}
    assert system["spec"] == {"owner": "Crew", "domain": "Harbour"}
    assert system["metadata"]["annotations"] == {
        "groundplan/code": "BC-1",
        "groundplan/external": "yes",
    }
    assert component["spec"] == {
        "type": "service",
        "lifecycle": "not-said-yet",
        "owner": "not-said-yet",
        "system": "Booking",
        "dependsOn": ["resource:Ledger"],
        "consumesApis": ["IF-1"],
    }
    assert api["spec"]["definition"] == {"$text": "tides.json"}
    assert resource["spec"]["type"] == "PostgreSQL 16"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Order desk", "Order-desk"),
        ("Größe & Maß", "Groe-Ma"),
        ("注文", "BC-1"),
        ("", "BC-1"),
        ("x" * 100, "x" * 63),
        ("--a..b--", "a-b"),
    ],
)
def test_a_name_is_one_that_backstage_allows(name, written):
    (system,) = documents(plan([BoundedContext(code="BC-1", name=name)]))
    assert system["metadata"]["name"] == written
    assert system["metadata"].get("title", "") == name


def test_two_of_one_name_are_told_apart():
    contexts = [BoundedContext(code=f"BC-{n}", name="Delivery") for n in (1, 2)]
    names = [document["metadata"]["name"] for document in documents(plan(contexts))]
    assert names == ["Delivery", "Delivery-2"]


def test_a_sound_plan_comes_back_unchanged():
    preview = compare(SOUND, read_backstage("catalog-info.yaml", catalog_info(SOUND)))
    assert preview.is_empty
    assert preview.skipped == ()
    assert len(preview.same) == 11


@random_plans(15)
@given(plan_=plans())
def test_what_is_written_and_read_again_changes_no_plan(plan_):
    draft = read_backstage("catalog-info.yaml", catalog_info(plan_))
    preview = compare(plan_, draft)
    assert (preview.additions, preview.changes, preview.links) == ((), (), ())
    assert preview.diagnostics == ()


def imported(text):
    return applied(plan(), compare(plan(), read_backstage("catalog-info.yaml", text)))


def test_reading_writing_and_reading_is_a_fixed_point():
    once = imported(BACKSTAGE)
    again = imported(catalog_info(once))
    assert values(again) == values(once)
    assert catalog_info(again) == catalog_info(once)


def test_real_catalogs_are_a_fixed_point(corpus):
    texts = [path.read_text() for path in sorted((corpus / "backstage").glob("*.yaml"))]
    once = imported("\n---\n".join(texts))
    assert values(imported(catalog_info(once))) == values(once)


def test_a_plan_without_any_of_it_is_an_empty_catalog():
    assert documents(plan()) == []
