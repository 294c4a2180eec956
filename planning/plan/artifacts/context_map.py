"""``context_map.md``: contexts, how they relate, and where each meets the layers."""

from collections import defaultdict
from collections.abc import Iterator

from planning.plan import choices
from planning.plan.artifacts import cells, mermaid
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import CONTEXT_MAP
from planning.plan.artifacts.document import document, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import (
    Adapter,
    BoundedContext,
    ContextRelation,
    Element,
    Port,
    Subdomain,
    Team,
)
from planning.plan.layers import PLACED, context_of, layer_of

_ARROWS = {"partnership": "---", "shared_kernel": "---", "separate_ways": "-.-"}


def write(frame: Frame) -> str:
    return document(frame, CONTEXT_MAP, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    yield md.heading(2, Inline("Picture"))
    yield _picture(frame)
    yield from _contexts(frame)
    yield from _relations(frame)
    yield from _layers(frame)
    yield from _anticorruption(frame)
    yield from _subdomains(frame)
    yield from _teams(frame)


def _picture(frame: Frame) -> str:
    contexts, relations = frame.plan.of(BoundedContext), frame.plan.of(ContextRelation)
    if not contexts:
        return nothing(frame, "no context to draw", "domain_map")
    nodes = [
        mermaid.node(c.code, _node_label(c), "round" if c.external else "box") for c in contexts
    ]
    edges = [_edge(r) for r in relations if r.upstream and r.downstream]
    caption = "Arrows run from upstream to downstream; external contexts are rounded."
    return mermaid.flowchart("LR", [*nodes, *edges]) + "\n\n" + caption


def _node_label(context: BoundedContext) -> str:
    return f"{context.label} (external)" if context.external else context.label


def _edge(relation: ContextRelation) -> str:
    said = [choices.words(relation.pattern)]
    said += [" ".join(roles) for roles in (relation.upstream_roles,) if roles]
    said += [f"to {' '.join(roles)}" for roles in (relation.downstream_roles,) if roles]
    label = f"{relation.code} {', '.join(part for part in said if part)}"
    arrow = _ARROWS.get(relation.pattern, "-->")
    return mermaid.edge(relation.upstream, relation.downstream, label, arrow)


def _contexts(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined_code(frame, c),
            md.inline(c.name),
            _class(frame, c),
            cells.joined(
                (cells.said(frame, c.purpose), cells.said(frame, c.responsibilities)), "<br>"
            ),
            cells.named(frame, c.owner),
            cells.flag(c.external),
            cells.requirements(frame, c.code),
        )
        for c in frame.plan.of(BoundedContext)
    )
    headers = (
        "code",
        "name",
        "subdomain and class",
        "purpose",
        "owner",
        "external",
        "requirements",
    )
    yield from section(frame, "Contexts", headers, rows, nothing(frame, "no context", "domain_map"))


def _class(frame: Frame, context: BoundedContext) -> Inline:
    subdomains = [
        cells.joined((cells.named(frame, s.code), cells.word(s.classification)), ", ")
        for code in frame.plan.targets(context.code, "implements")
        if (s := frame.plan.get(code, Subdomain))
    ]
    return cells.joined((*subdomains, cells.word(context.classification)), "; ")


def _relations(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined(frame, r),
            cells.named(frame, r.upstream),
            cells.named(frame, r.downstream),
            cells.word(r.pattern),
            _roles(r),
            _exposed(frame, r),
            cells.said(frame, r.technology),
            cells.word(r.interaction),
            cells.said(frame, r.failure_behaviour),
        )
        for r in frame.plan.of(ContextRelation)
    )
    headers = (
        "code",
        "upstream",
        "downstream",
        "pattern",
        "roles",
        "what is exposed",
        "technology",
        "sync or async",
        "failure behaviour",
    )
    yield from section(
        frame, "Relations", headers, rows, nothing(frame, "no relation", "CM-16", "domain_map")
    )


