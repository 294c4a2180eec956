"""How many constructs a file has, counted apart from their reading."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from planning.imports.openapi.items import callbacks, items, operations
from planning.imports.openapi.servers import holders
from planning.imports.openapi.words import REUSED
from planning.imports.specs.tree import Tree

WEBHOOKS = ("webhooks", "x-webhooks")


def census(tree: Tree, older: bool) -> Counter[str]:
    """Constructs by the specification's word for them."""
    found: Counter[str] = Counter()
    for _, item, _ in items(tree, "paths"):
        found["path"] += 1
        found["parameter"] += _length(item.get("parameters"))
        for _, said, _ in operations(item, 0):
            found["operation"] += 1
            found += _within(tree, said)
    for place in WEBHOOKS:
        for _, item, _ in items(tree, place):
            found["webhook"] += sum(1 for _ in operations(item, 0))
    components = tree.root if older else tree.section("components")
    found["schema"] = _length(components.get("definitions" if older else "schemas"))
    schemes = components.get("securityDefinitions" if older else "securitySchemes")
    found["securityScheme"] = _length(schemes)
    found["tag"] = _length(tree.root.get("tags"))
    if older:
        found["server"] = int(bool(tree.root.get("host") or tree.root.get("basePath")))
        names: tuple[str, ...] = ("parameters", "responses")
    else:
        found["server"] = sum(_listed(holder, "servers") for holder, _ in holders(tree.root))
        names = REUSED
    for name in names:
        found[f"component: {name}"] = _length(components.get(name))
    return found


def _within(tree: Tree, operation: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    if isinstance(operation, dict):
        found["parameter"] = _length(operation.get("parameters"))
        responses = operation.get("responses")
        if isinstance(responses, dict):
            found["response"] = sum(not str(key).startswith("x-") for key in responses)
        found["callback"] = sum(
            sum(1 for _ in operations(item, 0)) for *_, item, _ in callbacks(tree, operation, 0)
        )
    return found


def _length(held: Any) -> int:
    return len(held) if isinstance(held, dict | list) else 0


def _listed(holder: Mapping[str, Any], name: str) -> int:
    held = holder.get(name)
    return len(held) if isinstance(held, list) else 0
