"""What every part of the reader needs: the tree, the draft and where things were put."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.report import Report
from planning.imports.specs.drafting import Drafting, text_of
from planning.imports.specs.tree import Tree, line_of, reference


@dataclass
class Reading:
    """One file on its way into a draft; ``older`` is version 2.0."""

    tree: Tree
    draft: Drafting
    older: bool
    _schemas: dict[int, tuple[str, Any]] = field(default_factory=dict)
    """Keys by identity of what became a schema, which is kept so that no other takes it."""

    @property
    def report(self) -> Report:
        return self.tree.report

    def component(self, name: str) -> Mapping[str, Any]:
        """The components of a sort by name."""
        if not self.older:
            return self.tree.section("components", name)
        older = {"schemas": "definitions", "securitySchemes": "securityDefinitions"}
        return self.tree.section(older.get(name, name))

    def schemas(self) -> None:
        """Takes the named schemas, so that what refers to them finds them."""
        held = self.component("schemas")
        for name, schema in held.items():
            line = line_of(held, name, 0)
            key = self.draft.add_schema(f"schema/{name}", name, schema, line)
            if key:
                self.draft.read["schema"] += 1
            if key and isinstance(schema, dict):
                self._schemas.setdefault(id(schema), (key, schema))

    def schema(self, said: Any, name: str, line: int) -> str:
        """The key of a schema: the named one that it refers to, else one of its own.

        Blank where it refers to what is not there.
        """
        ref = reference(said)
        if ref is not None:
            known = self.tree.references.get(ref)
            if known is None or known.target is None:
                return ""
            if id(known.target) in self._schemas:
                return self._schemas[id(known.target)][0]
        if id(said) in self._schemas:
            return self._schemas[id(said)][0]
        if said is None or said == {}:
            return ""
        key = self.draft.add_schema(f"schema of {name}", name, said, line)
        if key and isinstance(said, dict):
            self._schemas[id(said)] = (key, said)
        return key

    def words(self, holder: Mapping[str, Any], *names: str) -> str:
        """The first of some texts that a construct states."""
        return next((text for name in names if (text := text_of(holder.get(name)))), "")
