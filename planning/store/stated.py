"""What a caller says of an element, on its way to the columns of its row."""

from collections.abc import Mapping
from typing import Any

from planning.kinds import Kind
from planning.plan import value
from planning.plan.normal import Invalid, normal
from planning.store.errors import Rejected


def normalised(known: Mapping[str, Any], values: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The values in normal form; raises ``Rejected`` with all that cannot be stored."""
    held: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, said in values.items():
        if name not in known:
            errors[name] = "no such field"
            continue
        try:
            held[name] = normal(known[name], said)
        except Invalid as error:
            errors[name] = str(error)
    if errors:
        raise Rejected(errors, key)
    return held


def resolved(kind: Kind, held: Mapping[str, Any], issued: Mapping[str, str]) -> dict[str, str]:
    """References that name keys of the batch, as codes."""
    names = value.reference_fields(kind.element)
    return {name: issued[held[name]] for name in names if held.get(name) in issued}


def column(held: Any) -> Any:
    return list(held) if isinstance(held, tuple) else held
