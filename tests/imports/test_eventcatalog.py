"""EventCatalog: the files of a zipped catalog, and what they say of each other."""

from typing import Any

import pytest

from planning.imports.draft import Draft
from planning.imports.eventcatalog import read_eventcatalog
from planning.imports.eventcatalog.resources import what_of
from planning.imports.eventcatalog.systems import duration
from tests.imports.catalogs import EVENTCATALOG, EVENTCATALOG_ZIP, zipped


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_eventcatalog("c.zip", EVENTCATALOG_ZIP)


def values(draft: Draft, key: str) -> dict[str, Any]:
    (found,) = (element for element in draft.elements if element.key == key)
    return {name: value for name, value in found.values.items() if value}


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("domains/A/index.mdx", "domain"),
        ("domains/A/subdomains/B/index.md", "domain"),
        ("domains/A/systems/B/services/C/index.mdx", "service"),
        ("services/C/events/D/versioned/0.1/index.mdx", "versioned"),
        ("services/C/versioned/1/events/D/index.mdx", "versioned"),
        ("domains/A/ubiquitous-language.mdx", "language"),
        ("teams/a.mdx", "team"),
        ("docs/domains/a.mdx", "doc"),
        ("domains/A/changelog.mdx", "other file"),
        ("domains/A/notes.txt", "other file"),
        ("index.mdx", "other file"),
    ],
)
def test_a_file_is_what_its_folders_say(path, what):
    assert what_of(path) == what


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "team:crew",
            {"name": "Crew", "contact": "https://chat.example/crew", "notes": "Sails"},
        ),
        (
            "domain:harbour",
            {
                "name": "Harbour",
                "vision": "Ships come in",
                "classification": "core",
                "notes": "- Owners: crew\n- Badges: Core domain, Busy\n- Version: 1.0.0\n"
                "- Risk: level high, since 2024-01-01",
            },
        ),
        (
            "system:booking",
            {
                "name": "Booking",
                "purpose": "Sells crossings",
                "owner": "team:crew",
                "notes": "- Owners: bob",
            },
        ),
        ("system:tide-office", {"name": "Tide Office", "external": True}),
        (
            "relation:system:booking:system:tide-office",
            {
                "name": "Booking and Tide Office",
                "upstream": "system:booking",
                "downstream": "system:tide-office",
                "notes": "Booking asks Tide Office.\nTide Office informs Booking.\n"
                "The catalog does not say which of the two is upstream.",
            },
        ),
        (
            "service:desk",
            {
                "name": "Desk",
                "context": "system:booking",
                "responsibilities": "Takes bookings",
                "owner": "team:crew",
                "notes": "- Triggers: book leads to booked (when there is room)\n- Version: 1.2.0",
            },
        ),
        (
            "event:booked",
            {
                "name": "Booked",
                "kind": "domain_event",
                "context": "system:booking",
                "message_version": "1.0.0",
                "delivery": "at_least_once",
                "topic": "harbour.bookings",
                "schema": "schema:event:booked",
                "notes": "A crossing was sold",
            },
        ),
        (
            "schema:event:booked",
            {
                "name": "Booked",
                "context": "system:booking",
                "schema_version": "1.0.0",
                "format": "json_schema",
                "body": '{"type": "object"}',
            },
        ),
        (
            "command:book",
            {
                "name": "Book",
                "kind": "command",
                "context": "system:booking",
                "notes": "- Operation: method POST, path /bookings",
            },
        ),
        (
            "container:ledger",
            {
                "name": "Ledger",
                "context": "system:booking",
                "technology": "postgres@16",
                "type": "relational",
                "residency": ["eu-west-1"],
                "retention": "P7Y",
                "access": "readWrite",
                "notes": "Who paid\n- Authoritative: yes\n- Classification: confidential",
            },
        ),
        (
            "constraint:ledger",
            {
                "name": "Data of Ledger",
                "statement": "The data of Ledger is classified as confidential, is kept: 7y, "
                "stays in eu-west-1.",
                "retention": "P7Y",
                "residency": ["eu-west-1"],
            },
        ),
        ("aggregate:crossing", {"name": "Crossing", "purpose": "A trip"}),
        (
            "entity:crossing",
            {
                "name": "Crossing",
                "aggregate": "aggregate:crossing",
                "role": "root",
                "identity": "crossingId",
                "notes": "- Domain: Harbour",
            },
        ),
        (
            "entity:seat",
            {
                "name": "Seat",
                "role": "entity",
                "identity": "seatId",
                "notes": "A place on board\n- Domain: Harbour",
            },
        ),
        (
            "attribute:crossing:crossingId",
            {
                "name": "crossingId",
                "entity": "entity:crossing",
                "type": "UUID",
                "key": True,
                "required": True,
                "notes": "Number.",
            },
        ),
        (
            "attribute:crossing:stops",
            {
                "name": "stops",
                "entity": "entity:crossing",
                "type": "array of object",
                "collection": True,
                "notes": "- Holds: port string",
            },
        ),
        (
            "attribute:seat:crossing",
            {
                "name": "crossing",
                "entity": "entity:seat",
                "type": "UUID",
                "refers_to": "entity:crossing",
                "by_identity": True,
                "notes": "- Refers: belongsTo crossing",
            },
        ),
        (
            "term:harbour:berth",
            {
                "name": "Berth",
                "definition": "A place to lie",
                "notes": "Longer.\n\nOf the domain Harbour.",
            },
        ),
        (
            "adr:adr-1",
            {
                "name": "Use a ledger",
                "decision": "One ledger for all",
                "status": "accepted",
                "decided_on": "2026-02-10",
                "deciders": "crew",
            },
        ),
    ],
)
def test_each_resource_says_what_its_front_matter_says(draft, key, said):
    assert values(draft, key) == said