def _roles(relation: ContextRelation) -> Inline:
    return cells.joined(
        (
            cells.labelled("upstream", cells.words(relation.upstream_roles)),
            cells.labelled("downstream", cells.words(relation.downstream_roles)),
            cells.labelled("rights of the downstream", md.inline(relation.downstream_rights)),
        ),
        "<br>",
    )


def _exposed(frame: Frame, relation: ContextRelation) -> Inline:
    exposed = [cells.named(frame, code) for code in frame.plan.targets(relation.code, "exposes")]
    shared = cells.labelled("shared", cells.said(frame, relation.shared_part))
    owner = cells.labelled("owner of the kernel", cells.named(frame, relation.kernel_owner))
    return cells.joined((*exposed, shared, owner), "<br>")


def _layers(frame: Frame) -> Iterator[str]:
    inside = _by_context_and_layer(frame)
    rows = (
        (
            cells.named(frame, c.code),
            *(_in_layer(frame, c, layer, inside[c.code, layer]) for layer in choices.LAYERS),
            md.code(c.module_path),
        )
        for c in frame.plan.of(BoundedContext)
    )
    yield from section(
        frame,
        "Context × layer",
        ("context", *choices.LAYERS, "module path"),
        rows,
        nothing(frame, "no context to align with layers", "domain_map"),
    )
    yield (
        "Aggregates bring their entities, attributes, invariants and transitions into the domain "
        "layer, services their operations and endpoints into their own."
    )


def _by_context_and_layer(frame: Frame) -> dict[tuple[str, str], list[Element]]:
    found: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for kind in PLACED:
        for element in frame.plan.of(kind):
            found[context_of(frame.plan, element), layer_of(frame.plan, element)].append(element)
    return found


def _in_layer(frame: Frame, context: BoundedContext, layer: str, elements: list[Element]) -> Inline:
    claimed = layer in context.layers
    if not elements:
        return Inline("claimed, nothing in it" if claimed else "")
    listed = cells.codes(frame, (element.code for element in elements))
    return listed if claimed else Inline(f"{listed} (layer not claimed)")


def _anticorruption(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.named(frame, r.code),
            cells.named(frame, r.upstream),
            _exposed(frame, r),
            cells.named(frame, port),
            cells.joined(
                (cells.named(frame, a.code) for a in frame.plan.children(port, Adapter)), "<br>"
            ),
        )
        for r in frame.plan.of(ContextRelation)
        if "ACL" in (*r.downstream_roles, *r.upstream_roles)
        for port in _ports_towards(frame, r) or [""]
    )
    yield from section(
        frame,
        "Anticorruption layers",
        ("relation", "upstream", "what is exposed", "port", "adapter"),
        rows,
        none("No relation has an anticorruption layer."),
    )


def _ports_towards(frame: Frame, relation: ContextRelation) -> list[str]:
    """Ports of the downstream that consume the upstream."""
    if not relation.upstream:
        return []
    return [
        port
        for port in frame.plan.sources(relation.upstream, "consumes")
        if (p := frame.plan.get(port, Port)) and p.context == relation.downstream
    ]


def _subdomains(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined_code(frame, s),
            md.inline(s.name),
            cells.word(s.classification),
            cells.said(frame, s.vision),
        )
        for s in frame.plan.of(Subdomain)
    )
    headers = ("code", "name", "class", "vision")
    yield from section(frame, "Subdomains", headers, rows, nothing(frame, "no subdomain", "BC-03"))


def _teams(frame: Frame) -> Iterator[str]:
    rows = (
        (
            cells.defined_code(frame, t),
            md.inline(t.name),
            cells.word(t.track),
            cells.person(frame, t.contact),
        )
        for t in frame.plan.of(Team)
    )
    headers = ("code", "name", "track", "contact")
    yield from section(frame, "Teams", headers, rows, nothing(frame, "no team", "BC-03"))
