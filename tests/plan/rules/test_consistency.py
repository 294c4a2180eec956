"""Rules on transactions, messages and policies."""

import pytest

from planning.plan.elements import (
    Aggregate,
    BoundedContext,
    Decision,
    Entity,
    EntityMapping,
    Message,
    Operation,
    Policy,
    Service,
    Transition,
)
from tests.plan.rules.finding import findings, found, link

COMMAND = Message(code="MS-1", kind="command")
EVENT = Message(code="MS-2", kind="domain_event")


def test_a_command_raises_an_event_and_an_event_is_raised():
    assert found("AG-07", COMMAND, EVENT) == ["MS-1", "MS-2"]
    assert found("AG-07", Message(code="MS-1", kind="query"), Message(code="MS-2")) == []


@pytest.mark.parametrize(
    "story",
    [
        (Transition(code="TR-1", command="MS-1", event="MS-2"),),
        (
            Operation(code="OP-1"),
            link("accepts", "OP-1", "MS-1"),
            link("raises", "OP-1", "MS-2"),
        ),
        (
            Operation(code="OP-1"),
            link("accepts", "OP-1", "MS-1"),
            link("publishes", "OP-1", "MS-2"),
        ),
    ],
)
def test_an_operation_or_a_transition_tells_the_story(story):
    assert found("AG-07", COMMAND, EVENT, *story) == []


def test_a_transition_without_event_tells_half_of_it():
    half = Transition(code="TR-1", command="MS-1")
    assert found("AG-07", COMMAND, half) == ["MS-1"]


def wide(context="BC-1", store="DS-1", transaction="one"):
    """An operation over two aggregates, the second in this context and store."""
    return (
        Service(code="SV-1", context="BC-1"),
        Operation(code="OP-1", service="SV-1", transaction=transaction),
        Aggregate(code="AG-1", context="BC-1"),
        Aggregate(code="AG-2", context=context),
        Entity(code="EN-1", aggregate="AG-1", role="root"),
        Entity(code="EN-2", aggregate="AG-2", role="root"),
        EntityMapping(code="EM-1", entity="EN-1", store="DS-1", authoritative=True),
        EntityMapping(code="EM-2", entity="EN-2", store=store, authoritative=True),
        EntityMapping(code="EM-3", entity="EN-2", store="DS-9"),
        link("changes", "OP-1", "AG-1"),
        link("changes", "OP-1", "AG-2"),
    )


@pytest.mark.parametrize(
    ("facts", "severities"),
    [
        (wide(), ["warning"]),
        (wide(context="BC-2"), ["error"]),
        (wide(store="DS-2"), ["error"]),
        (wide(transaction="eventual"), []),
        (wide(transaction=""), []),
        (wide()[:-1], []),
    ],
)
def test_one_transaction_changes_one_aggregate(facts, severities):
    assert [f.severity for f in findings("AG-10", *facts)] == severities


@pytest.mark.parametrize("target", ["OP-1", "SV-1", "BC-1"])
def test_a_decision_allows_two_aggregates_of_one_context_and_store(target):
    accepted = Decision(code="DC-1", status="accepted")
    proposed = Decision(code="DC-1", status="proposed")
    facts = (BoundedContext(code="BC-1"), link("applies_to", "DC-1", target))
    assert found("AG-10", *wide(), *facts, accepted) == []
    assert found("AG-10", *wide(), *facts, proposed) == ["OP-1 transaction"]
    assert found("AG-10", *wide(store="DS-2"), *facts, accepted) == ["OP-1 transaction"]


def test_an_integration_event_is_fit_to_travel():
    said = {"message_version": "1", "delivery": "at_least_once", "idempotency_key": "id"}
    assert found("MS-01", Message(code="MS-1", kind="integration_event")) == [
        "MS-1 delivery",
        "MS-1 idempotency_key",
        "MS-1 message_version",
    ]
    assert found("MS-01", Message(code="MS-1", kind="integration_event", **said)) == []
    assert found("MS-01", EVENT) == []


CHANGES = (
    Service(code="SV-1", context="BC-1"),
    Operation(code="OP-1", service="SV-1"),
    Aggregate(code="AG-1"),
    EVENT,
    link("changes", "OP-1", "AG-1"),
)
PUBLISHES = link("publishes", "OP-1", "MS-2")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"topic": "consistency", "status": "accepted"}, []),
        ({"topic": "consistency", "status": "rejected"}, ["OP-1"]),
        ({"topic": "persistence", "status": "accepted"}, ["OP-1"]),
    ],
)
def test_change_and_message_are_kept_together_by_a_decision(said, expected):
    facts = (Decision(code="DC-1", **said), link("applies_to", "DC-1", "SV-1"))
    assert found("MS-02", *CHANGES, PUBLISHES, *facts) == expected


def test_an_operation_that_only_changes_needs_no_decision():
    assert found("MS-02", *CHANGES) == []
    assert found("MS-02", *CHANGES, PUBLISHES) == ["OP-1"]


def test_a_policy_knows_failure():
    ready = Policy(code="PO-1", timeout="PT1H", compensation="It cancels the order.")
    assert found("PO-01", Policy(code="PO-1")) == ["PO-1 compensation", "PO-1 timeout"]
    assert found("PO-01", ready) == []
