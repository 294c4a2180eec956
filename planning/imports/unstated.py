"""What a format cannot leave open: its word for that says nothing against an element of the plan."""

from collections.abc import Collection, Mapping
from typing import Any

from planning.imports import cml

_Fields = Mapping[str, Mapping[str, Any]]

# The word of the file, and what of the plan it stands for since the format has no word for it.
_STANDS_FOR: Mapping[str, _Fields] = {
    cml.FORMAT: {
        "Service": {"kind": {"domain": ("", "infrastructure")}},
        "Entity": {"role": {"entity": ("",)}},
        "Message": {"kind": {"domain_event": ("integration_event",)}},
    }
}
# Fields that the reader makes of others: news only where one of those is, never where there is none.
_MADE_OF: Mapping[str, _Fields] = {
    cml.FORMAT: {
        "Service": {"layer": "kind"},
        "Attribute": {"type": "refers_to"},
        "Message": {"context": "aggregate"},
        "Port": {"context": "root", "side": "", "layer": ""},
        "Transition": {"name": ""},
        "Policy": {"name": ""},
        "Requirement": {"source": "statement", "type": ""},
        "Question": {"name": "", "question": ""},
    }
}


def is_no_news(format_: str, kind: str, name: str, before: Any, after: Any) -> bool:
    """Whether the file could say nothing else of a field that the plan has so."""
    stands_for = _STANDS_FOR.get(format_, {}).get(kind, {}).get(name, {})
    return before in stands_for.get(after, ()) if isinstance(after, str) else False


def follow(
    format_: str, kind: str, said: Collection[str], changed: Mapping[str, Any]
) -> frozenset[str]:
    """Those of the changed fields that only follow from what is as it was."""
    made_of = _MADE_OF.get(format_, {}).get(kind, {})
    return frozenset(
        name
        for name in changed
        if name in made_of
        and (not made_of[name] or (made_of[name] in said and made_of[name] not in changed))
    )
