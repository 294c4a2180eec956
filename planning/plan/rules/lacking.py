"""Hits for fields about which nothing is said yet."""

from collections.abc import Iterator

from planning.plan.choices import words
from planning.plan.elements import Element
from planning.plan.findings import Hit


def lacking(element: Element, *fields: str) -> Iterator[Hit]:
    """One hit for each of these fields that is blank; ``none`` and the like are answers."""
    for field in fields:
        if getattr(element, field) in ("", (), None):
            yield Hit(
                element=element.code, field=field, message=f"{element.code} has no {words(field)}."
            )
