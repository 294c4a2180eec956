"""What a deletion takes along, as the writer will do it: parts go, links end, references go blank."""

from dataclasses import dataclass, field

from planning.kinds import BY_NAME, children_of
from planning.plan.elements import Element
from planning.plan.impact import Impact, impact
from planning.plan.links import Link
from planning.plan.value import Plan


@dataclass(frozen=True)
class Leaving:
    """``parts`` go with the element, ``links`` end, ``blanked`` are fields that lose their value.

    ``impact`` is what depends on the element, whether it is touched or not.
    """

    impact: Impact
    parts: list[Element] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    blanked: list[tuple[Element, str]] = field(default_factory=list)


def leaving(plan: Plan, code: str) -> Leaving:
    """What goes or is blanked when this element is deleted, in natural order."""
    going = {element.code: element for element in _going(plan, plan.by_code[code])}
    parts = [element for element in going.values() if element.code != code]
    found = Leaving(impact=impact(plan, code), parts=parts)
    found.links.extend(link for link in plan.links if link.source in going or link.target in going)
    for each in going:
        for referrer, name in plan.referrers(each):
            if referrer.code not in going:
                label = BY_NAME[referrer.element_kind].facts[name].label
                found.blanked.append((referrer, label))
    return found


def _going(plan: Plan, element: Element) -> list[Element]:
    """The element and all that is part of it, however deep."""
    found = [element]
    for kind in children_of(element.element_kind):
        for child in plan.children(element.code, kind.element):
            found.extend(_going(plan, child))
    return found
