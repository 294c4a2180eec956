"""What waits for a person in a plan, by their roles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from planning.plan import rights
from planning.plan.decisions import Said, scope_of, state, waits
from planning.plan.elements import Decision, DirectiveStep
from planning.plan.needs import UNANSWERED, needed
from planning.plan.signatures import awaited
from planning.plan.signing import membership_for
from planning.store import threads
from planning.store.decisions import may_decide
from planning.web.access import Access
from planning.web.needs import own_tracks
from planning.web.panels import counted
from planning.web.reviewing.standing import standings


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to do: ``count`` times ``one``, or ``many`` of it, found at ``url``; ``since`` is
    when somebody asked for it, where somebody did."""

    count: int
    one: str
    many: str
    url: str
    since: datetime | None = None

    @property
    def what(self) -> str:
        return self.one if self.count == 1 else self.many


def waiting(access: Access) -> tuple[Waiting, ...]:
    """What this person can move forward, most pressing first; a viewer is called at most."""
    found = (
        *_for_reviewers(access),
        *_for_whoever_asked(access),
        *_for_editors(access),
        *_for_leads(access),
        *_for_tracks(access),
        _for_whoever_is_called(access),
    )
    return tuple(each for each in found if each.count)


def _for_reviewers(access: Access) -> Iterator[Waiting]:
    """A scope whose turn it is waits for those who sign it, and for nobody else."""
    review = access.review
    home = f"/plans/{access.row.slug}/review/"
    for scope in awaited(access.plan, review):
        if membership_for(access.actor, scope):
            what = f"{'confirmation' if scope == 'backend' else 'review'} of {review.baseline}"
            since = datetime.fromisoformat(review.baseline_at)
            yield Waiting(1, f"{what} for {scope}", what, f"{home}{scope}/", since)
    if "owner" in access.actor.roles:
        unaccepted = sum(
            each.decision == "not_applicable" and not each.accepted_by
            for each in review.latest.values()
        )
        what = "scope said not to apply, for you to accept"
        yield Waiting(unaccepted, what, what, f"{home}#standing")


def _for_whoever_asked(access: Access) -> Iterator[Waiting]:
    """Changes that reviewers want, and who has not looked yet at what is under review."""
    if not access.may("ask_for_review") or access.review.state == "draft":
        return
    review, home = access.review, f"/plans/{access.row.slug}/review/"
    wanted = [
        each
        for each in review.latest.values()
        if each.decision == "changes_requested" and each.baseline == review.baseline
    ]
    yield Waiting(len(wanted), "lead wants changes", "leads want changes", f"{home}#decisions")
    open_ = set(awaited(access.plan, review))
    unseen = sum(
        person.looked_at is None
        for each in standings(access)
        if each.scope.name in open_ and not each.mine
        for person in each.reviewers
    )
    since = datetime.fromisoformat(review.baseline_at)
    yield Waiting(
        unseen,
        f"reviewer has not looked at {review.baseline} yet",
        f"reviewers have not looked at {review.baseline} yet",
        f"{home}#standing",
        since,
    )


def _for_editors(access: Access) -> Iterator[Waiting]:
    if not access.may("delete"):
        return
    home = f"/plans/{access.row.slug}/"
    findings = counted(access.findings)
    contradictions = sum(finding.nature == "contradiction" for finding in findings)
    steps = sum(step.status in ("", "open") for step in access.plan.of(DirectiveStep))
    yield Waiting(
        contradictions,
        "contradiction to resolve",
        "contradictions to resolve",
        f"{home}#contradiction",
    )
    yield Waiting(steps, "directive step open", "directive steps open", f"{home}#path")


def _for_leads(access: Access) -> Iterator[Waiting]:
    home = f"/plans/{access.row.slug}/"
    asked = (waiver for waiver in access.plan.waivers if state(waiver, access.on) == "requested")
    mine = sum(may_decide(access.row.pk, access.actor, waiver) for waiver in asked)
    yield Waiting(mine, "waiver to decide", "waivers to decide", f"{home}waivers/")
    said: tuple[Said, ...] = (*access.plan.severities, *access.plan.disabled_rules)
    weaker = {each.rule for each in said if waits(each)}
    rules = sum(rights.may_approve(access.actor, scope_of(rule)) for rule in weaker)
    yield Waiting(rules, "rule to decide on", "rules to decide on", f"{home}rules/?changed=1")
    if "architecture_lead" in access.actor.roles:
        proposed = sum(each.status == "proposed" for each in access.plan.of(Decision))
        yield Waiting(proposed, "decision proposed", "decisions proposed", f"{home}services/")
    if "security_lead" in access.actor.roles:
        findings = sum(finding.scope == "security" for finding in counted(access.findings))
        yield Waiting(
            findings,
            "finding in security's scope",
            "findings in security's scope",
            f"{home}#missing",
        )


def _for_whoever_is_called(access: Access) -> Waiting:
    return Waiting(
        threads.unseen_mentions(access.row.pk, access.actor),
        "comment that names you",
        "comments that name you",
        f"/plans/{access.row.slug}/comments/?mentions=1",
    )


def _for_tracks(access: Access) -> Iterator[Waiting]:
    own = own_tracks(access.actor)
    asked = (each for each in needed(access.plan) if each.status in UNANSWERED)
    # The list begins with the tracks of whoever opens it.
    yield Waiting(
        sum(each.track in own for each in asked),
        "dependency to answer",
        "dependencies to answer",
        f"/plans/{access.row.slug}/needs/",
    )
