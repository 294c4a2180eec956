"""The table of scopes: an entry for what each lead signs, and the backend's whole, made of them."""

from collections.abc import Iterable

from planning.plan.elements import BY_NAME
from planning.plan.links import LINK_TYPES
from planning.plan.scopes.architecture import ARCHITECTURE
from planning.plan.scopes.backend import BACKEND_ONLY
from planning.plan.scopes.security import SECURITY
from planning.plan.scopes.shape import Covered, Fields, LinkRows, SignedScope

KIND_NAMES = ("Plan", *BY_NAME)
"""What a scope may cover, in the order of its rows."""

LEAD_SCOPES: tuple[SignedScope, ...] = (ARCHITECTURE, SECURITY)


def whole(leads: Iterable[SignedScope]) -> SignedScope:
    """The backend's scope: all that these leads sign, of every row, and what none of them does."""
    held = tuple(leads)
    fields = {kind: _fields(held, kind) for kind in KIND_NAMES}
    return SignedScope(
        name="backend",
        role="backend_lead",
        statement=(
            "I confirm that this plan as a whole says what backend is to build, and that it is"
            " complete for this phase."
        ),
        kinds={kind: Covered(names) for kind, names in fields.items() if names},
        links=tuple(LinkRows(type=each.name, digest_of=tuple(BY_NAME)) for each in LINK_TYPES),
        whole=True,
    )


def _fields(leads: Iterable[SignedScope], kind: str) -> Fields:
    signed = (name for lead in leads if kind in lead.kinds for name in lead.kinds[kind].fields)
    return tuple(dict.fromkeys((*signed, *BACKEND_ONLY.get(kind, ()))))


BACKEND = whole(LEAD_SCOPES)
SIGNED: tuple[SignedScope, ...] = (*LEAD_SCOPES, BACKEND)
NAMES: tuple[str, ...] = tuple(scope.name for scope in SIGNED)


def by_name(name: str) -> SignedScope:
    """The scope of this name; raises ``KeyError`` where there is none."""
    return {scope.name: scope for scope in SIGNED}[name]


def of_role(role: str, track: str = "") -> SignedScope | None:
    """What a role signs, a track lead of this track; None where it signs nothing."""
    found = (scope for scope in SIGNED if (scope.role, scope.track) == (role, track))
    return next(found, None)
