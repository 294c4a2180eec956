"""A scope as the text that is stored with a baseline, and that text as read again."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, lru_cache
from typing import Any

from planning.plan import canonical
from planning.plan.rules import RULES
from planning.plan.scopes.shape import Covered, SignedScope
from planning.plan.scopes.table import KIND_NAMES

Definition = Mapping[str, Any]
"""What the text says: ``kinds`` with fields and rows, ``links``, ``rules``."""


@cache
def written(scope: SignedScope) -> str:
    """The definition of a scope, on one line."""
    said = {
        "format": canonical.FORMAT,
        "scope": scope.name,
        "kinds": {name: _kind(scope.kinds[name]) for name in KIND_NAMES if name in scope.kinds},
        "links": [asdict(rows) for rows in scope.links],
        "rules": [rule.id for rule in RULES if scope.whole or rule.scope == scope.name],
        "rules_of_guardrails": scope.rules_of_guardrails,
    }
    return canonical.text(said)


def _kind(held: Covered) -> dict[str, Any]:
    return {"fields": held.fields, "rows": [asdict(rows) for rows in held.rows]}


# Read for every change of a history, so kept; whoever has it leaves it as it is.
@lru_cache(maxsize=64)
def read(definition: str) -> Definition:
    said: Definition = json.loads(definition)
    return said
