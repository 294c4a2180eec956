"""What an architecture lead is shown: relations, reaches, layers, decisions, guardrails."""

from datetime import date

import pytest

from planning.plan.elements import (
    Adapter,
    Aggregate,
    BoundedContext,
    ContextRelation,
    Decision,
    Guardrail,
    Interface,
    Message,
    Operation,
    Policy,
    Port,
    Service,
)
from planning.plan.findings import Finding
from planning.plan.value import DisabledRule, SeverityOverride, changed
from planning.plan.value import plan as plan_of
from planning.web.reviewing.architecture import panels
from tests.plan.rules.finding import link

ON = date(2026, 11, 25)
OURS, THEIRS = BoundedContext(code="BC-1"), BoundedContext(code="BC-2")
OUTSIDE = BoundedContext(code="BC-3", external=True)
BOTH = [
    OURS,
    THEIRS,
    Service(code="SV-1", context="BC-1"),
    Service(code="SV-2", context="BC-2"),
    Operation(code="OP-1", service="SV-1"),
    Message(code="MS-2", context="BC-2"),
]
CALL = link("calls", "OP-1", "SV-2")
RELATION = ContextRelation(code="CR-1", upstream="BC-2", downstream="BC-1")


def shown(after, before=None, findings=()):
    return panels(before, after, ON, findings)


def told(folded):
    return [(row.element.code, row.state) for row in folded.told]


def reaches(after, before=None):
    edges = shown(after, before).edges
    return [(r.source, r.verb, r.target, r.state) for r in (*edges.told, *edges.unchanged)]


def test_a_relation_is_shown_with_what_it_exposes_and_each_change():
    held = [*BOTH, RELATION]
    before, after = plan_of(held), plan_of(held, [link("exposes", "CR-1", "MS-2")])
    row = shown(after, before).relations.told[0]
    assert (row.exposes, row.state) == (("MS-2",), "changed")
    assert [(c.label, c.before, c.after) for c in row.changes] == [("Exposes", "", "MS-2")]


def test_a_relation_that_is_gone_shows_what_it_exposed():
    before = plan_of([*BOTH, RELATION], [link("exposes", "CR-1", "MS-2")])
    row = shown(plan_of(BOTH), before).relations.told[0]
    assert (row.state, row.exposes) == ("gone", ("MS-2",))


@pytest.mark.parametrize(
    ("more", "links", "reach"),
    [
        ([], [CALL], ("OP-1", "calls", "SV-2")),
        ([], [link("subscribes", "OP-1", "MS-2")], ("OP-1", "subscribes", "MS-2")),
        (
            [Policy(code="PO-1", context="BC-1", on_event="MS-2")],
            [],
            ("PO-1", "subscribes", "MS-2"),
        ),
        (
            [Aggregate(code="AG-2", context="BC-2")],
            [link("reads", "OP-1", "AG-2")],
            ("OP-1", "reads", "AG-2"),
        ),
        (
            [Port(code="PT-1", context="BC-1")],
            [link("consumes", "PT-1", "BC-2")],
            ("PT-1", "consumes", "BC-2"),
        ),
        (
            [Port(code="PT-1", context="BC-1"), Interface(code="IF-X")],
            [link("consumes", "PT-1", "IF-X")],
            ("PT-1", "consumes", "IF-X"),
        ),
        (
            [
                Port(code="PT-1", context="BC-1"),
                Adapter(code="AD-1", port="PT-1", external_target="X"),
            ],
            [],
            ("AD-1", "reaches", "X"),
        ),
    ],
)
def test_whatever_reaches_into_another_context_or_outside_is_listed(more, links, reach):
    held = [*BOTH, *more]
    assert reaches(plan_of(held, links)) == [(*reach, "to_read")]
    assert reaches(plan_of(held, links), plan_of(BOTH)) == [(*reach, "new")]


def test_what_stays_within_a_context_is_not_listed():
    within = Service(code="SV-9", context="BC-1")
    assert reaches(plan_of([*BOTH, within], [link("calls", "OP-1", "SV-9")])) == []


def test_a_reach_that_is_gone_is_listed_first():
    new = link("subscribes", "OP-1", "MS-2")
    before, after = plan_of(BOTH, [CALL]), plan_of(BOTH, [new])
    assert [reach[1:] for reach in reaches(after, before)] == [
        ("calls", "SV-2", "gone"),
        ("subscribes", "MS-2", "new"),
    ]


def test_a_reach_names_the_relation_that_covers_it_or_none():
    covered = shown(plan_of([*BOTH, RELATION], [CALL])).edges.told[0]
    assert ([r.code for r in covered.relations], covered.uncovered) == (["CR-1"], False)
    assert shown(plan_of(BOTH, [CALL])).edges.told[0].uncovered


def test_a_reach_that_lost_its_relation_has_changed():
    before, after = plan_of([*BOTH, RELATION], [CALL]), plan_of(BOTH, [CALL])
    reach = shown(after, before).edges.told[0]
    assert (reach.state, reach.was, reach.uncovered) == ("changed", ("CR-1",), True)


@pytest.mark.parametrize(("target", "outward"), [("BC-2", False), ("BC-3", True), ("IF-X", True)])
def test_a_reach_outside_says_so_and_an_interface_needs_no_relation(target, outward):
    held = [*BOTH, OUTSIDE, Interface(code="IF-X")]
    reach = shown(plan_of(held, [link("calls", "OP-1", target)])).edges.told[0]
    assert (reach.outward, reach.uncovered) == (outward, target != "IF-X")


