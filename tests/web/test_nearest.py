"""Where people type codes, an unknown one is rejected and the nearest known one suggested."""

import pytest

from planning.store.load import load
from tests.factory import make_element

pytestmark = pytest.mark.django_db


def test_a_link_to_an_unknown_code_is_rejected(alice, plan):
    make_element(plan, "Requirement", "FR-001", statement="Berth ships")
    make_element(plan, "Aggregate", name="Berth")
    answer = alice.post(
        "/plans/bookshop/e/AG-1/links/add/", {"type": "to:satisfies", "other": "fr1"}
    )
    assert answer.status_code == 422
    assert b"did you mean FR-001?" in answer.content
    assert load(plan.pk).links == ()


def test_a_guardrail_names_rules_that_there_are(alice, plan):
    answer = alice.post("/plans/bookshop/inputs/guardrails/add/", {"name": "G", "rules": "CM-1"})
    assert answer.status_code == 422
    assert b"there is no rule CM-1; did you mean CM-01?" in answer.content


def test_a_rule_of_an_older_catalogue_stays_until_somebody_changes_it(alice, plan):
    make_element(plan, "Guardrail", "GR-1", rules=("OLD-1",))
    address, said = "/plans/bookshop/e/GR-1/edit/", {"name": "G", "version": "1"}
    assert alice.post(address, {**said, "rules": "OLD-1\r\nBC-01"}).status_code == 302
    assert load(plan.pk).by_code["GR-1"].rules == ("OLD-1", "BC-01")
