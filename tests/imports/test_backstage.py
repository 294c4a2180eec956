"""Backstage: the entities of a catalog, and how they refer to each other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.backstage import (
    inline_definitions,
    looks_like_backstage,
    read_backstage,
)
from planning.imports.backstage_refs import Ref, ref
from planning.imports.draft import Draft, Unreadable
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.value import plan
from tests.drawn import fuzzed
from tests.imports.catalogs import BACKSTAGE
from tests.imports.mangled import mangled, take
from tests.imports.samples import applied
from tests.imports.test_marked_yaml import BOMB

FILES = (
    "backstage__apis__wayback-search-api",
    "backstage__components__artist-lookup-component",
    "backstage__components__petstore-component",
    "backstage__components__wayback-search-component",
    "backstage__domains__artists-domain",
    "backstage__resources__artists-db-resource",
    "backstage__systems__artist-engagement-portal-system",
    "create-app__entities",
    "create-app__org",
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_backstage("c.yaml", BACKSTAGE)


def values(draft: Draft, key: str) -> dict[str, Any]:
    (found,) = (element for element in draft.elements if element.key == key)
    return {name: value for name, value in found.values.items() if value}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a", Ref("api", "default", "a")),
        ("Component:a", Ref("component", "default", "a")),
        ("ns/a", Ref("api", "ns", "a")),
        ("component:ns/a", Ref("component", "ns", "a")),
        ("/a", Ref("api", "default", "a")),
        ("", Ref("api", "default", "")),
    ],
)
def test_a_reference_may_leave_out_kind_and_namespace(said, meant):
    assert ref(said, "api") == meant


def test_references_are_told_apart_without_case():
    assert ref("Component:NS/Desk", "api").key == ref("component:ns/desk", "api").key


@pytest.mark.parametrize(
    ("key", "kind", "said"),
    [
        (
            "domain:default/harbour",
            "Subdomain",
            {"name": "Harbour", "vision": "Ships come in", "notes": "- Owner: crew"},
        ),
        (
            "system:default/booking",
            "BoundedContext",
            {
                "name": "booking",
                "purpose": "Sells crossings",
                "owner": "group:default/crew",
                "notes": "- Tags: ferry\n- Annotations: example.org/level: 2",
            },
        ),
        (
            "component:default/clerk",
            "Service",
            {
                "name": "clerk",
                "owner": "group:default/crew",
                "context": "system:default/booking",
                "notes": "- Type: worker\n- Lifecycle: production",
            },
        ),
        (
            "api:default/tides",
            "Interface",
            {
                "name": "tides",
                "protocol": "grpc",
                "payload_schema": "file:///etc/passwd",
                "direction": "consumes",
                "notes": "- Lifecycle: production\n- Owner: crew",
            },
        ),
        (
            "resource:default/ledger",
            "DataStore",
            {
                "name": "ledger",
                "technology": "postgres-database",
                "type": "relational",
                "context": "system:default/booking",
                "notes": "Who paid\n\n- Owner: crew",
            },
        ),
        (
            "group:default/crew",
            "Team",
            {
                "name": "crew",
                "contact": "https://chat.example/crew",
                "notes": "- Links: https://chat.example/crew\n- Type: team",
            },
        ),
    ],
)
def test_each_kind_becomes_one_of_a_plan(draft, key, kind, said):
    (element,) = (e for e in draft.elements if e.key == key)
    assert element.kind == kind
    assert values(draft, key) == said


def test_relations_become_links(draft):
    assert {(link.type, link.source, link.target) for link in draft.links} == {
        ("implements", "system:default/booking", "domain:default/harbour"),
        ("stores", "component:default/desk", "resource:default/ledger"),
        ("calls", "component:default/desk", "component:default/clerk"),
        ("calls", "component:default/desk", "api:default/tides"),
        (
            "serves",
            "endpoint:component:default/desk:api:default/fares:",
            "api:default/fares",
        ),
    }


def test_who_provides_an_api_has_an_endpoint_that_serves_it(draft):
    assert values(draft, "endpoint:component:default/desk:api:default/fares:") == {
        "name": "fares",
        "service": "component:default/desk",
        "protocol": "openapi",
        "direction": "serves",
    }


def test_an_inline_definition_is_a_schema_and_can_be_read_on(draft):
    schema = values(draft, "definition:api:default/fares")
    assert schema["body"].startswith("openapi: 3.0.0\n")
    assert values(draft, "api:default/fares")["payload_schema"] == schema["name"] == "fares"
    assert inline_definitions("c.yaml", BACKSTAGE) == [("fares", "openapi", schema["body"])]


def test_an_api_keeps_its_name_as_its_code(draft):
    assert {e.code for e in draft.of("Interface")} == {"fares", "tides"}


def test_what_is_not_in_the_file_stays_in_the_notes(draft):
    notes = values(draft, "component:default/desk")["notes"]
    assert "- Depends on: resource:ghost" in notes
    assert "- Consumes apis: api:elsewhere" in notes
    assert "- Owner: user:alice" in notes
    said = [str(d) for d in draft.diagnostics]
    assert (
        "c.yaml:25: component:desk, depends on: resource:ghost is not in this file "
        "(kept in the notes)"
    ) in said


@pytest.mark.parametrize(
    "message",
    [
        "User alice (skipped: a plan holds no people)",
        "Location more (skipped: other files are not opened)",
        "Template new-service (skipped: a template makes entities, it is none)",
        "Component ${{ values.name }} (skipped: a template with placeholders)",
        "group:crew: profile (left out: people, or too deep for notes)",
    ],
)
def test_what_is_skipped_is_said(draft, message):
    assert any(str(d).endswith(message) for d in draft.diagnostics)


def test_addresses_of_people_are_not_taken(draft):
    assert "crew@example.org" not in str(draft.elements)


def test_every_entity_is_accounted_for(draft):
    assert all(tally.adds_up for tally in draft.tallies)
    counts = {tally.what: (tally.found, tally.read, tally.skipped) for tally in draft.tallies}
    assert counts["Component"] == (3, 2, 1)
    assert counts.pop("inline definition") == (1, 1, 0)
    assert sum(found for found, _, _ in counts.values()) == BACKSTAGE.count("apiVersion:")


LISTED = """\
[
  {"apiVersion": "backstage.io/v1alpha1", "kind": "Component",
   "metadata": {"name": "desk", "uid": "1-2", "etag": "3"},
   "spec": {"type": "service", "owner": "alice@example.org", "parts": [{"a": "b"}, {"c": "d"}]},
   "relations": [{"type": "ownedBy", "targetRef": "group:default/crew"}], "spce": {}},
  {"apiVersion": "backstage.io/v1alpha1", "kind": "Resource", "metadata": {"name": "ledger"},
   "spec": {"type": "cache", "owner": "bob@example.org", "dependencyOf": ["component:desk", "gone"]}}
]
"""


@pytest.mark.parametrize(
    "content", [LISTED, f'{{"items": {LISTED}}}', f'{{"kind": "List", "items": {LISTED}}}']
)
def test_a_list_of_entities_is_read_as_so_many_documents(content):
    found = read_backstage("c.json", content)
    assert read("c.json", content).format == "backstage"
    assert [element.key for element in found.elements] == [
        "component:default/desk",
        "resource:default/ledger",
    ]
    assert all(tally.adds_up and not tally.failed for tally in found.tallies)


def test_what_others_depend_on_may_say_so_itself():
    found = read_backstage("c.json", LISTED)
    (stores,) = found.links
    assert (stores.type, stores.source, stores.target) == (
        "stores",
        "component:default/desk",
        "resource:default/ledger",
    )
    assert found.elements[1].values["notes"] == "- Dependency of: component:gone"


def test_an_owner_that_is_an_address_is_left_out():
    found = read_backstage("c.json", LISTED)
    assert "@" not in str(found.elements)
    assert found.of("Team") == ()
    told = [d.message for d in found.diagnostics if d.message.endswith(": owner")]
    assert told == ["component:desk: owner", "resource:ledger: owner"]


def test_what_the_catalog_adds_to_its_copy_is_passed_over():
    found = read_backstage("c.json", LISTED)
    assert found.elements[0].values["notes"] == "- Type: service\n- Parts: a: b; c: d"
    assert any("“spce” in Component is not understood" in d.message for d in found.diagnostics)


def test_the_second_of_two_with_one_name_is_left_out():
    entity = "---\nkind: Domain\nmetadata: {name: a}\nspec: {owner: b}\n"
    found = read_backstage("c.yaml", entity + entity.replace("name: a", "name: A"))
    assert len(found.of("Subdomain")) == 1
    assert "c.yaml:6: domain:A stands in line 2 already" in str(found.diagnostics[0])


def test_a_broken_document_costs_itself_only():
    found = read_backstage("c.yaml", BACKSTAGE + "---\nkind: [\n---\n" + BACKSTAGE.split("---")[0])
    (broken,) = (d for d in found.diagnostics if "no YAML" in d.message)
    assert (broken.level, broken.line) == ("error", BACKSTAGE.count("\n") + 1)
    assert len(found.of("Service")) == 2


@pytest.mark.parametrize("content", [BOMB, "a: [", "- " * 5_000 + "a"])
def test_what_is_no_yaml_or_a_bomb_is_refused(content):
    with pytest.raises(Unreadable, match=r"c\.yaml"):
        read_backstage("c.yaml", content)


def test_the_same_catalog_again_changes_nothing(draft):
    again = compare(applied(plan(), compare(plan(), draft)), draft)
    assert again.is_empty


def test_it_is_known_by_its_content():
    assert looks_like_backstage(BACKSTAGE)
    assert not looks_like_backstage("apiVersion: apps/v1\nkind: Deployment\n")
    assert not looks_like_backstage("# About apiVersion: backstage.io/v1alpha1\n")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("backstage__apis__wayback-search-api", {"Interface": 1}),
        ("backstage__components__artist-lookup-component", {"Service": 1, "Team": 1}),
        ("backstage__domains__artists-domain", {"Subdomain": 1}),
        ("backstage__resources__artists-db-resource", {"DataStore": 1}),
        ("backstage__systems__artist-engagement-portal-system", {"BoundedContext": 1, "Team": 1}),
        (
            "create-app__entities",
            {"BoundedContext": 1, "Service": 1, "Interface": 1, "Endpoint": 1, "Schema": 1},
        ),
        ("create-app__org", {"Team": 1}),
    ],
)
def test_real_catalogs_are_read(corpus, name, kinds):
    found = read_backstage(name, (corpus / f"backstage/{name}.yaml").read_bytes())
    assert {kind: len(found.of(kind)) for kind in kinds} == kinds
    assert all(tally.adds_up and not tally.failed for tally in found.tallies)


def test_a_catalog_of_all_files_ties_them_together(corpus):
    texts = [(corpus / f"backstage/{name}.yaml").read_text() for name in FILES]
    found = read_backstage("all.yaml", "\n---\n".join(texts))
    assert [len(found.of(kind)) for kind in ("Service", "BoundedContext", "Interface")] == [
        4,
        2,
        2,
    ]
    assert ("stores", "component:default/artist-lookup") in {
        (link.type, link.source) for link in found.links
    }
    assert compare(applied(plan(), compare(plan(), found)), found).is_empty


PIECES = [b"kind: ", b"metadata:\n", b"spec: ", b"owner: ", b"default/", b"groundplan/code: BC-1\n"]


@fuzzed
@given(content=mangled([BACKSTAGE.encode(), BOMB.encode()], PIECES))
def test_a_mangled_catalog_is_read_or_refused(content):
    take(read_backstage, content)


@fuzzed
@given(data=st.data())
def test_a_mangled_real_catalog_is_read_or_refused(corpus, data):
    samples = [(corpus / f"backstage/{name}.yaml").read_bytes() for name in FILES]
    take(read_backstage, data.draw(mangled(samples, PIECES)))
