"""Catalogs without systems, with agents, in deeper folders, and as earlier versions wrote them."""

import pytest

from planning.imports.draft import Draft
from planning.imports.eventcatalog import read_eventcatalog
from planning.imports.eventcatalog.resources import what_of
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.imports.catalogs import zipped
from tests.imports.samples import applied

PORT = {
    "domains/Port/index.mdx": """\
---
id: port
domains: [{id: freight}, {id: lost}]
services: [{id: gate}]
---
""",
    "domains/Port/subdomains/Berths/index.mdx": "---\nid: berths\nagents: [{id: pilot}]\n---\n",
    "domains/Freight/index.mdx": "---\nid: freight\n---\n",
    "services/Gate/index.mdx": """\
---
id: gate
sends:
  - {id: opened, to: [{id: bus}, {id: nowhere}]}
receives:
  - {id: open, fields: [ship, berth]}
---
""",
    "domains/Port/subdomains/Berths/agents/Pilot/index.mdx": """\
---
id: pilot
model: {name: m-1}
receives: [{id: opened}]
readsFrom: [{id: charts}]
---
""",
    "containers/sea/charts/index.mdx": "---\nid: charts\ntechnology: postgres\n---\n",
    "channels/buses/bus/index.mdx": "---\nid: bus\naddress: port.bus\n---\n",
    "domains/Port/subdomains/Berths/events/Opened/index.mdx": """\
---
id: opened
channels: [{id: radio}]
schemas:
  - {file: old.json}
  - {path: new.avsc, default: true}
---
""",
    "domains/Port/subdomains/Berths/events/Opened/new.avsc": '{"type": "record"}',
    "channels/radio/index.mdx": "---\nid: radio\n---\n",
    "commands/Open/index.mdx": "---\nid: open\n---\n",
    "adrs/one/index.mdx": "---\nid: one\nsupersededBy: [{id: two}]\n---\n",
    "adrs/two/index.mdx": "---\nid: two\nsupersedes: [{id: one}]\n---\n",
}
FIRST_VERSION = {
    "domains/Tides/index.md": "---\nname: Tides\n---\n",
    "domains/Tides/services/Gauge/index.md": "---\nname: Gauge\n---\n",
    "domains/Tides/events/Risen/index.md": (
        "---\nname: Risen\nproducers: [Gauge]\nconsumers: [Siren]\n---\n"
    ),
    "domains/Tides/events/Risen/schema.json": '{"type": "object"}',
}


def links(draft: Draft) -> set[tuple[str, str, str]]:
    return {(link.type, link.source, link.target) for link in draft.links}


def values(draft: Draft, key: str) -> dict[str, object]:
    (found,) = [element for element in draft.elements if element.key == key]
    return {name: said for name, said in found.values.items() if said}


@pytest.fixture(scope="module")
def port() -> Draft:
    return read_eventcatalog("port.zip", zipped(PORT))


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("channels/buses/a/index.mdx", "channel"),
        ("containers/eu/west/a/index.mdx", "container"),
        ("docs/guides/start/index.mdx", "doc"),
        ("agents/a/index.mdx", "agent"),
        ("events/a/examples/index.mdx", "other file"),
    ],
)
def test_what_lies_in_further_folders_is_what_they_are_in(path: str, what: str) -> None:
    assert what_of(path) == what


def test_what_no_system_has_keeps_the_name_of_its_domain(port: Draft) -> None:
    assert values(port, "service:gate")["notes"] == (
        "- Domain: port\n- Uses of what it receives: open: ship, berth"
    )
    assert values(port, "event:opened")["notes"] == "- Domain: berths"
    assert "notes" not in values(port, "command:open")


def test_an_agent_is_a_service(port: Draft) -> None:
    assert values(port, "agent:pilot") == {
        "name": "pilot",
        "notes": "- Sort: agent\n- Domain: berths\n- Model: name m-1",
    }
    assert ("subscribes", "agent:pilot", "event:opened") in links(port)
    assert ("stores", "agent:pilot", "container:charts") in links(port)


def test_a_domain_says_which_one_it_is_part_of(port: Draft) -> None:
    assert values(port, "domain:berths")["notes"] == "- Part of the domain: port"
    assert values(port, "domain:freight")["notes"] == "- Part of the domain: port"


def test_a_message_has_the_channels_that_it_names_itself(port: Draft) -> None:
    assert values(port, "event:opened")["topic"] == "radio, port.bus"


def test_the_default_of_several_schemas_is_read(port: Draft) -> None:
    assert values(port, "schema:event:opened")["format"] == "avro"


def test_decisions_supersede_each_other_once(port: Draft) -> None:
    assert [link for link in links(port) if link[0] == "supersedes"] == [
        ("supersedes", "adr:two", "adr:one")
    ]


def test_what_is_pointed_at_and_missing_is_told(port: Draft) -> None:
    told = [d.message.partition(": ")[2] for d in port.diagnostics if d.level == "warning"]
    assert told == ["domains: there is no lost", "sends: there is no channel nowhere"]


def test_the_first_version_says_on_the_message_who_sends_and_receives() -> None:
    draft = read_eventcatalog("tides.zip", zipped(FIRST_VERSION))
    assert links(draft) == {("publishes", "service:gauge", "event:risen")}
    assert values(draft, "event:risen")["schema"] == "schema:event:risen"
    assert any("consumers: there is no Siren" in d.message for d in draft.diagnostics)


@pytest.mark.parametrize("files", [PORT, FIRST_VERSION])
def test_either_again_changes_nothing(files: dict[str, str]) -> None:
    draft = read_eventcatalog("c.zip", zipped(files))
    assert all(tally.adds_up for tally in draft.tallies)
    assert compare(applied(plan(), compare(plan(), draft)), draft).is_empty
