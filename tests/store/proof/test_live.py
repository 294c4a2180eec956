"""The rows of today beside the history: whatever was altered past the store is named."""

import pytest

from planning.store import write
from planning.store.proof import verify
from planning.store.start import start
from tests.factory import make_actor
from tests.store.proving import OWN, first, places, tamper

OF_BC_1 = "WHERE element_id = (SELECT id FROM planning_element WHERE code = 'BC-1')"


@pytest.mark.parametrize(
    ("altered", "where"),
    [
        ("head = 'another'", f"{OWN}: head"),
        ("head = ''", f"{OWN}: head"),
        ("changes = 196", f"{OWN}: changes"),
        ("changes = 0", f"{OWN}: changes"),
        ("changes = 198", f"{OWN}: changes"),
        ("revision = 99", f"{OWN}: revision"),
        ("revised_at = '2001-01-01 00:00:00'", f"{OWN}: revised_at"),
        ("revised_at = NULL", f"{OWN}: revised_at"),
        ("name = 'Another'", f"{OWN}: name"),
        ("track = ''", f"{OWN}: track"),
        ("phase = 7", f"{OWN}: phase"),
        ("signers = '[]'", f"{OWN}: signers"),
        ("waivers = '[]'", f"{OWN}: waivers"),
        ('severities = \'[{"rule": "AG-01", "severity": "error"}]\'', f"{OWN}: severities"),
        ("disabled_rules = '[{\"wrong\": 1}]'", f"{OWN}: disabled_rules"),
    ],
)
def test_an_altered_fact_of_the_plan_is_named(plan, altered, where):
    tamper(f"UPDATE planning_plan SET {altered}")
    assert places(plan) == [where]


@pytest.mark.parametrize(
    ("altered", "where"),
    [
        ("element SET name = 'Another' WHERE code = 'BC-1'", "BC-1, field name"),
        ("element SET notes = 'Another' WHERE code = 'BC-1'", "BC-1, field notes"),
        ("element SET version = 9 WHERE code = 'BC-1'", "BC-1, field version"),
        ("element SET position = 9 WHERE code = 'BC-1'", "BC-1, field position"),
        ("element SET origin = 'a#b' WHERE code = 'BC-1'", "BC-1, field origin"),
        ("element SET element_kind = 'Team' WHERE code = 'BC-1'", "BC-1"),
        (f"boundedcontext SET purpose = 'Another' {OF_BC_1}", "BC-1, field purpose"),
        (f"boundedcontext SET layers = '[]' {OF_BC_1}", "BC-1, field layers"),
        (f"boundedcontext SET layers = 'null' {OF_BC_1}", "BC-1, field layers"),
        (f"boundedcontext SET owner_id = NULL {OF_BC_1}", "BC-1, field owner"),
        ("link SET target_digest = 'x' WHERE type = 'calls'", "link "),
        ("issuedcode SET element_kind = 'Team' WHERE code = 'BC-1'", "the code BC-1"),
        ("issuedcode SET number = 9 WHERE code = 'BC-1'", "the code BC-1"),
        ("project SET name = 'Another'", f"{OWN}: project"),
    ],
)
def test_an_altered_row_is_named(plan, altered, where):
    tamper(f"UPDATE planning_{altered}")
    assert places(plan)[0].startswith(where)


def test_one_altered_field_is_one_problem_with_both_values(plan):
    tamper(f"UPDATE planning_boundedcontext SET purpose = 'Lends nothing' {OF_BC_1}")
    assert [str(problem) for problem in verify(plan.pk).problems] == [
        'BC-1, field purpose: it says "Lends nothing", the history gives "Lends what it has"'
    ]


def test_of_long_texts_the_difference_is_shown(plan):
    text = "x" * 300
    write.update(plan.pk, make_actor(), "BC-1", {"notes": f"{text} and more"}, 2)
    tamper(f"UPDATE planning_element SET notes = '{text} and less' WHERE code = 'BC-1'")
    assert "and less" in first(plan).what
    assert len(first(plan).what) < 200


