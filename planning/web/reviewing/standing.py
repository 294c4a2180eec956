"""Where the review of a plan stands, scope by scope: who signs, who has looked, what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planning import models
from planning.plan.scopes import SIGNED, SignedScope
from planning.plan.signatures import Signature, awaited, required
from planning.plan.signing import membership_for, roles_of
from planning.store import baselines
from planning.web.access import Access


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who may sign a scope, and when they first opened what is under review."""

    name: str
    deputy: bool
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A scope: ``said`` is the last word on it, ``mine`` whether the reader may sign it."""

    scope: SignedScope
    required: bool
    said: Signature | None
    reviewers: tuple[Reviewer, ...]
    mine: bool

    @property
    def state(self) -> str:
        """``waiting``, ``current``, ``stale``, ``unaccepted``, or the decision itself."""
        if self.said is None:
            return "waiting"
        if self.said.decision == "not_applicable" and not self.said.accepted_by:
            return "unaccepted"
        if not self.said.given:
            return self.said.decision
        return "current" if self.said.current else "stale"

    @property
    def waits(self) -> bool:
        """Whether somebody who signs this is waited for."""
        return self.required and self.state in ("waiting", "stale", "withdrawn")


def standings(access: Access) -> tuple[Standing, ...]:
    """Every scope, the backend's last; three queries."""
    latest = access.review.latest
    looks = _looks(access)
    people = _reviewers(access)
    asked = required(access.plan)
    return tuple(
        Standing(
            scope=scope,
            required=scope.name in asked,
            said=latest.get(scope.name),
            reviewers=tuple(
                Reviewer(str(person), deputy, looks.get((scope.name, person.pk)))
                for person, deputy in people[scope.name]
            ),
            mine=membership_for(access.actor, scope.name) is not None,
        )
        for scope in SIGNED
    )


def asked_people(access: Access) -> dict[str, list[models.User]]:
    """Whom a new baseline is for, by scope: those whose turn it is; one's own self is not told."""
    held = _reviewers(access)
    return {
        name: [person for person, _ in held[name] if person.pseudonym != access.actor.id]
        for name in awaited(access.plan, access.review)
    }


def may_ask(access: Access) -> bool:
    """Whether this person may ask for review, of something that was not asked for yet."""
    latest = baselines.latest(access.row.pk)
    return access.may("ask_for_review") and (
        latest is None or not baselines.is_as_frozen(latest, access.plan)
    )


def _looks(access: Access) -> dict[tuple[str, int], datetime]:
    latest = baselines.latest(access.row.pk)
    held = models.Look.objects.filter(baseline=latest) if latest else models.Look.objects.none()
    return {(look.scope, look.person_id): look.at for look in held}


def _reviewers(access: Access) -> dict[str, list[tuple[models.User, bool]]]:
    held = list(
        models.Membership.objects.filter(
            project_id=access.row.project_id, person__is_active=True
        ).select_related("person")
    )
    return {scope.name: _signing(held, scope) for scope in SIGNED}


def _signing(
    held: Iterable[models.Membership], scope: SignedScope
) -> list[tuple[models.User, bool]]:
    """Holders of the first role that anybody holds, each once, deputies last."""
    for role in roles_of(scope.name):
        found: dict[int, tuple[models.User, bool]] = {}
        for each in sorted(held, key=lambda m: m.deputy):
            if each.role == role and scope.track in ("", each.track):
                found.setdefault(each.person_id, (each.person, each.deputy))
        if found:
            return list(found.values())
    return []
