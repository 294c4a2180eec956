"""What reviewers have said of a plan: which signatures are current, and where the review stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planning.plan.scopes import BACKEND, LEAD_SCOPES, project_by
from planning.plan.scopes.compare import compare, stale_because
from planning.plan.value import Plan

State = Literal["draft", "in_review", "confirmed"]
Decision = Literal["signed", "changes_requested", "not_applicable", "withdrawn", "accepted"]
BINDING: tuple[Decision, ...] = ("signed", "not_applicable")
"""The decisions that bind a digest, and go stale with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A decision of a lead on one scope of one baseline; ``at`` is ISO 8601 with offset.

    ``person_id`` is the pseudonym under which the person stands in the history. ``meaning`` is what
    was confirmed, or has to change, or why. ``method`` says how the person was
    asked again who they are, ``stated_by_signer`` the codes that the signer supplied in their role.
    ``not_applicable`` counts once the owner accepted it: ``accepted_by``, ``accepted_because``.
    """

    scope: str
    role: str
    person: str
    decision: Decision
    meaning: str
    at: str
    baseline: str
    digest: str
    current: bool
    stale_because: str = ""
    deputy: bool = False
    method: str = ""
    stated_by_signer: str = ""
    accepted_by: str = ""
    accepted_because: str = ""
    person_id: str = ""

    @property
    def given(self) -> bool:
        """Whether this counts as given, be it current or stale."""
        return self.decision == "signed" or (
            self.decision == "not_applicable" and bool(self.accepted_by)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A baseline as the change log has it: who asked for review, when, and what they said."""

    code: str
    at: str
    by: str
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where the review of a plan stands; ``baseline`` is the name of the latest one.

    ``signatures`` holds every decision in the order in which they were made, ``rounds`` every
    baseline.
    """

    state: State = "draft"
    baseline: str = ""
    baseline_at: str = ""
    signatures: tuple[Signature, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def latest(self) -> Mapping[str, Signature]:
        """The last word on each scope."""
        return {signature.scope: signature for signature in self.signatures}


NOT_ASKED = Review()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A decision as it was stored, with the scope of its baseline as it was."""

    scope: str
    role: str
    deputy: bool
    person: str
    decision: Decision
    statement: str
    at: str
    method: str
    stated: str
    baseline: int
    digest: str
    definition: str
    projection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A baseline as it was stored: ``at`` is when review of it was asked for, with offset."""

    number: int
    at: str
    person: str
    name: str
    statement: str

    @property
    def code(self) -> str:
        return f"BL-{self.number}"


def review(
    plan: Plan, asked: Sequence[Asked], given: Iterable[Given], names: Mapping[str, str]
) -> Review:
    """The review of a plan at the last of its baselines; ``names`` tells people by pseudonym.

    A binding decision is current while the plan, projected by the definition that is stored with
    it, gives what was signed. Only the last word on a scope can be current.
    """
    if not asked:
        return NOT_ASKED
    held = tuple(given)
    said = _with_acceptances(tuple(_signature(each, names) for each in held))
    last = {each.scope: number for number, each in enumerate(said)}
    decided = tuple(
        _judged(signature, each, plan) if last[each.scope] == number else _superseded(signature)
        for number, (each, signature) in enumerate(zip(_words(held), said, strict=True))
    )
    return Review(
        state=_state(plan, decided),
        baseline=asked[-1].code,
        baseline_at=asked[-1].at,
        signatures=decided,
        rounds=tuple(_round(each, names) for each in asked),
    )


def _round(asked: Asked, names: Mapping[str, str]) -> Round:
    said = asked.name or asked.statement
    return Round(code=asked.code, at=asked.at, by=names[asked.person], summary=said)


def required(plan: Plan) -> tuple[str, ...]:
    """The scopes to sign: those of the leads that the directive names, and the backend's own."""
    return (*(scope.name for scope in LEAD_SCOPES if scope.role in plan.signers), BACKEND.name)


def awaited(plan: Plan, said: Review) -> tuple[str, ...]:
    """The scopes whose turn it is: nothing was said there, or what was said holds no more.

    The backend's is awaited once all others are given and current. Where changes of the latest
    baseline were requested, its lead waits, and is not awaited.
    """
    if said.state == "draft":
        return ()
    leads = [scope for scope in required(plan) if scope != BACKEND.name]
    open_ = tuple(scope for scope in leads if not _holds(said, scope))
    if open_:
        return tuple(scope for scope in open_ if _may_speak(said, scope))
    return () if _holds(said, BACKEND.name) else (BACKEND.name,)


def _holds(review: Review, scope: str) -> bool:
    held = review.latest.get(scope)
    return held is not None and held.given and held.current


def _may_speak(review: Review, scope: str) -> bool:
    held = review.latest.get(scope)
    if held is None or (held.decision in BINDING and not held.current):
        return True
    return held.decision not in BINDING and held.baseline != review.baseline


def _words(given: tuple[Given, ...]) -> tuple[Given, ...]:
    """The decisions of leads; the owner's acceptances stand with what they accept."""
    return tuple(each for each in given if each.decision != "accepted")


def _signature(given: Given, names: Mapping[str, str]) -> Signature:
    return Signature(
        scope=given.scope,
        role=given.role,
        person=names[given.person],
        person_id=given.person,
        decision=given.decision,
        meaning=given.statement,
        at=given.at,
        baseline=f"BL-{given.baseline}",
        digest=given.digest,
        current=True,
        deputy=given.deputy,
        method=given.method,
        stated_by_signer=given.stated,
    )


def _with_acceptances(said: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """Without the acceptances, which go to the word on their scope before them."""
    found: list[Signature] = []
    for each in said:
        if each.decision != "accepted":
            found.append(each)
            continue
        place = max(n for n, s in enumerate(found) if s.scope == each.scope)
        found[place] = replace(found[place], accepted_by=each.person, accepted_because=each.meaning)
    return tuple(found)


def _superseded(signature: Signature) -> Signature:
    said = "a later decision took its place"
    return replace(signature, current=False, stale_because=said)


def _judged(signature: Signature, given: Given, plan: Plan) -> Signature:
    if signature.decision not in BINDING:
        return signature
    now = project_by(plan, given.definition)
    if now == given.projection:
        return signature
    why = stale_because(compare(given.projection, now))
    return replace(signature, current=False, stale_because=why)


def _state(plan: Plan, said: Iterable[Signature]) -> State:
    held = Review(state="in_review", signatures=tuple(said))
    confirmed = all(_holds(held, scope) for scope in required(plan))
    return "confirmed" if confirmed else "in_review"
