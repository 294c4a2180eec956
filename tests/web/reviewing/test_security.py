"""What a security lead is shown: where data is, endpoints, gaps, controls, constraints, inputs."""

from datetime import date

import pytest

from planning.plan.elements import (
    Attribute,
    BoundedContext,
    ChecklistItem,
    ContextRelation,
    Control,
    DataStore,
    Dependency,
    Endpoint,
    Entity,
    EntityMapping,
    Interface,
    Message,
    PrivacyConstraint,
    ProcessingActivity,
    Requirement,
    Schema,
)
from planning.plan.rules import check
from planning.plan.value import changed
from planning.plan.value import plan as plan_of
from planning.web.reviewing.gaps import RESIDENCY, RETENTION, RIGHTS, TRANSFER
from planning.web.reviewing.security import panels
from tests.plan.rules.finding import link

ON = date(2026, 11, 25)
EMAIL = Attribute(code="AT-1", entity="EN-1", categories=("personal",))
HELD = [
    Entity(code="EN-1"),
    EMAIL,
    DataStore(code="DS-1"),
    EntityMapping(code="EM-1", entity="EN-1", store="DS-1"),
]
CARRIED = link("carries", "SM-1", "AT-1")
OUTSIDE = BoundedContext(code="BC-9", external=True)


def shown(after, before=None, findings=()):
    return panels(before, after, ON, findings)


def codes(folded):
    return [(each.code, each.state) for each in (*folded.told, *folded.unchanged)]


def told(folded):
    return [(row.element.code, row.state) for row in (*folded.told, *folded.unchanged)]


def test_a_category_is_kept_in_the_stores_of_its_entities():
    flow = shown(plan_of(HELD)).flows[0]
    assert (flow.category, flow.attributes) == ("personal", 1)
    assert codes(flow.stores) == [("DS-1", "to_read")]


def test_endpoints_and_messages_carry_a_category_by_their_schema():
    carrying = [
        Schema(code="SM-1"),
        Endpoint(code="EP-1", request_schema="SM-1"),
        Endpoint(code="EP-2", response_schema="SM-1"),
        Endpoint(code="EP-3"),
        Message(code="MS-1", schema="SM-1"),
        Message(code="MS-2"),
        Message(code="MS-3"),
    ]
    flow = shown(plan_of([*HELD, *carrying], [CARRIED, link("carries", "MS-2", "AT-1")])).flows[0]
    assert codes(flow.endpoints) == [("EP-1", "to_read"), ("EP-2", "to_read")]
    assert codes(flow.messages) == [("MS-1", "to_read"), ("MS-2", "to_read")]


@pytest.mark.parametrize(
    ("said", "category"),
    [
        (ProcessingActivity(code="PA-1"), "personal"),
        (PrivacyConstraint(code="PA-1"), "personal"),
        (PrivacyConstraint(code="PA-1", categories=("personal",)), "personal"),
        (PrivacyConstraint(code="PA-1", categories=("child",)), ""),
    ],
)
def test_data_goes_to_whom_an_activity_or_constraint_discloses_it(said, category):
    links = [
        link("applies_to", "PA-1", "EN-1"),
        link("discloses_to", "PA-1", "BC-9"),
        link("discloses_to", "PA-1", "IF-X"),
        link("discloses_to", "PA-1", "BC-1"),
    ]
    others = [said, OUTSIDE, Interface(code="IF-X"), BoundedContext(code="BC-1")]
    outside = shown(plan_of([*HELD, *others], links)).flows[0].outside
    assert codes(outside) == ([("BC-9", "to_read"), ("IF-X", "to_read")] if category else [])


def test_data_goes_to_an_external_context_that_a_relation_exposes_it_to():
    relation = ContextRelation(code="CR-1", upstream="BC-1", downstream="BC-9")
    held = [*HELD, Schema(code="SM-1"), OUTSIDE, BoundedContext(code="BC-1"), relation]
    flow = shown(plan_of(held, [CARRIED, link("exposes", "CR-1", "SM-1")])).flows[0]
    assert codes(flow.outside) == [("BC-9", "to_read")]


