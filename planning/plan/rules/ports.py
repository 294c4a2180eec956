"""Rules on ports and adapters: who owns the edge, and what crosses it."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import (
    Adapter,
    ChecklistItem,
    ContextRelation,
    Element,
    Operation,
    Port,
    Service,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.layers import context_of, layer_of
from planning.plan.rules.crossings import context
from planning.plan.value import Plan


@rule(
    "HX-01",
    "contradiction",
    "error",
    "architecture",
    title="The inside reaches out without a port",
    why="Business logic that knows a store or another context cannot be built or tested alone.",
    fix="Let it use a port whose adapter has the store, or which consumes the context.",
    standards=("ARCH-BL", "REPO-PATTERN"),
)
def reach_without_port(plan: Plan, on: date) -> Iterator[Hit]:
    for user in (*plan.of(Service), *plan.of(Operation)):
        if layer_of(plan, user) not in ("domain", "application"):
            continue
        reached = _reached(plan, user)
        for code in reached - _through_ports(plan, user) if reached else ():
            yield Hit(
                element=user.code,
                about=code,
                message=f"{user.code} uses {code} without a port.",
            )


def _reached(plan: Plan, user: Element) -> set[str]:
    """The stores that something uses, and the other contexts that it calls."""
    called = {context(plan, code) for code in plan.targets(user.code, "calls")}
    return {*plan.targets(user.code, "stores"), *called} - {"", context_of(plan, user)}


def _through_ports(plan: Plan, user: Element) -> set[str]:
    """The stores and contexts behind the ports of something, and of its service."""
    users = (user.code, user.service) if isinstance(user, Operation) else (user.code,)
    ports = {port for code in users for port in plan.targets(code, "uses")}
    stores = {a.store for port in ports for a in plan.children(port, Adapter)}
    return stores | {code for port in ports for code in plan.targets(port, "consumes")}


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


@rule(
    "HX-04",
    "missing",
    "warning",
    "architecture",
    title="An anticorruption layer is only drawn",
    why="What translates the upstream's model is an adapter behind a port of the downstream.",
    fix="Add the port of the downstream that consumes the upstream, with its adapter.",
    standards=("ARCH-BL", "DOMAIN-MODEL"),
)
def unbuilt_shield(plan: Plan, on: date) -> Iterator[Hit]:
    shields = {
        (port.context, consumed)
        for port in plan.of(Port)
        if plan.children(port.code, Adapter)
        for consumed in plan.targets(port.code, "consumes")
    }
    for relation in plan.of(ContextRelation):
        ends = (relation.downstream, relation.upstream)
        if "ACL" in relation.downstream_roles and all(ends) and ends not in shields:
            yield Hit(
                element=relation.code,
                field="downstream_roles",
                message=f"{relation.code} says ACL, and no port of {relation.downstream} that "
                f"consumes {relation.upstream} has an adapter.",
            )


@rule(
    "HX-05",
    "missing",
    "warning",
    "architecture",
    title="Nothing checks the layers",
    why="Layers that no tool checks hold until the first hurry.",
    fix="Add a layer check to the quality checklist.",
    standards=("ARCH-BL", "TEST-BACK"),
)
def unchecked_layers(plan: Plan, on: date) -> Iterator[Hit]:
    if not any(item.theme == "layer_check" for item in plan.of(ChecklistItem)):
        yield Hit(message="The checklist has no layer check.")


PORTS: tuple[Rule, ...] = (reach_without_port, misplaced_port, unbuilt_shield, unchecked_layers)
