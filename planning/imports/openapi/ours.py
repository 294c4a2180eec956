"""What a skeleton of ours says beside OpenAPI: of which plan it is, and the codes of its parts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.openapi.words import EXTENSION
from planning.imports.specs.drafting import text_of

_LEFT_OUT = re.compile(r"(?:^|\n)Left out: [^\n]*")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """``schemas`` holds codes by the names of components; ``plan`` is a slug."""

    plan: str
    service: str
    schemas: Mapping[str, str] = field(default_factory=dict)


def skeleton(root: Mapping[str, Any]) -> Skeleton | None:
    """The extension of a whole file; None for what did not come out of a plan."""
    held = root.get(EXTENSION)
    if not isinstance(held, dict) or not text_of(held.get("service")):
        return None
    named = held.get("schemas")
    schemas = {text_of(name): text_of(code) for name, code in _pairs(named)}
    return Skeleton(text_of(held.get("plan")), text_of(held.get("service")), schemas)


def code_of(said: Mapping[str, Any], what: str) -> str:
    """A code in the extension of an operation."""
    held = said.get(EXTENSION)
    return text_of(held.get(what)) if isinstance(held, dict) else ""


def responsibilities(info: Mapping[str, Any]) -> str:
    """What the writer put into the description of a file."""
    return _LEFT_OUT.sub("", text_of(info.get("description"))).strip()


def _pairs(held: Any) -> Any:
    return held.items() if isinstance(held, dict) else ()
