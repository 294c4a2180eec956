"""Rules on bounded contexts and on their language."""

import pytest

from planning.plan.elements import (
    Aggregate,
    BoundedContext,
    BuildStep,
    BuildTask,
    DataStore,
    Entity,
    Message,
    Operation,
    Requirement,
    Service,
    Subdomain,
    Term,
)
from tests.plan.rules.finding import found, link


def test_a_context_has_a_purpose():
    assert found("BC-01", BoundedContext(code="BC-1")) == ["BC-1 purpose"]
    assert found("BC-01", BoundedContext(code="BC-1", purpose="It takes orders.")) == []


@pytest.mark.parametrize(
    ("layers", "facts", "expected"),
    [
        ((), (), ["BC-1 layers"]),
        ((), (Aggregate(code="AG-1", context="BC-1"),), ["BC-1 layers"]),
        (("domain",), (), ["BC-1 layers domain"]),
        (("domain",), (Aggregate(code="AG-1", context="BC-1"),), []),
        (("infrastructure",), (DataStore(code="DS-1", context="BC-1"),), []),
        (
            ("domain",),
            (
                Aggregate(code="AG-1", context="BC-1"),
                Service(code="SV-1", context="BC-1", layer="application"),
                Operation(code="OP-1", service="SV-1"),
            ),
            ["BC-1 layers application"],
        ),
        (
            ("domain", "application"),
            (Service(code="SV-1", context="BC-1", layer="application"),),
            ["BC-1 layers domain"],
        ),
    ],
)
def test_a_context_claims_the_layers_in_which_something_of_it_lives(layers, facts, expected):
    assert found("BC-02", BoundedContext(code="BC-1", layers=layers), *facts) == expected


def test_an_external_context_need_not_show_what_lives_in_it():
    assert found("BC-02", BoundedContext(code="BC-1", external=True)) == []
    assert found("BC-02", BoundedContext(code="BC-1", external=True, layers=("domain",))) == []


def test_a_context_has_an_owner_and_a_class():
    assert found("BC-03", BoundedContext(code="BC-1")) == ["BC-1 classification", "BC-1 owner"]
    assert found("BC-03", BoundedContext(code="BC-1", owner="TM-1", classification="core")) == []


def test_the_class_of_its_subdomain_does_for_a_context():
    context = BoundedContext(code="BC-1", owner="TM-1")
    implements = link("implements", "BC-1", "SD-1")
    assert found("BC-03", context, Subdomain(code="SD-1", classification="core"), implements) == []
    assert found("BC-03", context, Subdomain(code="SD-1"), implements) == ["BC-1 classification"]


def test_a_context_of_ours_has_a_glossary():
    assert found("BC-04", BoundedContext(code="BC-1")) == ["BC-1"]
    assert found("BC-04", BoundedContext(code="BC-1"), Term(code="TE-1", context="BC-1")) == []
    assert found("BC-04", BoundedContext(code="BC-1", external=True)) == []


def term(code, name="Order", context="BC-1", **more):
    return Term(code=code, name=name, context=context, **more)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (term("TE-2", "order", definition="A rule."), ["TE-2 definition TE-1"]),
        (term("TE-2", "Order", definition="A wish."), []),
        (term("TE-2", "Order"), []),
        (term("TE-2", "Order", "BC-2", definition="A rule."), []),
        (term("TE-2", "Orders", definition="A rule."), []),
    ],
)
def test_a_word_has_one_definition_in_a_context(other, expected):
    assert found("BC-05", term("TE-1", definition="A wish."), other) == expected


def test_a_synonym_is_no_term_of_its_own():
    synonym = term("TE-2", "Purchase", synonyms=("order",))
    assert found("BC-06", term("TE-1"), synonym) == ["TE-2 synonyms order"]
    assert found("BC-06", term("TE-1", context="BC-2"), synonym) == []
    assert found("BC-06", term("TE-1", synonyms=("ORDER",))) == []


def test_a_word_in_two_contexts_says_what_it_must_not_be_confused_with():
    other = term("TE-2", "ORDER", "BC-2")
    told = term("TE-2", "Order", "BC-2", not_to_be_confused_with="the order of a court")
    assert found("BC-07", term("TE-1"), other) == ["TE-1 not_to_be_confused_with order"]
    assert found("BC-07", term("TE-1"), told) == []
    assert found("BC-07", term("TE-1"), term("TE-2")) == []


