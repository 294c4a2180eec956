"""Rules on bounded contexts: why they exist, whose they are, and what lives in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from planning.plan.choices import LAYERS, words
from planning.plan.elements import (
    Aggregate,
    BoundedContext,
    BuildStep,
    BuildTask,
    Element,
    Service,
    Subdomain,
    Term,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.layers import context_of, layer_of
from planning.plan.rules.lacking import lacking
from planning.plan.value import Plan
from planning.plan.words import Words, words_of


@rule(
    "BC-01",
    "missing",
    "error",
    "architecture",
    title="A context has no purpose",
    why="Without a purpose nobody can say what belongs inside the boundary and what does not.",
    fix="Say in a sentence or two why the context exists.",
    standards=("DOMAIN-MODEL",),
)
def context_purpose(plan: Plan, on: date) -> Iterator[Hit]:
    for context in plan.of(BoundedContext):
        yield from lacking(context, "purpose")


@rule(
    "BC-02",
    "missing",
    "error",
    "architecture",
    title="A context and the layers do not match",
    why="The map aligns contexts with layers only when it names the layers that hold something.",
    fix="Name the layers in which the context has elements, and no others.",
    standards=("ARCH-BL", "DOMAIN-MODEL"),
)
def context_layers(plan: Plan, on: date) -> Iterator[Hit]:
    inhabited = inhabited_layers(plan)
    for context in plan.of(BoundedContext):
        living = inhabited[context.code]
        if not context.layers:
            if not context.external:
                yield _layer_hit(context, "", f"{context.code} occupies no layer.")
            continue
        for layer in LAYERS:
            if layer in living and layer not in context.layers:
                message = f"{living[layer]} lies in {words(layer)}, {context.code} does not."
                yield _layer_hit(context, layer, message)
            if layer in context.layers and layer not in living and not context.external:
                message = f"{context.code} claims {words(layer)}, and nothing of it lives there."
                yield _layer_hit(context, layer, message)


def inhabited_layers(plan: Plan) -> dict[str, dict[str, str]]:
    """For each context, each layer with the first element of the context that lives there."""
    inhabited: dict[str, dict[str, str]] = defaultdict(dict)
    for element in plan.elements:
        layer = layer_of(plan, element)
        if layer:
            inhabited[context_of(plan, element)].setdefault(layer, element.code)
    return inhabited


def _layer_hit(context: BoundedContext, layer: str, message: str) -> Hit:
    return Hit(element=context.code, field="layers", about=layer, message=message)


@rule(
    "BC-03",
    "missing",
    "warning",
    "backend",
    title="A context has no owner or no class",
    why="Who decides, and how much care the context deserves, follow from owner and class.",
    fix="Name the owning team; classify the context, or link it to a classified subdomain.",
    standards=("DOMAIN-MODEL",),
)
def context_owner(plan: Plan, on: date) -> Iterator[Hit]:
    for context in plan.of(BoundedContext):
        yield from lacking(context, "owner")
        subdomains = (
            plan.get(code, Subdomain) for code in plan.targets(context.code, "implements")
        )
        if not context.classification and not any(s and s.classification for s in subdomains):
            yield Hit(
                element=context.code,
                field="classification",
                message=f"Neither {context.code} nor its subdomain is classified.",
            )


@rule(
    "BC-10",
    "missing",
    "warning",
    "architecture",
    title="A context is empty",
    why="A boundary around neither aggregate nor service bounds nothing that gets built.",
    fix="Add its aggregates or services, mark it external, or take it away.",
    standards=("DOMAIN-MODEL",),
)
def empty_context(plan: Plan, on: date) -> Iterator[Hit]:
    filled = {a.context for a in plan.of(Aggregate)} | {s.context for s in plan.of(Service)}
    for context in plan.of(BoundedContext):
        if not context.external and context.code not in filled:
            yield Hit(
                element=context.code,
                message=f"{context.code} has neither aggregate nor service.",
            )


@rule(
    "BC-11",
    "contradiction",
    "warning",
    "architecture",
    title="Two things bear one name",
    why="People and code will take one for the other.",
    fix="Rename one of them, or join the two.",
    standards=("DOMAIN-MODEL",),
)
def shared_name(plan: Plan, on: date) -> Iterator[Hit]:
    named: dict[tuple[str, Words], Element] = {}
    for element in (*plan.of(BoundedContext), *plan.of(Aggregate)):
        word = words_of(element.name)
        if not word or (isinstance(element, Aggregate) and not element.context):
            continue
        first = named.setdefault((getattr(element, "context", ""), word), element)
        if first is not element:
            yield Hit(
                element=element.code,
                field="name",
                about=first.code,
                message=f"{element.code} bears the name of {first.code}.",
            )


@rule(
    "BC-12",
    "missing",
    "warning",
    "backend",
    title="Work that no requirement asked for",
    why="Glossary, service catalog and build plan reference the requirements they come from.",
    fix="Link a term, a service, an operation, an endpoint or a step to what it satisfies.",
)
def untraced_work(plan: Plan, on: date) -> Iterator[Hit]:
    terms, services = _grouped(plan.of(Term)), _grouped(plan.of(Service))
    for context in plan.of(BoundedContext):
        for about, held in (("glossary", terms), ("services", services)):
            group = held.get(context.code, [])
            if group and not context.external and not _traced(plan, group):
                yield Hit(
                    element=context.code,
                    about=about,
                    message=f"Nothing in the {about} of {context.code} satisfies a requirement.",
                )
    for task in plan.of(BuildTask):
        steps = plan.children(task.code, BuildStep)
        if steps and not _traced(plan, [task, *steps]):
            yield Hit(
                element=task.code,
                about="steps",
                message=f"No step of {task.code} satisfies a requirement.",
            )


def _grouped(elements: Iterable[Term | Service]) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = defaultdict(list)
    for element in elements:
        found[element.context].append(element)
    return found


def _traced(plan: Plan, elements: Sequence[Element]) -> bool:
    """Whether one of these, or of what services hold, satisfies a requirement."""
    return any(
        plan.links_from(element.code, "satisfies")
        or any(plan.links_from(child.code, "satisfies") for child, _ in _parts(plan, element))
        for element in elements
    )


def _parts(plan: Plan, element: Element) -> tuple[tuple[Element, str], ...]:
    """What refers to a service: its operations and endpoints."""
    return plan.referrers(element.code) if isinstance(element, Service) else ()


CONTEXTS: tuple[Rule, ...] = (
    context_purpose,
    context_layers,
    context_owner,
    empty_context,
    shared_name,
    untraced_work,
)
