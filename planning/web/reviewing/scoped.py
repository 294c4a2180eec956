"""Which signatures a field of an element is in, from the table that signing goes by."""

from planning.plan.elements import Element, facts
from planning.plan.scopes import LEAD_SCOPES, SignedScope, by_name, definition
from planning.plan.scopes.rows import element_row
from planning.plan.scopes.stored import read


def scopes_of(element: Element, field: str = "") -> tuple[str, ...]:
    """The leads' scopes that a field is in, or, without one, the element; else the backend's."""
    found = tuple(scope.name for scope in LEAD_SCOPES if _covers(scope, element, field))
    return found or ("backend",)


def fields_of(kind: type[Element], scope: str) -> tuple[str, ...]:
    """The fields of a kind that a scope signs, in the order in which the kind states them."""
    covered = by_name(scope).kinds.get(kind.__name__)
    signed = covered.fields if covered else ()
    return tuple(name for name in facts(kind) if name in signed)


def _covers(scope: SignedScope, element: Element, field: str) -> bool:
    covered = scope.kinds.get(element.element_kind)
    if covered is None or (field and field not in covered.fields):
        return False
    return element_row(read(definition(scope.name)), element) is not None
