"""The panels that a role's screen shows of the plan itself, and the fragment that prints them."""

from collections.abc import Callable
from typing import Any

from planning.web import checked
from planning.web.reviewing import architecture, backend, security
from planning.web.reviewing.screen import Screen

PANELS: dict[str, tuple[Callable[..., Any], str]] = {
    "architecture": (architecture.panels, "_review_architecture.html"),
    "security": (security.panels, "_review_security.html"),
    "backend": (backend.panels, "_review_backend.html"),
}
"""By scope; a scope without panels of its own shows its changes and rows alone."""


def panels(screen: Screen) -> dict[str, Any]:
    """What the screen's template is handed of its role."""
    if screen.scope.name not in PANELS:
        return {"role_template": "", "panels": None}
    made, template = PANELS[screen.scope.name]
    on = screen.access.on
    findings = checked.findings(screen.after, on)
    return {"panels": made(screen.before, screen.after, on, findings), "role_template": template}
