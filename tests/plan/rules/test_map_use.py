"""Rules on the context map and what the plan makes of it."""

import pytest

from planning.plan.elements import (
    Adapter,
    Aggregate,
    BoundedContext,
    ContextRelation,
    DataStore,
    Endpoint,
    Message,
    Operation,
    Policy,
    Port,
    Schema,
    Service,
    Subdomain,
)
from tests.plan.rules.finding import findings, found, link


def relation(up=1, down=2, code="", pattern="upstream_downstream", **more):
    return ContextRelation(
        code=code or f"CR-{up}{down}",
        pattern=pattern,
        upstream=f"BC-{up}",
        downstream=f"BC-{down}",
        **more,
    )


def ring(*interactions, **more):
    ends = [(1, 2), (2, 3), (3, 1)]
    return [
        relation(up, down, interaction=interaction, **more)
        for (up, down), interaction in zip(ends, interactions, strict=True)
    ]


@pytest.mark.parametrize(
    ("interactions", "severity"),
    [
        (("synchronous", "synchronous", "synchronous"), "warning"),
        (("synchronous", "both", "synchronous"), "warning"),
        (("synchronous", "asynchronous", "synchronous"), "info"),
        (("", "", ""), "info"),
    ],
)
def test_a_cycle_of_relations_is_told_and_graver_when_all_wait(interactions, severity):
    [finding] = findings("CM-10", *ring(*interactions))
    assert (finding.element, finding.severity) == ("BC-1", severity)
    assert "BC-1 → BC-3 → BC-2 → BC-1" in finding.message


def test_what_does_not_come_round_is_no_cycle():
    assert found("CM-10", *ring("synchronous", "synchronous", "synchronous")[:2]) == []
    assert found("CM-10", *ring("both", "both", "both", pattern="partnership")) == []
    assert found("CM-10", relation(1, 1, interaction="synchronous")) == []


SIDES = (
    BoundedContext(code="BC-1"),
    BoundedContext(code="BC-2"),
    Service(code="SV-1", context="BC-1"),
    Service(code="SV-2", context="BC-2"),
    Operation(code="OP-1", service="SV-1"),
    Operation(code="OP-2", service="SV-2"),
    Aggregate(code="AG-2", context="BC-2"),
    Message(code="MS-2", context="BC-2"),
    DataStore(code="DS-2", context="BC-2"),
    Port(code="PT-1", context="BC-1"),
)
CROSSINGS = {
    "a call of an operation": (link("calls", "OP-1", "OP-2"),),
    "a call of a service": (link("calls", "SV-1", "SV-2"),),
    "a call of a context": (link("calls", "OP-1", "BC-2"),),
    "a port that consumes": (link("consumes", "PT-1", "BC-2"),),
    "a subscription": (link("subscribes", "SV-1", "MS-2"),),
    "a context's subscription": (link("subscribes", "BC-1", "MS-2"),),
    "a policy": (Policy(code="PO-1", context="BC-1", on_event="MS-2"),),
    "a store": (link("stores", "OP-1", "DS-2"),),
    "an adapter's store": (Adapter(code="AD-1", port="PT-1", store="DS-2"),),
}


@pytest.mark.parametrize("crossing", CROSSINGS.values(), ids=list(CROSSINGS))
def test_a_crossing_is_on_the_map_and_not_between_separate_ways(crossing):
    apart = relation(pattern="separate_ways")
    assert found("CM-12", *SIDES, *crossing) == ["BC-1 BC-2"]
    assert found("CM-12", *SIDES, *crossing, relation()) == []
    assert found("CM-12", *SIDES, *crossing, relation(2, 1)) == []
    assert found("CM-11", *SIDES, *crossing, apart) == ["CR-12 pattern"]
    assert found("CM-11", *SIDES, *crossing, relation()) == []


def test_reading_an_aggregate_is_a_crossing_of_separate_ways_only():
    reads = link("reads", "OP-1", "AG-2")
    assert found("CM-11", *SIDES, reads, relation(pattern="separate_ways")) == ["CR-12 pattern"]
    assert found("CM-12", *SIDES, reads) == []


def test_many_crossings_between_two_contexts_are_one_finding():
    crossings = [each for facts in CROSSINGS.values() for each in facts]
    assert found("CM-12", *SIDES, *crossings) == ["BC-1 BC-2"]


def test_what_stays_within_a_context_crosses_nothing():
    inside = (link("calls", "SV-1", "OP-1"), Adapter(code="AD-1", port="PT-1", store="DS-9"))
    assert found("CM-12", *SIDES, *inside) == []
    assert found("CM-11", *SIDES, *inside, relation(pattern="separate_ways")) == []


