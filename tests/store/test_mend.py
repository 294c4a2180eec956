"""A fix is carried out whole, once, and can be taken back."""

from datetime import date

import pytest

from planning.plan.elements import ContextRelation, Dependency, InputDocument, Term
from planning.plan.fixes import fixes
from planning.plan.rules import check
from planning.store import write
from planning.store.errors import Missing, Refused, Rejected
from planning.store.load import load
from planning.store.mend import mend
from planning.store.undo import undo
from planning.store.write import New

ON = date(2026, 11, 4)


@pytest.fixture
def harbour(row, lead):
    """Two contexts, one of which calls the other, and a root that no glossary knows."""
    with write.locked(row.pk, lead) as writing:
        writing.create_all(
            [
                New(kind="BoundedContext", key="quays", values={"name": "Quays"}),
                New(kind="BoundedContext", key="bills", values={"name": "Bills"}),
                New(kind="Aggregate", key="berth", values={"name": "Berth", "context": "quays"}),
                New(
                    kind="Entity",
                    values={"name": "Berth", "aggregate": "berth", "role": "root"},
                    key="root",
                ),
                New(kind="Service", key="berthing", values={"context": "quays"}),
                New(kind="Service", key="billing", values={"context": "bills"}),
                New(kind="InputDocument", key="brief", values={"required": True}),
            ]
        )
        writing.link("calls", "SV-1", "SV-2")
    return row


def offered(row, rule, id_=""):
    plan = load(row.pk)
    found = (f for f in check(plan, ON) if f.rule == rule)
    remedies = (fix for finding in found for fix in fixes(plan, finding))
    return next(fix for fix in remedies if fix.id == id_ or not id_)


def rules_of(row):
    return {finding.rule for finding in check(load(row.pk), ON)}


def test_a_fix_adds_what_was_missing_and_says_so(harbour, lead):
    done = mend(harbour.pk, lead, offered(harbour, "BC-08"), "", ON)
    assert done.added == ("TE-1",)
    assert load(harbour.pk).get("TE-1", Term).context == "BC-1"
    assert "BC-08" not in rules_of(harbour)


def test_a_fix_ties_what_it_adds(harbour, lead):
    done = mend(harbour.pk, lead, offered(harbour, "PL-06"), "", ON)
    assert done.tied == (("builds", done.added[0], "AG-1"),)


def test_a_fix_stores_the_text_that_it_asks_for(harbour, lead):
    done = mend(harbour.pk, lead, offered(harbour, "IN-01"), " The harbour lost it ", ON)
    assert done.changed == ("IN-1",)
    document = load(harbour.pk).get("IN-1", InputDocument)
    assert document.out_of_reach_reason == "The harbour lost it"


def test_a_fix_without_the_text_that_it_asks_for_is_rejected(harbour, lead):
    with pytest.raises(Rejected):
        mend(harbour.pk, lead, offered(harbour, "DE-03", "not-needed"), " ", ON)
    assert load(harbour.pk).of(Dependency) == ()


def test_a_fix_is_carried_out_once(harbour, lead):
    fix = offered(harbour, "CM-12")
    mend(harbour.pk, lead, fix, "", ON)
    with pytest.raises(Missing):
        mend(harbour.pk, lead, fix, "", ON)
    assert len(load(harbour.pk).of(ContextRelation)) == 1


def test_a_fix_that_the_plan_no_longer_offers_is_refused(harbour, lead):
    fix = offered(harbour, "BC-08")
    with write.locked(harbour.pk, lead) as writing:
        writing.update("EN-1", {"name": "Mooring"})
    with pytest.raises(Missing):
        mend(harbour.pk, lead, fix, "", ON)


def test_a_viewer_mends_nothing(harbour, viewer):
    with pytest.raises(Refused):
        mend(harbour.pk, viewer, offered(harbour, "BC-08"), "", ON)


def test_the_history_says_which_rule_was_mended(harbour, lead):
    mend(harbour.pk, lead, offered(harbour, "CM-12"), "", ON)
    assert harbour.history.order_by("number").last().cause == "fix of CM-12"


@pytest.mark.parametrize("rule", ["BC-08", "CM-12", "DE-03", "PL-06", "IN-01"])
def test_a_fix_is_undone_as_one(harbour, lead, rule):
    before = load(harbour.pk)
    done = mend(harbour.pk, lead, offered(harbour, rule), "Because", ON)
    undo(harbour.pk, lead, done.batch)
    after = load(harbour.pk)
    assert [e.code for e in after.elements] == [e.code for e in before.elements]
    assert after.links == before.links
    assert rule in rules_of(harbour)


def test_a_confirmed_link_is_suspect_no_longer(harbour, lead):
    with write.locked(harbour.pk, lead) as writing:
        writing.create("Requirement", {"statement": "Bill ships"}, code="FR-1")
        writing.link("satisfies", "SV-2", "FR-1")
        writing.update("FR-1", {"statement": "Bill ships monthly"})
    done = mend(harbour.pk, lead, offered(harbour, "PL-08"), "", ON)
    assert done.tied == (("satisfies", "SV-2", "FR-1"),)
    assert "PL-08" not in rules_of(harbour)
