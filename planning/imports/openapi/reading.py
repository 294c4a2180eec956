"""What every part of the reader needs: the tree, the draft and where things were put."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.openapi.ours import Skeleton
from planning.imports.report import Report
from planning.imports.specs.drafting import Drafting
from planning.imports.specs.schemas import Schemas
from planning.imports.specs.tree import Tree


@dataclass
class Reading:
    """One file on its way into a draft; ``older`` is version 2.0.

    ``operations`` are keys by code, in a skeleton of ours: several endpoints may lead to one.
    """

    tree: Tree
    draft: Drafting
    schemas: Schemas
    older: bool
    ours: Skeleton | None = None
    operations: dict[str, str] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        return self.tree.report

    def component(self, name: str) -> Mapping[str, Any]:
        """The components of a sort by name."""
        if not self.older:
            return self.tree.section("components", name)
        older = {"schemas": "definitions", "securitySchemes": "securityDefinitions"}
        return self.tree.section(older.get(name, name))
