"""The document of the rules says what the rules say."""

from pathlib import Path

import pytest

from planning.plan.rules import RULES
from planning.plan.rules.document import guardrails

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[2] / "docs" / "guardrails.md"
TESTS = "\n".join(path.read_text() for path in sorted(HERE.glob("test_*.py")))


def test_the_document_is_the_one_that_the_rules_write():
    assert DOCUMENT.read_text() == guardrails()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_documented(rule):
    assert f"## {rule.id} {rule.title}\n" in guardrails()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_tried(rule):
    assert f'"{rule.id}"' in TESTS
