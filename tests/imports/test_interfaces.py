"""The interface catalog of the architecture track."""

import pytest

from planning.imports.draft import Tally, Unreadable
from planning.imports.interfaces import read_interfaces
from tests.imports.samples import INTERFACES


def test_a_catalog_gives_interfaces_under_their_own_ids() -> None:
    draft = read_interfaces("interfaces_catalog.csv", INTERFACES)
    assert [(e.code, dict(e.values)) for e in draft.elements] == [
        (
            "IF-FARE",
            {
                "protocol": "HTTP",
                "payload_schema": "schemas/fare.json",
                "direction": "provides",
                "for_backend": "yes",
            },
        ),
        (
            "IF-TIDE",
            {
                "protocol": "MQTT",
                "payload_schema": "schemas/tide.json",
                "direction": "consumes",
                "for_backend": "yes",
            },
        ),
    ]


def test_that_all_are_taken_for_the_backend_is_said() -> None:
    draft = read_interfaces("i.csv", INTERFACES)
    assert [d.message for d in draft.diagnostics] == ["no column for_backend"]


def test_a_column_says_which_are_for_the_backend() -> None:
    draft = read_interfaces("i.csv", "Interface ID;Backend;Direction\nA-1;no;in\nA-2;yes;out\n")
    assert [e.values["for_backend"] for e in draft.elements] == ["no", "yes"]
    assert draft.diagnostics == ()


def test_a_row_without_an_id_and_a_second_of_one_are_left_out() -> None:
    draft = read_interfaces("i.csv", "interface_id,protocol,backend\n,a,y\nA-1,b,y\nA-1,c,y\n")
    assert [e.values["protocol"] for e in draft.elements] == ["b"]
    assert [d.line for d in draft.diagnostics] == [2, 4]


def test_a_table_without_ids_waits_for_somebody_to_map_its_columns() -> None:
    text = "Kennung,protocol,Richtung\nIF-1,HTTP,in\n"
    draft = read_interfaces("i.csv", text)
    assert (draft.elements, draft.unmapped) == ((), ("Kennung", "protocol", "Richtung"))
    assert [str(d) for d in draft.diagnostics if d.level == "error"] == [
        "i.csv:1: no column interface_id; the columns are Kennung, protocol, Richtung "
        "(map a column to that field)"
    ]
    assert all(tally.adds_up for tally in draft.tallies)
    mapped = read_interfaces("i.csv", text, mapping={"Kennung": "code", "Richtung": "direction"})
    assert [(e.code, e.values["direction"]) for e in mapped.elements] == [("IF-1", "provides")]


def test_a_text_that_is_no_table_is_refused_as_a_catalog() -> None:
    with pytest.raises(Unreadable, match=r"i\.csv:1: no column interface_id; the only column is"):
        read_interfaces("i.csv", "We met.\nWe talked.\n")


def test_everything_is_counted() -> None:
    text = "id,protocol,direction\nIF-1,http,in\nIF-1,http,in\nIF 2,http,in\n"
    draft = read_interfaces("i.csv", text)
    assert draft.tallies == (Tally(what="row", found=3, read=1, failed=2),)


def test_a_direction_may_be_that_of_messages() -> None:
    text = "id,protocol,direction\nIF-1,AMQP,publishes\nIF-2,AMQP,Subscribe\n"
    draft = read_interfaces("i.csv", text)
    assert [e.values["direction"] for e in draft.elements] == ["provides", "consumes"]
