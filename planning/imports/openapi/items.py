"""Path items: which operations a path has, in any version, with references resolved."""

from collections.abc import Iterator, Mapping
from typing import Any

from planning.imports.openapi.words import METHODS
from planning.imports.specs.tree import Tree, line_of, reference


def path_item(tree: Tree, said: Any) -> Mapping[str, Any]:
    """A path item with what it refers to; what stands beside the reference counts more."""
    if not isinstance(said, dict):
        return {}
    if reference(said) is None:
        return said
    return {**tree.mapping(said), **{key: held for key, held in said.items() if key != "$ref"}}


def operations(item: Mapping[str, Any], line: int) -> Iterator[tuple[str, Any, int]]:
    """The operations of a path item: method, what is said of it, line."""
    for key, said in item.items():
        if key in METHODS:
            yield key.upper(), said, line_of(item, key, line)
    more = item.get("additionalOperations")
    for key, said in more.items() if isinstance(more, dict) else ():
        yield str(key), said, line_of(more, key, line)


def items(tree: Tree, *names: str) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    """The path items at a place in the file: key, path item, line; extensions are passed over."""
    held = tree.section(*names)
    for key, said in held.items():
        if not str(key).startswith("x-"):
            yield str(key), path_item(tree, said), line_of(held, key, 0)


def callbacks(
    tree: Tree, operation: Mapping[str, Any], line: int
) -> Iterator[tuple[str, str, Mapping[str, Any], int]]:
    """The callbacks of an operation: name, address as an expression, path item, line."""
    held = operation.get("callbacks")
    for name, said in held.items() if isinstance(held, dict) else ():
        for address, item in tree.mapping(said).items():
            if not str(address).startswith("x-"):
                yield str(name), str(address), path_item(tree, item), line_of(held, name, line)
