"""Decisions of leads on a baseline: signed, changes requested, not applicable, withdrawn.

Each is taken under the lock of the plan and put on record in the chain. A signature that crosses an
edit is therefore over the text before it, and stale, or over the text after it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from planning import models
from planning.plan import canonical, scopes
from planning.plan.choices import words
from planning.plan.normal import normal_text
from planning.plan.rights import Actor, Membership
from planning.plan.signatures import BINDING, Decision, Signature
from planning.plan.signing import membership_for, roles_of
from planning.store import write
from planning.store.baselines import baseline, latest
from planning.store.errors import Missing, NotReady, Outdated, Refused, Rejected
from planning.store.load import loaded
from planning.store.moment import local
from planning.store.obstacles import Obstacles, obstacles
from planning.store.write import Writing

CHAINED = (
    "number",
    "scope",
    "role",
    "deputy",
    "person",
    "decision",
    "statement",
    "decided_at",
    "method",
    "scope_digest",
    "stated",
)
"""The columns of a decision that its digest covers, beside the digest of its baseline."""

_ASKED: dict[str, str] = {
    "signed": "Say what your signature means.",
    "changes_requested": "Say what has to change.",
    "not_applicable": "Say why there is nothing here for you to sign.",
    "withdrawn": "Say why you take it back.",
    "accepted": "Say why you accept that.",
}
"""What a decision may not leave unsaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person decides: on which scope of which baseline, by its digest as it was shown.

    ``method`` says how they were asked again who they are; what binds, and its acceptance, need it.
    ``answers`` is what an acceptance answers, as ``answered`` has it.
    """

    scope: str
    baseline: str
    digest: str
    decision: Decision
    statement: str
    method: str = ""
    answers: str = ""


def answered(said: Signature) -> str:
    """What tells one *not applicable* from another, so that nobody accepts what was not shown."""
    return canonical.digest(f"{said.at}\n{said.meaning}\n{said.digest}")


def decide(plan_id: int, actor: Actor, word: Word, on: date) -> models.SignOff:
    """Put the decision of a lead on record.

    Raises ``Rejected`` by field, ``Refused`` where somebody may not decide on the scope,
    ``NotReady`` with reasons where it cannot be signed, ``Outdated`` where the baseline is not the
    one under review (any more).
    """
    _check(word)
    with write.locked(plan_id, actor, f"{_DONE[word.decision]} {word.scope}") as writing:
        row = _under_review(plan_id, word)
        held = _may_decide(writing, word.scope)
        _is_new(row, actor, word)
        found: Obstacles | None = None
        if word.decision == "signed":
            found = obstacles(plan_id, actor, word.scope, row, on)
            if found.reasons:
                raise NotReady("This cannot be signed yet.", found.reasons)
        return _store(writing, row, word, held, found.stated if found else ())


def withdraw(plan_id: int, actor: Actor, word: Word) -> models.SignOff:
    """Take back the signature that stands on a scope, on the baseline that it is on.

    Raises ``Rejected``, ``Refused``, and ``Outdated`` where no signature stands there (any more).
    """
    _check(word)
    with write.locked(plan_id, actor, f"withdrew the signature of {word.scope}") as writing:
        held = _may_decide(writing, word.scope)
        said = _last_word(plan_id, word)
        if said.decision not in BINDING:
            raise Outdated("no signature stands there any more")
        return _store(writing, baseline(plan_id, word.baseline), word, held, ())


def accept(plan_id: int, actor: Actor, word: Word) -> models.SignOff:
    """The owner's word that a scope need not be signed, after its lead said so.

    Raises ``Rejected``, ``Refused``, and ``Outdated`` where no lead says so (any more).
    """
    _check(word)
    with write.locked(plan_id, actor, f"accepted that {word.scope} is not signed") as writing:
        if "owner" not in actor.roles:
            raise Refused("The owner accepts that a scope is not signed.")
        said = _last_word(plan_id, word)
        if said.decision != "not_applicable" or said.accepted_by:
            raise Outdated("nobody says any more that this scope does not apply")
        if word.answers != answered(said):
            raise Outdated("it was said anew, for another reason")
        if said.person_id == actor.id:
            raise Refused("Whoever said that a scope does not apply does not accept it.")
        owner = next(m for m in actor.memberships if m.role == "owner")
        return _store(writing, baseline(plan_id, word.baseline), word, owner, ())


_DONE = {
    "signed": "signed",
    "changes_requested": "requested changes of",
    "not_applicable": "said not applicable of",
    "withdrawn": "withdrew",
    "accepted": "accepted",
}


def _check(word: Word) -> None:
    if word.scope not in scopes.NAMES:
        raise Missing(f"there is no scope {word.scope}")
    # Blanks that nobody sees, such as U+200B, say nothing either.
    if not any(letter.isalnum() for letter in normal_text(word.statement)):
        raise Rejected({"statement": _ASKED[word.decision]})
    if word.decision in (*BINDING, "accepted") and not word.method:
        raise Rejected({"": "A signature needs you to say again who you are."})
    if word.decision == "not_applicable" and word.scope == "backend":
        raise Rejected({"": "The backend's own scope always applies."})


def _may_decide(writing: Writing, scope: str) -> Membership:
    """The membership in which somebody decides, if it has not ended since they were let in."""
    held = membership_for(writing.actor, scope)
    if held is None or not _lasts(writing, held):
        roles = " or ".join(words(role) for role in roles_of(scope))
        raise Refused(f"The {roles} decides on {scope}.")
    return held


def _lasts(writing: Writing, held: Membership) -> bool:
    members = models.Membership.objects.filter(
        person__pseudonym=writing.actor.id, project=writing.row.project
    )
    return members.filter(role=held.role, track=held.track, deputy=held.deputy).exists()


def _is_new(row: models.Baseline, actor: Actor, word: Word) -> None:
    """Raise ``Outdated`` where this very word is the last one: a form that was sent twice."""
    last = _last_row(row.plan_id, word.scope)
    said = (row.pk, actor.id, word.decision, normal_text(word.statement))
    if last and (last.baseline_id, last.person, last.decision, last.statement) == said:
        raise Outdated(f"you have said so already of {row.code}")


def _last_row(plan_id: int, scope: str) -> models.SignOff | None:
    return models.SignOff.objects.filter(plan_id=plan_id, scope=scope).order_by("number").last()


def _under_review(plan_id: int, word: Word) -> models.Baseline:
    """The baseline that was shown, if it is still the latest and says what was shown."""
    row = latest(plan_id)
    if row is None or row.code != word.baseline:
        now = row.code if row else "none"
        raise Outdated(f"{word.baseline} is not under review any more; {now} is")
    if not row.scopes.filter(scope=word.scope, digest=word.digest).exists():
        raise Outdated(f"{word.baseline} says something else than what was shown")
    return row


def _last_word(plan_id: int, word: Word) -> Signature:
    """What was last decided on the scope, if it was on the baseline that was shown."""
    now = loaded(plan_id)
    said = now.records.review(now.plan).latest.get(word.scope)
    if said is None or said.baseline != word.baseline:
        raise Outdated("something else was decided meanwhile")
    return said


def _store(
    writing: Writing,
    row: models.Baseline,
    word: Word,
    held: Membership,
    stated: tuple[str, ...],
) -> models.SignOff:
    made = models.SignOff(
        plan=writing.row,
        baseline=row,
        number=models.SignOff.objects.filter(plan=writing.row).count() + 1,
        scope=word.scope,
        role=held.role,
        deputy=held.deputy,
        person=writing.actor.id,
        decision=word.decision,
        statement=normal_text(word.statement),
        decided_at=local(writing.at, writing.row.time_zone),
        method=word.method,
        scope_digest=row.scopes.get(scope=word.scope).digest,
        stated=", ".join(stated),
    )
    made.digest = digest(made, row.digest)
    made.save(force_insert=True)
    writing.note("sign_off", "SignOff", {"number": made.number, "digest": made.digest})
    return made


def digest(made: models.SignOff, of_baseline: str) -> str:
    """SHA-256 over every column of a decision and the digest of its baseline."""
    said: dict[str, Any] = {name: getattr(made, name) for name in CHAINED}
    return canonical.digest(canonical.text({**said, "baseline": of_baseline}))