@pytest.mark.parametrize("code", ["AG-2", "MS-2", "SM-2"])
def test_a_relation_exposes_what_is_of_its_upstream(code):
    facts = (*SIDES, Schema(code="SM-2", context="BC-2"), link("exposes", "CR-1", code))
    assert found("CM-13", *facts, relation(1, 2, "CR-1")) == [f"CR-1 {code}"]
    assert found("CM-13", *facts, relation(2, 1, "CR-1")) == []
    assert found("CM-13", *facts, relation(1, 2, "CR-1", "shared_kernel")) == []
    assert found("CM-13", *facts, relation(1, 3, "CR-1", "shared_kernel")) == [f"CR-1 {code}"]


def test_what_is_of_no_context_yet_is_not_foreign():
    facts = (Schema(code="SM-1"), link("exposes", "CR-1", "SM-1"))
    assert found("CM-13", *facts, relation(1, 2, "CR-1")) == []


def test_a_ball_of_mud_is_kept_out():
    mud = BoundedContext(code="BC-1", big_ball_of_mud=True)
    assert found("CM-14", mud, relation()) == ["CR-12 downstream_roles"]
    assert found("CM-14", mud, relation(downstream_roles=("ACL",))) == []
    assert found("CM-14", mud, relation(2, 1)) == []
    assert found("CM-14", mud, relation(pattern="separate_ways")) == []


CONFORMS = relation(downstream_roles=("CF",))


@pytest.mark.parametrize(
    ("classification", "external", "expected"),
    [
        ("core", False, ["CR-12 downstream_roles"]),
        ("core", True, []),
        ("supporting", False, []),
        ("", False, []),
    ],
)
def test_a_core_context_does_not_conform(classification, external, expected):
    upstream = BoundedContext(code="BC-1", external=external)
    downstream = BoundedContext(code="BC-2", classification=classification)
    assert found("CM-15", upstream, downstream, CONFORMS) == expected


def test_a_context_is_core_by_its_subdomain_unless_it_says_otherwise():
    upstream, core = BoundedContext(code="BC-1"), Subdomain(code="SD-1", classification="core")
    implements = link("implements", "BC-2", "SD-1")
    facts = (upstream, core, implements, CONFORMS)
    assert found("CM-15", BoundedContext(code="BC-2"), *facts) == ["CR-12 downstream_roles"]
    generic = BoundedContext(code="BC-2", classification="generic")
    assert found("CM-15", generic, *facts) == []


OPEN = relation(upstream_roles=("OHS",))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), ["CR-12 upstream_roles"]),
        ((Endpoint(code="EP-1", service="SV-1"),), []),
        ((Endpoint(code="EP-1", service="SV-2"),), ["CR-12 upstream_roles"]),
        ((Message(code="MS-1", context="BC-1"), link("publishes", "SV-1", "MS-1")), []),
        ((Message(code="MS-1", context="BC-1"),), ["CR-12 upstream_roles"]),
    ],
)
def test_an_open_host_serves_something(facts, expected):
    assert found("CM-18", *SIDES, *facts, OPEN) == expected


def test_an_external_open_host_is_not_ours_to_describe():
    assert found("CM-18", BoundedContext(code="BC-1", external=True), OPEN) == []
    assert found("CM-18", *SIDES, relation()) == []


@pytest.mark.parametrize(
    ("exposed", "expected"),
    [
        (Schema(code="X"), []),
        (Message(code="X", schema="SM-1"), []),
        (Message(code="X"), ["CR-12 upstream_roles"]),
        (Aggregate(code="X"), ["CR-12 upstream_roles"]),
    ],
)
def test_a_published_language_is_a_schema(exposed, expected):
    published = relation(upstream_roles=("PL",))
    assert found("CM-19", published, exposed, link("exposes", "CR-12", "X")) == expected
    assert found("CM-19", relation()) == []


def test_an_operation_that_calls_another_context_is_ready_for_its_absence():
    calls = link("calls", "OP-3", "SV-2")
    bare = Operation(code="OP-3", service="SV-1")
    ready = Operation(
        code="OP-3", service="SV-1", timeout="PT2S", failure_behaviour="It answers later."
    )
    assert found("CM-20", *SIDES, bare, calls) == ["OP-3 failure_behaviour", "OP-3 timeout"]
    assert found("CM-20", *SIDES, ready, calls) == []
    assert found("CM-20", *SIDES, bare, link("calls", "OP-3", "SV-1")) == []


def test_for_a_call_of_a_whole_service_the_relation_says_it():
    calls = link("calls", "SV-1", "BC-2")
    told = relation(failure_behaviour="It answers later.")
    assert found("CM-20", *SIDES, calls, relation()) == ["SV-1"]
    assert found("CM-20", *SIDES, calls, told) == []