def test_what_holds_a_category_for_the_first_time_is_new():
    moved = changed(
        plan_of(HELD),
        elements=[
            *HELD[:2],
            DataStore(code="DS-2"),
            EntityMapping(code="EM-1", entity="EN-1", store="DS-2"),
            Attribute(code="AT-2", entity="EN-1", categories=("personal",)),
        ],
    )
    flow = shown(moved, plan_of(HELD)).flows[0]
    assert codes(flow.stores) == [("DS-1", "gone"), ("DS-2", "new")]
    assert (flow.attributes, flow.was) == (2, 1)


def test_a_category_that_nothing_is_of_any_more_is_still_shown():
    after = plan_of([Attribute(code="AT-1", entity="EN-1", categories=("none",))])
    flow = shown(after, plan_of(HELD)).flows[0]
    assert (flow.attributes, flow.was, codes(flow.stores)) == (0, 1, [("DS-1", "gone")])


def test_endpoints_stand_by_exposure_and_the_anonymous_first():
    held = [
        Endpoint(code="EP-1", exposure="internal", authentication="oidc"),
        Endpoint(code="EP-2", exposure="public", authentication="oidc"),
        Endpoint(code="EP-3", exposure="public"),
        Endpoint(code="EP-4", exposure="public", authentication="anonymous"),
        Endpoint(code="EP-5"),
        Endpoint(code="EP-6", exposure="partner"),
    ]
    groups = shown(plan_of(held)).exposures
    assert [group.exposure for group in groups] == ["public", "", "partner", "internal"]
    assert [row.element.code for row in groups[0].rows.told] == ["EP-4", "EP-3", "EP-2"]


def test_a_weakened_endpoint_says_why_and_stands_before_other_changes():
    strong = {"exposure": "public", "authentication": "oidc"}
    before = plan_of([Endpoint(code=f"EP-{n}", limits="60", **strong) for n in (1, 2, 3)])
    after = plan_of(
        [
            Endpoint(code="EP-1", limits="90", **strong),
            Endpoint(code="EP-2", **strong),
            Endpoint(code="EP-3", limits="60", latency_target_ms=5, **strong),
        ]
    )
    rows = shown(after, before).exposures[0].rows
    assert told(rows) == [("EP-2", "changed"), ("EP-1", "changed"), ("EP-3", "unchanged")]
    assert [len(row.weaker) for row in rows.told] == [1, 0]


def test_an_endpoint_that_carries_another_category_has_changed():
    held = [*HELD, Schema(code="SM-1"), Endpoint(code="EP-1", response_schema="SM-1")]
    row = shown(plan_of(held, [CARRIED]), plan_of(held)).exposures[0].rows.told[0]
    assert (row.state, row.categories) == ("changed", ("personal",))
    assert [(c.label, c.before, c.after) for c in row.changes] == [("Carries", "", "personal")]


def gaps(*facts, links=()):
    plan = plan_of(facts, links)
    return {theme.title: theme.gaps for theme in shown(plan, findings=check(plan, ON)).themes}


def test_gaps_are_the_findings_of_their_theme():
    activity = ProcessingActivity(code="PA-1", transfers="United States", lawful_basis="contract")
    person = Entity(code="EN-1", data_subject="client")
    store = DataStore(code="DS-1", residency=("us",), retention="P1Y")
    constraint = PrivacyConstraint(code="PC-1", residency=("eu",))
    found = gaps(
        *(activity, person, EMAIL, store, constraint),
        links=[link("applies_to", "PC-1", "DS-1")],
    )
    assert [(gap.rule, gap.element) for gap in found[TRANSFER]] == [("SE-15", "PA-1")]
    assert [(gap.rule, gap.element) for gap in found[RETENTION]] == [("SE-02", "PA-1")]
    assert [(gap.rule, gap.element) for gap in found[RESIDENCY]] == [("SE-09", "DS-1")]
    assert [(gap.rule, gap.element) for gap in found[RIGHTS]] == [("SE-13", "EN-1")]


