"""The table of rights, over every role and every kind."""

from typing import get_args

import pytest

from planning.plan.choices import ROLES
from planning.plan.elements import BY_NAME, facts
from planning.plan.rights import ACTIONS, Actor, Membership, Role, may, may_approve, may_write
from planning.plan.value import ABOUT_FIELDS

EDITORS = ("owner", "backend_lead", "contributor")
SUPPLIED = {
    "architecture_lead": ("Standard", "Guardrail", "Decision"),
    "security_lead": ("PrivacyConstraint", "ProcessingActivity", "Control"),
}
DATA_CLASS = ("confidentiality", "categories", "protection", "classification_reason")
ANSWER = ("status", "reason", "answer", "reference")


def somebody(*memberships):
    return Actor(
        id="p-1",
        name="Alice",
        memberships=frozenset(
            m if isinstance(m, Membership) else Membership(m) for m in memberships
        ),
    )


def lead_of(track):
    return Membership("track_lead", track)


def test_the_roles_are_those_of_the_vocabulary():
    assert get_args(Role) == ROLES


@pytest.mark.parametrize("kind", BY_NAME)
@pytest.mark.parametrize("role", ROLES)
def test_a_whole_element_is_written_by_editors_and_by_the_role_that_supplies_it(role, kind):
    row = {"track": "security"}
    supplied = kind in SUPPLIED.get(role, ())
    security_dependency = (role, kind) == ("security_lead", "Dependency")
    expected = role in EDITORS or supplied or security_dependency
    assert may_write(somebody(role), kind, facts(BY_NAME[kind]), row) is expected
    assert may_write(somebody(role), kind, (), row) is expected


@pytest.mark.parametrize("kind", BY_NAME)
@pytest.mark.parametrize("role", ROLES)
def test_a_link_is_written_by_whoever_may_write_its_source_as_a_whole(role, kind):
    row = {"track": "security", "element_kind": kind}
    expected = may_write(somebody(role), kind, (), row)
    assert may_write(somebody(role), "Link", ("type", "source", "target"), row) is expected


def test_a_link_from_an_unknown_kind_is_written_by_nobody():
    assert not may_write(somebody("owner"), "Link", ("type",), {})
    assert not may_write(somebody("owner"), "Link", ("type",), {"element_kind": "Nothing"})


def test_an_unknown_kind_is_written_by_nobody():
    assert not may_write(somebody("owner"), "Nothing", ("name",), {})


def test_somebody_without_membership_writes_nothing():
    assert not may_write(somebody(), "Term", ("definition",), {})


@pytest.mark.parametrize("field", facts(BY_NAME["Attribute"]))
def test_the_security_lead_writes_data_classes_and_nothing_else_of_an_attribute(field):
    assert may_write(somebody("security_lead"), "Attribute", (field,), {}) is (field in DATA_CLASS)


def test_one_field_outside_the_data_class_makes_the_write_too_wide():
    assert may_write(somebody("security_lead"), "Attribute", DATA_CLASS, {})
    assert not may_write(somebody("security_lead"), "Attribute", (*DATA_CLASS, "type"), {})


def test_the_security_lead_writes_security_dependencies_only():
    assert may_write(somebody("security_lead"), "Dependency", ("what",), {"track": "security"})
    assert not may_write(somebody("security_lead"), "Dependency", ("what",), {"track": "database"})
    assert not may_write(somebody("security_lead"), "Dependency", ("what",), {})


@pytest.mark.parametrize("field", facts(BY_NAME["Dependency"]))
def test_a_track_lead_answers_dependencies_on_their_track(field):
    actor = somebody(lead_of("database"))
    expected = field in ANSWER
    assert may_write(actor, "Dependency", (field,), {"track": "database"}) is expected


