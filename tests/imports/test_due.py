"""A preview shows what would be stored for the person who looks, and nothing more."""

from planning.imports.due import due
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.plan.elements import Attribute
from planning.plan.rights import Actor, Membership
from planning.plan.value import Waiver, plan

LEAD = Actor("a11ce", "Alice", frozenset({Membership("backend_lead")}))
SECURITY = Actor("5a", "Sam", frozenset({Membership("security_lead")}))
APPROVED = Waiver(
    rule="SE-01",
    element="AT-1",
    reason="Known",
    asked_by="Bob",
    status="approved",
    approved_by="Sam",
    approved_role="security_lead",
    until="2027-01-01",
)
FILE = plan_json.write(plan([Attribute(code="AT-1")], waivers=(APPROVED,)))


def waivers(actor, held=()):
    preview = compare(plan(waivers=held), read("plan.json", FILE))
    return [field.after for field in due(actor, preview).about if field.name == "waivers"]


def test_a_decision_of_another_lead_is_shown_as_a_request():
    ((shown,),) = waivers(LEAD)
    assert (shown.status, shown.approved_by) == ("requested", "")


def test_a_decision_of_ones_own_is_shown_as_it_is():
    assert waivers(SECURITY) == [(APPROVED,)]


def test_what_would_change_nothing_is_not_shown():
    assert waivers(LEAD, waivers(LEAD)[0]) == []
