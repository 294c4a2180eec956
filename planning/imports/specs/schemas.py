"""The schemas of a file: named ones first, so that what refers to them finds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.specs.drafting import Drafting
from planning.imports.specs.tree import Tree, last_of, line_of, reference


@dataclass
class Schemas:
    """Keys by identity of what became a schema, which is kept so that no other takes it."""

    tree: Tree
    draft: Drafting
    _keys: dict[int, tuple[str, Any]] = field(default_factory=dict)
    _flags: dict[str, str] = field(default_factory=dict)
    """Keys by name of schemas that are ``true`` or ``false``, which all are the same object."""

    def take(self, held: Mapping[str, Any], codes: Mapping[str, str] | None = None) -> None:
        """The named schemas of a file; ``codes`` are those that an export of ours left."""
        for name, schema in held.items():
            left, line = (codes or {}).get(name, ""), line_of(held, name, 0)
            key = self.draft.add_schema(f"schema/{name}", name, schema, line, left_code=left)
            if key:
                self.draft.read["schema"] += 1
            if key and isinstance(schema, dict):
                self._keys.setdefault(id(schema), (key, schema))
            elif key:
                self._flags[str(name)] = key

    def key(self, said: Any, name: str, line: int, format_: str = "json_schema") -> str:
        """The key of a schema: the named one that it refers to, else one of its own.

        Blank where it refers to what is not there, and where nothing is said.
        """
        ref = reference(said)
        if ref is not None:
            known = self.tree.references.get(ref)
            if known is None or known.target is None:
                return ""
            if id(known.target) in self._keys:
                return self._keys[id(known.target)][0]
            if isinstance(known.target, bool) and last_of(ref) in self._flags:
                return self._flags[last_of(ref)]
        if id(said) in self._keys:
            return self._keys[id(said)][0]
        if said in (None, {}, ""):
            return ""
        key = self.draft.add_schema(f"schema of {name}", name, said, line, format_)
        if key and isinstance(said, dict):
            self._keys[id(said)] = (key, said)
        return key
