"""``plan.json`` as a draft."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from planning.imports.draft import DraftLink, Tally, Unreadable
from planning.imports.plan_file import read_plan_file
from planning.imports.preview import compare
from planning.plan import plan_json
from planning.plan.elements import BoundedContext, Term
from planning.plan.links import Link
from planning.plan.value import Plan, Release, changed, plan
from tests.drawn import random_plans
from tests.imports.samples import applied
from tests.plan.strategies import plans

HARBOUR = plan(
    [
        BoundedContext(code="BC-1", name="Mooring", position=2, origin="old.md#x"),
        Term(code="TE-1", name="Berth", context="BC-1"),
    ],
    [Link(type="cites", source="TE-1", target="BC-1")],
    name="Harbour",
    releases=(Release(version="1", date="2026-11-04", by="Alice", summary="First"),),
)


def test_elements_keep_their_codes_and_what_they_say() -> None:
    draft = read_plan_file("plan.json", plan_json.write(changed(HARBOUR, links=())))
    assert draft.diagnostics == ()
    assert [(e.kind, e.key, e.code, dict(e.values)) for e in draft.elements] == [
        ("BoundedContext", "BC-1", "BC-1", {"name": "Mooring"}),
        ("Term", "TE-1", "TE-1", {"name": "Berth", "context": "BC-1"}),
    ]
    assert (draft.elements[0].position, draft.elements[0].origin) == (2, "old.md#x")


def test_the_facts_of_the_plan_come_along() -> None:
    draft = read_plan_file("plan.json", plan_json.write(HARBOUR))
    assert dict(draft.about) == {
        "name": "Harbour",
        "track": "backend",
        "releases": HARBOUR.releases,
    }


def test_links_keep_their_ends_and_what_was_confirmed() -> None:
    linked = changed(HARBOUR, links=[Link(type="implements", source="BC-1", target="SD-1")])
    text = plan_json.write(linked).replace(
        '"elements": {', '"elements": {"subdomains": [{"code": "SD-1"}],'
    )
    draft = read_plan_file("plan.json", text)
    assert draft.links == (
        DraftLink(type="implements", source="BC-1", target="SD-1", target_digest=""),
    )


def test_what_the_file_says_wrongly_is_reported() -> None:
    draft = read_plan_file("plan.json", plan_json.write(HARBOUR))
    assert [str(d) for d in draft.diagnostics] == [
        "plan.json: links[0]: no link 'cites' runs from Term to BoundedContext; left out"
    ]


@pytest.mark.parametrize("text", ["{", "[]", '{"elements": {}}', "no json"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"^plan\.json: "):
        read_plan_file("plan.json", text)


def comparable(held: Plan) -> Plan:
    """The plan without its slug, its revision and the versions of its elements."""
    elements = tuple(replace(element, version=1) for element in held.elements)
    return replace(held, slug="", revision=0, revised_at="", elements=elements)


@random_plans(25)
@given(said=plans())
def test_any_plan_comes_back_equal(said: Plan) -> None:
    text = plan_json.write(plan_json.read(plan_json.write(said))[0])
    # A blank is no statement, so that the fresh plan has to be blank there itself.
    fresh = plan(track=said.track)
    again = applied(fresh, compare(fresh, read_plan_file("plan.json", text)))
    assert comparable(again) == comparable(plan_json.read(text)[0])


@random_plans(25)
@given(said=plans())
def test_any_plan_holds_nothing_new_for_itself(said: Plan) -> None:
    held = plan_json.read(plan_json.write(said))[0]
    assert compare(held, read_plan_file("plan.json", plan_json.write(held))).is_empty


def test_everything_is_counted() -> None:
    text = json.dumps(
        {
            "format": 1,
            "elements": {"teams": [{"code": "TM-1"}, {"code": "TM-1"}, {}], "cakes": [{}, {}]},
            "links": [{"type": "about", "source": "TM-1", "target": "X"}],
        }
    )
    draft = read_plan_file("plan.json", text)
    assert draft.tallies == (
        Tally(what="element", found=5, read=1, failed=4),
        Tally(what="link", found=1, read=0, failed=1),
    )
    assert len(draft.diagnostics) == 4
