"""Three versions of one thing: which of my fields can be stored, and which are in dispute."""

from collections.abc import Mapping
from typing import Any

from planning.plan.elements import facts
from planning.plan.normal import normal
from planning.store.errors import FieldConflict


def merged(
    base: Any, theirs: Any, mine: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[FieldConflict, ...]]:
    """Fields of mine to store on top of theirs, and those that both changed from the base.

    ``base`` is an element, or a mapping as the history keeps the plan's own facts.
    """
    fresh: dict[str, Any] = {}
    conflicts = []
    for name, said in mine.items():
        was, now = _held(base, theirs, name), getattr(theirs, name)
        if said in (was, now):
            continue
        if now == was:
            fresh[name] = said
        else:
            conflicts.append(FieldConflict(name, was, now, said))
    return fresh, tuple(conflicts)


def _held(base: Any, theirs: Any, name: str) -> Any:
    if not isinstance(base, Mapping):
        return getattr(base, name)
    fact = facts(type(theirs))[name]
    return normal(fact, base[name]) if name in base else getattr(theirs, name)
