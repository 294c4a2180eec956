"""What a person may change on a screen, so that it shows no button that cannot work.

The writer asks again; nothing here lets anybody write.
"""

from collections.abc import Mapping
from typing import Any

from planning.kinds import Kind
from planning.plan.elements import Element, facts
from planning.plan.rights import Actor, may_write


def stated(element: Element) -> dict[str, Any]:
    """What was stated of an element, by field."""
    return {name: getattr(element, name) for name in facts(type(element))}


def writable(actor: Actor, element: Element) -> frozenset[str]:
    """Names of the fields of this element that the person may change."""
    row, kind = stated(element), element.element_kind
    return frozenset(name for name in row if may_write(actor, kind, {name}, row))


def may_add(actor: Actor, kind: Kind) -> bool:
    """Whether the person may add some element of this kind, of whatever track."""
    tracks = kind.facts["track"].options if "track" in kind.facts else ()
    rows: list[Mapping[str, Any]] = [{}, *({"track": track} for track in tracks)]
    return any(may_write(actor, kind.name, (), row) for row in rows)


def may_remove(actor: Actor, element: Element) -> bool:
    """Whether the person may delete this element."""
    return may_write(actor, element.element_kind, (), stated(element))


def may_link(actor: Actor, source: Element) -> bool:
    """Whether the person may tie this element to others and untie it."""
    return may_write(actor, "Link", (), {**stated(source), "element_kind": source.element_kind})