@pytest.mark.parametrize("field", facts(BY_NAME["Dependency"]))
def test_the_architecture_lead_answers_dependencies_on_architecture(field):
    actor = somebody("architecture_lead")
    expected = field in ANSWER
    assert may_write(actor, "Dependency", (field,), {"track": "architecture"}) is expected
    assert not may_write(actor, "Dependency", (field,), {"track": "database"})


@pytest.mark.parametrize("row", [{"track": "networking"}, {"track": ""}, {}])
def test_a_track_lead_leaves_dependencies_on_other_tracks_alone(row):
    assert not may_write(somebody(lead_of("database")), "Dependency", ("answer",), row)


def test_a_track_lead_without_track_answers_nothing():
    assert not may_write(somebody(lead_of("")), "Dependency", ("answer",), {"track": ""})


def test_a_track_counts_only_in_the_membership_that_names_it():
    actor = somebody(lead_of("database"), Membership("viewer", "networking"))
    assert not may_write(actor, "Dependency", ("answer",), {"track": "networking"})


def test_rights_are_the_union_of_memberships():
    actor = somebody(lead_of("security"), lead_of("database"), "architecture_lead")
    assert may_write(actor, "Dependency", ("answer",), {"track": "security"})
    assert may_write(actor, "Dependency", ("answer",), {"track": "database"})
    assert may_write(actor, "Decision", ("decision",), {})
    assert not may_write(actor, "Term", ("definition",), {})


def test_the_union_of_partial_grants_covers_one_write():
    assert may_write(somebody("backend_lead"), "Plan", ("purpose", "signers"), {})


@pytest.mark.parametrize("role", ROLES)
def test_the_facts_of_a_plan_are_edited_by_editors(role):
    about = set(ABOUT_FIELDS) - {"signers"}
    assert may_write(somebody(role), "Plan", about, {}) is (role in EDITORS)


@pytest.mark.parametrize("role", ROLES)
def test_who_signs_is_said_by_the_owner_and_the_backend_lead(role):
    expected = role in ("owner", "backend_lead")
    assert may_write(somebody(role), "Plan", ("signers",), {}) is expected


@pytest.mark.parametrize("role", ROLES)
def test_severities_are_asked_for_by_editors_and_leads(role):
    expected = role not in ("track_lead", "viewer")
    assert may_write(somebody(role), "Plan", ("severities", "disabled_rules"), {}) is expected


@pytest.mark.parametrize("role", ROLES)
def test_waivers_are_asked_for_by_editors_and_answered_by_leads(role):
    expected = role not in ("track_lead", "viewer")
    assert may_write(somebody(role), "Plan", ("waivers",), {}) is expected


@pytest.mark.parametrize("field", ["slug", "revision", "revised_at"])
@pytest.mark.parametrize("role", ROLES)
def test_the_bookkeeping_of_a_plan_is_nobodys_to_write(role, field):
    assert not may_write(somebody(role), "Plan", (field,), {})


TABLE = {
    "read": set(ROLES),
    "comment": set(ROLES) - {"viewer"},
    "export": set(ROLES) - {"viewer"},
    "export_redacted": set(ROLES),
    "import": {"owner", "backend_lead"},
    "ask_for_review": {"owner", "backend_lead"},
    "confirm": {"owner", "backend_lead"},
    "members": {"owner"},
    "severities": {"owner"},
    "delete": set(EDITORS),
}


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_an_action_belongs_to_its_roles(role, action):
    assert may(somebody(role), action) is (role in TABLE[action])


def test_every_action_is_in_the_table_above():
    assert set(TABLE) == set(ACTIONS)


@pytest.mark.parametrize("action", TABLE)
def test_somebody_without_membership_may_do_nothing(action):
    assert not may(somebody(), action)


@pytest.mark.parametrize(
    ("scope", "lead"),
    [
        ("architecture", "architecture_lead"),
        ("security", "security_lead"),
        ("backend", "owner"),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_waivers_of_a_scope_are_approved_by_its_lead(role, scope, lead):
    assert may_approve(somebody(role), scope) is (role == lead)
