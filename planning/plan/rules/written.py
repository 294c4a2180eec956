"""What people wrote in elements, for rules that look for words and codes in it."""

from operator import attrgetter

from planning.plan.elements import KINDS, DirectiveStep, Element, InputDocument, facts
from planning.plan.rules.once import once_per_plan
from planning.plan.value import Plan

_QUOTED = ((InputDocument, "text"), (DirectiveStep, "text"))


def _written(kind: type[Element]) -> tuple[str, ...]:
    stated = (name for name, fact in facts(kind).items() if fact.type in ("line", "text"))
    return tuple(name for name in stated if (kind, name) not in _QUOTED)


WRITTEN = {kind: _written(kind) for kind in KINDS}
"""The fields of each kind in which people write; what a document or directive says is not theirs."""

_TEXTS = {kind: attrgetter(*names) for kind, names in WRITTEN.items()}


@once_per_plan
def written(plan: Plan) -> tuple[tuple[Element, str], ...]:
    """Each element with all that is written in it, one field below the other.

    One look at that text tells whether the fields deserve a closer one; most do not.
    """
    return tuple((element, "\n".join(_TEXTS[type(element)](element))) for element in plan.elements)
