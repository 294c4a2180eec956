"""Entities that the schemas of a specification suggest, for whoever asks for them."""

from collections.abc import Iterator, Mapping
from typing import Any

from planning.imports.report import short
from planning.imports.specs.drafting import Drafting, name_of, text_of
from planning.imports.specs.tree import Tree, line_of, reference

_DEEPEST = 10
"""Levels of ``allOf`` within each other."""
_DESCRIPTION = 300
_WRAPPING = ("allOf", "anyOf", "oneOf")
_TELLING = {"type", "format", "enum", "const", "properties", "items", "additionalProperties"}
"""What a schema is known by."""


def suggest(draft: Drafting, schemas: Mapping[str, Any]) -> None:
    """An entity for each named schema of an object, an attribute for each of its properties.

    ``allOf`` is one object. A property that refers to another of these schemas refers to its entity;
    one called ``id`` is the identity. Aggregate and role stay blank: no schema says them.
    """
    shapes = {name: _Shape(draft.tree, said) for name, said in schemas.items()}
    held = {name: shape for name, shape in shapes.items() if shape.properties}
    keys: dict[int, str] = {}
    for name, shape in held.items():
        keys[id(draft.tree.mapping(schemas[name]))] = draft.add(
            "Entity",
            f"entity/{name}",
            line_of(schemas, name, 0),
            name=name_of(name),
            identity="id" if "id" in shape.properties else "",
            notes=f"Suggested by the schema {short(text_of(name))}",
        )
    for name, shape in held.items():
        entity = keys[id(draft.tree.mapping(schemas[name]))]
        _attributes(draft, entity, name, shape, keys)


class _Shape:
    """The properties of an object with the line of each, and the names of those it must have."""

    def __init__(self, tree: Tree, said: Any) -> None:
        self.properties: dict[str, tuple[Any, int]] = {}
        self.required: set[str] = set()
        self._seen: set[int] = set()
        self._take(tree, said, 0)

    def _take(self, tree: Tree, said: Any, depth: int) -> None:
        schema = tree.mapping(said)
        if id(schema) in self._seen or depth > _DEEPEST:
            return
        self._seen.add(id(schema))
        for part in _listed(schema.get("allOf")):
            self._take(tree, part, depth + 1)
        held = schema.get("properties")
        for name, stated in held.items() if isinstance(held, dict) else ():
            self.properties[text_of(name)] = (stated, line_of(held, name, 0))
        self.required |= {text_of(name) for name in _listed(schema.get("required"))}


def _attributes(
    draft: Drafting, entity: str, name: str, shape: _Shape, keys: Mapping[int, str]
) -> None:
    for property_, (said, line) in shape.properties.items():
        schema = _meant(draft.tree, said, keys)
        items = schema.get("items")
        several = text_of(schema.get("type")) == "array" or isinstance(items, dict)
        one = _meant(draft.tree, items, keys) if several else schema
        draft.add(
            "Attribute",
            f"attribute/{name}.{property_}",
            line,
            name=name_of(property_),
            entity=entity,
            type=_type(one),
            key=property_ == "id",
            required=property_ in shape.required,
            collection=several,
            refers_to=keys.get(id(one), ""),
            notes=short(_description(draft.tree, said), _DESCRIPTION),
        )


def _meant(
    tree: Tree, said: Any, keys: Mapping[int, str], depth: int = _DEEPEST
) -> Mapping[str, Any]:
    """The one schema that ``allOf``, ``anyOf`` or ``oneOf`` add only words or ``null`` to."""
    schema = tree.mapping(said)
    if id(schema) in keys or not depth or _TELLING & schema.keys():
        return schema
    telling = [part for part in _parts(schema) if _tells(part)]
    return _meant(tree, telling[0], keys, depth - 1) if len(telling) == 1 else schema


def _tells(part: Any) -> bool:
    if not isinstance(part, dict) or part.get("type") == "null":
        return False
    return bool((_TELLING | {"$ref", *_WRAPPING}) & part.keys())


def _parts(schema: Mapping[str, Any]) -> list[Any]:
    return [part for word in _WRAPPING for part in _listed(schema.get(word))]


def _description(tree: Tree, said: Any) -> str:
    """What is said of a property, beside a reference as well, or in a part that says only that."""
    schema = tree.mapping(said)
    told = [said, *(part for part in _parts(schema) if reference(part) is None), schema]
    texts = (text_of(one.get("description")) for one in told if isinstance(one, dict))
    return next(filter(None, texts), "")


def _type(schema: Mapping[str, Any]) -> str:
    """The format, which says more than the type; of several types all but ``null``."""
    said = schema.get("type")
    types = [text_of(each) for each in (said if isinstance(said, list) else [said])]
    words = [text_of(schema.get("format")), *types, text_of(schema.get("title"))]
    return name_of(next((word for word in words if word not in ("", "null")), ""))


def _listed(said: Any) -> Iterator[Any]:
    yield from said if isinstance(said, list) else ()
