"""Words that reviewers say in tests, on whatever is under review."""

from datetime import date

from planning.store import baselines, sign_offs, write
from planning.store.load import loaded
from tests.factory import actor_of

ON = date(2026, 11, 25)


def ask(plan, username="alice", **said):
    held = {"name": "", "statement": "Please look", "on": ON, **said}
    return baselines.ask(plan.pk, actor_of(plan, username), **held)


def word(plan, scope, decision="signed", **said):
    row = baselines.latest(plan.pk)
    held = {
        "scope": scope,
        "baseline": row.code,
        "digest": row.scopes.get(scope=scope).digest,
        "decision": decision,
        "statement": "Read and agreed",
        "method": "password",
        **said,
    }
    return sign_offs.Word(**held)


def decide(plan, username, scope, decision="signed", on=ON, **said):
    return sign_offs.decide(
        plan.pk, actor_of(plan, username), word(plan, scope, decision, **said), on
    )


def withdraw(plan, username, scope, **said):
    return sign_offs.withdraw(
        plan.pk, actor_of(plan, username), word(plan, scope, "withdrawn", **said)
    )


def accept(plan, username, scope, **said):
    """Accept what is said there now, unless an older word is meant."""
    now = review(plan).latest.get(scope)
    said = {"answers": sign_offs.answered(now) if now else "", **said}
    return sign_offs.accept(
        plan.pk, actor_of(plan, username), word(plan, scope, "accepted", **said)
    )


def review(plan):
    now = loaded(plan.pk)
    return now.records.review(now.plan)


def latest(plan, scope):
    """The last word on a scope, as it stands against the plan of now."""
    return review(plan).latest[scope]


def sign_all(plan, again=True):
    """Everybody signs the plan as it is, or what is under review already."""
    if again:
        ask(plan)
    decide(plan, "ada", "architecture")
    decide(plan, "sam", "security")
    decide(plan, "alice", "backend")


def change(plan, username, code, **said):
    with write.locked(plan.pk, actor_of(plan, username)) as writing:
        writing.update(code, said)
