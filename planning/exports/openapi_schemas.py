"""The schemas of a plan as components of an OpenAPI file, with their references between them."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from planning.plan.choices import words
from planning.plan.elements import Schema
from planning.plan.value import Plan

PLACE = "#/components/schemas/"
_PLACES = (PLACE, "#/definitions/")
_DEEPEST = 100
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_BY_NAME_ONLY = ("$id", "$anchor")
"""What would make references mean something else than a place in the file."""


class _TooDeep(ValueError):
    """The body nests deeper than a reader would follow."""


@dataclass
class Components:
    """The schemas that a file needs; ``named`` holds their names by code, as far as asked for."""

    plan: Plan
    named: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _open: list[Schema] = field(default_factory=list)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Schema]]:
        found: dict[str, list[Schema]] = defaultdict(list)
        for schema in self.plan.of(Schema):
            for name in {schema.name, component_name(schema.name)}:
                found[name].append(schema)
        return found

    def reference(self, code: str) -> dict[str, str]:
        """A reference to a schema of the plan, which becomes a component."""
        return {"$ref": PLACE + self._name(code)}

    def written(self) -> dict[str, Any]:
        """All components by name, those included that others refer to."""
        found = {}
        while self._open:
            schema = self._open.pop()
            found[self.named[schema.code]] = self._body(schema)
        return dict(sorted(found.items()))

    def _name(self, code: str) -> str:
        if code not in self.named:
            schema = self.plan.get(code, Schema)
            name = component_name(schema.name if schema else code) or code
            self.named[code] = name if name not in self._taken else f"{name}-{code}"
            self._taken.add(self.named[code])
            if schema:
                self._open.append(schema)
        return self.named[code]

    def _body(self, schema: Schema) -> Any:
        # What is no JSON, or nests deeper than a reader would follow, stays in the plan.
        with suppress(ValueError, RecursionError):
            body = json.loads(schema.body) if schema.format in ("", "json_schema") else None
            if isinstance(body, dict | bool):
                return self._rewritten(body, schema, body, 0)
        told = f"{words(schema.format)}, " if schema.format not in ("", "json_schema") else ""
        return {"description": f"{told}{'kept in the plan' if schema.body else 'not stated yet'}"}

    def _rewritten(self, value: Any, owner: Schema, root: Any, depth: int) -> Any:
        """The value with its references led to where the schemas stand now."""
        if depth > _DEEPEST:
            raise _TooDeep
        if isinstance(value, list):
            return [self._rewritten(one, owner, root, depth + 1) for one in value]
        if not isinstance(value, dict):
            return value
        said = {
            key: self._rewritten(held, owner, root, depth + 1)
            for key, held in value.items()
            if key != "$ref" and not (key in _BY_NAME_ONLY and isinstance(held, str))
        }
        ref = value.get("$ref")
        if not isinstance(ref, str):
            return (
                said if ref is None else said | {"$ref": self._rewritten(ref, owner, root, depth)}
            )
        return self._target(ref, owner, root) | said

    def _target(self, ref: str, owner: Schema, root: Any) -> dict[str, str]:
        for place in _PLACES:
            name = unquote(ref.removeprefix(place)).replace("~1", "/").replace("~0", "~")
            found = self._named_so(name, owner) if ref.startswith(place) else None
            if found:
                return self.reference(found.code)
        if ref == "#" or (ref.startswith("#/") and _holds(root, ref[2:])):
            return {"$ref": PLACE + self._name(owner.code) + ref[1:]}
        return {"description": f"Refers to {ref}, which is not in the plan"}

    def _named_so(self, name: str, owner: Schema) -> Schema | None:
        """The schema of a name; of several that of the same file, else of the same context."""
        file = owner.origin.partition("#")[0]
        return min(
            self._by_name.get(name, ()),
            key=lambda s: (s.origin.partition("#")[0] != file, s.context != owner.context),
            default=None,
        )


def component_name(name: str) -> str:
    """A name with the characters that components may have."""
    return _UNFIT.sub("_", name).strip("_")


def _holds(root: Any, pointer: str) -> bool:
    found = root
    for part in unquote(pointer).split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(found, dict) or key not in found:
            return False
        found = found[key]
    return True
