"""The canonical form: one text for one value, and the digests over it.

A field at its default is left out, so that a release that adds a field changes no text and voids
no digest.
"""

import hashlib
import json
from dataclasses import fields
from datetime import date
from typing import Any

from planning.plan.elements import KINDS, Element, facts

FORMAT = 1

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "))
_NORMATIVE = {
    kind: tuple((name, facts(kind)[name].default) for name in kind.NORMATIVE) for kind in KINDS
}
"""The normative fields of each kind with their defaults."""


def plain(value: Any) -> Any:
    """The value as JSON has it: dates as ISO 8601, tuples as lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return stated(value)
    return value


def stated(value: Any) -> dict[str, Any]:
    """The fields of a dataclass that differ from their default, in order of declaration."""
    return {
        f.name: plain(held) for f in fields(value) if (held := getattr(value, f.name)) != f.default
    }


def text(value: Any) -> str:
    """JSON on one line, keys in the order given, nothing escaped that need not be."""
    return _JSON.encode(value)


def digest(content: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def content(element: Element) -> dict[str, Any]:
    """What people stated of an element: name, notes and the fields of its kind, as JSON has them."""
    return {
        name: plain(held)
        for name, fact in facts(type(element)).items()
        if (held := getattr(element, name)) != fact.default
    }


def normative_digest(element: Element) -> str:
    """The digest that tells whether a link's target still says what it said."""
    said = {
        name: plain(held)
        for name, default in _NORMATIVE[type(element)]
        if (held := getattr(element, name)) != default
    }
    return digest(text(said))
