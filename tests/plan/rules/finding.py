"""What a rule finds in a small plan."""

from datetime import date

from planning.plan.links import Link
from planning.plan.rules import by_id, check
from planning.plan.value import plan
from tests.plan.signed import signed_alone

ON = date(2026, 11, 4)


def link(type_, source, target, digest=""):
    return Link(type=type_, source=source, target=target, target_digest=digest)


def findings(rule, *facts, on=ON, **about):
    """The findings of one rule in a plan of these elements and links.

    A rule of architecture or security has to find the same in what its scope signs alone.
    """
    links = [fact for fact in facts if isinstance(fact, Link)]
    elements = [fact for fact in facts if not isinstance(fact, Link)]
    whole, held = plan(elements, links, **about), by_id(rule)
    results = check(whole, on, rules=(held,))
    if held.scope != "backend":
        assert results == check(signed_alone(whole, held.scope), on, rules=(held,))
    return results


def found(rule, *facts, **about):
    """Where one rule finds something: element, field and what it is about, as far as stated."""
    return [
        " ".join(part for part in (f.element, f.field, f.about) if part)
        for f in findings(rule, *facts, **about)
    ]
