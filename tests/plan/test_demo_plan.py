"""The demo plan is large enough to be real, in normal form, and keeps its flaws on purpose."""

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import resources

import pytest

from planning.plan import plan_json
from planning.plan.canonical import digest
from planning.plan.elements import BY_NAME, DirectiveStep, Entity, InputDocument, Requirement
from planning.plan.links import LINK_TYPES
from planning.plan.rules import RULES, check
from planning.plan.value import Plan

ON = date(2026, 11, 4)

FLAWS = frozenset(
    {
        ("IN-01", "IN-5"),
        ("DI-01", "DK-8"),
        ("DI-01", "DK-10"),
        ("BC-03", "BC-6"),
        ("BC-07", "TE-19"),
        ("BC-09", "TE-32"),
        ("CM-02", "CR-4"),
        ("AG-07", "MS-91"),
        ("SV-07", "EP-56"),
        ("DA-08", "PT-14"),
        ("SE-01", "AT-167"),
        ("PL-01", "FR-017"),
        ("PL-07", "ST-28"),
        ("PL-08", "TH-6"),
        ("DE-01", "DP-10"),
        ("DE-02", "DP-6"),
    }
)
"""Rule and element, as docs/demo.md tells them; the catalogue's rules find these and no others."""


@cache
def text() -> str:
    return resources.files("planning.demo").joinpath("plan.json").read_text(encoding="utf-8")


@cache
def demo() -> Plan:
    return plan_json.read(text())[0]


def test_reading_the_demo_plan_leaves_nothing_out() -> None:
    assert plan_json.read(text())[1] == ()


def test_the_file_is_what_writing_it_gives() -> None:
    assert plan_json.write(demo()) == text()


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("BoundedContext", 6),
        ("ContextRelation", 8),
        ("Aggregate", 12),
        ("Entity", 40),
        ("Attribute", 160),
        ("Term", 30),
        ("Service", 12),
        ("Operation", 30),
        ("Endpoint", 40),
        ("Schema", 25),
        ("Requirement", 25),
        ("Decision", 6),
        ("DataStore", 4),
        ("Adapter", 10),
        ("PrivacyConstraint", 6),
        ("ProcessingActivity", 4),
        ("Control", 8),
        ("Dependency", 12),
        ("BuildPhase", 3),
        ("BuildTask", 15),
        ("BuildStep", 45),
        ("TestHarness", 6),
        ("ChecklistItem", 20),
        ("DirectiveTask", 5),
        ("DirectiveStep", 10),
    ],
)
def test_the_demo_plan_is_of_real_size(kind: str, least: int) -> None:
    assert len(demo().of(BY_NAME[kind])) >= least


@pytest.mark.parametrize("kind", BY_NAME)
def test_every_kind_has_an_element(kind: str) -> None:
    assert demo().of(BY_NAME[kind])


@pytest.mark.parametrize("link_type", [link_type.name for link_type in LINK_TYPES])
def test_every_type_of_link_occurs(link_type: str) -> None:
    assert any(link.type == link_type for link in demo().links)


@pytest.mark.parametrize(
    ("counted", "least"),
    [
        (lambda plan: sum(c.external for c in plan.of(BY_NAME["BoundedContext"])), 2),
        (lambda plan: sum(p.kind == "repository" for p in plan.of(BY_NAME["Port"])), 10),
        (lambda plan: sum(bool(r.metric and r.target) for r in plan.of(Requirement)), 10),
        (lambda plan: sum(s.demanded for s in plan.of(BY_NAME["Standard"])), 5),
        (lambda plan: len({i.theme for i in plan.of(BY_NAME["ChecklistItem"])}), 10),
        (lambda plan: len({e.aggregate for e in plan.of(Entity) if e.role == "root"}), 12),
    ],
    ids=[
        "external contexts",
        "repositories",
        "measurable qualities",
        "demanded standards",
        "themes of the checklist",
        "aggregates with a root",
    ],
)
def test_the_demo_plan_has_enough_of(counted: Callable[[Plan], int], least: int) -> None:
    assert counted(demo()) >= least


@pytest.mark.parametrize(
    "document", [d for d in demo().of(InputDocument) if d.text], ids=lambda document: document.code
)
def test_a_document_bears_the_digest_of_its_text(document: InputDocument) -> None:
    assert document.sha256 == digest(document.text)


def test_two_steps_of_the_directive_are_open() -> None:
    assert [s.code for s in demo().of(DirectiveStep) if s.status == "open"] == ["DK-8", "DK-10"]


def test_the_rules_find_the_flaws_kept_on_purpose_and_no_others() -> None:
    known = {rule.id for rule in RULES}
    found = {(finding.rule, finding.element) for finding in check(demo(), ON)}
    assert found == {flaw for flaw in FLAWS if flaw[0] in known}
