"""A plan in which everything has happened that the history can tell, for proofs and their tests."""

from django.db import connection

from planning import models
from planning.models import immutable
from planning.plan.rules import check
from planning.store import decisions, severities, undo, write
from planning.store.load import load
from planning.store.proof import verify
from tests.factory import actor_of, make_sound_plan
from tests.store.reviewing import ON, accept, ask, decide, withdraw

OWN = "the plan's own facts"


def make_lived_in_plan(slug="library"):
    """The library's plan after edits of every kind, two baselines and six decisions."""
    plan = make_sound_plan(slug)
    _edit(plan)
    _weaken(plan)
    ask(plan, name="First look")
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security", "changes_requested", method="")
    write.update(plan.pk, actor_of(plan, "alice"), "TE-1", {"definition": "Another one"}, 1)
    ask(plan)
    decide(plan, "sam", "security", "not_applicable")
    accept(plan, "alice", "security")
    decide(plan, "ada", "architecture", statement="Read again")
    withdraw(plan, "ada", "architecture")
    return models.Plan.objects.get(pk=plan.pk)


def _edit(plan):
    alice = actor_of(plan, "alice")
    with write.locked(plan.pk, alice, "tidied up") as writing:
        team = writing.create("Team", {"name": "Night shift"})
        writing.update("BC-1", {"purpose": "Lends what it has", "owner": team})
        writing.delete("SV-2")
        writing.link("about", "QU-1", "BC-1")
    with write.locked(plan.pk, alice) as writing:
        writing.update("NFR-1", {"statement": "Fast enough"})
        writing.unlink("about", "QU-1", "BC-1")
    with write.locked(plan.pk, alice, "confirmed") as writing:
        writing.confirm("verifies", "TH-1", "NFR-1")
    with write.locked(plan.pk, alice) as writing:
        writing.set_about({"locale": "Delft", "project": "The library"})
    for _ in range(2):
        undo.undo(plan.pk, alice, last_change(plan).batch)
    with write.locked(plan.pk, alice) as writing:
        writing.delete("AG-1")
    undo.undo(plan.pk, alice, last_change(plan).batch)


def _weaken(plan):
    found = check(load(plan.pk), ON)
    finding = next(f for f in found if f.rule != "RX-01" and f.scope == "architecture")
    bob, ada = actor_of(plan, "bob"), actor_of(plan, "ada")
    decisions.ask_waiver(plan.pk, bob, finding.identity, "Later", "2027-01-31", ON)
    decisions.decide_waiver(plan.pk, ada, finding.identity, True, ON)
    severities.set_severity(plan.pk, ada, "AG-01", "info", "Small plan", ON)


def last_change(plan):
    return models.Change.objects.filter(plan=plan).latest("number")


def places(plan):
    """Where a proof of the plan finds problems."""
    return [problem.where for problem in verify(plan.pk).problems]


def first(plan):
    return verify(plan.pk).problems[0]


def tamper(*statements):
    """Alter rows as somebody does who may do everything with the database."""
    connection.check_constraints()
    with immutable.lifted(connection), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        connection.check_constraints()