def test_the_same_word_in_three_contexts_is_one_finding():
    terms = [term(f"TE-{n}", context=f"BC-{n}") for n in (1, 2, 3)]
    assert found("BC-07", *terms) == ["TE-1 not_to_be_confused_with order"]


def test_roots_and_published_messages_bear_words_of_the_glossary():
    context = BoundedContext(code="BC-1")
    aggregate = Aggregate(code="AG-1", context="BC-1")
    root = Entity(code="EN-1", name="OrderLine", aggregate="AG-1", role="root")
    message = Message(code="MS-1", name="order_placed", context="BC-1")
    published = link("publishes", "BC-1", "MS-1")
    facts = (context, aggregate, root, message)
    assert found("BC-08", *facts) == ["EN-1 name"]
    assert found("BC-08", *facts, published) == ["EN-1 name", "MS-1 name"]
    words = (term("TE-1", "order line"), term("TE-2", "Placing", synonyms=("Order placed",)))
    assert found("BC-08", *facts, published, *words) == []


def test_an_external_context_needs_no_glossary_for_its_names():
    context = BoundedContext(code="BC-1", external=True)
    message = Message(code="MS-1", name="Paid", context="BC-1")
    assert found("BC-08", context, message, link("publishes", "BC-1", "MS-1")) == []


def test_a_term_has_a_definition():
    assert found("BC-09", Term(code="TE-1")) == ["TE-1 definition"]
    assert found("BC-09", Term(code="TE-1", definition="A wish.")) == []


@pytest.mark.parametrize(
    "inside", [Aggregate(code="AG-1", context="BC-1"), Service(code="SV-1", context="BC-1")]
)
def test_a_context_of_ours_holds_something(inside):
    assert found("BC-10", BoundedContext(code="BC-1")) == ["BC-1"]
    assert found("BC-10", BoundedContext(code="BC-1"), inside) == []
    assert found("BC-10", BoundedContext(code="BC-1", external=True)) == []


def test_contexts_bear_names_of_their_own():
    sales = BoundedContext(code="BC-1", name="Sales")
    assert found("BC-11", sales, BoundedContext(code="BC-2", name="sales")) == ["BC-2 name BC-1"]
    assert found("BC-11", sales, BoundedContext(code="BC-2", name="Stock")) == []
    assert found("BC-11", BoundedContext(code="BC-1"), BoundedContext(code="BC-2")) == []


def test_aggregates_of_one_context_bear_names_of_their_own():
    cart = Aggregate(code="AG-1", name="Cart", context="BC-1")
    same = Aggregate(code="AG-2", name="cart", context="BC-1")
    elsewhere = Aggregate(code="AG-2", name="cart", context="BC-2")
    nowhere = (Aggregate(code="AG-3", name="Cart"), Aggregate(code="AG-4", name="Cart"))
    assert found("BC-11", cart, same) == ["AG-2 name AG-1"]
    assert found("BC-11", cart, elsewhere, *nowhere) == []


REQUIREMENT = Requirement(code="REQ-1")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ["BC-1 glossary", "BC-1 services"]),
        ("TE-1", ["BC-1 services"]),
        ("SV-1", ["BC-1 glossary"]),
        ("OP-1", ["BC-1 glossary"]),
    ],
)
def test_glossary_and_services_of_a_context_satisfy_a_requirement(source, expected):
    facts = (
        BoundedContext(code="BC-1"),
        Term(code="TE-1", context="BC-1"),
        Service(code="SV-1", context="BC-1"),
        Operation(code="OP-1", service="SV-1"),
        REQUIREMENT,
    )
    assert found("BC-12", *facts, link("satisfies", source, "REQ-1")) == expected


def test_the_steps_of_a_task_satisfy_a_requirement():
    facts = (BuildTask(code="TK-1"), BuildStep(code="ST-1", task="TK-1"), REQUIREMENT)
    assert found("BC-12", *facts) == ["TK-1 steps"]
    assert found("BC-12", *facts, link("satisfies", "ST-1", "REQ-1")) == []
    assert found("BC-12", *facts, link("satisfies", "TK-1", "REQ-1")) == []


def test_an_external_context_and_an_empty_task_satisfy_nothing_and_need_not():
    context = BoundedContext(code="BC-1", external=True)
    service = Service(code="SV-1", context="BC-1")
    assert found("BC-12", context, service, BuildTask(code="TK-1")) == []
