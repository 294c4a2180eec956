"""Random plans of what CML is about, and what its reader leaves in notes."""

from typing import Any

from hypothesis import strategies as st

from planning.imports import cml
from planning.plan import elements as e
from planning.plan.elements import facts
from planning.plan.links import BY_TYPE, Link, allowed
from planning.plan.normal import normal
from planning.plan.value import Plan, plan
from tests.imports.cml_samples import ALL
from tests.plan.strategies import values

MODEL: tuple[type[e.Element], ...] = (
    *(e.Team, e.Subdomain, e.BoundedContext, e.ContextRelation, e.Term, e.Aggregate, e.Entity),
    *(e.Attribute, e.Transition, e.Message, e.Policy, e.Service, e.Operation, e.Port),
    *(e.Requirement, e.Question),
)
NOTES = [
    line[2:]
    for text in ALL.values()
    for element in cml.read_cml("x.cml", text).elements
    for line in str(element.values.get("notes", "")).split("\n")
    if line.startswith("- CML: ")
]
STATEMENTS = ("", 'As a "captain" I want to read the "Tide" so that "I sail"', 'actor "Bob"')


@st.composite
def models(draw: st.DrawFn) -> Plan:
    """Plans of what CML is about, densely tied, with notes as its reader leaves them."""
    kinds = draw(st.lists(st.sampled_from(MODEL), min_size=5, max_size=25))
    named = [(kind, f"{kind.PREFIX}-{number}") for number, kind in enumerate(kinds, 1)]
    lines = st.lists(st.sampled_from(NOTES) | st.sampled_from(("Ask Bob.", "", " x")), max_size=3)
    held = []
    for kind, code in named:
        said: dict[str, Any] = {
            "name": draw(st.sampled_from(("", "Order", "order line", "Entity", "A")))
        }
        for name, fact in facts(kind).items():
            codes = [c for k, c in named if k.__name__ == fact.target]
            if fact.type == "reference" and codes:
                said[name] = draw(st.sampled_from(codes))
            elif fact.type in ("choice", "flag", "set", "list") and draw(st.booleans()):
                said[name] = draw(values(fact, ()))
        if kind is e.Requirement:
            said["statement"] = draw(st.sampled_from(STATEMENTS))
        if kind is e.Transition:
            said["to_state"] = draw(st.sampled_from(("", "Order", "in use")))
        notes = "\n".join(f"- {line}" for line in draw(lines))
        held.append(kind(code=code, notes=normal(facts(kind)["notes"], notes), **said))
    kind_of = {code: kind.__name__ for kind, code in named}
    pairs = st.tuples(st.sampled_from(sorted(BY_TYPE)), *[st.sampled_from(sorted(kind_of))] * 2)
    ties = {(t, a, b) for t, a, b in draw(st.lists(pairs, max_size=60)) if _ties(kind_of, t, a, b)}
    return plan(held, [Link(type=t, source=a, target=b) for t, a, b in ties])


def _ties(kind_of: dict[str, str], type_: str, source: str, target: str) -> bool:
    return allowed(type_, kind_of[source], kind_of[target])
