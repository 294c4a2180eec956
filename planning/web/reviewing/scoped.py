"""Which signatures a field of an element is in, from the table that signing goes by."""

from planning.plan.elements import Element, facts
from planning.plan.findings import Scope
from planning.plan.scopes.columns import COLUMNS
from planning.plan.scopes.shape import Rows

_LEADS: tuple[Scope, ...] = ("architecture", "security")


def scopes_of(element: Element, field: str = "") -> tuple[Scope, ...]:
    """The leads' scopes that a field is in, or, without one, the element; else the backend's."""
    found = tuple(scope for scope in _LEADS if _covers(scope, element, field))
    return found or ("backend",)


def fields_of(kind: type[Element], scope: Scope) -> tuple[str, ...]:
    """The fields of a kind that a scope signs, in the order in which the kind states them."""
    columns = COLUMNS[kind.__name__]
    signed = {*columns.architecture, *columns.security, *columns.backend}
    if scope != "backend":
        signed = set(getattr(columns, scope))
    return tuple(name for name in facts(kind) if name in signed)


def _covers(scope: Scope, element: Element, field: str) -> bool:
    columns = COLUMNS[element.element_kind]
    fields: tuple[str, ...] = getattr(columns, scope)
    rows: tuple[Rows, ...] = getattr(columns, f"{scope}_rows")
    named = field in fields if field else bool(fields)
    return named and all(_passes(each, str(getattr(element, each.field))) for each in rows)


def _passes(rows: Rows, held: str) -> bool:
    return held.startswith(rows.values) if rows.prefix else held in rows.values
