"""Rules on the quality checklist, on what is written, and on open points."""

from datetime import date

import pytest

from planning.plan.elements import (
    BoundedContext,
    BuildStep,
    ChecklistItem,
    DirectiveStep,
    Operation,
    Question,
    Risk,
    Service,
    Term,
)
from tests.plan.rules.finding import findings, found, link

ALL = ("coding_standard", "lint", "unit_test", "observability")


def items(*themes, **more):
    return [ChecklistItem(code=f"QC-{n}", theme=theme, **more) for n, theme in enumerate(themes)]


def test_the_checklist_has_what_the_directive_asks_for():
    assert found("QC-01") == ["coding_standard", "lint", "observability", "test"]
    assert found("QC-01", *items(*ALL)) == []
    assert found("QC-01", *items(*ALL[1:])) == ["coding_standard"]


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("unit_test", []),
        ("integration_test", []),
        ("contract_test", []),
        ("coverage", ["test"]),
        ("security", ["test"]),
    ],
)
def test_a_test_item_is_one_of_some_level(theme, expected):
    assert found("QC-01", *items("coding_standard", "lint", "observability", theme)) == expected


def test_an_item_that_does_not_apply_is_an_answer_when_it_says_why():
    rest = items(*ALL[:3])
    skipped = {"code": "QC-9", "theme": "observability", "status": "not_applicable"}
    assert found("QC-01", *rest, ChecklistItem(**skipped)) == ["observability"]
    assert found("QC-01", *rest, ChecklistItem(**skipped, reason="a library")) == []


SERVED = (
    BoundedContext(code="BC-1"),
    Service(code="SV-1", context="BC-1", kind="application"),
    Operation(code="OP-1", service="SV-1"),
)
OBSERVED = ChecklistItem(code="QC-1", theme="observability")


@pytest.mark.parametrize("place", ["SV-1", "BC-1", "OP-1"])
def test_a_service_can_be_observed(place):
    applies = link("applies_to", "QC-1", place)
    assert found("QC-02", *SERVED, OBSERVED) == ["SV-1"]
    assert found("QC-02", *SERVED, OBSERVED, applies) == []
    assert found("QC-02", *SERVED, ChecklistItem(code="QC-1", theme="lint"), applies) == ["SV-1"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"status": "not_applicable"}, ["SV-1"]),
        ({"status": "not_applicable", "reason": "it runs by hand"}, []),
    ],
)
def test_a_service_may_be_said_not_to_need_observing(said, expected):
    item = ChecklistItem(code="QC-1", theme="observability", **said)
    assert found("QC-02", *SERVED, item, link("applies_to", "QC-1", "SV-1")) == expected


def test_domain_services_and_services_of_others_need_no_observing():
    assert found("QC-02", Service(code="SV-1", kind="domain")) == []
    external = BoundedContext(code="BC-1", external=True)
    assert found("QC-02", external, *SERVED[1:]) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["QC-1 command"]),
        ({"command": "make lint"}, []),
        ({"threshold": "80 %"}, []),
        ({"evidence": "the report"}, []),
        ({"status": "not_applicable"}, ["QC-1 command"]),
        ({"status": "not_applicable", "reason": "a library"}, []),
    ],
)
def test_something_shows_that_an_item_holds(said, expected):
    assert found("QC-03", ChecklistItem(code="QC-1", **said)) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("TBD", "", ["TE-1 definition"]),
        ("Titles, prices, etc.", "en", ["TE-1 definition"]),
        ("Indien nodig", "nl", ["TE-1 definition"]),
        ("Indien nodig", "en", []),
        ("A book that somebody wants.", "en", []),
    ],
)
def test_a_normative_text_is_finished(text, language, expected):
    assert found("TX-01", Term(code="TE-1", definition=text), language=language) == expected


def test_notes_and_choices_may_be_vague():
    assert found("TX-01", Term(code="TE-1", notes="TBD")) == []
    assert found("TX-01", BuildStep(code="ST-1", owner="TBD")) == []


def test_the_words_of_the_directive_are_not_held_against_the_plan():
    assert found("TX-01", DirectiveStep(code="DK-1", text="Outline the style (REST etc.).")) == []


def test_the_message_says_what_is_vague():
    [finding] = findings("TX-01", Term(code="TE-1", definition="TODO ???"))
    assert finding.message == "TE-1 is unfinished or vague: ???, todo."


@pytest.mark.parametrize("kind", [Question, Risk])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["X-1 owner"]),
        ({"owner": "alice"}, []),
        ({"owner": "alice", "due": date(2026, 11, 4)}, []),
        ({"owner": "alice", "due": date(2026, 11, 3)}, ["X-1 due"]),
        ({"due": date(2026, 11, 3)}, ["X-1 due", "X-1 owner"]),
    ],
)
def test_somebody_is_after_an_open_point_in_time(kind, said, expected):
    assert found("QU-01", kind(code="X-1", **said)) == expected
    assert found("QU-01", kind(code="X-1", status="open", **said)) == expected


@pytest.mark.parametrize("kind", [Question, Risk])
def test_an_open_point_may_block(kind):
    assert found("QU-02", kind(code="X-1", blocking=True)) == ["X-1 status"]
    assert found("QU-02", kind(code="X-1")) == []


@pytest.mark.parametrize(
    "settled",
    [
        Question(code="X-1", blocking=True, status="answered"),
        Risk(code="X-1", blocking=True, status="accepted"),
        Risk(code="X-1", blocking=True, status="closed"),
    ],
)
def test_a_settled_point_is_neither_neglected_nor_blocking(settled):
    assert found("QU-01", settled) == []
    assert found("QU-02", settled) == []
