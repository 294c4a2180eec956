"""Baselines: frozen, named, immutable, and read back exactly as they were."""

import pytest
from django.db import DatabaseError, connection, transaction

from planning import models
from planning.plan import canonical, plan_json, scopes
from planning.plan.rules import RULE_SET, check
from planning.plan.value import Waiver
from planning.store import baselines, undo, write
from planning.store.errors import Missing, NotReady, Refused, Rejected
from planning.store.load import load
from tests.factory import actor_of, make_element, make_plan, make_sound_plan
from tests.store.reviewing import ON, ask, decide

TABLES = ("planning_baseline", "planning_baselinescope", "planning_signoff")


@pytest.fixture
def plan(db):
    return make_sound_plan()


def test_asking_freezes_the_plan_with_all_that_a_verdict_needs(plan):
    row = ask(plan, name="First look", statement="Is the desk right?")
    live = load(plan.pk)
    assert (row.code, row.name, row.statement) == ("BL-1", "First look", "Is the desk right?")
    assert (row.format, row.rule_set, row.on) == (canonical.FORMAT, RULE_SET, ON)
    assert row.content == plan_json.write(live)
    assert baselines.frozen(row) == live
    assert baselines.findings(row) == check(live, ON)
    assert row.person == actor_of(plan, "alice").id


@pytest.mark.parametrize("scope", scopes.NAMES)
def test_each_scope_is_frozen_with_definition_projection_and_digest(plan, scope):
    held = ask(plan).scopes.get(scope=scope)
    assert held.definition == scopes.definition(scope)
    assert held.projection == scopes.project(load(plan.pk), scope)
    assert held.digest == canonical.digest(held.projection)


def test_the_moment_has_the_offset_of_the_plans_time_zone(plan):
    write.update_about(plan.pk, actor_of(plan, "alice"), {"time_zone": "Asia/Kathmandu"}, 99)
    assert ask(plan).asked_at.endswith("+05:45")


@pytest.mark.parametrize("zone", ["", "Atlantis", "../../etc/passwd"])
def test_a_zone_that_there_is_not_counts_as_utc(plan, zone):
    write.update_about(plan.pk, actor_of(plan, "alice"), {"time_zone": zone}, 99)
    assert ask(plan).asked_at.endswith("+00:00")


def test_later_edits_leave_a_baseline_as_it_was(plan):
    row = ask(plan)
    before = baselines.frozen(row)
    make_element(plan, "Team", name="Night shift")
    held = baselines.baseline(plan.pk, "BL-1")
    assert baselines.frozen(held) == before
    assert held.revision == load(plan.pk).revision - 1


def test_asking_moves_no_revision_and_is_in_the_history(plan):
    before = models.Plan.objects.get(pk=plan.pk)
    row = ask(plan)
    after = models.Plan.objects.get(pk=plan.pk)
    change = models.Change.objects.get(plan=plan, number=after.changes)
    assert (after.revision, after.changes) == (before.revision, before.changes + 1)
    assert (change.action, row.digest in change.after) == ("baseline", True)
    assert row.change == before.changes


def test_the_second_baseline_is_the_second(plan):
    ask(plan)
    make_element(plan, "Team")
    assert ask(plan).code == "BL-2"


def test_a_project_renamed_from_another_plan_is_asked_for_anew(plan):
    other = make_plan(slug="other", project=plan.project)
    ask(plan)
    write.update_about(other.pk, actor_of(plan, "alice"), {"project": "Readers"}, 0)
    row = ask(plan)
    assert (row.code, baselines.frozen(row).project) == ("BL-2", "Readers")


def test_an_unchanged_plan_is_asked_for_once(plan):
    ask(plan)
    with pytest.raises(Rejected, match="Nothing has changed since BL-1"):
        ask(plan)


@pytest.mark.parametrize("username", ["bob", "ada", "sam", "vera", "charlie"])
def test_nobody_but_owner_and_backend_lead_asks(plan, username):
    with pytest.raises(Refused):
        ask(plan, username)
    assert baselines.latest(plan.pk) is None


def test_a_plan_with_errors_is_asked_for_only_on_purpose(db):
    plan = make_plan()
    with pytest.raises(NotReady) as caught:
        ask(plan)
    assert any("to-do" in reason for reason in caught.value.reasons)
    assert ask(plan, despite=True).code == "BL-1"


def test_a_waiver_that_is_only_asked_for_stands_in_nobodys_way(plan):
    make_element(plan, "BoundedContext", name="Loose", layers=("domain",), external=True)
    live = load(plan.pk)
    asked = [
        Waiver(rule=f.rule, element=f.element, field=f.field, about=f.about, until="2027-01-01")
        for f in check(live, ON)
        if f.severity == "error"
    ]
    assert asked
    with pytest.raises(NotReady):
        ask(plan)
    with write.locked(plan.pk, actor_of(plan, "alice")) as writing:
        writing.set_records("waivers", asked)
    assert ask(plan).code == "BL-1"


@pytest.mark.parametrize("code", ["BL-2", "BL-0", "BL-01", "BL-", "BL-x", "1", "BL-²"])
def test_a_baseline_that_there_is_not_is_missing(plan, code):
    ask(plan)
    with pytest.raises(Missing):
        baselines.baseline(plan.pk, code)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("verb", "vendor"),
    [
        ("UPDATE {} SET id = id", ""),
        ("DELETE FROM {}", ""),
        ("TRUNCATE {} CASCADE", "postgresql"),
        ("REPLACE INTO {0} SELECT * FROM {0}", "sqlite"),
        ("INSERT OR REPLACE INTO {0} SELECT * FROM {0}", "sqlite"),
    ],
)
def test_the_database_refuses_to_change_what_is_frozen(plan, table, verb, vendor):
    if vendor not in ("", connection.vendor):
        pytest.skip(f"only {vendor} has this")
    ask(plan)
    decide(plan, "ada", "architecture")
    # PostgreSQL truncates nothing whose foreign keys are still to be checked.
    connection.check_constraints()
    with (
        pytest.raises(DatabaseError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


def test_a_baseline_is_not_undone(plan):
    ask(plan)
    batch = models.Change.objects.filter(plan=plan).latest("number").batch
    with pytest.raises(Refused, match="withdraw it there"):
        undo.undo(plan.pk, actor_of(plan, "alice"), batch)
