"""The catalogue of rules."""

import pytest

from planning.plan.rules import RULES
from tests.web.conftest import HTMX


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_listed_under_its_anchor(vera, rule):
    assert f'id="{rule.id}"' in vera.get("/guardrails/").content.decode()


def test_words_narrow_the_list(vera):
    page = vera.get("/guardrails/", {"q": "bc-01 PURPOSE"}).content.decode()
    assert 'id="BC-01"' in page
    assert 'id="AG-01"' not in page


def test_words_that_stand_nowhere_find_nothing(vera):
    assert b"0 rules for" in vera.get("/guardrails/", {"q": "xylophone"}).content


def test_a_search_answers_htmx_with_the_list_only(vera):
    response = vera.get("/guardrails/", {"q": "layer"}, headers=HTMX)
    assert response.content.lstrip().startswith(b'<section id="rules"')
    assert response["Vary"].count("HX-Request") == 1


def test_a_search_is_shown_as_text(vera):
    page = vera.get("/guardrails/", {"q": "<script>x"}).content
    assert b"&lt;script&gt;x" in page