def test_relations_become_links_once(draft):
    assert [(link.type, link.source, link.target) for link in draft.links] == [
        ("implements", "system:booking", "domain:harbour"),
        ("implements", "system:tide-office", "domain:harbour"),
        ("stores", "service:desk", "container:ledger"),
        ("applies_to", "constraint:ledger", "container:ledger"),
        ("applies_to", "adr:adr-1", "container:ledger"),
        ("publishes", "service:desk", "event:booked"),
        ("accepts", "service:desk", "command:book"),
        ("accepts", "service:desk", "query:price"),
    ]


@pytest.mark.parametrize(
    "message",
    [
        "Harbour/index.mdx: systems: there is no ghost (left out)",
        "booking/index.mdx: relationships: there is no other system nowhere (left out)",
        "Desk/index.mdx: receives: there is no storm (left out)",
        "Book/index.mdx: no schema ../../../../../../../../../../etc/passwd in the archive that "
        "can be read (left out)",
        "seat/index.mdx: guest: there is no entity passenger (kept in the notes)",
        "crossing/index.mdx: a property without a name of its own crossingId (left out)",
        "seat/index.mdx: the catalog does not say of which aggregate it is (left blank)",
        "users/alice.mdx: user Alice (skipped: a plan holds no people)",
        "crew.mdx: members and address (left out: people)",
        "plain/index.mdx: no front matter between two lines of --- (left out)",
        "1 .sql file beside the catalog's own (skipped: SQL is read by itself)",
        "1 file of an earlier version (skipped: a plan has one of each)",
        "Harbour/index.mdx: receives of a domain (skipped: its services say the same)",
    ],
)
def test_what_is_missing_or_skipped_is_said(draft, message):
    assert any(str(found).endswith(message) for found in draft.diagnostics)


def test_a_broken_file_costs_itself_only(draft):
    assert any("broken/index.mdx:3:1: no YAML" in str(d) for d in draft.diagnostics)
    counts = {tally.what: (tally.found, tally.read, tally.failed) for tally in draft.tallies}
    assert counts["entity"] == (4, 2, 2)


def test_every_file_is_accounted_for(draft):
    assert all(tally.adds_up for tally in draft.tallies)
    parts = ("relation", "term", "property")
    files = sum(tally.found for tally in draft.tallies if tally.what not in parts)
    assert files == len(EVENTCATALOG)


def test_addresses_of_people_are_not_taken(draft):
    assert "crew@example.org" not in str(draft.elements)
    assert "alice" not in str(draft.elements)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("7y", "P7Y"), ("90 days", "P90D"), ("6 months", "P6M"), ("Indefinite", "indefinite")]
    + [("transient", ""), ("", ""), ("7y?", "")],
)
def test_a_retention_in_words_is_a_duration(said, meant):
    assert duration(said) == meant


def test_the_only_system_of_a_domain_has_its_language_and_aggregates():
    files = {path: text for path, text in EVENTCATALOG.items() if "tide-office/" not in path}
    found = read_eventcatalog("c.zip", zipped(files))
    assert values(found, "term:harbour:fare")["context"] == "system:booking"
    assert values(found, "aggregate:crossing")["context"] == "system:booking"


def test_the_second_of_two_with_one_id_is_left_out():
    twice = {"domains/A/index.mdx": "---\nid: a\n---\n", "domains/B/index.mdx": "---\nid: A\n---\n"}
    found = read_eventcatalog("c.zip", zipped(twice))
    assert len(found.of("Subdomain")) == 1
    assert "domains/B/index.mdx: A is in domains/A/index.mdx already" in str(found.diagnostics[0])
