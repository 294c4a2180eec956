"""Rules on requirements carried through and verified, and on links that still hold."""

import pytest

from planning.plan.canonical import normative_digest
from planning.plan.elements import (
    BuildStep,
    BuildTask,
    InputDocument,
    Invariant,
    Requirement,
    Service,
    Standard,
    Term,
)
from tests.plan.rules.finding import findings, found, link

SERVICE, STEP = Service(code="SV-1"), BuildStep(code="ST-1")
TRACED = (
    SERVICE,
    STEP,
    BuildTask(code="TK-1"),
    link("satisfies", "SV-1", "REQ-1"),
)


def requirement(priority="must", **more):
    return Requirement(code="REQ-1", priority=priority, **more)


def test_a_must_requirement_has_an_element_and_a_step():
    [finding] = findings("PL-01", requirement(), SERVICE, STEP)
    assert finding.message == "REQ-1 has no element and no step."
    [finding] = findings("PL-01", requirement(), *TRACED)
    assert finding.message == "REQ-1 has no step."
    [finding] = findings("PL-01", requirement(), STEP, link("satisfies", "ST-1", "REQ-1"))
    assert finding.message == "REQ-1 has no element."


@pytest.mark.parametrize(
    "work",
    [
        link("satisfies", "ST-1", "REQ-1"),
        link("satisfies", "TK-1", "REQ-1"),
        link("builds", "ST-1", "SV-1"),
    ],
)
def test_a_step_satisfies_a_requirement_or_builds_what_does(work):
    assert found("PL-01", requirement(), *TRACED, work) == []


@pytest.mark.parametrize(
    ("said", "severities"),
    [
        ({"priority": "must"}, ["error"]),
        ({"priority": "should"}, ["warning"]),
        ({"priority": "could"}, []),
        ({"priority": "wont"}, []),
        ({"priority": ""}, []),
        ({"status": "deferred"}, ["error"]),
        ({"status": "deferred", "deferral_reason": "next year"}, []),
        ({"status": "proposed", "deferral_reason": "next year"}, ["error"]),
        ({"status": "withdrawn"}, []),
    ],
)
def test_how_grave_an_untraced_requirement_is(said, severities):
    assert [f.severity for f in findings("PL-01", requirement(**said))] == severities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As REQ-2 asks.", ["TE-1 definition REQ-2"]),
        ("As REQ-2 and REQ-2 ask.", ["TE-1 definition REQ-2"]),
        ("As REQ-1 and REQ-12a ask.", ["TE-1 definition REQ-12a"]),
        ("See REQ-1.4.", ["TE-1 definition REQ-1.4"]),
        ("See NFR-7 and XREQ-2 and REQ-2x9.", []),
        ("See REQ-1.", []),
        ("", []),
    ],
)
def test_a_text_names_requirements_that_are_there(text, expected):
    assert found("PL-03", requirement(), Term(code="TE-1", definition=text)) == expected


def test_only_prefixes_that_this_plan_uses_are_looked_for():
    assert found("PL-03", Term(code="TE-1", definition="REQ-2")) == []
    assert found("PL-03", Requirement(code="Speed"), Term(code="TE-1", definition="REQ-2")) == []


def test_a_document_speaks_of_requirements_of_its_own():
    document = InputDocument(code="IN-1", text="REQ-2", name="For REQ-3")
    assert found("PL-03", requirement(), document) == ["IN-1 name REQ-3"]


def test_a_link_is_suspect_when_its_target_changed():
    then, now = Standard(code="S", statement="a"), Standard(code="S", statement="b")
    confirmed = link("cites", "TE-1", "S", normative_digest(then))
    assert found("PL-08", Term(code="TE-1"), now, confirmed) == ["TE-1 cites S"]
    assert found("PL-08", Term(code="TE-1"), then, confirmed) == []
    document = InputDocument(code="S", sha256="b")
    assert found("PL-08", Term(code="TE-1"), document, confirmed) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"category": "latency"}, ["REQ-1 metric", "REQ-1 target"]),
        ({"category": "consistency", "metric": "lag"}, ["REQ-1 target"]),
        ({"category": "availability", "metric": "uptime", "target": "99.9"}, []),
        ({"category": "throughput", "status": "deferred"}, []),
        ({"category": "scalability", "status": "withdrawn"}, []),
        ({"category": "security"}, []),
        ({"category": "latency", "type": "constraint"}, []),
    ],
)
def test_a_measurable_quality_has_metric_and_target(said, expected):
    assert found("PL-09", Requirement(code="REQ-1", **{"type": "quality", **said})) == expected


def test_an_invariant_is_verified():
    assert found("PL-10", Invariant(code="IV-1")) == ["IV-1"]
    assert found("PL-10", Invariant(code="IV-1"), STEP, link("verifies", "ST-1", "IV-1")) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["REQ-1"]),
        ({"priority": "should"}, []),
        ({"type": "functional"}, []),
        ({"status": "deferred"}, ["REQ-1"]),
        ({"status": "deferred", "deferral_reason": "next year"}, []),
        ({"status": "withdrawn"}, []),
    ],
)
def test_a_quality_that_must_be_there_is_verified(said, expected):
    quality = Requirement(code="REQ-1", **{"type": "quality", "priority": "must", **said})
    assert found("PL-11", quality) == expected
    assert found("PL-11", quality, STEP, link("verifies", "ST-1", "REQ-1")) == []
