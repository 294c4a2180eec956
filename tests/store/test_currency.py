"""A signature is current exactly while its scope says what was signed, whatever anybody does."""

from random import Random

import pytest

from planning.plan import rules, scopes
from planning.plan.readiness import readiness
from planning.plan.scopes.compare import compare, stale_because
from planning.plan.signatures import BINDING
from planning.store import baselines, write
from planning.store.errors import WriteError
from planning.store.load import loaded
from planning.store.undo import undo
from tests import drawn
from tests.factory import actor_of, make_member, make_sound_plan
from tests.store import scope_model
from tests.store.random_edits import STEPS
from tests.store.reviewing import ON, ask, decide, latest, review, sign_all

ROUNDS = 12


@pytest.mark.parametrize("scope", scope_model.SCOPES)
@pytest.mark.parametrize("kind", scope_model.FIELDS)
def test_the_model_and_the_table_of_scopes_name_the_same_fields(kind, scope):
    covered = scopes.by_name(scope).kinds.get(kind)
    assert set(scope_model.fields(kind, scope)) == set(covered.fields if covered else ())


@pytest.fixture
def plan(db):
    row = make_sound_plan()
    make_member(row.project, "olga", "owner", "backend_lead", "architecture_lead", "security_lead")
    return row


def taken(row, rng, plan, step):
    """Whether a step was possible; one that the store refuses changes nothing."""
    try:
        step(row, rng, plan)
    except WriteError:
        return False
    return True


def should_be_current(said, now, frozen):
    """As the model has it: the plan of now says in the scope what the signed baseline says."""
    if said.decision not in BINDING:
        return True
    signed = scope_model.signed(frozen[said.baseline], said.scope)
    return scope_model.signed(now, said.scope) == signed


@pytest.mark.parametrize("seed", range(drawn.plans(20)))
def test_a_signature_is_current_exactly_while_what_was_signed_stands(plan, seed):
    rng = Random(seed)
    sign_all(plan)
    held = loaded(plan.pk)
    frozen = {"BL-1": held.plan}
    steps = 0
    for step in rng.choices([*STEPS], [*STEPS.values()], k=ROUNDS):
        steps += taken(plan, rng, held.plan, step)
        held = loaded(plan.pk)
        now = held.records.review(held.plan)
        frozen.setdefault(now.baseline, held.plan)
        assert {scope: each.current for scope, each in now.latest.items()} == {
            scope: should_be_current(each, held.plan, frozen) for scope, each in now.latest.items()
        }, step.__name__
    assert steps > ROUNDS // 3


# The story that the feature is for


def change(plan, username, code, **said):
    with write.locked(plan.pk, actor_of(plan, username)) as writing:
        writing.update(code, said)
    return writing.batch


def currency(plan):
    return {scope: said.current for scope, said in review(plan).latest.items()}


def gate(plan):
    """Where the review stands, and the verdict of the day."""
    now = loaded(plan.pk)
    said = now.records.review(now.plan)
    return said.state, readiness(now.plan, rules.check(now.plan, ON), said, ON).verdict


OPEN = ("confirmed", "ready_for_phase_2")
ALL_CURRENT = {"architecture": True, "security": True, "backend": True}


def test_a_signature_goes_stale_for_the_lead_whose_scope_changed_alone(plan):
    ask(plan)
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security", "changes_requested", statement="Classify AT-3 higher")
    assert gate(plan) == ("in_review", "in_review")

    change(plan, "alice", "AT-3", confidentiality="confidential")
    assert latest(plan, "architecture").current is True
    ask(plan)
    assert since_the_baseline_before(plan, "security") == "AT-3 confidentiality changed"
    assert since_the_baseline_before(plan, "architecture") == ""
    assert latest(plan, "architecture").current is True

    decide(plan, "sam", "security")
    decide(plan, "alice", "backend")
    held = {scope: said.baseline for scope, said in review(plan).latest.items()}
    assert held == {"architecture": "BL-1", "security": "BL-2", "backend": "BL-2"}
    assert (currency(plan), gate(plan)) == (ALL_CURRENT, OPEN)

    change(plan, "alice", "CR-2", notes="A tpyo")
    assert (currency(plan), gate(plan)) == (ALL_CURRENT, OPEN)

    batch = change(plan, "alice", "CR-2", pattern="partnership")
    assert currency(plan) == {"architecture": False, "security": True, "backend": False}
    assert latest(plan, "architecture").stale_because == "CR-2 pattern changed"
    assert gate(plan) == ("in_review", "signed_not_ready")

    undo(plan.pk, actor_of(plan, "alice"), batch)
    assert (currency(plan), gate(plan)) == (ALL_CURRENT, OPEN)


def since_the_baseline_before(plan, scope):
    rows = baselines.listed(plan.pk).order_by("number")
    first, second = (row.scopes.get(scope=scope).projection for row in rows)
    return stale_because(compare(first, second))
