"""Remedies on stores, mappings, ports and adapters."""

from collections.abc import Iterator

from planning.plan.elements import (
    Adapter,
    ContextRelation,
    DataStore,
    Endpoint,
    Entity,
    EntityMapping,
    Port,
    Service,
)
from planning.plan.findings import Finding
from planning.plan.fixes.fix import REASON, Creation, Fix, Update
from planning.plan.layers import context_of
from planning.plan.rules.data import repositories
from planning.plan.value import Plan

MOST = 3
"""How many stores are offered; with more of them the form is the better place to choose."""


def keep_root(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DA-01: in a store that the context may use, with a repository; or not kept at all."""
    root = plan.get(finding.element, Entity)
    if root is None:
        return
    for store in _stores_for(plan, root)[:MOST]:
        yield _kept(plan, root, store)
    yield Fix(
        id="not-kept",
        title="It is not kept",
        asks="Why it is not kept",
        updates=(Update(code=finding.element, values={"not_persisted_reason": REASON}),),
    )


def _kept(plan: Plan, root: Entity, store: DataStore) -> Fix:
    served = any(port.root == root.code for port in repositories(plan))
    mapping = {"entity": root.code, "store": store.code, "authoritative": True}
    mapped = Creation(kind="EntityMapping", values=mapping, key="mapping")
    return Fix(
        id=f"keep-in-{store.code}",
        title=f"Keep it in {store.label}" + ("" if served else ", behind a repository"),
        creates=(mapped, *(() if served else _repository(plan, root, store))),
    )


def add_repository(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DA-07: port and adapter for the store that keeps the root."""
    root = plan.get(finding.element, Entity)
    if root:
        yield Fix(
            id="add-repository",
            title=f"Add a repository for {root.label} with its adapter",
            creates=_repository(plan, root, _keeping(plan, root)),
        )


def add_adapter(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DA-05: an adapter for the port, with the store that keeps the root of a repository."""
    port = plan.get(finding.element, Port)
    if port is None:
        return
    root = plan.get(port.root, Entity)
    store = _keeping(plan, root) if root and not port.consistency_need else None
    yield Fix(
        id="add-adapter",
        title=f"Add an adapter for {port.code}",
        creates=(_adapter(port.code, port.name, port.context, store),),
    )


def name_root(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DA-04: the one root of the aggregate in which the entity lies."""
    port = plan.get(finding.element, Port)
    entity = plan.get(port.root, Entity) if port else None
    inside = plan.children(entity.aggregate, Entity) if entity else ()
    roots = [each for each in inside if each.role == "root"]
    if len(roots) == 1:
        yield Fix(
            id="name-root",
            title=f"Serve the root {roots[0].label} instead",
            updates=(Update(code=finding.element, values={"root": roots[0].code}),),
        )


def choose_leading(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DA-10: one of the stores has the last word."""
    mappings = [m for m in plan.children(finding.element, EntityMapping) if m.store]
    for store in dict.fromkeys(mapping.store for mapping in mappings):
        changed = [m for m in mappings if m.authoritative is not (m.store == store)]
        yield Fix(
            id=f"leading-{store}",
            title=f"{plan.by_code[store].label if store in plan.by_code else store} is right",
            updates=tuple(
                Update(code=m.code, values={"authoritative": m.store == store}) for m in changed
            ),
        )


def ask_database_track(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DA-11: a dependency that applies to the store."""
    store = plan.by_code[finding.element]
    values = {
        "name": f"{store.name or store.code} set up",
        "track": "database",
        "direction": "needs",
        "topic": "schema_migration",
        "what": f"{store.label}, set up, with a way to migrate its schema",
        "status": "open",
    }
    yield Fix(
        id="ask-database-track",
        title="Record a dependency on the database track",
        creates=(Creation(kind="Dependency", values=values, key="dependency"),),
        ties=(("applies_to", "dependency", store.code),),
    )


def use_port(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """HX-01: a port of the user's context behind which the store or context lies already."""
    user = plan.by_code[finding.element]
    for port in plan.of(Port):
        stores = {adapter.store for adapter in plan.children(port.code, Adapter)}
        behind = stores | set(plan.targets(port.code, "consumes"))
        if finding.about in behind and port.context == context_of(plan, user):
            yield Fix(
                id=f"use-{port.code}",
                title=f"Let it use {port.label}",
                ties=(("uses", user.code, port.code),),
            )


def move_to_layer(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """HX-02: the port to the domain, the adapter to infrastructure."""
    layer = "domain" if plan.get(finding.element, Port) else "infrastructure"
    yield Fix(
        id="move-to-layer",
        title=f"Move {finding.element} to {layer}",
        updates=(Update(code=finding.element, values={"layer": layer}),),
    )


def add_operation(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """HX-03: an operation of the endpoint's service, named as the endpoint is."""
    endpoint = plan.get(finding.element, Endpoint)
    service = plan.get(endpoint.service, Service) if endpoint else None
    if endpoint and service:
        said = endpoint.name or f"{endpoint.method} {endpoint.path}".strip()
        values = {"name": said, "service": service.code}
        yield Fix(
            id="add-operation",
            title=f"Add an operation to {service.code} behind it",
            creates=(Creation(kind="Operation", values=values, key="operation"),),
            updates=(Update(code=endpoint.code, values={"operation": "operation"}),),
        )


def build_shield(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """HX-04: a gateway of the downstream that consumes the upstream, with its adapter."""
    relation = plan.get(finding.element, ContextRelation)
    upstream = plan.by_code.get(relation.upstream) if relation else None
    if relation is None or upstream is None:
        return
    name = f"{upstream.name or upstream.code} gateway"
    port = {
        "name": name,
        "kind": "gateway",
        "side": "driven",
        "context": relation.downstream,
        "layer": "application",
    }
    yield Fix(
        id="build-shield",
        title=f"Add a gateway of {relation.downstream} to {relation.upstream} with its adapter",
        creates=(
            Creation(kind="Port", values=port, key="port"),
            _adapter("port", name, relation.downstream, None),
        ),
        ties=(("consumes", "port", relation.upstream),),
    )


def _stores_for(plan: Plan, root: Entity) -> list[DataStore]:
    """Stores of its context or of nobody in particular: others would cross a boundary."""
    context = context_of(plan, root)
    return [store for store in plan.of(DataStore) if store.context in ("", context)]


def _keeping(plan: Plan, root: Entity) -> DataStore | None:
    """The store that has the last word on a root, else the first, if its context may use it."""
    mappings = plan.children(root.code, EntityMapping)
    leading = sorted(mappings, key=lambda mapping: not mapping.authoritative)
    stores = (plan.get(mapping.store, DataStore) for mapping in leading)
    return next((store for store in stores if store), None)


def _repository(plan: Plan, root: Entity, store: DataStore | None) -> tuple[Creation, Creation]:
    context = context_of(plan, root)
    name = f"{root.name or root.code} repository"
    port = {
        "name": name,
        "kind": "repository",
        "side": "driven",
        "context": context,
        "layer": "domain",
        "root": root.code,
    }
    return Creation(kind="Port", values=port, key="port"), _adapter("port", name, context, store)


def _adapter(port: str, name: str, context: str, store: DataStore | None) -> Creation:
    """An adapter; a store of another context it leaves to people, since that crosses the map."""
    values = {"name": f"{name} adapter".strip(), "port": port, "layer": "infrastructure"}
    if store and store.context in ("", context):
        values |= {"store": store.code, "technology": store.technology}
    return Creation(kind="Adapter", values=values, key="adapter")