@pytest.mark.parametrize(
    ("retention", "message"),
    [
        ("", "DS-1 keeps personal data and states no retention."),
        ("P2Y", "The retention of DS-1 is P2Y, PC-1 says P1Y."),
        ("indefinite", "The retention of DS-1 is indefinite, PC-1 says P1Y."),
        ("P1Y", None),
    ],
)
def test_a_store_that_keeps_data_too_long_is_for_the_lead_to_judge(retention, message):
    constraint = PrivacyConstraint(code="PC-1", retention="P1Y")
    held = [*HELD[:2], DataStore(code="DS-1", retention=retention), HELD[3], constraint]
    found = gaps(*held, links=[link("applies_to", "PC-1", "EN-1")])[RETENTION]
    assert [gap.message for gap in found if not gap.rule] == ([message] if message else [])


def test_a_store_without_personal_data_may_be_silent_on_retention():
    assert gaps(DataStore(code="DS-1"))[RETENTION] == ()


def test_controls_for_the_backend_show_what_carries_them_out():
    held = [
        Control(code="CT-1", for_backend=True),
        Control(code="CT-2"),
        Endpoint(code="EP-1"),
        ChecklistItem(code="QC-1", evidence="The scan of the night"),
    ]
    links = [
        link("applies_to", "CT-1", "EP-1"),
        link("builds", "ST-1", "CT-1"),
        link("verifies", "QC-1", "CT-1"),
    ]
    row, *others = shown(plan_of(held, links)).controls.told
    assert others == []
    assert (row.applies_to, row.steps, row.verified_by) == (("EP-1",), ("ST-1",), ("QC-1",))
    assert row.evidence == ("The scan of the night",)


def test_a_control_that_is_no_longer_for_the_backend_is_still_shown():
    before = plan_of([Control(code="CT-1", for_backend=True)])
    assert told(shown(plan_of([Control(code="CT-1")]), before).controls) == [("CT-1", "changed")]


def test_a_constraint_shows_its_controls_with_their_steps():
    held = [PrivacyConstraint(code="PC-1"), Control(code="CT-1")]
    links = [link("applies_to", "CT-1", "PC-1"), link("builds", "ST-1", "CT-1")]
    row = shown(plan_of(held, links)).constraints.told[0]
    assert (row.controls, row.steps) == (("CT-1",), ("ST-1",))


def test_a_constraint_that_is_gone_shows_what_it_was_on():
    before = plan_of(
        [PrivacyConstraint(code="PC-1"), DataStore(code="DS-1")],
        [link("applies_to", "PC-1", "DS-1")],
    )
    row = shown(plan_of([DataStore(code="DS-1")]), before).constraints.told[0]
    assert (row.state, row.applies_to) == ("gone", ("DS-1",))


def test_what_security_owes_is_listed_open_and_blocking_first():
    held = [
        Dependency(code="DP-1", track="security", status="provided", blocking=True),
        Dependency(code="DP-2", track="security", due=date(2026, 11, 24)),
        Dependency(code="DP-3", track="security", blocking=True, due=ON),
        Dependency(code="DP-4", track="security", direction="offers"),
        Dependency(code="DP-5", track="database"),
        Dependency(code="DP-6", track="security", status="declined", blocking=True),
    ]
    rows = shown(plan_of(held)).inputs.told
    assert [(row.element.code, row.open, row.late) for row in rows] == [
        ("DP-3", True, False),
        ("DP-6", True, False),
        ("DP-2", True, True),
        ("DP-1", False, False),
    ]


def test_the_same_plan_again_has_nothing_to_tell():
    held = plan_of([*HELD, Control(code="CT-1", for_backend=True), Requirement(code="REQ-1")])
    found = shown(changed(held), held)
    assert codes(found.flows[0].stores) == [("DS-1", "unchanged")]
    assert (found.controls.told, found.constraints.told, found.inputs.told) == ((), (), ())
