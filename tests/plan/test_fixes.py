"""A fix removes its finding, and makes no contradiction."""

from dataclasses import replace

import pytest

from planning.plan.elements import (
    BY_NAME,
    Adapter,
    Aggregate,
    Attribute,
    BoundedContext,
    ContextRelation,
    DataStore,
    Endpoint,
    Entity,
    EntityMapping,
    InputDocument,
    Message,
    Policy,
    Port,
    Requirement,
    Service,
    Term,
    Transition,
    facts,
)
from planning.plan.fixes import FIXES, fixes
from planning.plan.links import allowed
from planning.plan.normal import normal
from planning.plan.rules import RULES, by_id, check
from planning.plan.value import plan as plan_of
from tests.plan.erosion import eroded
from tests.plan.mended import mended
from tests.plan.rules.finding import ON, link

SEEDS = range(6)

BOOKS = BoundedContext(code="BC-1", name="Books")
BILLS = BoundedContext(code="BC-2", name="Bills")
BOOK = Aggregate(code="AG-1", name="Book", context="BC-1")
ROOT = Entity(code="EN-1", name="Book", aggregate="AG-1", role="root")
STORE = DataStore(code="DS-1", name="Shelf", technology="PostgreSQL 17", context="BC-1")
SERVICE = Service(code="SV-1", name="Lending", context="BC-1", kind="application")
BILLING = Service(code="SV-2", name="Billing", context="BC-2")
KEPT = EntityMapping(code="EM-1", entity="EN-1", store="DS-1")
PORT = Port(code="PT-1", kind="repository", side="driven", context="BC-1", layer="domain")
CHANGED = "0" * 64

BROKEN = {
    "IN-01": (InputDocument(code="IN-1", required=True, status="missing"),),
    "IN-02": (InputDocument(code="IN-1", producing_phase=9),),
    "IN-03": (
        InputDocument(code="IN-1", sha256="1"),
        BOOKS,
        link("cites", "BC-1", "IN-1", CHANGED),
    ),
    "BC-02": (BOOKS, BOOK),
    "BC-06": (
        Term(code="TE-1", name="Book", context="BC-1", synonyms=("Tome", "Volume")),
        Term(code="TE-2", name="Volume", context="BC-1"),
    ),
    "BC-08": (BOOKS, BOOK, ROOT),
    "CM-12": (BOOKS, BILLS, SERVICE, BILLING, link("calls", "SV-1", "SV-2")),
    "CM-14": (
        BOOKS,
        replace(BILLS, big_ball_of_mud=True),
        ContextRelation(code="CR-1", upstream="BC-2", downstream="BC-1"),
    ),
    "AG-01": (BOOK,),
    "AG-03": (BOOK,),
    "AG-05": (
        BOOK,
        ROOT,
        Aggregate(code="AG-2"),
        Entity(code="EN-2", aggregate="AG-2", role="root"),
        Attribute(code="AT-1", entity="EN-1", refers_to="EN-2"),
    ),
    "AG-06": (BOOK,),
    "AG-08": (BOOK, Transition(code="TR-1", aggregate="AG-1", to_state="lent")),
    "DA-01": (BOOKS, BOOK, ROOT, STORE),
    "DA-04": (
        BOOK,
        ROOT,
        Entity(code="EN-2", aggregate="AG-1", role="entity"),
        replace(PORT, root="EN-2"),
    ),
    "DA-05": (PORT,),
    "DA-07": (BOOKS, BOOK, ROOT, STORE, KEPT),
    "DA-10": (ROOT, STORE, KEPT, EntityMapping(code="EM-2", entity="EN-1", store="DS-2")),
    "DA-11": (replace(STORE, type="relational"),),
    "HX-01": (
        BOOKS,
        STORE,
        replace(SERVICE, layer="application"),
        PORT,
        Adapter(code="AD-1", port="PT-1", store="DS-1"),
        link("stores", "SV-1", "DS-1"),
    ),
    "HX-02": (Adapter(code="AD-1", port="PT-1", layer="domain"),),
    "HX-03": (SERVICE, Endpoint(code="EP-1", service="SV-1", method="GET", path="/books")),
    "HX-04": (
        BOOKS,
        BILLS,
        ContextRelation(code="CR-1", upstream="BC-2", downstream="BC-1", downstream_roles=("ACL",)),
    ),
    "HX-05": (),
    "SE-08": (Endpoint(code="EP-1", authentication="oidc"),),
    "DE-03": (),
    "DE-05": (),
    "PL-06": (BOOKS, BOOK),
    "PL-08": (
        SERVICE,
        Requirement(code="FR-1", statement="Lend books"),
        link("satisfies", "SV-1", "FR-1", CHANGED),
    ),
    "QC-01": (),
    "QC-02": (BOOKS, SERVICE),
}


def broken(rule):
    said = BROKEN[rule]
    links = [fact for fact in said if hasattr(fact, "target_digest")]
    return plan_of([fact for fact in said if fact not in links], links, phase=1)


def contradictions(plan):
    return {f.identity for f in check(plan, ON) if f.nature == "contradiction"}


def identities(plan, rule):
    return {finding.identity for finding in check(plan, ON, rules=[by_id(rule)])}


