"""The table of scopes: complete over the vocabulary, and a scope is one entry of it."""

from dataclasses import fields, replace
from operator import attrgetter

import pytest

from planning.plan.elements import BY_NAME, DataStore, EntityMapping, Operation, facts
from planning.plan.findings import SCOPES
from planning.plan.links import LINK_TYPES, Link
from planning.plan.scopes import (
    BACKEND,
    LEAD_SCOPES,
    NAMES,
    SIGNED,
    by_name,
    definition,
    is_current,
    of_role,
    project,
    project_by,
    table,
)
from planning.plan.scopes.backend import BACKEND_ONLY, NOWHERE
from planning.plan.scopes.shape import LinkRows, SignedScope, covered
from planning.plan.scopes.stored import written
from planning.plan.value import ABOUT_FIELDS, Plan, changed, plan
from tests.plan.signed import lines_by

STATED = {name: tuple(facts(kind)) for name, kind in BY_NAME.items()} | {"Plan": ABOUT_FIELDS}
# What is decided outside the table: overrides have lines of their own, the rest is in no digest.
PLAN_BOOKKEEPING = {
    "slug",
    "releases",
    "waivers",
    "revision",
    "revised_at",
    "severities",
    "disabled_rules",
    "elements",
    "links",
}


# Law 2: complete


def signed_by_leads(kind):
    return {n for scope in LEAD_SCOPES if kind in scope.kinds for n in scope.kinds[kind].fields}


@pytest.mark.parametrize("kind", STATED)
def test_every_field_is_decided(kind):
    decided = {*signed_by_leads(kind), *BACKEND_ONLY.get(kind, ()), *NOWHERE[kind]}
    assert decided == set(STATED[kind])


@pytest.mark.parametrize("kind", STATED)
def test_a_field_is_backend_only_or_nowhere_or_signed_by_a_lead(kind):
    backend_only = set(BACKEND_ONLY.get(kind, ()))
    assert signed_by_leads(kind).isdisjoint(backend_only)
    assert signed_by_leads(kind).isdisjoint(NOWHERE[kind])
    assert backend_only.isdisjoint(NOWHERE[kind])


@pytest.mark.parametrize(
    "fields_by_kind",
    [
        *({kind: held.fields for kind, held in scope.kinds.items()} for scope in SIGNED),
        BACKEND_ONLY,
        NOWHERE,
    ],
    ids=[*NAMES, "backend only", "nowhere"],
)
def test_a_table_names_known_kinds_and_a_field_once(fields_by_kind):
    assert fields_by_kind.keys() <= STATED.keys()
    assert {k: sorted(set(f)) for k, f in fields_by_kind.items()} == {
        k: sorted(f) for k, f in fields_by_kind.items()
    }


@pytest.mark.parametrize("kind", STATED)
def test_the_backend_signs_every_field_but_those_that_are_nowhere(kind):
    assert set(BACKEND.kinds[kind].fields) == set(STATED[kind]) - set(NOWHERE[kind])


def test_what_a_plan_has_beyond_its_stated_fields_is_decided():
    assert {f.name for f in fields(Plan)} == {*ABOUT_FIELDS, *PLAN_BOOKKEEPING}


def test_every_link_type_is_signed_with_the_backend():
    assert [rows.type for rows in BACKEND.links] == [link_type.name for link_type in LINK_TYPES]


@pytest.mark.parametrize("scope", LEAD_SCOPES, ids=attrgetter("name"))
def test_a_scope_names_a_link_type_once_and_only_known_ones(scope):
    types = [rows.type for rows in scope.links]
    assert len(set(types)) == len(types)
    assert set(types) <= {link_type.name for link_type in LINK_TYPES}


# The table


def test_every_scope_that_rules_belong_to_is_signed():
    assert set(SCOPES) <= set(NAMES)


@pytest.mark.parametrize("scope", SIGNED, ids=attrgetter("name"))
def test_a_scope_is_found_by_its_name_and_by_who_signs_it(scope):
    assert by_name(scope.name) is scope
    assert of_role(scope.role, scope.track) is scope


@pytest.mark.parametrize("role", ["owner", "track_lead", "viewer", ""])
def test_others_sign_nothing(role):
    assert of_role(role) is None


def test_there_is_no_scope_of_another_name():
    with pytest.raises(KeyError):
        by_name("database")


DATABASE = SignedScope(
    name="database",
    role="track_lead",
    track="database",
    statement="I have reviewed the stores and what is kept in them, and agree to run them so.",
    kinds={
        "EntityMapping": covered("entity store table"),
        "DataStore": covered("name technology rpo rto"),
    },
    links=(LinkRows(type="stores"),),
)


@pytest.fixture
def with_database(monkeypatch):
    leads = (*LEAD_SCOPES, DATABASE)
    monkeypatch.setattr(table, "SIGNED", (*leads, table.whole(leads)))


STORED = plan(
    [
        DataStore(code="DS-1", name="Orders", rto="PT1H", residency=("eu-west",)),
        EntityMapping(code="EM-1", store="DS-1", table="orders"),
        Operation(code="OP-1", name="Place"),
    ],
    [Link(type="stores", source="OP-1", target="DS-1"), Link(type="reads", source="a", target="b")],
)


def stored_in(store):
    return changed(STORED, elements=[store, *(e for e in STORED.elements if e.code != store.code)])


def test_a_scope_projects_what_its_entry_names():
    assert lines_by(STORED, written(DATABASE)) == [
        {"plan": {}},
        {"element": "DataStore", "code": "DS-1", "name": "Orders", "rto": "PT1H"},
        {"element": "EntityMapping", "code": "EM-1", "store": "DS-1", "table": "orders"},
        {"link": "stores", "source": "OP-1", "target": "DS-1"},
    ]


def test_a_scope_joins_by_one_entry(with_database):
    assert definition("database") == written(DATABASE)
    assert of_role("track_lead", "database") is DATABASE
    signed = project(STORED, "database")
    moved = replace(STORED.by_code["DS-1"], residency=("us-east",))
    slower = replace(STORED.by_code["DS-1"], rto="P1D")
    assert is_current(stored_in(moved), definition("database"), signed)
    assert not is_current(stored_in(slower), definition("database"), signed)


def test_the_backend_signs_what_a_new_scope_brings(with_database):
    assert project(STORED, "backend") == project_by(STORED, written(BACKEND))
    assert set(by_name("backend").kinds["DataStore"].fields) >= {"rpo", "rto"}