def test_layers_that_moved_are_said_before_and_after():
    before = plan_of(
        [
            BoundedContext(code="BC-1", layers=("domain",)),
            Service(code="SV-1", layer="domain"),
            Port(code="PT-1", layer="domain"),
        ]
    )
    after = plan_of(
        [
            BoundedContext(code="BC-1", layers=("application", "domain")),
            Service(code="SV-1", layer="application"),
            Port(code="PT-1", layer="domain", name="Renamed"),
        ]
    )
    assert [(m.element.code, m.before, m.after) for m in shown(after, before).moves] == [
        ("BC-1", "domain", "application, domain"),
        ("SV-1", "domain", "application"),
    ]
    assert shown(after).moves == ()


def test_the_grid_counts_by_context_and_layer_and_says_what_is_at_odds():
    context = BoundedContext(code="BC-1", layers=("domain", "infrastructure"))
    service = Service(code="SV-1", context="BC-1", layer="application")
    after = plan_of([context, service, OUTSIDE, Aggregate(code="AG-1", context="BC-1")])
    rows = shown(after, plan_of([context, service])).grid
    assert [row.context.code for row in rows] == ["BC-1"]
    assert [(c.layer, c.count, c.was, c.at_odds) for c in rows[0].cells] == [
        ("presentation", 0, None, False),
        ("application", 1, None, True),
        ("domain", 1, 0, False),
        ("infrastructure", 0, None, True),
    ]


def test_a_decision_whose_status_turned_stands_before_other_changes():
    kept = [Decision(code="DC-1"), Decision(code="DC-2", status="accepted"), Decision(code="DC-3")]
    now = [
        Decision(code="DC-1", decision="REST"),
        Decision(code="DC-2", status="superseded"),
        Decision(code="DC-3", deciders="Ada"),
        Decision(code="DC-4"),
    ]
    after = plan_of(now, [link("supersedes", "DC-4", "DC-2")])
    decisions = shown(after, plan_of(kept)).decisions
    assert told(decisions) == [("DC-2", "changed"), ("DC-1", "changed"), ("DC-4", "new")]
    assert [row.turned for row in decisions.told] == [True, False, False]
    assert decisions.told[2].supersedes == ("DC-2",)
    assert [row.element.code for row in decisions.unchanged] == ["DC-3"]


def test_of_decisions_to_read_proposals_come_first():
    held = [Decision(code="DC-1", status="accepted"), Decision(code="DC-2", status="proposed")]
    assert [code for code, _ in told(shown(plan_of(held)).decisions)] == ["DC-2", "DC-1"]


def finding(rule, waived=False):
    return Finding(
        rule=rule,
        nature="smell",
        severity="error",
        scope="architecture",
        element="",
        field="",
        about="",
        message="",
        hint="",
        waived=waived,
    )


LEAD = {"approved_by": "Ada", "approved_role": "architecture_lead"}
CHECKED = plan_of([Guardrail(code="GR-1", rules=("HX-01", "XX-99"))])


def test_a_guardrail_shows_its_rules_with_what_they_find():
    found = (finding("HX-01"), finding("HX-01"), finding("HX-01", waived=True), finding("HX-02"))
    rules = shown(CHECKED, findings=found).guardrails.told[0].rules
    assert [(rule.id, rule.severity, rule.count, rule.waived) for rule in rules] == [
        ("HX-01", "error", 2, 1),
        ("XX-99", "", 0, 0),
    ]


@pytest.mark.parametrize(
    ("weaker", "severity", "unchecked"),
    [
        ({"disabled_rules": (DisabledRule(rule="HX-01", **LEAD),)}, "off", True),
        ({"severities": (SeverityOverride(rule="HX-01", severity="info", **LEAD),)}, "info", False),
    ],
)
def test_a_guardrail_has_changed_where_a_rule_of_it_has(weaker, severity, unchecked):
    after = plan_of(CHECKED.elements, **weaker)
    row = shown(after, CHECKED).guardrails.told[0]
    assert (row.state, row.unchecked) == ("changed", unchecked)
    assert (row.rules[0].severity, row.rules[0].was) == (severity, "error")


@pytest.mark.parametrize(
    ("said", "attested", "unchecked"),
    [
        ({"attestation": "Read by two", "attested_by": "Ada"}, True, False),
        ({"attestation": "Read by two"}, False, True),
        ({"rules": ("HX-01",)}, False, False),
        ({"rules": ("XX-99",)}, False, True),
    ],
)
def test_a_guardrail_is_attested_checked_or_neither(said, attested, unchecked):
    row = shown(plan_of([Guardrail(code="GR-1", **said)])).guardrails.told[0]
    assert (row.attested, row.unchecked) == (attested, unchecked)


def test_the_same_plan_again_has_nothing_to_tell():
    held = plan_of([*BOTH, RELATION, Decision(code="DC-1"), *CHECKED.elements], [CALL])
    found = shown(changed(held), held)
    assert [f.told for f in (found.relations, found.edges, found.decisions, found.guardrails)] == [
        (),
        (),
        (),
        (),
    ]
    assert {edge.state for edge in found.picture.edges} == {"unchanged"}
