"""``data_strategy.md``: stores, where entities are kept, repositories, transactions, migrations."""

from collections.abc import Iterator

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import DATA
from planning.plan.artifacts.document import document, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.choices import CONSISTENCIES
from planning.plan.elements import (
    Adapter,
    DataStore,
    Decision,
    Dependency,
    Entity,
    EntityMapping,
    Operation,
    Port,
)
from planning.plan.layers import context_of

_BINDING = ("consistency", "persistence")


def write(frame: Frame) -> str:
    return document(frame, DATA, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    yield from _stores(frame)
    yield from _mapping(frame)
    yield from _repositories(frame)
    yield from _transactions(frame)
    yield from _outboxes(frame)
    yield from _migrations(frame)


def _stores(frame: Frame) -> Iterator[str]:
    headers = (
        "code",
        "technology",
        "type",
        "guarantees",
        "owner",
        "authoritative for",
        "RPO and RTO",
        "requirements",
    )
    rows = (
        (
            cells.defined(frame, s),
            cells.said(frame, s.technology),
            cells.word(s.type),
            cells.word(s.guarantees),
            cells.word(s.owner_track),
            _authoritative_for(frame, s),
            cells.joined(
                (
                    cells.labelled("RPO", md.inline(s.rpo)),
                    cells.labelled("RTO", md.inline(s.rto)),
                )
            ),
            cells.requirements(frame, s.code),
        )
        for s in frame.plan.of(DataStore)
    )
    otherwise = nothing(frame, "no data store", "DA-01", "data_strategy")
    yield from section(frame, "Stores", headers, rows, otherwise)


def _authoritative_for(frame: Frame, store: DataStore) -> Inline:
    mappings = frame.plan.of(EntityMapping)
    held = (m.entity for m in mappings if m.store == store.code and m.authoritative)
    return cells.codes(frame, held)


def _mapping(frame: Frame) -> Iterator[str]:
    headers = ("code", "entity", "aggregate", "store", "table or collection", "keys")
    rows = [
        (
            cells.defined(frame, m),
            cells.named(frame, m.entity),
            cells.named(frame, _aggregate_of(frame, m.entity)),
            _kept_in(frame, m),
            md.code(m.table),
            cells.said(frame, m.keys),
        )
        for m in frame.plan.of(EntityMapping)
    ]
    rows += [
        (
            Inline("none"),
            cells.named(frame, e.code),
            cells.named(frame, e.aggregate),
            Inline(f"not persisted: {cells.said(frame, e.not_persisted_reason)}"),
            Inline(""),
            Inline(""),
        )
        for e in frame.plan.of(Entity)
        if e.not_persisted_reason
    ]
    otherwise = nothing(frame, "no entity is mapped to a store", "DA-01", "data_strategy")
    yield from section(frame, "Mapping", headers, rows, otherwise)


def _kept_in(frame: Frame, m: EntityMapping) -> Inline:
    marks = (
        Inline("authoritative" if m.authoritative else ""),
        Inline("technical" if m.technical else ""),
    )
    return cells.joined((cells.named(frame, m.store), *marks))


def _aggregate_of(frame: Frame, entity: str) -> str:
    held = frame.plan.get(entity, Entity)
    return held.aggregate if held else ""


def _repositories(frame: Frame) -> Iterator[str]:
    headers = (
        "port",
        "layer",
        "aggregate",
        "operations",
        "adapter",
        "needs",
        "isolation",
        "store gives",
        "verdict",
    )
    rows = (
        _repository(frame, port, adapter)
        for port in frame.plan.of(Port)
        if port.kind == "repository"
        for adapter in frame.plan.children(port.code, Adapter) or (None,)
    )
    otherwise = nothing(frame, "no repository", "DA-07", "data_strategy")
    yield from section(frame, "Repositories", headers, rows, otherwise)


def _repository(frame: Frame, port: Port, adapter: Adapter | None) -> tuple[Inline, ...]:
    store = frame.plan.get(adapter.store, DataStore) if adapter else None
    gives = store.guarantees if store else ""
    return (
        cells.named(frame, port.code),
        cells.word(port.layer),
        cells.named(frame, _aggregate_of(frame, port.root)),
        cells.said(frame, port.operations),
        cells.named(frame, adapter.code) if adapter else Inline(""),
        cells.word(port.consistency_need),
        cells.said(frame, port.isolation),
        cells.joined((cells.word(gives), cells.named(frame, store.code if store else "")), " by "),
        Inline(_verdict(port.consistency_need, gives)),
    )


def _verdict(needs: str, gives: str) -> str:
    """Whether the store's guarantee is enough, both being ordered."""
    if needs not in CONSISTENCIES or gives not in CONSISTENCIES:
        return "not known yet"
    enough = CONSISTENCIES.index(gives) >= CONSISTENCIES.index(needs)
    return "enough" if enough else "too weak"


def _transactions(frame: Frame) -> Iterator[str]:
    headers = ("operation", "transaction", "aggregates", "stores", "messages", "decision")
    plan = frame.plan
    rows = (
        (
            cells.named(frame, o.code),
            cells.word(o.transaction),
            cells.codes(frame, plan.targets(o.code, "changes")),
            cells.codes(frame, _stores_of(frame, o)),
            cells.codes(frame, plan.targets(o.code, "raises", "publishes")),
            cells.codes(frame, _decisions_on(frame, o)),
        )
        for o in plan.of(Operation)
        if plan.targets(o.code, "changes")
    )
    otherwise = nothing(frame, "no operation changes an aggregate", "data_strategy")
    yield from section(frame, "Transactions", headers, rows, otherwise)


def _stores_of(frame: Frame, operation: Operation) -> Iterator[str]:
    """Stores that hold a root of what the operation changes, and those it uses directly."""
    plan = frame.plan
    changed = set(plan.targets(operation.code, "changes"))
    for mapping in plan.of(EntityMapping):
        entity = plan.get(mapping.entity, Entity)
        if entity and entity.role == "root" and entity.aggregate in changed:
            yield mapping.store
    yield from plan.targets(operation.code, "stores")


def _decisions_on(frame: Frame, operation: Operation) -> Iterator[str]:
    """Accepted decisions on consistency or persistence for it, its service or its context."""
    places = (operation.code, operation.service, context_of(frame.plan, operation))
    for place in places:
        for code in frame.plan.sources(place, "applies_to"):
            decision = frame.plan.get(code, Decision)
            if decision and decision.status == "accepted" and decision.topic in _BINDING:
                yield code


def _outboxes(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.named(frame, m.store),
            md.code(m.table),
            cells.named(frame, m.entity),
            cells.said(frame, m.notes),
        )
        for m in frame.plan.of(EntityMapping)
        if m.technical
    )
    yield from section(
        frame,
        "Outbox and other technical tables",
        ("store", "table or collection", "entity", "notes"),
        rows,
        none("No table is marked as technical."),
    )


def _migrations(frame: Frame) -> Iterator[str]:
    migrations = [d for d in frame.plan.of(Dependency) if d.topic == "schema_migration"]
    rows = (
        (
            cells.named(frame, s.code),
            cells.word(s.owner_track),
            cells.joined(
                (cells.named(frame, d.code) for d in migrations if _concerns(frame, d, s)), "<br>"
            ),
        )
        for s in frame.plan.of(DataStore)
    )
    otherwise = nothing(frame, "no store, and so no migration", "DA-11", "DE-03", at="database")
    headers = ("store", "owner track", "dependency")
    yield from section(frame, "Migrations", headers, rows, otherwise)


def _concerns(frame: Frame, dependency: Dependency, store: DataStore) -> bool:
    """Whether the dependency applies to the store, or to none in particular but its track."""
    stores = {s.code for s in frame.plan.of(DataStore)}
    named = stores.intersection(frame.plan.targets(dependency.code, "applies_to"))
    return store.code in named if named else dependency.track == store.owner_track
