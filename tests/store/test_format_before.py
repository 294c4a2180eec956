"""A database of the release before, which lacked some fields: no stored signature is voided."""

import json
import sqlite3

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from planning import models
from planning.plan import canonical, rules
from planning.plan.readiness import readiness
from planning.plan.scopes import definition, project_by
from planning.store import baselines, history, sign_offs, write
from planning.store.load import load, loaded
from tests.factory import actor_of
from tests.frozen import DUMP, TAKEN
from tests.store.reviewing import ON, ask, decide, latest, review

ALL_CURRENT = {"architecture": True, "security": True, "backend": True}
WITH_DIGEST = ("change", "baseline", "baselinescope", "signoff")

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="the database of the release before is one of SQLite"
)


@pytest.fixture
def before(tmp_path):
    """The file of a database as that release left it."""
    path = tmp_path / "before.sqlite3"
    database = sqlite3.connect(path)
    database.executescript(DUMP.read_text(encoding="utf-8"))
    database.close()
    return path


@pytest.fixture
def plan(before, django_db_setup, django_db_blocker):
    """The signed plan of that database, brought to what this release knows."""
    usual = connections["default"]
    opened = usual.copy()
    opened.settings_dict["NAME"] = str(before)
    with django_db_blocker.unblock():
        connections["default"] = opened
        try:
            migrate(opened)
            yield models.Plan.objects.get(slug="library")
        finally:
            opened.close()
            connections["default"] = usual


def migrate(opened):
    """As the release that brought the fields would, and then as every later one does."""
    executor = MigrationExecutor(opened)
    graph = executor.loader.graph
    applied = [key for key in executor.loader.applied_migrations if key in graph.nodes]
    known = executor.loader.project_state(applied).apps
    with opened.schema_editor() as editor:
        for kind, name in TAKEN:
            model = known.get_model("planning", kind)
            editor.add_field(model, model._meta.get_field(name))
    executor.migrate(graph.leaf_nodes("planning"))


def change(plan, code, **said):
    with write.locked(plan.pk, actor_of(plan, "alice")) as writing:
        writing.update(code, said)


def currency(plan):
    return {scope: said.current for scope, said in review(plan).latest.items()}


def digests(database):
    """Every stored digest, by table."""
    return {
        table: database.execute(f"SELECT id, digest FROM planning_{table} ORDER BY id").fetchall()
        for table in WITH_DIGEST
    }


@pytest.mark.parametrize(("kind", "name"), TAKEN)
def test_the_release_before_did_not_know_the_fields(before, kind, name):
    database = sqlite3.connect(before)
    columns = database.execute(f"SELECT name FROM pragma_table_info('planning_{kind.lower()}')")
    assert name not in {column for (column,) in columns}
    stored = database.execute("SELECT definition FROM planning_baselinescope").fetchall()
    assert len(stored) == 6
    assert not any(is_covered(text, kind, name) for (text,) in stored)
    database.close()


def is_covered(text, kind, name):
    return name in json.loads(text)["kinds"].get(kind, {"fields": ()})["fields"]


def test_every_signature_is_current_and_the_gate_stands_open(plan):
    assert currency(plan) == ALL_CURRENT
    now = loaded(plan.pk)
    said = now.records.review(now.plan)
    verdict = readiness(now.plan, rules.check(now.plan, ON), said, ON).verdict
    assert (said.state, verdict) == ("confirmed", "ready_for_phase_2")


def test_a_scope_that_the_owner_accepted_as_not_applicable_still_is(plan):
    said = latest(models.Plan.objects.get(slug="opening-hours"), "security")
    assert (said.decision, said.given, said.current) == ("not_applicable", True, True)


def test_no_stored_digest_has_changed(plan, before):
    now = digests(connection.connection)
    fresh = sqlite3.connect(":memory:")
    fresh.executescript(DUMP.read_text(encoding="utf-8"))
    assert {table: [tuple(row) for row in rows] for table, rows in now.items()} == digests(fresh)
    fresh.close()
    assert [len(rows) > 1 for rows in now.values()] == [True] * len(WITH_DIGEST)


def stored_and_computed():
    """Every digest that the database holds, beside what it is of what is there now."""
    for each in models.BaselineScope.objects.all():
        yield each.digest, canonical.digest(each.projection)
    for row in models.Baseline.objects.all():
        yield row.digest, baselines.digest(row, row.scopes.all())
    for made in models.SignOff.objects.all():
        yield made.digest, sign_offs.digest(made, made.baseline.digest)
        yield made.scope_digest, made.baseline.scopes.get(scope=made.scope).digest
    for change_ in models.Change.objects.all():
        yield change_.digest, history.digest(change_)


def test_every_stored_digest_is_that_of_what_is_stored(plan):
    stored, computed = zip(*stored_and_computed(), strict=True)
    assert stored == computed
    assert plan.head == plan.history.latest("number").digest


@pytest.mark.parametrize("scope", ALL_CURRENT)
def test_the_plan_of_now_gives_by_the_stored_definition_what_was_signed(plan, scope):
    signed = baselines.latest(plan.pk).scopes.get(scope=scope)
    assert signed.definition != definition(scope)
    assert project_by(load(plan.pk), signed.definition) == signed.projection


@pytest.mark.parametrize("scope", ALL_CURRENT)
def test_a_definition_that_names_the_fields_gives_the_same_while_nobody_said_anything(plan, scope):
    signed = baselines.latest(plan.pk).scopes.get(scope=scope)
    wider = with_fields(signed.definition, scope)
    assert wider != signed.definition
    assert project_by(load(plan.pk), wider) == signed.projection


def with_fields(text, scope):
    """A stored definition with those of the fields that the scope covers today."""
    said = json.loads(text)
    for kind, name in TAKEN:
        if is_covered(definition(scope), kind, name):
            said["kinds"][kind]["fields"].append(name)
    return canonical.text(said)


FRESH = pytest.mark.parametrize(
    ("code", "name", "voided"),
    [
        ("PT-2", "isolation", {"architecture", "backend"}),
        ("AD-1", "credentials", {"security", "backend"}),
        ("BC-1", "module_path", {"backend"}),
    ],
)


@FRESH
def test_a_field_that_is_new_voids_nothing_that_was_signed_without_it(plan, code, name, voided):
    change(plan, code, **{name: "Said since"})
    assert getattr(load(plan.pk).by_code[code], name) == "Said since"
    assert currency(plan) == ALL_CURRENT


@FRESH
def test_the_next_baseline_covers_a_field_that_is_new(plan, code, name, voided):
    change(plan, code, **{name: "Said since"})
    ask(plan)
    rows = baselines.latest(plan.pk).scopes
    assert {row.scope for row in rows.all() if "Said since" in row.projection} == voided
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    decide(plan, "alice", "backend")
    change(plan, code, **{name: "And said otherwise"})
    assert {scope for scope, current in currency(plan).items() if not current} == voided


@pytest.mark.parametrize(
    ("code", "name", "voided"),
    [
        ("PT-2", "operations", {"architecture", "backend"}),
        ("AD-1", "external_target", {"architecture", "security", "backend"}),
        ("BC-1", "evolution", {"backend"}),
        ("BC-1", "notes", set()),
    ],
)
def test_a_field_that_was_signed_still_voids(plan, code, name, voided):
    change(plan, code, **{name: "Said otherwise"})
    assert {scope for scope, current in currency(plan).items() if not current} == voided
