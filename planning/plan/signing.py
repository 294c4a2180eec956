"""Who may sign a scope, and what a signer supplied in their role."""

from collections.abc import Iterable, Mapping
from typing import Any

from planning.plan.findings import Finding
from planning.plan.readiness import blocks
from planning.plan.rights import Actor, Membership, Role, may_write
from planning.plan.scopes import by_name


def membership_for(actor: Actor, scope: str) -> Membership | None:
    """The membership in which somebody signs a scope: the holder's before a deputy's.

    The backend is confirmed by its lead, or by the owner.
    """
    signed = by_name(scope)
    for role in roles_of(scope):
        held = [m for m in actor.memberships if m.role == role and signed.track in ("", m.track)]
        if held:
            return min(held, key=lambda membership: membership.deputy)
    return None


def roles_of(scope: str) -> tuple[Role, ...]:
    """The roles that sign a scope, the one that it is named for first."""
    signed = by_name(scope)
    return (signed.role, "owner") if signed.whole else (signed.role,)


def supplied(
    role: Role, track: str, kind: str, fields: Iterable[str], row: Mapping[str, Any]
) -> bool:
    """Whether a role supplies this: its rights alone allow the change.

    No ``fields`` means the element as a whole.
    """
    alone = Actor(id="", name="", memberships=frozenset({Membership(role, track)}))
    return may_write(alone, kind, fields, row)


def errors_of(findings: Iterable[Finding], scope: str) -> tuple[Finding, ...]:
    """The findings that stand in the way of signing a scope; the backend's signs the whole."""
    return tuple(f for f in findings if blocks(f) and scope in ("backend", f.scope))
