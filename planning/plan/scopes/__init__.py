"""Scopes: what each signature covers, as stored text and as digest.

A signature is current while the live plan, projected by the definition stored with the signed
baseline, equals the signed projection. Nothing is ever marked stale.
"""

from planning.plan import canonical
from planning.plan.scopes.rows import projected
from planning.plan.scopes.shape import SignedScope
from planning.plan.scopes.stored import read, written
from planning.plan.scopes.table import BACKEND, LEAD_SCOPES, NAMES, SIGNED, by_name, of_role
from planning.plan.value import Plan

__all__ = [
    "BACKEND",
    "LEAD_SCOPES",
    "NAMES",
    "SIGNED",
    "SignedScope",
    "by_name",
    "definition",
    "digest",
    "is_current",
    "of_role",
    "project",
    "project_by",
]


def digest(plan: Plan, scope: str) -> str:
    """SHA-256 of the plan's projection by the scope of today, hexadecimal."""
    return canonical.digest(project(plan, scope))


def project(plan: Plan, scope: str) -> str:
    """What a signature of this scope would cover: a line of JSON for each row, in fixed order."""
    return project_by(plan, definition(scope))


def is_current(plan: Plan, definition: str, projection: str) -> bool:
    """Whether the plan still says what was signed, by the definition stored with it."""
    return project_by(plan, definition) == projection


def definition(scope: str) -> str:
    """The scope as text to store with a baseline, for ``project_by``."""
    return written(by_name(scope))


def project_by(plan: Plan, definition: str) -> str:
    """The plan's projection by a stored definition; fields at their default are left out."""
    return "".join(canonical.text(row) + "\n" for row in projected(read(definition), plan))
