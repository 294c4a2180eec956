"""Which patterns and roles go together, over every combination of them."""

from itertools import chain, combinations

import pytest

from planning.plan.choices import PATTERNS, RELATION_ROLES
from planning.plan.elements import BoundedContext, ContextRelation, Message, Team
from planning.plan.rules import by_id, check
from planning.plan.value import plan
from tests.plan.rules.finding import ON, found, link

ROLE_SETS = tuple(chain.from_iterable(combinations(RELATION_ROLES, size) for size in range(5)))
LEGALITY = tuple(by_id(id) for id in ("CM-01", "CM-02", "CM-03", "CM-04", "CM-05", "CM-06"))

# What the field says of each pattern, role by role: which rule minds it on which side.
# A dot is fine; digits are rules CM-01 to CM-06; the columns are OHS PL ACL CF.
UPSTREAM = {
    "": ". . 5 5",
    "unknown": ". . 5 5",
    "upstream_downstream": ". . 5 5",
    "customer_supplier": "2 . 35 15",
    "partnership": "6 6 56 56",
    "shared_kernel": "6 6 56 56",
    "separate_ways": "6 6 56 56",
}
DOWNSTREAM = {
    "": "5 5 . .",
    "unknown": "5 5 . .",
    "upstream_downstream": "5 5 . .",
    "customer_supplier": "25 5 3 1",
    "partnership": "56 56 6 6",
    "shared_kernel": "56 56 6 6",
    "separate_ways": "56 56 6 6",
}


def expected(pattern, upstream, downstream):
    """The rules that mind this relation, and how gravely."""
    minded = set()
    for table, roles in ((UPSTREAM, upstream), (DOWNSTREAM, downstream)):
        for role, cell in zip(RELATION_ROLES, table[pattern].split(), strict=True):
            minded |= set(cell) - {"."} if role in roles else set()
    if "ACL" in downstream and "CF" in downstream:
        minded.add("4")
    gravity = {"2": "warning", "3": "info"}
    if pattern == "partnership":
        gravity["6"] = "warning"
    return {(f"CM-0{rule}", gravity.get(rule, "error")) for rule in minded}


@pytest.mark.parametrize("upstream", ROLE_SETS, ids="+".join)
@pytest.mark.parametrize("pattern", ["", *PATTERNS])
def test_a_relation_is_legal_as_the_field_has_it(pattern, upstream):
    relations = {
        f"CR-{number}": ContextRelation(
            code=f"CR-{number}",
            pattern=pattern,
            upstream="BC-1",
            downstream="BC-2",
            upstream_roles=upstream,
            downstream_roles=downstream,
        )
        for number, downstream in enumerate(ROLE_SETS)
    }
    findings = check(plan(relations.values()), ON, rules=LEGALITY)
    minded = {
        code: {(f.rule, f.severity) for f in findings if f.element == code} for code in relations
    }
    assert minded == {
        code: expected(pattern, upstream, relation.downstream_roles)
        for code, relation in relations.items()
    }


def test_a_finding_names_the_side_that_has_the_role():
    relation = {"code": "CR-1", "pattern": "customer_supplier"}
    assert found("CM-01", ContextRelation(**relation, downstream_roles=("CF",))) == [
        "CR-1 downstream_roles"
    ]
    assert found("CM-01", ContextRelation(**relation, upstream_roles=("CF",))) == [
        "CR-1 upstream_roles"
    ]
    assert found("CM-02", ContextRelation(**relation, upstream_roles=("OHS",))) == [
        "CR-1 upstream_roles"
    ]
    assert found("CM-03", ContextRelation(**relation, downstream_roles=("ACL",))) == [
        "CR-1 downstream_roles"
    ]


def test_a_role_on_either_wrong_side_is_one_finding_a_side():
    relation = ContextRelation(
        code="CR-1", upstream_roles=("ACL", "CF"), downstream_roles=("OHS", "PL")
    )
    assert found("CM-05", relation) == ["CR-1 downstream_roles", "CR-1 upstream_roles"]


def between(code="CR-1", pattern="upstream_downstream", up="BC-1", down="BC-2", **more):
    return ContextRelation(code=code, pattern=pattern, upstream=up, downstream=down, **more)


def test_a_context_is_not_related_to_itself():
    assert found("CM-07", between(down="BC-1")) == ["CR-1 downstream"]
    assert found("CM-07", between()) == []
    assert found("CM-07", between(up="", down="")) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, ["CR-2 CR-1"]),
        ({"pattern": "customer_supplier"}, []),
        ({"technology": "Kafka"}, []),
        ({"up": "BC-2", "down": "BC-1"}, []),
        ({"down": "BC-3"}, []),
        ({"interaction": "asynchronous"}, ["CR-2 CR-1"]),
    ],
)
def test_a_relation_stands_once(other, expected):
    assert found("CM-08", between(), between("CR-2", **other)) == expected


def test_a_relation_without_direction_stands_once_whichever_end_comes_first():
    turned = between("CR-2", "shared_kernel", "BC-2", "BC-1")
    assert found("CM-08", between("CR-1", "shared_kernel"), turned) == ["CR-2 CR-1"]


def test_relations_that_expose_different_things_are_two():
    facts = (between(), between("CR-2"), Message(code="MS-1"), link("exposes", "CR-1", "MS-1"))
    assert found("CM-08", *facts) == []
    assert found("CM-08", *facts, link("exposes", "CR-2", "MS-1")) == ["CR-2 CR-1"]


def test_half_filled_relations_are_not_the_same_one():
    assert found("CM-08", between(down=""), between("CR-2", down="")) == []


@pytest.mark.parametrize("pattern", ["shared_kernel", "separate_ways"])
@pytest.mark.parametrize("directed", ["customer_supplier", "upstream_downstream"])
def test_a_kernel_or_separate_ways_stand_beside_no_directed_relation(pattern, directed):
    contexts = (BoundedContext(code="BC-1"), BoundedContext(code="BC-2"))
    turned = between("CR-2", directed, "BC-2", "BC-1")
    assert found("CM-09", *contexts, between("CR-1", pattern), turned) == ["CR-1 pattern"]
    elsewhere = between("CR-2", directed, "BC-2", "BC-3")
    assert found("CM-09", *contexts, between("CR-1", pattern), elsewhere) == []


def test_a_partnership_may_stand_beside_a_directed_relation():
    assert found("CM-09", between("CR-1", "partnership"), between("CR-2")) == []


def test_a_context_among_others_has_a_relation():
    first, second, third = (BoundedContext(code=f"BC-{n}") for n in (1, 2, 3))
    assert found("CM-16", first) == []
    assert found("CM-16", first, second, third, between()) == ["BC-3"]
    assert found("CM-16", first, second, between()) == []


def test_a_shared_kernel_says_what_is_shared_and_whose_it_is():
    said = {"shared_part": "Money", "kernel_owner": "TM-1"}
    kernel = between("CR-1", "shared_kernel")
    assert found("CM-17", kernel) == ["CR-1 kernel_owner", "CR-1 shared_part"]
    assert found("CM-17", between("CR-1", "shared_kernel", **said), Team(code="TM-1")) == []
    assert found("CM-17", between()) == []
