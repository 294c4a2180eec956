"""Facts that several rules derive from a plan: computed once for each plan value."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from planning.plan.value import Plan

Fact = TypeVar("Fact")


def once_per_plan(derive: Callable[[Plan], Fact]) -> Callable[[Plan], Fact]:
    """Keep what is derived beside the plan's own look-ups, for as long as the value lives.

    A plan never changes, so nothing goes stale; threads that ask at once may compute a fact twice
    and get equal ones. What is returned is shared: nobody may change it.
    """
    key = f"_{derive.__module__}.{derive.__qualname__}"

    @wraps(derive)
    def derived(plan: Plan) -> Fact:
        kept = vars(plan)
        if key not in kept:
            kept[key] = derive(plan)
        fact: Fact = kept[key]
        return fact

    return derived
