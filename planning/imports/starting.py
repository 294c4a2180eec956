"""A plan out of a draft: its rows, its founder and everything that the draft says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from planning import models
from planning.imports.apply import apply
from planning.imports.draft import Draft
from planning.imports.preview import compare
from planning.store.load import load
from planning.store.start import founder, start


def start_from(
    draft: Draft,
    project: str,
    owner: models.User | None,
    about: Mapping[str, Any],
    slug: str = "",
) -> models.Plan:
    """The plan with all that the draft says, or nothing at all.

    ``about`` is what a person answered; it goes before the draft. Raises what the writer raises.
    """
    said = {name: held for name, held in draft.about.items() if name not in about}
    said.pop("project", None)
    with transaction.atomic():
        row = start(project, owner, about, slug)
        preview = compare(load(row.pk), replace(draft, about=said))
        apply(row.pk, founder(owner), preview, cause=f"started from {draft.file}")
    return row
