"""Specifications that stand in a Backstage catalog: read by their own readers, tied to their API."""

import pytest

from planning.imports.draft import Draft
from planning.imports.options import How
from planning.imports.preview import compare
from planning.imports.recognise import read, unpacked
from planning.imports.sequence import in_order
from planning.plan.elements import Endpoint, Interface, Service, Team
from planning.plan.value import Plan, plan
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent
from planning.web.reading import bring_in, drafts, outlook
from tests.factory import make_actor, make_plan
from tests.imports.catalogs import zipped
from tests.imports.samples import applied

OPENAPI = """\
openapi: 3.0.0
info: {title: Fare service, version: 1.0.0}
paths:
  /fares: {get: {responses: {'200': {description: All fares}}}}
  /fares/{id}: {get: {responses: {'200': {description: One fare}}}}
"""
ASYNCAPI = """\
asyncapi: 3.0.0
info: {title: Tides, version: 1.0.0}
channels: {tides: {address: tides, messages: {Tide: {payload: {type: object}}}}}
operations: {sendTide: {action: send, channel: {$ref: '#/channels/tides'}}}
"""
FILE = "catalog-info.yaml"


def api(name: str, type_: str, definition: str, more: str = "") -> str:
    body = definition.replace("\n", "\n    ")
    metadata = f"metadata: {{name: {name}{more}}}"
    spec = f"spec:\n  type: {type_}\n  lifecycle: production\n  owner: crew\n  definition: |\n    {body}"
    return f"apiVersion: backstage.io/v1alpha1\nkind: API\n{metadata}\n{spec}\n"


CATALOG = "---\n".join(
    (
        api("fares", "openapi", OPENAPI),
        api("tides", "asyncapi", ASYNCAPI, ", namespace: sea"),
        api("quays", "grpc", "service Quays {}"),
    )
)


def all_of(text: str, file: str = FILE) -> list[Draft]:
    return in_order([read(name, data) for name, data in unpacked(file, text.encode())])


def brought(held: Plan, text: str) -> Plan:
    for draft in all_of(text):
        held = applied(held, compare(held, draft))
    return held


def test_each_specification_is_a_file_of_its_own_format() -> None:
    assert [(draft.file, draft.format) for draft in all_of(CATALOG)] == [
        (FILE, "backstage"),
        (f"{FILE}#api:fares", "openapi"),
        (f"{FILE}#api:sea/tides", "asyncapi"),
    ]


def test_its_endpoints_serve_the_interface_that_it_defines() -> None:
    held = brought(plan(), CATALOG)
    served = {
        (endpoint.name or endpoint.path, held.by_code[code].name)
        for endpoint in held.of(Endpoint)
        for code in held.targets(endpoint.code, "serves")
    }
    assert {interface for _, interface in served} == {"fares", "tides"}
    assert len(served) == 3
    assert {service.name for service in held.of(Service)} == {"Fare service", "Tides"}
    assert {interface.code for interface in held.of(Interface)} >= {"fares", "quays"}


def test_the_same_catalog_again_changes_nothing() -> None:
    held = brought(plan(), CATALOG)
    found = [compare(held, draft) for draft in all_of(CATALOG)]
    assert all(preview.is_empty for preview in found)
    assert [preview.contested for preview in found] == [()] * 3


def test_what_it_says_is_counted_as_in_a_file_of_its_own() -> None:
    tallies = {draft.file: {t.what: t.read for t in draft.tallies} for draft in all_of(CATALOG)}
    assert tallies[FILE]["inline definition"] == 3
    assert tallies[f"{FILE}#api:fares"] == {
        t.what: t.read for t in read("fares.yaml", OPENAPI).tallies
    }


def test_what_only_begins_as_a_specification_is_reported_and_refuses_nothing() -> None:
    text = api("fares", "openapi", "openapi: 3.0.0\ninfo: [\npaths: {}\n")
    catalog, broken = all_of(text)
    assert catalog.of("Interface")
    assert [d.level for d in broken.diagnostics] == ["error"]
    assert [(t.what, t.failed) for t in broken.tallies] == [("definition", 1)]


@pytest.mark.parametrize(
    ("type_", "definition"),
    [("openapi", "see the wiki"), ("grpc", OPENAPI), ("openapi", ASYNCAPI)],
)
def test_what_is_no_specification_of_its_type_stays_a_schema(type_: str, definition: str) -> None:
    (draft,) = all_of(api("fares", type_, definition))
    assert draft.of("Schema")


def test_a_catalog_within_an_archive_is_looked_through_too() -> None:
    names = [name for name, _ in unpacked("all.zip", zipped({"a/c.yaml": CATALOG}))]
    assert len(names) == 3
    assert names[1].endswith("c.yaml#api:fares")


