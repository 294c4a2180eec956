"""The writer's question whether this person may do this, answered by the table of rights."""

from collections.abc import Iterable
from typing import Any

from planning import models
from planning.kinds import BY_NAME
from planning.plan import rights
from planning.plan.choices import words
from planning.plan.elements import Element, facts
from planning.plan.rights import Actor
from planning.store.errors import Refused


def allow(actor: Actor, kind: str, fields: Iterable[str], row: Any) -> None:
    """Raise ``Refused`` unless these fields may be written; no fields means the element itself."""
    if not rights.may_write(actor, kind, frozenset(fields), _said(row)):
        what = "the plan" if kind == "Plan" else f"this {BY_NAME[kind].title.lower()}"
        raise Refused(f"Your roles do not let you change {what}.")


def allow_signers(
    actor: Actor, project: models.Project, before: Iterable[str], after: Iterable[str]
) -> None:
    """Raise ``Refused`` where a lead would lose their say: each takes only themselves off.

    A role that nobody holds has nobody to ask.
    """
    dropped = rights.dropped_signers(actor, before, after)
    held = project.memberships.filter(role__in=dropped, person__is_active=True)
    kept = sorted(set(held.values_list("role", flat=True)))
    if kept:
        roles = " and the ".join(words(role) for role in kept)
        raise Refused(f"Only the {roles} takes themselves off those who sign.")


def allow_link(actor: Actor, source: Element) -> None:
    """Raise ``Refused`` unless links of this element may be written."""
    row = {**_said(source), "element_kind": source.element_kind}
    if not rights.may_write(actor, "Link", (), row):
        raise Refused(f"Your roles do not let you change links of {source.code}.")


def _said(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in facts(type(row))}
