"""Rules on inputs and on the directive."""

import pytest

from planning.plan.canonical import normative_digest
from planning.plan.elements import (
    BoundedContext,
    BuildStep,
    DirectiveStep,
    DirectiveTask,
    Endpoint,
    InputDocument,
    Interface,
    Port,
    Service,
    Standard,
    Term,
)
from tests.plan.rules.finding import found, link


@pytest.mark.parametrize(
    ("status", "reason", "expected"),
    [
        ("missing", "", ["IN-1 status"]),
        ("", "", ["IN-1 status"]),
        ("missing", "nobody wrote it", ["IN-1 status"]),
        ("out_of_reach", "", ["IN-1 out_of_reach_reason"]),
        ("out_of_reach", "nobody wrote it", []),
        ("received", "", []),
        ("superseded", "", []),
    ],
)
def test_a_required_input_is_there_or_out_of_reach_with_a_reason(status, reason, expected):
    document = InputDocument(code="IN-1", required=True, status=status, out_of_reach_reason=reason)
    assert found("IN-01", document) == expected


def test_an_input_that_is_not_required_may_be_missing():
    assert found("IN-01", InputDocument(code="IN-1", status="missing")) == []


@pytest.mark.parametrize(
    ("produced", "reason", "expected"),
    [
        (2, "", ["IN-1 out_of_order_reason"]),
        (2, "drafts are enough", []),
        (1, "", []),
        (None, "", []),
    ],
)
def test_an_input_of_a_later_phase_needs_a_reason(produced, reason, expected):
    document = InputDocument(code="IN-1", producing_phase=produced, out_of_order_reason=reason)
    assert found("IN-02", document, phase=1) == expected
    assert found("IN-02", document) == []


def test_a_citation_is_suspect_when_the_document_changed():
    then = InputDocument(code="IN-1", sha256="a")
    now = InputDocument(code="IN-1", sha256="b")
    term = Term(code="TE-1")
    cites = link("cites", "TE-1", "IN-1", normative_digest(then))
    assert found("IN-03", term, now, cites) == ["TE-1 IN-1"]
    assert found("IN-03", term, then, cites) == []
    assert found("IN-03", term, now, link("cites", "TE-1", "IN-1")) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["ARCH-BL source", "ARCH-BL statement"]),
        ({"statement": "Ports only."}, ["ARCH-BL source"]),
        ({"statement": "Ports only.", "source": "compendium 3"}, []),
    ],
)
def test_a_demanded_standard_says_something_and_comes_from_somewhere(said, expected):
    assert found("IN-04", Standard(code="ARCH-BL", demanded=True, **said)) == expected


def test_a_standard_that_nobody_demands_or_cites_may_be_bare():
    standard, term = Standard(code="ARCH-BL"), Term(code="TE-1")
    assert found("IN-04", standard) == []
    assert found("IN-04", standard, term, link("cites", "TE-1", "ARCH-BL")) != []


def test_a_demanded_standard_is_cited():
    standard, term = Standard(code="ARCH-BL", demanded=True), Term(code="TE-1")
    assert found("IN-05", standard, term) == ["ARCH-BL"]
    assert found("IN-05", standard, term, link("cites", "TE-1", "ARCH-BL")) == []
    assert found("IN-05", Standard(code="ARCH-BL")) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), ["IF-1"]),
        ((Endpoint(code="EP-1"), link("serves", "EP-1", "IF-1")), []),
        ((Port(code="PT-1"), link("consumes", "PT-1", "IF-1")), []),
    ],
)
def test_an_interface_for_the_backend_has_a_place(facts, expected):
    assert found("IN-07", Interface(code="IF-1", for_backend=True), *facts) == expected


def test_an_interface_for_others_needs_no_place():
    assert found("IN-07", Interface(code="IF-1")) == []


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (BoundedContext(code="BC-1", layers=("presentation", "domain")), ["BC-1 layers"]),
        (BoundedContext(code="BC-1", layers=("presentation",), external=True), []),
        (BoundedContext(code="BC-1", layers=("domain",)), []),
        (Service(code="SV-1", layer="presentation"), ["SV-1 layer"]),
        (Service(code="SV-1", layer="application"), []),
        (BuildStep(code="ST-1", area="frontend"), ["ST-1 area"]),
        (BuildStep(code="ST-1", area="networking"), ["ST-1 area"]),
        (BuildStep(code="ST-1", area="domain_model"), []),
    ],
)
def test_the_plan_stays_within_the_backend(element, expected):
    assert found("SC-01", element) == expected


def test_a_service_of_an_external_context_may_lie_in_presentation():
    context = BoundedContext(code="BC-1", external=True)
    assert found("SC-01", context, Service(code="SV-1", context="BC-1", layer="presentation")) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["DK-1 status"]),
        ({"status": "open"}, ["DK-1 status"]),
        ({"status": "done"}, ["DK-1 artifacts"]),
        ({"status": "done", "artifacts": ("context_map.md",)}, []),
        ({"status": "not_applicable"}, ["DK-1 reason"]),
        ({"status": "not_applicable", "reason": "no personal data"}, []),
    ],
)
def test_a_directive_step_is_done_on_evidence_or_not_applicable_with_a_reason(said, expected):
    assert found("DI-01", DirectiveStep(code="DK-1", **said)) == expected


def test_an_element_is_evidence_of_a_directive_step():
    step = DirectiveStep(code="DK-1", status="done")
    evidence = (BoundedContext(code="BC-1"), link("evidenced_by", "DK-1", "BC-1"))
    assert found("DI-01", step, *evidence) == []


def test_directive_tasks_are_done_in_their_order():
    first = DirectiveTask(code="DT-2", number="1.9")
    second = DirectiveTask(code="DT-1", number="1.10", status="done")
    done = DirectiveTask(code="DT-2", number="1.9", status="done")
    skipped = DirectiveTask(code="DT-2", number="1.9", status="not_applicable")
    assert found("DI-02", first, second) == ["DT-1 status"]
    assert found("DI-02", done, second) == []
    assert found("DI-02", skipped, second) == []
