"""Threads of comments: begun, answered, resolved and read.

They stand outside the chain of changes and leave the revision of the plan alone: nobody's signature
and nobody's cached plan depends on what is said about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from planning import models
from planning.kinds import BY_NAME
from planning.plan import mentions, rights
from planning.plan.choices import words
from planning.plan.elements import facts
from planning.plan.normal import normal_text
from planning.plan.rights import Actor
from planning.plan.scopes import NAMES
from planning.plan.signing import membership_for, roles_of
from planning.plan.value import Plan
from planning.store.errors import Missing, Refused, Rejected

LONGEST = 20_000
"""Characters of a comment."""
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Audience:
    """Who should hear of a comment, its author left out: called by name, and taking part."""

    called: tuple[models.User, ...]
    taking_part: tuple[models.User, ...]


# Writing


def open_thread(
    plan_id: int,
    actor: Actor,
    code: str,
    field: str,
    text: str,
    baseline: models.Baseline | None = None,
    blocks: str = "",
) -> models.Thread:
    """Begin a thread on an element that is or was, or on the plan where ``code`` is blank.

    ``blocks`` names a scope that this person signs. Raises ``Refused``, ``Missing``, ``Rejected``.
    """
    _allow(actor)
    _check_place(plan_id, code, field, baseline)
    _check_blocks(actor, blocks)
    said = _said(text)
    begun = models.Thread(
        plan_id=plan_id, code=code, field=field, baseline=baseline, blocks=blocks, person=actor.id
    )
    with transaction.atomic():
        _number(begun)
        _say(begun, actor, said)
    return begun


def reply(plan_id: int, actor: Actor, number: int, text: str) -> models.Comment:
    """Say something in a thread; a resolved one stays resolved."""
    _allow(actor)
    said = _said(text)
    with transaction.atomic():
        return _say(_thread(plan_id, number), actor, said)


def resolve(plan_id: int, actor: Actor, number: int) -> models.Thread:
    """Resolve a thread; the first who does stands with it.

    Raises ``Refused`` where it blocks a signature and is neither this person's nor of a scope that
    they sign.
    """
    _allow(actor)
    found = _thread(plan_id, number)
    if not may_resolve(actor, found):
        raise Refused(
            f"Thread {number} blocks {found.blocks}'s signature: only whoever began it"
            f" or the {_leads(found.blocks)} may resolve it."
        )
    open_ = models.Thread.objects.filter(pk=found.pk, resolved_at=None)
    open_.update(resolved_at=timezone.now(), resolved_by=actor.id)
    return _thread(plan_id, number)


def reopen(plan_id: int, actor: Actor, number: int) -> models.Thread:
    """Open a resolved thread again; one that blocks a signature takes whoever may resolve it."""
    _allow(actor)
    found = _thread(plan_id, number)
    if not may_resolve(actor, found):
        raise Refused(
            f"Thread {number} blocks {found.blocks}'s signature: only whoever began it"
            f" or the {_leads(found.blocks)} may reopen it."
        )
    models.Thread.objects.filter(pk=found.pk).update(resolved_at=None, resolved_by="")
    return _thread(plan_id, number)


def mark_seen(threads: Iterable[models.Thread], actor: Actor) -> None:
    """That somebody has read these threads, as ``threads_of`` and ``listed`` hand them out."""
    unseen = [mention.pk for thread in threads for mention in unseen_in(thread, actor)]
    if unseen:
        models.Mention.objects.filter(pk__in=unseen).update(seen_at=timezone.now())


# Who may, and who hears of it


def signed_by(actor: Actor) -> tuple[str, ...]:
    """The scopes that somebody signs."""
    return tuple(scope for scope in NAMES if signs(actor, scope))


def signs(actor: Actor, scope: str) -> bool:
    return scope in NAMES and membership_for(actor, scope) is not None


def may_resolve(actor: Actor, thread: models.Thread) -> bool:
    """Whether a thread is this person's to resolve, given the right to comment."""
    return not thread.blocks or thread.person == actor.id or signs(actor, thread.blocks)


def audience(comment: models.Comment) -> Audience:
    """Members of the project who should be told of a comment: nobody twice, its author never."""
    called = set(comment.mentions.values_list("person_id", flat=True))
    said = models.Comment.objects.filter(thread_id=comment.thread_id)
    members = _members(comment.thread.plan_id).exclude(pseudonym=comment.person)
    reached = members.filter(Q(pk__in=called) | Q(pseudonym__in=said.values("person")))
    people = list(reached.order_by("pk"))
    return Audience(
        called=tuple(person for person in people if person.pk in called),
        taking_part=tuple(person for person in people if person.pk not in called),
    )


# Reading


def threads_of(plan_id: int, code: str = "") -> list[models.Thread]:
    """The threads of an element, or of the plan as a whole, with all that is said: open first."""
    held = listed(plan_id).filter(code=code)
    return list(held.order_by(F("resolved_at").asc(nulls_first=True), "number"))


