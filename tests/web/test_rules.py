"""The rules of a plan: their severities, and who changes them."""

import pytest

from planning.plan.rules import RULES, by_id
from planning.plan.rules.overrides import effective, switched_off
from planning.store.load import load
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form

PATH = "/plans/bookshop/rules/"
RULE = "CM-14"  # a warning of architecture


@pytest.fixture
def ada(plan):
    """Leads architecture."""
    return signed_in("ada")


def set_(client, severity, headers=None, reason="So we agreed"):
    said = {"severity": severity, "reason": reason}
    return client.post(f"{PATH}{RULE}/", said, headers=headers)


def decide(client, decision, headers=None):
    return client.post(f"{PATH}{RULE}/decide/", {"decision": decision}, headers=headers)


def severity(plan):
    held = load(plan.pk)
    if switched_off(held, by_id(RULE)):
        return "off"
    return effective(held, by_id(RULE))["warning"]


def test_every_rule_is_listed(vera, plan):
    page = vera.get(PATH).content.decode()
    assert page.count('class="rule"') == len(RULES)
    assert ">Change<" not in page


def test_words_narrow_the_list(vera, plan):
    listed = vera.get(PATH, {"q": "ball of mud"}, headers=HTMX).content.decode()
    assert listed.lstrip().startswith('<section id="rules"')
    assert f'id="{RULE}"' in listed
    assert 'id="BC-01"' not in listed


def test_only_what_was_changed_can_be_listed(bob, plan):
    set_(bob, "error")
    assert bob.get(PATH, {"changed": "1"}).content.count(b'class="rule"') == 1


def test_a_severity_is_raised_at_once(bob, plan):
    opened = bob.get(f"{PATH}{RULE}/")
    said = form(opened.content, f"/rules/{RULE}/").data(severity="error", reason="It hurt")
    assert bob.post(f"{PATH}{RULE}/", said)["Location"] == f"{PATH}#{RULE}"
    assert severity(plan) == "error"
    assert "It hurt" in bob.get(PATH).content.decode()


def test_to_lower_one_is_a_request_until_the_lead_approves(bob, ada, plan):
    response = set_(bob, "info", HTMX)
    assert b"Asked: the architecture lead decides." in response.content
    assert severity(plan) == "warning"
    assert b"RX-01" in bob.get("/plans/bookshop/findings/").content
    assert b"1</strong> rule to decide on" in ada.get("/").content
    assert decide(ada, "approve", HTMX).status_code == 200
    assert severity(plan) == "info"
    assert b"Rule CM-14 has" not in bob.get("/plans/bookshop/findings/").content


def test_the_lead_switches_off_at_once(ada, plan):
    assert set_(ada, "off").status_code == 302
    assert severity(plan) == "off"


def test_a_request_is_refused(bob, ada, plan):
    set_(bob, "off")
    decide(ada, "refuse")
    assert load(plan.pk).disabled_rules == ()


def test_a_rule_goes_back_to_its_own_severity(ada, plan):
    set_(ada, "error")
    decide(ada, "remove")
    assert severity(plan) == "warning"


@pytest.mark.parametrize("username", ["alice", "bob", "sam", "vera"])
def test_nobody_else_approves(bob, plan, username):
    set_(bob, "off")
    client = signed_in(username)
    assert b">Approve<" not in client.get(PATH).content
    assert decide(client, "approve").status_code == 403
    assert severity(plan) == "warning"


def test_what_a_lead_raised_is_not_taken_back_by_others(bob, ada, plan):
    set_(ada, "error")
    assert b"Back to warning" not in bob.get(PATH).content
    assert decide(bob, "remove").status_code == 403
    assert severity(plan) == "error"


@pytest.mark.parametrize(
    ("severity_", "reason"), [("warning", "Same"), ("fatal", "Louder"), ("info", " ")]
)
def test_what_cannot_be_set_is_422(ada, plan, severity_, reason):
    assert set_(ada, severity_, HTMX, reason).status_code == 422
    assert severity(plan) == "warning"


def test_a_viewer_changes_nothing(vera, plan):
    assert vera.get(f"{PATH}{RULE}/").status_code == 403
    assert set_(vera, "error").status_code == 403
    assert decide(vera, "remove").status_code == 403


def test_the_form_can_be_left(bob, plan):
    response = bob.get(f"{PATH}{RULE}/?close", headers=HTMX)
    assert response.content.lstrip().startswith(b'<li id="CM-14"')


@pytest.mark.parametrize("address", ["XX-99/", "XX-99/decide/"])
def test_a_rule_that_is_not_there_is_404(ada, plan, address):
    assert ada.post(f"{PATH}{address}", {"decision": "approve"}).status_code == 404


def test_a_decision_that_says_nothing_is_422(ada, plan):
    assert decide(ada, "bless").status_code == 422


def test_nothing_to_take_back_is_404(ada, plan):
    assert decide(ada, "remove").status_code == 404


def test_an_outsider_learns_nothing(charlie, plan):
    assert charlie.get(PATH).status_code == 404
    assert set_(charlie, "error").status_code == 404


def test_the_readiness_report_says_who_weakened_what(ada, plan):
    set_(ada, "off")
    report = ada.get("/plans/bookshop/export/readiness_report.md/?as=raw").content.decode()
    assert "So we agreed" in report
