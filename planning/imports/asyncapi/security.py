"""Who may send or receive: the security of servers and operations, as version 2 would write it."""

from collections.abc import Iterator, Mapping
from typing import Any

from planning.imports.asyncapi.exchanges import with_traits
from planning.imports.marked_yaml import Marked
from planning.imports.specs.drafting import text_of
from planning.imports.specs.tree import Tree, last_of, line_of, reference

_TELLING = ("type", "scheme", "in", "name")


def requirements(tree: Tree, stated: Any) -> Any:
    """Security as version 2 and OpenAPI write it: scopes by the name of a scheme.

    Version 3 lists the schemes themselves or references to them.
    """
    if not isinstance(stated, list):
        return None
    found = []
    for one in stated:
        ref = reference(one)
        if ref is not None or _is_inline(one):
            scopes = tree.mapping(one).get("scopes")
            name = last_of(ref) if ref is not None else _named(one)
            found.append({name: scopes if isinstance(scopes, list) else []})
        elif isinstance(one, dict):
            found.append(one)
    return found or None


def inline_schemes(tree: Tree) -> Marked:
    """Schemes that stand where they are asked for, by a name made of what they say."""
    found = Marked()
    found.lines = {}
    for listed in _stated(tree):
        for number, one in enumerate(listed):
            if _is_inline(one):
                found.setdefault(_named(one), one)
                found.lines.setdefault(_named(one), line_of(listed, number, 0))
    return found


def _stated(tree: Tree) -> Iterator[list[Any]]:
    for part in ("servers", "operations"):
        for said in map(tree.mapping, tree.section(part).values()):
            stated = (with_traits(tree, said) if part == "operations" else said).get("security")
            yield stated if isinstance(stated, list) else []


def _is_inline(one: Any) -> bool:
    return isinstance(one, dict) and reference(one) is None and bool(text_of(one.get("type")))


def _named(scheme: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (text_of(scheme.get(key)) for key in _TELLING)))
