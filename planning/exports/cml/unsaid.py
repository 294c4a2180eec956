"""What CML cannot say of a plan, as comments: for people, the reader passes them over."""

from collections.abc import Collection, Iterable

from planning.plan import canonical
from planning.plan.elements import Element
from planning.plan.value import Plan

MARK = "// plan:"


def fields(element: Element, said: Collection[str]) -> list[str]:
    """One line with the fields of an element that are not said; none where all are."""
    rest = {name: held for name, held in canonical.content(element).items() if name not in said}
    return [f"{MARK} {element.code} {canonical.text(rest)}"] if rest else []


def elements(plan: Plan, written: Collection[str]) -> list[str]:
    """A line for each element that has no place in the file."""
    return [
        f"{MARK} {element.code} {element.element_kind} {canonical.text(canonical.content(element))}"
        for element in plan.elements
        if element.code not in written
    ]


def links(plan: Plan, said: Collection[tuple[str, str, str]]) -> list[str]:
    """A line for each element and type of link."""
    found: dict[tuple[str, str], list[str]] = {}
    for link in plan.links:
        if link.key not in said:
            found.setdefault((link.source, link.type), []).append(link.target)
    return [
        f"{MARK} {source} {type_} {', '.join(targets)}"
        for (source, type_), targets in sorted(found.items())
    ]


def without(lines: Iterable[str]) -> list[str]:
    """The lines without these comments."""
    return [line for line in lines if not line.lstrip().startswith(MARK)]
