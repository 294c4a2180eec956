"""Remedies on the language of contexts and on their map."""

from collections import defaultdict
from collections.abc import Iterator

from planning.plan.choices import LAYERS
from planning.plan.elements import BoundedContext, ContextRelation, Term
from planning.plan.findings import Finding
from planning.plan.fixes.fix import Creation, Fix, Update
from planning.plan.layers import context_of
from planning.plan.rules.contexts import inhabited_layers
from planning.plan.rules.crossings import context, reaches
from planning.plan.value import Plan
from planning.plan.words import words_of


def add_term(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """BC-08: the word in the glossary of the context in which it is used."""
    element = plan.by_code[finding.element]
    where = context_of(plan, element)
    yield Fix(
        id="add-term",
        title=f"Add the term “{element.name}” to {where}",
        creates=(Creation(kind="Term", values={"name": element.name, "context": where}),),
    )


def drop_synonym(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """BC-06: the synonym that is a term itself."""
    term = plan.get(finding.element, Term)
    if term:
        kept = tuple(s for s in term.synonyms if " ".join(words_of(s)) != finding.about)
        yield Fix(
            id="drop-synonym",
            title=f"Take the synonym away from {term.code}",
            updates=(Update(code=term.code, values={"synonyms": kept}),),
        )


def take_over_layers(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """BC-02: the layers in which the context has elements, presentation left to people."""
    held = plan.get(finding.element, BoundedContext)
    if held is None:
        return
    living = set(inhabited_layers(plan)[held.code])
    if held.external:
        living |= set(held.layers)
    elif "presentation" in living:
        return
    if living:
        layers = tuple(layer for layer in LAYERS if layer in living)
        yield Fix(
            id="take-over-layers",
            title=f"Set the layers of {held.code} to those its elements live in",
            updates=(Update(code=held.code, values={"layers": layers}),),
        )


def add_relation(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """CM-12: for each direction in which something crosses, the relation that it implies."""
    pair, interactions = {finding.element, finding.about}, defaultdict(set)
    for source, verb, target in reaches(plan):
        downstream, upstream = context(plan, source), context(plan, target)
        if verb != "reads" and {downstream, upstream} == pair:
            waits = "asynchronous" if verb == "subscribes" else "synchronous"
            interactions[upstream, downstream].add(waits)
    creations = tuple(
        _relation(upstream, downstream, found, key=f"relation-{number}")
        for number, ((upstream, downstream), found) in enumerate(sorted(interactions.items()))
    )
    ends = (f"{up} upstream of {down}" for up, down in sorted(interactions))
    if creations:
        yield Fix(id="add-relation", title=f"Put on the map: {', '.join(ends)}", creates=creations)


def _relation(upstream: str, downstream: str, found: set[str], key: str) -> Creation:
    values = {
        "pattern": "upstream_downstream",
        "upstream": upstream,
        "downstream": downstream,
        "interaction": "both" if len(found) > 1 else next(iter(found)),
    }
    return Creation(kind="ContextRelation", values=values, key=key)


def add_shield(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """CM-14: an anticorruption layer, unless the downstream says that it conforms."""
    relation = plan.get(finding.element, ContextRelation)
    if relation and "CF" not in relation.downstream_roles:
        roles = tuple(sorted({*relation.downstream_roles, "ACL"}))
        yield Fix(
            id="add-shield",
            title=f"Give {relation.downstream} an anticorruption layer",
            updates=(Update(code=relation.code, values={"downstream_roles": roles}),),
        )
