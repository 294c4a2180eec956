"""The longest chain of build steps that wait for each other, by estimate."""

from graphlib import CycleError, TopologicalSorter

from planning.plan.elements import BuildStep
from planning.plan.value import Plan


class Cyclic(ValueError):
    """Steps wait for each other in a circle, so that no order exists."""


def critical_path(plan: Plan) -> tuple[str, ...]:
    """Codes of the steps, first to last; a step without estimate counts as no time at all.

    Raises ``Cyclic``. Of two chains that take equally long the one with more steps wins, then the
    one that comes first in the plan.
    """
    steps = {step.code: step for step in plan.of(BuildStep)}
    needs = {code: plan.targets(code, "depends_on") for code in steps}
    longest: dict[str, tuple[int, tuple[str, ...]]] = {}
    for code in _in_order(needs):
        before = max((longest[need] for need in needs[code]), key=_length, default=(0, ()))
        longest[code] = (before[0] + (steps[code].estimate or 0), (*before[1], code))
    found = (longest[code] for code in steps)
    return max(found, key=_length, default=(0, ()))[1]


def _in_order(needs: dict[str, tuple[str, ...]]) -> list[str]:
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise Cyclic(" → ".join(error.args[1])) from None


def _length(chain: tuple[int, tuple[str, ...]]) -> tuple[int, int]:
    return chain[0], len(chain[1])
