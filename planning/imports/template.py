"""The directives that come with the tool, for a plan that starts without a file."""

from importlib.resources import files

from planning.imports.directive import read_directive
from planning.imports.draft import Draft

TEMPLATES = {"backend_phase_1": "Backend Phase 1: domain and service planning"}
"""Names of templates and what people read of them."""


def template_text(name: str) -> str:
    """The directive as Markdown. Raises ``KeyError`` for a name not in ``TEMPLATES``."""
    TEMPLATES[name]
    return (files("planning.imports") / "templates" / f"{name}.md").read_text(encoding="utf-8")


def read_template(name: str) -> Draft:
    """The draft of a plan from a template. Raises ``KeyError`` for a name not in ``TEMPLATES``."""
    return read_directive(f"{name}.md", template_text(name))
