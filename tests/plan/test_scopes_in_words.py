"""Why a signature is stale, in a line of words."""

from dataclasses import replace

import pytest

from planning.plan.elements import (
    Aggregate,
    Attribute,
    BuildStep,
    ContextRelation,
    Requirement,
)
from planning.plan.links import Link
from planning.plan.scopes import project
from planning.plan.scopes.compare import compare, stale_because
from planning.plan.value import DisabledRule, SeverityOverride, plan

CART = Aggregate(code="AG-1", name="Cart", states=("open",))
LINK = Link(type="discloses_to", source="PA-1", target="IF-2")
OFF = DisabledRule(rule="SE-01", approved_by="sam", approved_role="security_lead")
INFO = SeverityOverride(rule="SE-02", severity="info", approved_by="sam")
AT = Attribute(code="AT-12", name="e-mail", confidentiality="internal")
CR = ContextRelation(code="CR-4", pattern="conformist")
CLASSED = replace(AT, confidentiality="confidential", categories=("personal",))
MOVED = replace(CR, pattern="partnership")


def compared(before, after):
    return compare(project(before, "backend"), project(after, "backend"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (plan([AT, CR]), plan([AT, CR]), ""),
        (plan([AT]), plan([CLASSED]), "AT-12 confidentiality and categories changed"),
        (
            plan([AT, CR]),
            plan([CLASSED, MOVED]),
            "CR-4 pattern, AT-12 confidentiality and categories changed",
        ),
        (plan([CR]), plan([AT]), "CR-4 removed; AT-12 added"),
        (plan(links=[LINK]), plan(), "PA-1 discloses to IF-2 removed"),
        (
            plan(),
            plan(phase=1, scope_statement="a"),
            "the plan's phase and scope statement changed",
        ),
        (
            plan([BuildStep(code="ST-1")]),
            plan([BuildStep(code="ST-1", name="a", area="b")]),
            "ST-1 name and area changed",
        ),
        (
            plan([CART]),
            plan([Aggregate(code="AG-1", name="B", purpose="p", size="9")]),
            "4 fields of AG-1 changed",
        ),
        (
            plan(),
            plan(project="a", name="b", purpose="c", subject="d"),
            "4 fields of the plan changed",
        ),
        (plan(), plan(disabled_rules=(OFF,)), "rule SE-01 switched off"),
        (plan(disabled_rules=(OFF,)), plan(), "rule SE-01 switched on"),
        (
            plan(disabled_rules=(OFF,)),
            plan(disabled_rules=(replace(OFF, approved_by="eve"),)),
            "who approved the switching off of rule SE-01 changed",
        ),
        (plan(), plan(severities=(INFO,)), "the severity of rule SE-02 changed"),
        (
            plan(severities=(INFO,)),
            plan(severities=(replace(INFO, approved_by="eve"),)),
            "who approved the severity of rule SE-02 changed",
        ),
        (
            plan([CR]),
            plan([MOVED, *(Aggregate(code=f"AG-{n}") for n in range(1, 8))]),
            "CR-4 pattern changed; AG-1, AG-2 added; and 5 more",
        ),
    ],
)
def test_the_reason_is_told_in_words(before, after, said):
    assert stale_because(compared(before, after)) == said


def test_a_confirmed_link_is_told_as_such():
    cites = Link(type="satisfies", source="AG-1", target="REQ-1", target_digest="a")
    elements = [CART, Requirement(code="REQ-1")]
    changes = compared(plan(elements, [cites]), plan(elements, [replace(cites, target_digest="b")]))
    assert stale_because(changes) == "AG-1 satisfies REQ-1 confirmed anew"


def test_as_many_changes_are_told_as_one_asks_for():
    changes = compared(plan(), plan([AT, CR, CART]))
    assert stale_because(changes, most=1) == "CR-4 added; and 2 more"
    assert stale_because(changes, most=5) == "CR-4, AG-1, AT-12 added"
