"""Rights: who may write which field of which element, and who may do what with a plan.

One table of facts for writing and one for actions, after the roles of a project. A person's rights
are the union of what their memberships grant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from planning.plan.elements import BY_NAME
from planning.plan.findings import Scope
from planning.plan.people import without_address
from planning.plan.value import ABOUT_FIELDS

Role = Literal[
    "owner",
    "backend_lead",
    "contributor",
    "architecture_lead",
    "security_lead",
    "track_lead",
    "viewer",
]
Action = Literal[
    "read",
    "comment",
    "export",
    "export_redacted",
    "import",
    "ask_for_review",
    "confirm",
    "members",
    "severities",
    "delete",
]


@dataclass(frozen=True, slots=True)
class Membership:
    """A role in a project; ``track`` counts for track leads only, ``deputy`` for signatures only."""

    role: Role
    track: str = ""
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts. ``id`` is pseudonymous and lasts; ``name`` is for people to read.

    The name goes into the plan where somebody ticks, asks or decides, and from there into every
    export: an e-mail address is cut down to the part that names the person.
    """

    id: str
    name: str
    memberships: frozenset[Membership] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", without_address(self.name))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(membership.role for membership in self.memberships)


@dataclass(frozen=True, slots=True)
class Grant:
    """A line of the table: these roles write these fields of these kinds.

    No ``fields`` means every field. ``track`` narrows the grant to rows of that track; ``own`` is
    the track of the membership.
    """

    roles: frozenset[Role]
    kinds: frozenset[str]
    fields: frozenset[str] = frozenset()
    track: str = ""


OWN = "own"
_EDITORS: frozenset[Role] = frozenset({"owner", "backend_lead", "contributor"})
_LEADERS: frozenset[Role] = frozenset({"owner", "backend_lead"})
_WEAKENERS: frozenset[Role] = frozenset({"owner", "architecture_lead", "security_lead"})
_ARCHITECTURE: frozenset[Role] = frozenset({"architecture_lead"})
_SECURITY: frozenset[Role] = frozenset({"security_lead"})
_TRACK: frozenset[Role] = frozenset({"track_lead"})
_EVERYONE: frozenset[Role] = frozenset({*_EDITORS, *_WEAKENERS, "track_lead", "viewer"})

DATA_CLASS = frozenset({"confidentiality", "categories", "protection", "classification_reason"})
ANSWER = frozenset({"status", "reason", "answer", "reference"})
# Whoever edits asks; what takes a lead's word is in planning.plan.decisions.
_ASKED = frozenset({"severities", "disabled_rules", "waivers"})

WRITES: tuple[Grant, ...] = (
    Grant(_EDITORS, frozenset(BY_NAME)),
    Grant(_EDITORS, frozenset({"Plan"}), frozenset({*ABOUT_FIELDS, *_ASKED}) - {"signers"}),
    Grant(_LEADERS, frozenset({"Plan"}), frozenset({"signers", "version", "releases"})),
    Grant(_WEAKENERS, frozenset({"Plan"}), _ASKED),
    Grant(_ARCHITECTURE, frozenset({"Standard", "Guardrail", "Decision"})),
    Grant(_SECURITY, frozenset({"PrivacyConstraint", "ProcessingActivity", "Control"})),
    Grant(_SECURITY, frozenset({"Dependency"}), track="security"),
    Grant(_SECURITY, frozenset({"Attribute"}), DATA_CLASS),
    Grant(_ARCHITECTURE, frozenset({"Dependency"}), ANSWER, track="architecture"),
    Grant(_TRACK, frozenset({"Dependency"}), ANSWER, track=OWN),
)

ACTIONS: Mapping[Action, frozenset[Role]] = {
    "read": _EVERYONE,
    "comment": _EVERYONE - {"viewer"},
    "export": _EVERYONE - {"viewer"},
    "export_redacted": _EVERYONE,
    "import": _LEADERS,
    "ask_for_review": _LEADERS,
    "confirm": _LEADERS,
    "members": frozenset({"owner"}),
    "severities": frozenset({"owner"}),
    "delete": _EDITORS,
}

LEADS: Mapping[Scope, Role] = {
    "architecture": "architecture_lead",
    "security": "security_lead",
    "backend": "owner",
}
"""Who weakens a rule of a scope, and who approves a waiver of its findings."""


def may(actor: Actor, action: Action) -> bool:
    """Whether somebody may do this with the plan; ``delete`` is of elements of any kind."""
    return not actor.roles.isdisjoint(ACTIONS[action])


def dropped_signers(actor: Actor, before: Iterable[str], after: Iterable[str]) -> frozenset[str]:
    """Roles that this person may not take off those who sign; each does so for itself."""
    return frozenset(before) - frozenset(after) - actor.roles


def may_approve(actor: Actor, scope: Scope) -> bool:
    """Whether somebody may approve waivers of a scope's findings and weaken its rules."""
    return LEADS[scope] in actor.roles


def may_write(actor: Actor, kind: str, fields: Iterable[str], row: Mapping[str, Any]) -> bool:
    """Whether somebody may write these fields of one element.

    ``row`` holds the element's values before the write, or those of a new one; a write that moves
    an element to another track is asked for with either row. No ``fields`` means the element as a
    whole: adding or deleting it. ``kind`` may be ``Plan``. A ``Link`` is judged by its source as a
    whole: ``row`` then is that element's, with the name of its kind under ``element_kind``.
    """
    if kind == "Link":
        source = str(row.get("element_kind", ""))
        return source in BY_NAME and may_write(actor, source, (), row)
    granted = [grant for grant in WRITES if kind in grant.kinds and _reaches(actor, grant, row)]
    if any(not grant.fields for grant in granted):
        return True
    written = set(fields)
    return bool(written) and written <= {name for grant in granted for name in grant.fields}


def _reaches(actor: Actor, grant: Grant, row: Mapping[str, Any]) -> bool:
    """Whether a grant is one of this person's, for this row."""
    holding = [m for m in actor.memberships if m.role in grant.roles]
    if not grant.track:
        return bool(holding)
    tracks = {m.track for m in holding if m.track} if grant.track == OWN else {grant.track}
    return bool(holding) and row.get("track") in tracks
