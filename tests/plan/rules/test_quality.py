"""Rules on the quality checklist."""

import pytest

from planning.plan.elements import ChecklistItem
from tests.plan.rules.finding import found

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
