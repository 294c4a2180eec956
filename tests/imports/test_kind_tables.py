"""Tables of one kind: what was written is read, and a plan comes back from its tables."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from planning.exports.tables import tables
from planning.imports.draft import Draft, DraftLink, Tally, Unreadable
from planning.imports.kind_tables import read_kind_table
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.imports.sequence import in_order
from planning.plan import plan_json
from planning.plan.elements import InputDocument
from planning.plan.value import Plan, plan
from tests.drawn import random_plans
from tests.imports.samples import applied
from tests.plan.sound import SOUND
from tests.plan.strategies import plans

DEMO, _ = plan_json.read(
    (Path(__file__).parents[2] / "planning" / "demo" / "plan.json").read_text()
)


def drafts(held: Plan) -> list[Draft]:
    """The tables of a plan, as an upload sends them: by name, in bytes."""
    files = sorted(tables(held).items())
    return in_order([read(name, text.encode()) for name, text in files])


def content(held: Plan) -> tuple:
    """All that people stated of elements and links, and their order by hand."""
    return [replace(e, version=1, origin="") for e in held.elements], held.links


def brought_in(into: Plan, found: list[Draft]) -> Plan:
    for draft in found:
        into = applied(into, compare(into, draft))
    return into


def hold(held: Plan) -> None:
    found = drafts(held)
    assert {draft.format for draft in found} <= {"kind_table"}
    assert sum(tally.read for d in found for tally in d.tallies) == (
        len(held.elements) + len(held.links)
    )
    assert all(compare(held, draft).is_empty for draft in found)
    assert content(brought_in(plan(), found)) == content(held)


@pytest.mark.parametrize("held", [DEMO, SOUND], ids=["demo", "sound"])
def test_a_plan_comes_back_from_its_tables(held: Plan) -> None:
    hold(held)


@random_plans(20)
@given(held=plans(sound=True))
def test_any_sound_plan_comes_back_from_its_tables(held: Plan) -> None:
    hold(held)


@pytest.mark.parametrize("name", ["renamed.csv", "Sheet1.tsv"])
def test_the_first_column_says_the_kind_whatever_the_file_is_called(name: str) -> None:
    draft = read(name, "Team code\tName\tContact\r\nTM-1\tCrew\t#crew\r\n")
    assert [(e.kind, e.code, dict(e.values)) for e in draft.elements] == [
        ("Team", "TM-1", {"name": "Crew", "contact": "#crew"})
    ]


def test_the_name_of_the_file_says_the_kind_where_no_column_does() -> None:
    draft = read("bounded_contexts.csv", "Code;Name;Big ball of mud\nBC-1;Fares;yes\n;Tides;\n")
    assert [(e.kind, e.key, e.code) for e in draft.elements] == [
        ("BoundedContext", "BC-1", "BC-1"),
        ("BoundedContext", "tides", ""),
    ]


@pytest.mark.parametrize(
    ("name", "text", "format_"),
    [
        ("requirements.csv", "code,name,statement\nA-1,a,b\n", "requirements_csv"),
        ("interfaces.csv", "code,protocol,direction\nIF-1,http,in\n", "interfaces"),
        ("teams.csv", "code,name,colour\nTM-1,a,red\n", "requirements_csv"),
        ("links.csv", "type,source,target\n", "kind_table"),
    ],
)
def test_tables_from_elsewhere_keep_their_readers(name: str, text: str, format_: str) -> None:
    assert read(name, text).format == format_


def test_a_change_made_in_a_spreadsheet_is_a_change() -> None:
    """A guess of a reader never stands against what people said; a table of ours is no guess."""
    held = plan([InputDocument(code="IN-1", name="Brief", status="received")])
    text = tables(held)["input_documents.csv"].replace("Brief", "Letter")
    (change,) = compare(held, read("input_documents.csv", text)).changes
    assert [(f.name, f.before, f.after) for f in change.fields] == [("name", "Brief", "Letter")]


def test_links_say_what_was_confirmed_only_where_there_is_a_column() -> None:
    short = read("links.csv", "type,source,target\nabout,RK-1,TM-1\n")
    assert short.links == (DraftLink(type="about", source="RK-1", target="TM-1"),)
    full = read("links.csv", "type,source,target,target_digest\nabout,RK-1,TM-1,\n")
    assert full.links == (DraftLink(type="about", source="RK-1", target="TM-1", target_digest=""),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Team code,name\nTM 1,a\n", "t.csv:2: “TM 1” is no code (left out)"),
        ("Team code,name,track\n,,backend\n", "t.csv:2: no code and no name (left out)"),
        ("Team code,name\nTM-1,a\nTM-1,b\n", "t.csv:3: TM-1 stands here and in line 2 (left out)"),
        ("Team code,hue\nTM-1,a\n", "t.csv:1: column “hue” is not read: it is not known"),
        ("Team code,position\nTM-1,x\n", "t.csv:2: “x” is no position (left out)"),
        (
            "type,source,target\nabout,,TM-1\n",
            "t.csv:2: a link needs a type and two ends (left out)",
        ),
    ],
)
def test_what_makes_no_sense_is_reported_and_counted(text: str, message: str) -> None:
    draft = read_kind_table("t.csv", text)
    assert str(draft.diagnostics[0]).startswith(message)
    assert all(tally.adds_up for tally in draft.tallies)


def test_rows_are_counted() -> None:
    draft = read_kind_table("t.csv", "Team code,name\nTM-1,a\nTM-1,b\nTM-2,c\n")
    assert draft.tallies == (Tally(what="Team", found=3, read=2, failed=1),)


def test_a_table_of_nothing_known_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"t\.csv:1: nothing says what the rows are"):
        read_kind_table("t.csv", "code,name\nX-1,a\n")


def test_a_long_text_comes_back_whole() -> None:
    text = "=" + "long " * 60_000 + '"end"\n  â€” \u00a0x'
    held = plan([InputDocument(code="IN-1", text=text)])
    hold(held)