OF_QC_4 = "(SELECT id FROM planning_element WHERE code = 'QC-4')"


@pytest.mark.parametrize(
    "statements",
    [
        (f"DELETE FROM planning_checklistitem WHERE element_id = {OF_QC_4}",),
        (
            f"DELETE FROM planning_checklistitem WHERE element_id = {OF_QC_4}",
            "DELETE FROM planning_element WHERE code = 'QC-4'",
        ),
    ],
)
def test_a_deleted_element_is_named(plan, statements):
    tamper(*statements)
    assert first(plan).where == "QC-4"
    assert "its row is gone; the history has it since change 82" in first(plan).what


def test_an_element_that_was_put_in_is_named(plan):
    tamper(
        "INSERT INTO planning_element (plan_id, element_kind, code, name, notes, position, "
        f"version, origin) VALUES ({plan.pk}, 'Team', 'TM-9', '', '', 0, 1, '')",
        "INSERT INTO planning_team (element_id, track, contact) "
        "SELECT id, '', '' FROM planning_element WHERE code = 'TM-9'",
    )
    assert places(plan) == ["TM-9", "the code TM-9"]


def test_an_element_that_was_moved_to_another_plan_is_named_in_both(plan):
    other = start("Elsewhere", None, {})
    tamper(f"UPDATE planning_element SET plan_id = {other.pk} WHERE code = 'SD-1'")
    assert first(plan).where == "SD-1"
    assert places(other) == ["SD-1", "the code SD-1"]


def test_a_reference_into_another_plan_is_named(plan):
    other = start("Elsewhere", None, {}, "elsewhere")
    with write.locked(other.pk, make_actor()) as writing:
        writing.create("Team", {"name": "Strangers"})
    tamper(
        "UPDATE planning_boundedcontext SET owner_id = "
        f"(SELECT id FROM planning_element WHERE plan_id = {other.pk}) "
        f"{OF_BC_1.replace('code', f'plan_id = {plan.pk} AND code')}"
    )
    assert first(plan).where == "BC-1, field owner"
    assert "TM-1 of the plan elsewhere" in first(plan).what


OF_TM_1 = "(SELECT id FROM planning_element WHERE code = 'TM-1')"
ONE_LINK = "(SELECT min(id) FROM planning_link WHERE type = 'implements')"


@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM planning_link WHERE id = {ONE_LINK}",
        f"UPDATE planning_link SET type = 'cites' WHERE id = {ONE_LINK}",
    ],
)
def test_a_deleted_link_is_named(plan, statement):
    tamper(statement)
    assert "link BC-1 implements SD-1" in places(plan)


def test_a_link_that_was_put_in_between_kinds_that_do_not_go_together_is_named(plan):
    tamper(
        "INSERT INTO planning_link (plan_id, type, source_id, target_id, target_digest) "
        f"VALUES ({plan.pk}, 'implements', {OF_TM_1}, {OF_QC_4}, '')"
    )
    found = verify(plan.pk).problems
    assert {problem.where for problem in found} == {"link TM-1 implements QC-4"}
    assert [problem.what for problem in found] == [
        "no change of the history made it, or one ended it",
        "no such link runs from a Team to a ChecklistItem",
    ]


def test_a_link_that_was_moved_to_another_plan_is_named_in_both(plan):
    other = start("Elsewhere", None, {}, "elsewhere")
    tamper(f"UPDATE planning_link SET plan_id = {other.pk} WHERE id = {ONE_LINK}")
    assert places(plan) == ["link BC-1 implements SD-1"]
    assert first(other).where.startswith("link BC-1 of the plan library implements SD-1")
    assert "is no element of this plan" in verify(other.pk).problems[1].what


def test_a_code_that_was_taken_back_is_named(plan):
    tamper("DELETE FROM planning_issuedcode WHERE code = 'SV-2'")
    assert places(plan) == ["the code SV-2"]
