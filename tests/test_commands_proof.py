"""The command ``verify_plan`` as an auditor and a nightly run use it."""

import json

import pytest

from planning import models
from planning.store import write
from planning.store.start import start
from tests.factory import make_actor
from tests.store.proving import tamper


@pytest.fixture
def plan(db):
    """A plan with a context, a requirement and a link."""
    return made("Harbour")


def made(name):
    row = start(name, None, {"name": f"{name} backend"})
    with write.locked(row.pk, make_actor()) as writing:
        writing.create("BoundedContext", {"name": "Berths"})
        writing.create("Requirement", {"statement": "Berth ships"}, code="FR-1")
        writing.link("satisfies", "BC-1", "FR-1")
    return row


def test_a_plan_as_it_was_written_is_said_in_one_line(run, plan):
    assert run("verify_plan", "harbour") == (
        0,
        "4 changes, 2 elements, 1 link, 0 baselines, 0 decisions: all as they were written\n",
        "",
    )


def test_problems_are_listed_and_the_first_is_named(run, plan):
    tamper("UPDATE planning_element SET name = 'Quays' WHERE code = 'BC-1'")
    code, out, _ = run("verify_plan", "harbour")
    assert code == 1
    assert out.splitlines() == [
        'BC-1, field name: it says "Quays", the history gives "Berths"',
        "4 changes, 2 elements, 1 link, 0 baselines, 0 decisions: 1 problem, first BC-1, field name",
    ]


def test_of_many_problems_the_text_lists_the_first_and_json_all(run, plan):
    with write.locked(plan.pk, make_actor()) as writing:
        for _ in range(60):
            writing.create("Team", {})
    tamper("UPDATE planning_element SET notes = 'x'")
    lines = run("verify_plan", "harbour")[1].splitlines()
    assert (len(lines), lines[-2]) == (52, "and 12 more; --format json has them all")
    (said,) = json.loads(run("verify_plan", "harbour", "--format", "json")[1])
    assert len(said["problems"]) == 62


def test_json_says_where_and_what(run, plan):
    tamper("UPDATE planning_plan SET changes = 3")
    code, out, _ = run("verify_plan", "harbour", "--format", "json")
    assert code == 1
    assert json.loads(out) == [
        {
            "plan": "harbour",
            "holds": False,
            "changes": 4,
            "elements": 2,
            "links": 1,
            "baselines": 0,
            "decisions": 0,
            "problems": [
                {
                    "where": "the plan's own facts: changes",
                    "what": "it counts 3, and the history ends at 4",
                }
            ],
            "remarks": [],
        }
    ]


def test_all_plans_are_proved_one_after_the_other(run, plan):
    other = made("Airport")
    models.Plan.objects.filter(pk=other.pk).update(name="Altered")
    code, out, _ = run("verify_plan", "--all")
    assert code == 1
    assert [line.split(": ")[0] for line in out.splitlines()] == ["airport", "airport", "harbour"]
    assert run("verify_plan", "harbour")[0] == 0


def test_a_person_without_an_account_is_a_note_and_no_problem(run, plan):
    models.User.objects.update(pseudonym="gone")
    code, out, _ = run("verify_plan", "harbour")
    assert (code, out.startswith("note: no account has the pseudonym ")) == (0, True)


@pytest.mark.parametrize("arguments", [(), ("harbour", "--all"), ("quay",)])
def test_wrong_usage_lists_the_plans_that_there_are(run, plan, arguments):
    code, _, err = run("verify_plan", *arguments)
    assert code == 2
    assert "there are: harbour" in err