def test_a_missing_interface_is_told_once_however_many_endpoints_serve_it() -> None:
    _, fares, _ = all_of(CATALOG)
    said = [d.message for d in compare(plan(), fares).diagnostics if "no fares" in d.message]
    assert len(said) == 1
    assert said[0].endswith("so it is with 1 more links")


@pytest.mark.django_db
def test_a_catalog_is_brought_in_whole_and_twice_changes_nothing() -> None:
    row, actor = make_plan(), make_actor()
    for _ in range(2):
        access = Access(row, actor)
        found, failed = drafts([Sent(FILE, CATALOG.encode())], otherwise=How(format="backstage"))
        assert failed == []
        shown = outlook(access, found).previews
        keys = [f"{n}:{a.key}" for n, p in enumerate(shown) for a in p.additions]
        bring_in(access, found, keys, load(row.pk).revision)
    assert keys == []
    held = load(row.pk)
    assert held.revision == 1
    assert all(held.targets(endpoint.code, "serves") for endpoint in held.of(Endpoint))


# Owners


def group(name: str, title: str = "", contact: str = "") -> str:
    links = f", links: [{{url: '{contact}'}}]" if contact else ""
    named = f"name: {name}, title: {title}" if title else f"name: {name}"
    return f"apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{{named}{links}}}\nspec: {{}}\n"


def system(name: str, owner: str) -> str:
    return (
        "apiVersion: backstage.io/v1alpha1\nkind: System\n"
        f"metadata: {{name: {name}}}\nspec: {{owner: {owner}}}\n"
    )


def test_an_owner_of_several_files_is_one_team() -> None:
    held = plan()
    for file, text in [("a.yaml", system("a", "crew")), ("b.yaml", system("b", "crew"))]:
        held = applied(held, compare(held, read(file, text)))
    assert [team.name for team in held.of(Team)] == ["crew"]
    assert {element.name for element, _ in held.referrers("TM-1")} == {"a", "b"}


def test_what_a_person_wrote_of_a_team_stands_and_what_is_blank_is_filled() -> None:
    written = plan([Team(code="TM-1", name="Crew", contact="https://chat.example/here")])
    preview = compare(written, read("a.yaml", group("crew", contact="https://chat.example/there")))
    assert preview.additions == ()
    assert [field.name for change in preview.changes for field in change.fields] == ["notes"]
    assert [(c.code, c.fields[0].name, c.disputed) for c in preview.contested] == [
        ("TM-1", "contact", False)
    ]
    blank = plan([Team(code="TM-1", name="Crew")])
    (change,) = compare(blank, read("a.yaml", group("crew", contact="https://x.example"))).changes
    assert [field.name for field in change.fields] == ["contact", "notes"]


def test_two_groups_of_one_name_in_one_file_stay_two() -> None:
    other = group("crew").replace("name: crew", "name: crew, namespace: north")
    held = applied(plan(), compare(plan(), read("a.yaml", f"{group('crew')}---\n{other}")))
    assert [team.name for team in held.of(Team)] == ["crew", "crew"]


COMPONENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {{name: {}, description: Sells tickets}}
spec: {{type: service, lifecycle: production, owner: crew, providesApis: [fares]}}
"""
PROVIDED = "---\n".join((COMPONENT.format("tickets"), api("fares", "openapi", OPENAPI)))


def test_a_specification_is_about_the_component_that_provides_its_api() -> None:
    held = brought(plan(), PROVIDED)
    (service,) = held.of(Service)
    assert (service.name, service.responsibilities) == ("tickets", "Sells tickets")
    paths = {endpoint.path for endpoint in held.children(service.code, Endpoint)}
    assert paths >= {"/fares", "/fares/{id}"}


def test_its_catalog_again_changes_nothing() -> None:
    held = brought(plan(), PROVIDED)
    assert all(compare(held, draft).is_empty for draft in all_of(PROVIDED))


def test_an_api_that_two_components_provide_has_a_service_of_its_own() -> None:
    held = brought(plan(), "---\n".join((COMPONENT.format("kiosk"), PROVIDED)))
    assert {each.name for each in held.of(Service)} == {"kiosk", "tickets", "Fare service"}


def test_services_of_tags_stay_beside_the_component() -> None:
    tagged = OPENAPI.replace("{get: {", "{get: {tags: [Fares], ")
    catalog = "---\n".join((COMPONENT.format("tickets"), api("fares", "openapi", tagged)))
    held = plan()
    for name, data in unpacked(FILE, catalog.encode()):
        held = applied(
            held, compare(held, read(name, data, How(options={"service_per_tag": "yes"})))
        )
    assert {each.name for each in held.of(Service)} == {"tickets", "Fares"}
