"""Rules on stores, mappings and repositories."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import Adapter, Entity, EntityMapping, Port
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.lacking import lacking
from planning.plan.value import Plan


@rule(
    "DA-01",
    "missing",
    "error",
    "architecture",
    title="A root is kept nowhere",
    why="The directive asks where each entity is kept; a root carries its aggregate with it.",
    fix="Map the root to a store, or say why it is not kept.",
    standards=("REPO-PATTERN",),
)
def unmapped_root(plan: Plan, on: date) -> Iterator[Hit]:
    mapped = {mapping.entity for mapping in plan.of(EntityMapping) if mapping.store}
    for entity in plan.of(Entity):
        if entity.role == "root" and entity.code not in mapped and not entity.not_persisted_reason:
            yield Hit(
                element=entity.code,
                field="not_persisted_reason",
                message=f"{entity.code} is a root and mapped to no store.",
            )


@rule(
    "DA-04",
    "contradiction",
    "error",
    "architecture",
    title="A repository serves something that is no root",
    why="What lies inside an aggregate is reached through its root, never on its own.",
    fix="Name the root of the aggregate.",
    standards=("REPO-PATTERN",),
)
def repository_of_non_root(plan: Plan, on: date) -> Iterator[Hit]:
    for port in repositories(plan):
        entity = plan.get(port.root, Entity)
        if entity and entity.role not in ("", "root"):
            yield Hit(
                element=port.code,
                field="root",
                message=f"{port.code} serves {entity.code}, a {words(entity.role)}.",
            )


def repositories(plan: Plan) -> list[Port]:
    """The ports that are repositories, in natural order."""
    return [port for port in plan.of(Port) if port.kind == "repository"]


@rule(
    "DA-05",
    "missing",
    "warning",
    "architecture",
    title="A port and an adapter lack each other",
    why="A port that nothing fulfils does not run; an adapter that fulfils no port is not wanted.",
    fix="Add the adapter, or name the port that it fulfils.",
    standards=("REPO-PATTERN", "ARCH-BL"),
)
def unpaired_port(plan: Plan, on: date) -> Iterator[Hit]:
    fulfilled = {adapter.port for adapter in plan.of(Adapter)}
    for port in plan.of(Port):
        if port.code not in fulfilled:
            yield Hit(element=port.code, message=f"{port.code} has no adapter.")
    for adapter in plan.of(Adapter):
        if not adapter.port:
            yield Hit(
                element=adapter.code, field="port", message=f"{adapter.code} fulfils no port."
            )


@rule(
    "DA-08",
    "missing",
    "warning",
    "architecture",
    title="A repository does not say how consistent it has to be",
    why="Whether a store will do depends on what the repository needs of it.",
    fix="State the weakest consistency that will do.",
    standards=("REPO-PATTERN",),
)
def consistency_need(plan: Plan, on: date) -> Iterator[Hit]:
    for port in repositories(plan):
        yield from lacking(port, "consistency_need")


DATA: tuple[Rule, ...] = (unmapped_root, repository_of_non_root, unpaired_port, consistency_need)
