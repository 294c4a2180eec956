"""Contexture: domains, canvases, and what collaborates with what."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.contexture import looks_like_contexture, read_contexture
from planning.imports.draft import Draft, DraftLink, Unreadable
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.drawn import fuzzed
from tests.imports.catalogs import CONTEXTURE, CONTEXTURE_JSON
from tests.imports.mangled import mangled, take
from tests.imports.samples import applied


def with_relation(type_: Any, **ends: Any) -> Draft:
    collaboration = {
        "id": "r",
        "description": "Tells",
        "initiator": {"boundedContext": "c1"},
        "recipient": {"boundedContext": "c2"},
        "relationshipType": type_,
        **ends,
    }
    return read_contexture("c.json", json.dumps({**CONTEXTURE, "collaborations": [collaboration]}))


def relation(type_: Any, **ends: Any) -> dict[str, Any]:
    (found,) = with_relation(type_, **ends).of("ContextRelation")
    return {name: value for name, value in found.values.items() if value}


def test_a_domain_is_a_subdomain_that_its_contexts_implement():
    draft = read_contexture("c.json", CONTEXTURE_JSON)
    (domain,) = draft.of("Subdomain")
    assert (domain.values["name"], domain.values["vision"]) == ("Harbour", "Ships come in")
    assert DraftLink(type="implements", source="context:c1", target="domain:d1") in draft.links


def test_a_canvas_is_a_context():
    draft = read_contexture("c.json", CONTEXTURE_JSON)
    assert draft.of("BoundedContext")[0].values == {
        "name": "Booking",
        "purpose": "Sells crossings",
        "classification": "Core",
        "business_model": "Revenue, Engagement",
        "evolution": "CustomBuilt",
        "business_decisions": "- Fare: By tide\n- Refund",
        "domain_roles": "Gateway: Speaks to others",
        "notes": "- Short name: BOO\n\nTeam:\n- Page: wiki.example/boo",
    }
    assert draft.of("BoundedContext")[0].line == 13


def test_the_language_of_a_context_is_its_terms():
    (term,) = read_contexture("c.json", CONTEXTURE_JSON).of("Term")
    assert term.values == {"name": "Berth", "context": "context:c1", "definition": "A place"}


def test_messages_belong_to_who_handles_commands_and_publishes_events():
    draft = read_contexture("c.json", CONTEXTURE_JSON)
    assert [
        (e.values["name"], e.values.get("context", ""), e.values["kind"])
        for e in draft.of("Message")
    ] == [
        ("Book", "context:c1", "command"),
        ("Booked", "context:c1", "domain_event"),
        ("Tide", "", "query"),
        ("Storm", "", "domain_event"),
    ]
    ties = {(link.type, link.source, link.target.rpartition(":")[2]) for link in draft.links}
    assert ties == {
        ("implements", "context:c1", "d1"),
        ("implements", "context:c2", "d1"),
        ("publishes", "context:c1", "booked"),
        ("publishes", "context:c1", "tide"),
        ("publishes", "context:c2", "book"),
        ("subscribes", "context:c2", "booked"),
        ("subscribes", "context:c2", "storm"),
    }


@pytest.mark.parametrize(
    ("type_", "pattern", "upstream", "roles"),
    [
        ({"symmetric": "Partnership"}, "partnership", "context:c1", ()),
        ({"symmetric": "SharedKernel"}, "shared_kernel", "context:c1", ()),
        ({"symmetric": "SeparateWays"}, "separate_ways", "context:c1", ()),
        ({"symmetric": "BigBallOfMud"}, "unknown", "context:c1", ()),
        ({"upstreamDownstream": {"role": "Customer"}}, "customer_supplier", "context:c2", ()),
        ({"upstreamDownstream": {"role": "Supplier"}}, "customer_supplier", "context:c1", ()),
        (
            {"upstreamDownstream": {"initiatorRole": "Downstream", "upstreamType": "OpenHost"}},
            "upstream_downstream",
            "context:c2",
            ("OHS",),
        ),
        (
            {"upstreamDownstream": {"initiatorRole": "Upstream", "upstreamType": "Upstream"}},
            "upstream_downstream",
            "context:c1",
            (),
        ),
        ("unknown", "unknown", "context:c1", ()),
        (None, "", "context:c1", ()),
    ],
)
def test_a_collaboration_is_a_relation(type_, pattern, upstream, roles):
    found = relation(type_)
    assert found.get("pattern", "") == pattern
    assert found["upstream"] == upstream
    assert found.get("upstream_roles", ()) == roles
    assert found["name"] == "Booking to Mooring"


def test_a_collaboration_without_a_type_stays_untyped_and_says_so():
    assert relation(None)["notes"] == (
        "Tells\n\nBooking begins it. The file does not say which of the two is upstream."
    )


def test_an_outside_system_is_an_external_context():
    draft = with_relation(None, recipient={"externalSystem": "Tide Office"})
    external = draft.of("BoundedContext")[2]
    assert external.values == {"name": "Tide Office", "external": True}
    assert draft.of("ContextRelation")[0].values["downstream"] == external.key


@pytest.mark.parametrize(
    "side", [{"frontend": "Shop"}, {"domain": "d1"}, {"boundedContext": "x"}, 5]
)
def test_a_side_that_is_no_context_is_left_blank_with_a_warning(side):
    draft = with_relation(None, recipient=side)
    assert draft.of("ContextRelation")[0].values["downstream"] == ""
    assert [d.level for d in draft.diagnostics if "collaboration" in d.message] == ["warning"]


def test_what_is_not_understood_is_said():
    draft = read_contexture(
        "c.json",
        json.dumps(
            {**CONTEXTURE, "colour": 1, "domains": [7, {"id": "d1", "name": "H", "depth": 3}]}
        ),
    )
    said = [str(d) for d in draft.diagnostics]
    assert "c.json: the file: “colour” is not understood (left out)" in said
    assert "c.json: a domain that is no object (left out)" in said
    assert any("domain H: “depth” is not understood" in one for one in said)


def test_the_second_of_two_with_one_id_is_left_out():
    twice = {**CONTEXTURE, "boundedContexts": CONTEXTURE["boundedContexts"][:1] * 2}
    draft = read_contexture("c.json", json.dumps(twice))
    assert len(draft.of("BoundedContext")) == 1
    assert all(tally.adds_up for tally in draft.tallies)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "c.json:1:2: no JSON"),
        ("[]", "c.json: no boundedContexts"),
        ('{"boundedContexts": ' + "[" * 100_000, "nests too deeply"),
        ('{"boundedContexts": ' + "1" * 5_000 + "}", "c.json: no JSON that can be read"),
    ],
)
def test_other_files_are_refused(content, why):
    with pytest.raises(Unreadable, match=why):
        read_contexture("c.json", content)


def test_the_same_file_again_changes_nothing():
    draft = with_relation({"symmetric": "Partnership"})
    again = compare(applied(plan(), compare(plan(), draft)), draft)
    assert again.is_empty


def test_it_is_known_by_its_content():
    assert looks_like_contexture(CONTEXTURE_JSON)
    assert not looks_like_contexture('{"elements": [], "boundedContexts": 1, "domains": 1}')
    assert not looks_like_contexture('"boundedContexts" and "domains" in prose')


def test_the_restaurant_has_what_the_corpus_says(corpus):
    draft = read_contexture("db.json", (corpus / "contexture/restaurant-db.json").read_bytes())
    kinds = ("Subdomain", "BoundedContext", "ContextRelation", "Term")
    assert [len(draft.of(kind)) for kind in kinds] == [2, 9, 12, 10]
    assert [e.values["name"] for e in draft.of("BoundedContext")].count("Delivery") == 2
    assert len([e for e in draft.of("ContextRelation") if e.values.get("pattern")]) == 3
    decisions = "\n".join(e.values["business_decisions"] for e in draft.of("BoundedContext"))
    assert len([line for line in decisions.splitlines() if line]) == 6
    assert all(tally.adds_up and not tally.failed for tally in draft.tallies)
    assert compare(applied(plan(), compare(plan(), draft)), draft).is_empty


@fuzzed
@given(content=mangled([CONTEXTURE_JSON.encode()], [b"null", b'"id": "c1"', b"[[", b"1e999"]))
def test_a_mangled_file_is_read_or_refused(content):
    take(read_contexture, content)


@fuzzed
@given(data=st.data())
def test_a_mangled_real_file_is_read_or_refused(corpus, data):
    samples = [(corpus / "contexture/restaurant-db.json").read_bytes()]
    take(read_contexture, data.draw(mangled(samples)))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=5,
)


@fuzzed
@given(data=st.data())
def test_any_value_may_stand_anywhere(data):
    """JSON that is well formed, with something else in place of one value."""
    changed = json.loads(CONTEXTURE_JSON)
    place: Any = changed
    for _ in range(data.draw(st.integers(1, 5))):
        inner = [place[k] for k in place] if isinstance(place, dict) else place
        nested = [value for value in inner if isinstance(value, dict | list) and value]
        if not nested:
            break
        place = data.draw(st.sampled_from(nested))
    where = data.draw(
        st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
    )
    place[where] = data.draw(VALUES)
    take(read_contexture, json.dumps(changed).encode())


EARLIER = json.dumps(
    {
        "domains": [{"id": 1, "name": "Harbour"}, {"id": 2, "domainId": 1, "name": "Tides"}],
        "boundedContexts": [
            {"id": 1, "domainId": 1, "name": "Booking", "tools": {"wiki": "wiki.example"}},
            {"id": 2, "domainId": 2, "name": "Gauges"},
        ],
        "collaborations": [
            {
                "id": number,
                "initiator": {"boundedContext": 1},
                "recipient": {"boundedContext": 2},
                "relationship": type_,
            }
            for number, type_ in enumerate(
                [
                    {"initiatorRole": "supplier"},
                    {
                        "initiatorRole": "downstream",
                        "upstreamType": "OpenHost",
                        "downstreamType": "Conformist",
                    },
                    {"symmetric": "Partnership"},
                ]
            )
        ],
    }
)


def test_a_file_without_a_version_says_the_same_in_its_own_way():
    draft = read_contexture("c.json", EARLIER)
    assert draft.diagnostics == ()
    said = [
        (r.values["pattern"], r.values["upstream"], r.values.get("downstream_roles"))
        for r in draft.of("ContextRelation")
    ]
    assert said == [
        ("customer_supplier", "context:1", None),
        ("upstream_downstream", "context:2", ("CF",)),
        ("partnership", "context:1", None),
    ]
    assert draft.of("Subdomain")[1].values["notes"] == "- Part of the domain: Harbour"
    assert draft.of("BoundedContext")[0].values["notes"] == "- wiki: wiki.example"


def test_what_a_collaboration_should_not_have_is_told():
    draft = with_relation(None, colour="red")
    assert any("“colour” is not understood" in d.message for d in draft.diagnostics)