def listed(
    plan_id: int, *, open_only: bool = False, blocking: bool = False, calls: str = ""
) -> QuerySet[models.Thread]:
    """The threads of a plan, newest first; ``calls`` is the pseudonym of somebody called."""
    found = models.Thread.objects.filter(plan_id=plan_id)
    if open_only:
        found = found.filter(resolved_at=None)
    if blocking:
        found = found.exclude(blocks="")
    if calls:
        called = models.Mention.objects.filter(person__pseudonym=calls)
        found = found.filter(pk__in=called.values("comment__thread"))
    people = Prefetch("mentions", models.Mention.objects.select_related("person"))
    comments = models.Comment.objects.order_by("pk").prefetch_related(people)
    whole = found.select_related("baseline").prefetch_related(Prefetch("comments", comments))
    return whole.order_by("-number")


def open_counts(plan_id: int) -> dict[str, int]:
    """How many open threads each element has, by code; the plan as a whole is the blank one."""
    held = models.Thread.objects.filter(plan_id=plan_id, resolved_at=None)
    return dict(held.order_by().values_list("code").annotate(Count("pk")))


def blocking(plan_id: int, scope: str) -> list[models.Thread]:
    """The open threads that stand in the way of a scope's signature."""
    return list(listed(plan_id, open_only=True).filter(blocks=scope))


def unseen_mentions(plan_id: int, actor: Actor) -> int:
    """How many comments name somebody that they have not opened yet."""
    held = models.Mention.objects.filter(comment__thread__plan_id=plan_id, seen_at=None)
    return held.filter(person__pseudonym=actor.id).count()


def unseen_in(thread: models.Thread, actor: Actor) -> list[models.Mention]:
    return [
        mention
        for comment in thread.comments.all()
        for mention in comment.mentions.all()
        if mention.seen_at is None and mention.person.pseudonym == actor.id
    ]


# Parts of the above


def _allow(actor: Actor) -> None:
    if not rights.may(actor, "comment"):
        raise Refused("Your roles let you read comments, not write them.")


def _check_place(plan_id: int, code: str, field: str, baseline: models.Baseline | None) -> None:
    if not models.Plan.objects.filter(pk=plan_id, archived_at=None).exists():
        raise Missing("this plan is archived or not there")
    if baseline is not None and baseline.plan_id != plan_id:
        raise Missing(f"there is no {baseline.code} in this plan")
    kind: type = Plan
    if code:
        # Issued codes outlive their elements, and so may what is said about them.
        issued = models.IssuedCode.objects.filter(plan_id=plan_id, code=code).first()
        if issued is None:
            raise Missing(f"there is no {code} in this plan")
        kind = BY_NAME[issued.element_kind].element
    if field and field not in facts(kind):
        raise Rejected({"field": f"{code or 'The plan'} has no field “{field[:40]}”."})


def _check_blocks(actor: Actor, scope: str) -> None:
    if scope and scope not in NAMES:
        raise Rejected({"blocks": f"There is no scope “{scope[:40]}” to sign."})
    if scope and not signs(actor, scope):
        raise Refused(f"Only the {_leads(scope)} may block {scope}'s signature.")


def _leads(scope: str) -> str:
    return " or the ".join(words(role) for role in roles_of(scope))


def _said(text: str) -> str:
    said = normal_text(text)
    if not said:
        raise Rejected({"text": "Say something."})
    if len(said) > LONGEST:
        raise Rejected({"text": f"At most {LONGEST:,} characters, not {len(said):,}."})
    return said


def _thread(plan_id: int, number: int) -> models.Thread:
    found = models.Thread.objects.filter(plan_id=plan_id, number=number).first()
    if found is None:
        raise Missing(f"there is no thread {number} in this plan")
    return found


def _number(begun: models.Thread) -> None:
    """Store a thread under the next number of its plan.

    Without a lock, so that nobody who talks waits for whoever writes: somebody else may take the
    number first, and then the next one is tried.
    """
    held = models.Thread.objects.filter(plan_id=begun.plan_id)
    for tries_left in reversed(range(_TRIES)):
        begun.number = (held.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                begun.save(force_insert=True)
            return
        except IntegrityError:
            if not tries_left:
                raise


def _say(thread: models.Thread, actor: Actor, said: str) -> models.Comment:
    comment = models.Comment.objects.create(thread=thread, person=actor.id, text=said)
    members = list(_members(thread.plan_id).exclude(pseudonym=actor.id))
    called = mentions.called(said, {person.username.casefold() for person in members})
    models.Mention.objects.bulk_create(
        models.Mention(comment=comment, person=person)
        for person in members
        if person.username.casefold() in called
    )
    return comment


def _members(plan_id: int) -> QuerySet[models.User]:
    held = models.Membership.objects.filter(project__plans=plan_id)
    return models.User.objects.filter(pk__in=held.values("person"), is_active=True)
