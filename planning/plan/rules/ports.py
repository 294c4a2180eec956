"""Rules on ports and adapters: who owns the edge, and what crosses it."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import Adapter, Port
from planning.plan.findings import Hit, Rule, rule
from planning.plan.value import Plan


@rule(
    "HX-02",
    "contradiction",
    "error",
    "architecture",
    title="A port or adapter lies in the wrong layer",
    why="The inside owns what it asks for; only the outside knows the technology that answers.",
    fix="Move the port to domain or application, the adapter to infrastructure.",
    standards=("ARCH-BL", "REPO-PATTERN"),
)
def misplaced_port(plan: Plan, on: date) -> Iterator[Hit]:
    for port in plan.of(Port):
        if port.side == "driven" and port.layer in ("infrastructure", "presentation"):
            yield Hit(
                element=port.code,
                field="layer",
                message=f"{port.code} is a driven port owned by {words(port.layer)}.",
            )
    for adapter in plan.of(Adapter):
        if adapter.layer not in ("", "infrastructure"):
            yield Hit(
                element=adapter.code,
                field="layer",
                message=f"{adapter.code} is an adapter in {words(adapter.layer)}.",
            )


PORTS: tuple[Rule, ...] = (misplaced_port,)