EXAMPLES = [
    (plan, fix)
    for rule in BROKEN
    for plan in [broken(rule)]
    for finding in check(plan, ON)
    if finding.rule == rule
    for fix in fixes(plan, finding)
]
OFFERED = [
    pytest.param(plan, fix, id="-".join(filter(None, (*fix.finding, fix.id))))
    for plan, fix in EXAMPLES
]
ASKING = [case for case, (_, fix) in zip(OFFERED, EXAMPLES, strict=True) if fix.asks]
WORN = [pytest.param(seed, rule, id=f"{seed}-{rule}") for seed in SEEDS for rule in sorted(FIXES)]


def test_every_rule_with_a_remedy_has_an_example():
    assert FIXES.keys() == BROKEN.keys()
    assert FIXES.keys() <= {rule.id for rule in RULES}
    assert {fix.finding[0] for _, fix in EXAMPLES} == FIXES.keys()


@pytest.mark.parametrize(("plan", "fix"), OFFERED)
def test_a_fix_removes_its_finding_and_makes_no_contradiction(plan, fix):
    after = mended(plan, fix)
    assert fix.finding in identities(plan, fix.finding[0])
    assert fix.finding not in identities(after, fix.finding[0])
    assert contradictions(after) <= contradictions(plan)


def _worn_fixes(seed, rule):
    plan = eroded(seed)
    found = check(plan, ON, rules=[by_id(rule)])
    return plan, [fix for finding in found[:3] for fix in fixes(plan, finding)[:2]]


@pytest.mark.parametrize(("seed", "rule"), WORN)
def test_a_fix_of_a_worn_plan_removes_its_finding(seed, rule):
    plan, offered = _worn_fixes(seed, rule)
    left = [fix.id for fix in offered if fix.finding in identities(mended(plan, fix), rule)]
    assert left == []


@pytest.mark.parametrize(("plan", "fix"), OFFERED)
def test_a_fix_says_only_what_the_writer_takes(plan, fix):
    told, kinds = fix.told("Because"), {e.code: e.element_kind for e in plan.elements}
    kinds |= {creation.key: creation.kind for creation in told.creates}
    said = [(c.kind, c.values) for c in told.creates]
    said += [(kinds[u.code], u.values) for u in told.updates]
    assert all(
        normal(facts(BY_NAME[kind])[name], held) == held
        for kind, values in said
        for name, held in values.items()
    )
    ends = [(t, kinds[s], kinds[to]) for t, s, to in (*told.ties, *told.confirms)]
    assert all(allowed(*end) for end in ends)


@pytest.mark.parametrize(("plan", "fix"), ASKING)
def test_the_text_that_a_fix_asks_for_is_stored(plan, fix):
    told = fix.told("Sold out")
    stated = [*told.creates, *told.updates]
    assert any("Sold out" in each.values.values() for each in stated)


def test_a_call_makes_the_called_context_the_upstream():
    relation = _relation(broken("CM-12"))
    assert (relation.upstream, relation.downstream) == ("BC-2", "BC-1")
    assert (relation.pattern, relation.interaction) == ("upstream_downstream", "synchronous")


def test_a_subscription_makes_the_publishing_context_the_upstream():
    plan = plan_of(
        [
            BOOKS,
            BILLS,
            Message(code="MS-1", context="BC-2"),
            Policy(code="PO-1", context="BC-1", on_event="MS-1"),
        ]
    )
    relation = _relation(plan)
    assert (relation.upstream, relation.downstream) == ("BC-2", "BC-1")
    assert relation.interaction == "asynchronous"


def _relation(plan):
    (finding,) = (f for f in check(plan, ON) if f.rule == "CM-12")
    (fix,) = fixes(plan, finding)
    (relation,) = mended(plan, fix).of(ContextRelation)
    return relation


def test_contexts_that_reach_into_each_other_get_a_relation_each_way():
    plan = plan_of(
        [BOOKS, BILLS, SERVICE, BILLING],
        [link("calls", "SV-1", "SV-2"), link("calls", "SV-2", "SV-1")],
    )
    (finding,) = (f for f in check(plan, ON) if f.rule == "CM-12")
    (fix,) = fixes(plan, finding)
    ends = {(r.upstream, r.downstream) for r in mended(plan, fix).of(ContextRelation)}
    assert ends == {("BC-1", "BC-2"), ("BC-2", "BC-1")}


def test_a_context_with_something_in_presentation_is_left_to_people():
    plan = plan_of([BOOKS, replace(SERVICE, layer="presentation")])
    (finding,) = (f for f in check(plan, ON) if f.rule == "BC-02")
    assert fixes(plan, finding) == ()


def test_a_store_of_another_context_is_not_offered():
    plan = plan_of([BOOKS, BILLS, BOOK, ROOT, replace(STORE, context="BC-2")])
    (finding,) = (f for f in check(plan, ON) if f.rule == "DA-01")
    assert [fix.id for fix in fixes(plan, finding)] == ["not-kept"]


def test_what_takes_thought_has_no_fix():
    plan = plan_of([BOOKS])
    (finding,) = (f for f in check(plan, ON) if f.rule == "BC-01")
    assert fixes(plan, finding) == ()
