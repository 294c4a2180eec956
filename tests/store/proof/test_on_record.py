"""Baselines and decisions beside the chain that records them."""

import pytest
from django.db import connection

from planning import models
from planning.models import immutable
from planning.store import baselines, sign_offs
from planning.store.proof import verify
from tests.store.proving import first, places, tamper

OF_BL_1 = "WHERE baseline_id = (SELECT id FROM planning_baseline WHERE number = 1)"
OF_BL_2 = "WHERE baseline_id = (SELECT id FROM planning_baseline WHERE number = 2)"

# Baselines


@pytest.mark.parametrize(
    ("altered", "where"),
    [
        ("content = replace(content, 'Lends what it has', 'Lends')", "BL-1, content: BC-1"),
        ("content = replace(content, 'Lending backend', 'Lending')", "BL-1, content: name"),
        ("content = replace(content, '\"links\"', '\"kinks\"')", "BL-1, content"),
        ("content = 'no JSON'", "BL-1, content"),
        ("content = replace(content, '\"version\": 2, ', '')", "BL-1, content: "),
        ("findings = '[]'", "BL-1"),
        ("statement = 'Sign this'", "BL-1"),
        ("name = 'Another'", "BL-1"),
        ("person = 'somebody'", "BL-1"),
        ("asked_at = '2001-01-01T00:00:00+00:00'", "BL-1"),
        ("\"on\" = '2001-01-01'", "BL-1"),
        ("format = 7", "BL-1"),
        ("rule_set = 7", "BL-1"),
        ("revision = 7", "BL-1"),
        ("change = 140", "BL-1"),
        ("digest = 'another'", "BL-1"),
        ("number = 7", "BL-1"),
    ],
)
def test_an_altered_baseline_is_named(plan, altered, where):
    tamper(f"UPDATE planning_baseline SET {altered} WHERE number = 1")
    assert first(plan).where.startswith(where)


@pytest.mark.parametrize(
    ("altered", "where"),
    [
        ("projection = replace(projection, 'Lends what', 'Gives what')", "BL-1, architecture"),
        ("projection = ''", "BL-1, architecture"),
        ("definition = replace(definition, 'purpose', 'cause')", "BL-1, architecture"),
        ("definition = '{}'", "BL-1, architecture"),
        ("definition = 'no JSON'", "BL-1, architecture"),
        ("digest = 'another'", "BL-1, architecture"),
        # The projection comes out the same today; it would not once somebody states rights.
        ("definition = replace(definition, 'downstream_rights', 'none')", "BL-1"),
        ("definition = definition || ' '", "BL-1"),
    ],
)
def test_an_altered_scope_of_a_baseline_is_named(plan, altered, where):
    tamper(
        f"UPDATE planning_baselinescope SET {altered} {OF_BL_1} AND scope = 'architecture'",
    )
    assert first(plan).where == where


def test_a_missing_scope_of_a_baseline_is_found(plan):
    tamper(f"DELETE FROM planning_baselinescope {OF_BL_1} AND scope = 'security'")
    assert first(plan).where == "BL-1"


def test_a_scope_that_was_put_into_a_baseline_is_found(plan):
    tamper(
        "INSERT INTO planning_baselinescope (baseline_id, scope, definition, projection, digest) "
        "SELECT baseline_id, 'database', definition, projection, digest "
        f"FROM planning_baselinescope {OF_BL_2} AND scope = 'security'"
    )
    assert places(plan)[0] == "BL-2"


def test_a_deleted_baseline_is_named(plan):
    tamper(
        f"DELETE FROM planning_signoff {OF_BL_2}",
        f"DELETE FROM planning_baselinescope {OF_BL_2}",
        "DELETE FROM planning_baseline WHERE number = 2",
    )
    assert str(first(plan)) == "BL-2: its row is gone; change 193 records it"
    assert places(plan)[1:] == ["decision 3", "decision 4", "decision 5", "decision 6"]


def rewritten(row, **said):
    """Alter a baseline or a decision together with its digest."""
    for name, held in said.items():
        setattr(row, name, held)
    if isinstance(row, models.Baseline):
        row.digest = baselines.digest(row, row.scopes.all())
    else:
        row.digest = sign_offs.digest(row, row.baseline.digest)
    connection.check_constraints()
    with immutable.lifted(connection):
        row.save()
        connection.check_constraints()


def test_a_baseline_that_was_rewritten_with_its_digest_is_not_the_one_on_record(plan):
    rewritten(plan.baselines.get(number=1), statement="Sign this")
    assert first(plan).where == "BL-1"
    assert "change 189 records another one" in first(plan).what


def test_a_baseline_that_was_put_in_is_on_no_record(plan):
    row = plan.baselines.get(number=2)
    row.pk, row.number = None, 3
    row.digest = baselines.digest(row, [])
    row.save()
    assert str(first(plan)) == "BL-3: no change of the history records it"


# Decisions


@pytest.mark.parametrize(
    "altered",
    [
        "decision = 'signed'",
        "person = 'somebody'",
        "role = 'owner'",
        "deputy = NOT deputy",
        "statement = 'Read and more than agreed'",
        "decided_at = '2001-01-01T00:00:00+00:00'",
        "method = 'guess'",
        "stated = 'BC-1'",
        "scope_digest = 'another'",
        "digest = 'another'",
        "scope = 'architecture'",
        "baseline_id = (SELECT id FROM planning_baseline WHERE number = 2)",
    ],
)
def test_an_altered_decision_is_named(plan, altered):
    tamper(f"UPDATE planning_signoff SET {altered} WHERE number = 2")
    assert first(plan).where.startswith("decision 2 (")


def test_a_decision_is_named_with_what_was_decided_on_what(plan):
    tamper("UPDATE planning_signoff SET statement = 'Another' WHERE number = 6")
    assert first(plan).where == "decision 6 (architecture withdrawn on BL-2)"


def test_a_deleted_decision_is_named(plan):
    tamper("DELETE FROM planning_signoff WHERE number = 2")
    assert str(first(plan)) == "decision 2: its row is gone; change 191 records it"


def test_a_decision_that_was_rewritten_with_its_digest_is_not_the_one_on_record(plan):
    rewritten(plan.sign_offs.get(number=2), decision="signed")
    assert first(plan).where == "decision 2 (security signed on BL-1)"
    assert "change 191 records another one" in first(plan).what


def test_a_decision_that_was_put_in_is_on_no_record(plan):
    row = plan.sign_offs.get(number=5)
    row.pk, row.number = None, 7
    row.digest = sign_offs.digest(row, row.baseline.digest)
    row.save()
    expected = "decision 7 (architecture signed on BL-2): no change of the history records it"
    assert str(first(plan)) == expected


def test_somebody_without_an_account_is_a_remark(plan):
    alice = models.User.objects.get(username="alice")
    models.User.objects.filter(pk=alice.pk).update(pseudonym="gone")
    proof = verify(plan.pk)
    assert proof.holds
    assert proof.remarks == (f"no account has the pseudonym {alice.pseudonym}",)
