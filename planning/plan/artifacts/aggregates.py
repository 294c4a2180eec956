"""``aggregates.md``: each aggregate with its root, what it keeps true, and its life cycle."""

from collections.abc import Iterable, Iterator

from planning.plan.artifacts import cells, mermaid
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import AGGREGATES
from planning.plan.artifacts.document import document, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.artifacts.messages import handled_by, raised_by
from planning.plan.elements import (
    Aggregate,
    Attribute,
    BoundedContext,
    Entity,
    Invariant,
    Message,
    Policy,
    Transition,
)

_ENTITY = ("code", "kind", "identity")
_ATTRIBUTE = ("name", "type", "key", "required", "confidentiality", "categories")
_INVARIANT = ("code", "statement", "enforced where", "example", "requirement", "verified by")
_TRANSITION = ("code", "from", "to", "command", "guard", "event")
_MESSAGE = ("message", "payload schema", "raised by", "handled by")
_POLICY = ("code", "event", "command", "timeout", "compensation")
_REFERENCE = ("from", "to", "how")


def write(frame: Frame) -> str:
    return document(frame, AGGREGATES, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    aggregates = frame.plan.of(Aggregate)
    if not aggregates:
        yield md.heading(2, Inline("Aggregates"))
        yield nothing(frame, "no aggregate", "BC-10", "domain_map")
    for context in ["", *(c.code for c in frame.plan.of(BoundedContext))]:
        inside = [a for a in aggregates if a.context == context]
        if inside:
            label = cells.named(frame, context) if context else Inline("Aggregates of no context")
            yield md.heading(2, label)
        for aggregate in inside:
            yield from _aggregate(frame, aggregate)
    yield from _astray(frame)
    yield from _policies(frame)


def _aggregate(frame: Frame, a: Aggregate) -> Iterator[str]:
    entities = frame.plan.children(a.code, Entity)
    yield md.heading(3, cells.defined(frame, a))
    yield md.facts(_about(frame, a, entities))
    yield from section(
        frame,
        "Entities",
        _ENTITY,
        _entities(frame, entities),
        nothing(frame, "no entity", "AG-01", at=a.code),
        4,
    )
    for entity in entities:
        yield from _attributes(frame, entity)
    yield from section(
        frame,
        "Invariants",
        _INVARIANT,
        _invariants(frame, frame.plan.children(a.code, Invariant)),
        _no_invariants(frame, a),
        4,
    )
    yield from _life_cycle(frame, a)
    messages = [m for m in frame.plan.of(Message) if m.aggregate == a.code]
    yield from section(
        frame,
        "Commands and events",
        _MESSAGE,
        (_message(frame, m) for m in messages),
        nothing(frame, "no command and no event of this aggregate", "domain_map"),
        4,
    )
    yield from section(
        frame,
        "References to other aggregates",
        _REFERENCE,
        _references(frame, a, entities),
        none("It refers to no other aggregate."),
        4,
    )


def _about(
    frame: Frame, a: Aggregate, entities: tuple[Entity, ...]
) -> Iterator[tuple[str, Inline]]:
    roots = [cells.named(frame, e.code) for e in entities if e.role == "root"]
    yield "Purpose", cells.said(frame, a.purpose)
    yield "Root", cells.joined(roots)
    yield (
        "Boundary and why",
        cells.joined((cells.word(a.boundary), cells.said(frame, a.boundary_reason)), ": "),
    )
    yield (
        "Concurrency control",
        cells.joined(
            (
                cells.word(a.concurrency_control),
                cells.labelled("chance of conflict", cells.word(a.conflict_chance)),
                cells.labelled("mitigation", cells.said(frame, a.contention_mitigation)),
            ),
            "; ",
        ),
    )
    yield (
        "Size",
        cells.joined(
            (
                cells.said(frame, a.size),
                cells.labelled("throughput", cells.said(frame, a.throughput)),
            ),
            "; ",
        ),
    )
    yield "States", cells.joined(cells.said(frame, state) for state in a.states)
    yield "Requirements", cells.requirements(frame, a.code)


def _entities(frame: Frame, entities: Iterable[Entity]) -> Iterator[tuple[Inline, ...]]:
    for e in entities:
        yield cells.defined(frame, e), cells.word(e.role), cells.said(frame, e.identity)


def _attributes(frame: Frame, entity: Entity) -> Iterator[str]:
    rows = [_attribute(frame, at) for at in frame.plan.children(entity.code, Attribute)]
    yield f"Attributes of {cells.named(frame, entity.code)}:"
    yield md.table(_ATTRIBUTE, rows) if rows else "*Nothing planned yet: no attribute.*"


def _attribute(frame: Frame, at: Attribute) -> tuple[Inline, ...]:
    how = " by identity" if at.by_identity else ""
    return (
        cells.defined(frame, at),
        cells.joined(
            (
                Inline("many" if at.collection else ""),
                cells.said(frame, at.type),
                Inline(
                    f"refers to {cells.named(frame, at.refers_to)}{how}" if at.refers_to else ""
                ),
            )
        ),
        cells.flag(at.key),
        cells.flag(at.required),
        cells.joined((cells.word(at.confidentiality), cells.word(at.protection))),
        cells.words(at.categories),
    )


def _invariants(frame: Frame, invariants: Iterable[Invariant]) -> Iterator[tuple[Inline, ...]]:
    for iv in invariants:
        yield (
            cells.defined(frame, iv),
            cells.joined(
                (
                    cells.said(frame, iv.statement),
                    cells.labelled("source", cells.person(frame, iv.source)),
                    cells.labelled("mended by", cells.named(frame, iv.corrective_policy)),
                ),
                "<br>",
            ),
            cells.said(frame, iv.enforced_where),
            cells.said(frame, iv.example),
            cells.requirements(frame, iv.code),
            cells.codes(frame, frame.plan.sources(iv.code, "verifies")),
        )


def _no_invariants(frame: Frame, a: Aggregate) -> str:
    if a.no_invariant_reason:
        return f"None, because {cells.said(frame, a.no_invariant_reason.rstrip('.'))}."
    return nothing(frame, "no invariant, and no reason for having none", "AG-03", at=a.code)


def _life_cycle(frame: Frame, a: Aggregate) -> Iterator[str]:
    transitions = frame.plan.children(a.code, Transition)
    yield from section(
        frame,
        "Transitions",
        _TRANSITION,
        (_transition(frame, t) for t in transitions),
        none("It has no life cycle: no transition is stated."),
        4,
    )
    states = dict.fromkeys(
        (*a.states, *(s for t in transitions for s in (t.from_state, t.to_state)))
    )
    if transitions:
        yield _state_picture(frame, [state for state in states if state], transitions)


def _state_picture(frame: Frame, states: list[str], transitions: Iterable[Transition]) -> str:
    names = {state: f"s{number}" for number, state in enumerate(states, start=1)}
    drawn = [mermaid.state(name, state) for state, name in names.items()]
    for t in (t for t in transitions if t.to_state):
        command = frame.plan.get(t.command, Message)
        label = " ".join(part for part in (command.name if command else "", _guard(t)) if part)
        drawn.append(mermaid.transition(names.get(t.from_state, ""), names[t.to_state], label))
    return mermaid.state_diagram(drawn)


def _guard(t: Transition) -> str:
    return f"if {t.guard}" if t.guard else ""


def _transition(frame: Frame, t: Transition) -> tuple[Inline, ...]:
    return (
        cells.defined(frame, t),
        cells.said(frame, t.from_state) or Inline("(beginning)"),
        cells.said(frame, t.to_state),
        cells.named(frame, t.command),
        cells.said(frame, t.guard),
        cells.named(frame, t.event),
    )


def _message(frame: Frame, m: Message) -> tuple[Inline, ...]:
    kind = cells.word(m.kind)
    return (
        Inline(cells.named(frame, m.code) + (f" ({kind})" if kind else "")),
        cells.named(frame, m.schema),
        cells.codes(frame, raised_by(frame.plan, m.code)),
        cells.codes(frame, handled_by(frame.plan, m.code)),
    )


def _references(
    frame: Frame, a: Aggregate, entities: Iterable[Entity]
) -> Iterator[tuple[Inline, ...]]:
    for entity in entities:
        for at in frame.plan.children(entity.code, Attribute):
            target = frame.plan.get(at.refers_to, Entity)
            if target and target.aggregate != a.code:
                how = "by identity" if at.by_identity else "by holding the object"
                yield cells.named(frame, at.code), _within(frame, target), Inline(how)
    for iv in frame.plan.children(a.code, Invariant):
        for code in frame.plan.targets(iv.code, "spans"):
            how = Inline("spanned by the invariant")
            yield cells.named(frame, iv.code), cells.named(frame, code), how


def _within(frame: Frame, entity: Entity) -> Inline:
    outer = cells.named(frame, entity.aggregate)
    return Inline(f"{cells.named(frame, entity.code)} of {outer or md.BLANK}")


def _astray(frame: Frame) -> Iterator[str]:
    """What has no parent yet, so that no link leads nowhere."""
    plan = frame.plan
    entities = [e for e in plan.of(Entity) if not e.aggregate]
    if entities:
        yield md.heading(2, Inline("Entities of no aggregate"))
        yield md.table(_ENTITY, _entities(frame, entities))
        for entity in entities:
            yield from _attributes(frame, entity)
    attributes = [_attribute(frame, at) for at in plan.of(Attribute) if not at.entity]
    invariants = [iv for iv in plan.of(Invariant) if not iv.aggregate]
    transitions = [_transition(frame, t) for t in plan.of(Transition) if not t.aggregate]
    messages = [_message(frame, m) for m in plan.of(Message) if not m.aggregate]
    for title, headers, rows in (
        ("Attributes of no entity", _ATTRIBUTE, attributes),
        ("Invariants of no aggregate", _INVARIANT, list(_invariants(frame, invariants))),
        ("Transitions of no aggregate", _TRANSITION, transitions),
        ("Commands and events of no one aggregate", _MESSAGE, messages),
    ):
        if rows:
            yield from section(frame, title, headers, rows, "")


def _policies(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined(frame, po),
            cells.named(frame, po.on_event),
            cells.named(frame, po.then_command),
            cells.joined(
                (md.inline(po.timeout), cells.labelled("retries", cells.number(po.retries))), "; "
            ),
            cells.said(frame, po.compensation),
        )
        for po in frame.plan.of(Policy)
    )
    yield from section(frame, "Policies", _POLICY, rows, none("No policy is stated."))
