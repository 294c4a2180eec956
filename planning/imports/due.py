"""What of a preview this person may bring about: decisions of a lead become requests."""

from dataclasses import replace

from planning.imports.outcome import FieldChange, Preview
from planning.plan.choices import ROLES
from planning.plan.decisions import permitted
from planning.plan.plan_json import RECORDS
from planning.plan.rights import Actor, dropped_signers


def due(actor: Actor, preview: Preview) -> Preview:
    """The preview as it would be stored for this person; what would then change nothing is gone."""
    about = (_due(actor, field) for field in preview.about)
    return replace(preview, about=tuple(field for field in about if field.after != field.before))


def _due(actor: Actor, field: FieldChange) -> FieldChange:
    if field.name == "signers":
        kept = {*field.after, *dropped_signers(actor, field.before, field.after)}
        return replace(field, after=tuple(role for role in ROLES if role in kept))
    if field.name not in RECORDS:
        return field
    return replace(field, after=permitted(actor, field.before, field.after))
