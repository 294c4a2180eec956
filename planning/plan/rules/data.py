"""Rules on stores, mappings and repositories."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from planning.plan.choices import CONSISTENCIES, words
from planning.plan.elements import Adapter, DataStore, Dependency, Entity, EntityMapping, Port
from planning.plan.findings import Hit, Rule, rule
from planning.plan.layers import context_of
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
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
    "DA-02",
    "contradiction",
    "error",
    "architecture",
    title="Two contexts share a table",
    why="A shared table ties two models together where neither can see it.",
    fix="Give each context its own table, or mark the mapping as technical.",
    standards=("REPO-PATTERN",),
)
def shared_table(plan: Plan, on: date) -> Iterator[Hit]:
    tables: dict[tuple[str, str], list[EntityMapping]] = defaultdict(list)
    for mapping in plan.of(EntityMapping):
        if mapping.store and mapping.table:
            tables[mapping.store, mapping.table.casefold()].append(mapping)
    for (store, table), mappings in tables.items():
        contexts = {context_of(plan, mapping) for mapping in mappings} - {""}
        if len(contexts) > 1 and not any(mapping.technical for mapping in mappings):
            yield Hit(
                element=store,
                about=table,
                message=f"{listed(mappings)} of {listed(contexts)} share a table of {store}.",
            )


@rule(
    "DA-03",
    "contradiction",
    "error",
    "architecture",
    title="A store cannot give what a repository needs",
    why="Code written for a stronger consistency than the store gives is wrong now and then.",
    fix="Choose another store, or say that less will do.",
    standards=("REPO-PATTERN",),
)
def weak_store(plan: Plan, on: date) -> Iterator[Hit]:
    for port in repositories(plan):
        for adapter in plan.children(port.code, Adapter) if port.consistency_need else ():
            store = plan.get(adapter.store, DataStore)
            if store and store.guarantees and _stronger(port.consistency_need, store.guarantees):
                yield Hit(
                    element=port.code,
                    field="consistency_need",
                    about=adapter.code,
                    message=f"{port.code} needs {words(port.consistency_need)} consistency, "
                    f"{store.code} gives {words(store.guarantees)}.",
                )


def _stronger(need: str, guarantee: str) -> bool:
    return CONSISTENCIES.index(need) > CONSISTENCIES.index(guarantee)


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
    "DA-07",
    "missing",
    "warning",
    "architecture",
    title="A kept root has no repository",
    why="The directive asks for a repository abstraction between the domain and each store.",
    fix="Add a repository port for the root.",
    standards=("REPO-PATTERN",),
)
def root_without_repository(plan: Plan, on: date) -> Iterator[Hit]:
    served = {port.root for port in repositories(plan)}
    for entity in plan.of(Entity):
        kept = any(mapping.store for mapping in plan.children(entity.code, EntityMapping))
        if entity.role == "root" and kept and entity.code not in served:
            yield Hit(element=entity.code, message=f"{entity.code} is kept and has no repository.")


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


@rule(
    "DA-09",
    "missing",
    "warning",
    "architecture",
    title="A store is not described",
    why="Whoever sets it up has to know what it is, and who runs it.",
    fix="Name the product with its major version, and the track that owns it.",
    standards=("REPO-PATTERN",),
)
def bare_store(plan: Plan, on: date) -> Iterator[Hit]:
    for store in plan.of(DataStore):
        yield from lacking(store, "technology", "owner_track")


@rule(
    "DA-10",
    "contradiction",
    "error",
    "architecture",
    title="No one store has the last word",
    why="Where two stores differ, exactly one has to be right.",
    fix="Mark one of the mappings of the root as authoritative.",
    standards=("REPO-PATTERN",),
)
def last_word(plan: Plan, on: date) -> Iterator[Hit]:
    for entity in plan.of(Entity):
        mappings = [m for m in plan.children(entity.code, EntityMapping) if m.store]
        stores = {mapping.store for mapping in mappings}
        leading = {mapping.store for mapping in mappings if mapping.authoritative}
        if entity.role == "root" and len(stores) > 1 and len(leading) != 1:
            said = "several of them have" if leading else "none of them has"
            yield Hit(
                element=entity.code,
                message=f"{entity.code} is kept in {listed(stores)}, and {said} the last word.",
            )


@rule(
    "DA-11",
    "missing",
    "warning",
    "architecture",
    title="A relational store that nobody was asked for",
    why="The database track sets it up and migrates it; it has to know of it.",
    fix="Record a dependency on the database track that applies to the store.",
    standards=("REPO-PATTERN",),
)
def unasked_store(plan: Plan, on: date) -> Iterator[Hit]:
    asked = [d.code for d in plan.of(Dependency) if d.track == "database"]
    named = {code: plan.targets(code, "applies_to") for code in asked}
    # A dependency that applies to nothing in particular is taken to be on every store.
    general = any(not targets for targets in named.values())
    for store in plan.of(DataStore):
        told = general or any(store.code in targets for targets in named.values())
        if store.type == "relational" and not told:
            yield Hit(
                element=store.code,
                message=f"{store.code} is relational, and no dependency asks the database track.",
            )


DATA: tuple[Rule, ...] = (
    unmapped_root,
    shared_table,
    weak_store,
    repository_of_non_root,
    unpaired_port,
    root_without_repository,
    consistency_need,
    bare_store,
    last_word,
    unasked_store,
)
