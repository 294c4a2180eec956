"""A plan with a fix carried out on the value, as the store does it on rows."""

from dataclasses import replace

from planning.plan.canonical import normative_digest
from planning.plan.elements import BY_NAME
from planning.plan.links import Link
from planning.plan.value import changed, reference_fields


def mended(plan, fix, reason="Nobody has it"):
    told = fix.told(reason)
    codes = {c.key: f"{BY_NAME[c.kind].PREFIX}-900{n}" for n, c in enumerate(told.creates)}
    made = [_made(creation, codes) for creation in told.creates]
    kept = {element.code: element for element in plan.elements} | {e.code: e for e in made}
    for update in told.updates:
        held = kept[update.code]
        kept[update.code] = replace(held, **_named(type(held), update.values, codes))
    links = {link.key: link for link in plan.links}
    for type_, source, target in (*told.ties, *told.confirms):
        ends = (codes.get(source, source), codes.get(target, target))
        digest = normative_digest(kept[ends[1]])
        links[(type_, *ends)] = Link(
            type=type_, source=ends[0], target=ends[1], target_digest=digest
        )
    return changed(plan, elements=kept.values(), links=links.values())


def _made(creation, codes):
    kind = BY_NAME[creation.kind]
    return kind(code=codes[creation.key], **_named(kind, creation.values, codes))


def _named(kind, values, codes):
    references = reference_fields(kind)
    return {n: codes.get(held, held) if n in references else held for n, held in values.items()}
