"""Before anything is stored the preview shows what the guardrails would find."""

from datetime import date

from planning.imports.recognise import read
from planning.plan.elements import BoundedContext
from planning.plan.rules import check
from planning.store.load import load
from planning.web.access import Access
from planning.web.foreseeing import MOST, foresee
from planning.web.reading import outlook
from tests.factory import actor_of, make_element
from tests.web.importing import CSV, PATH, confirm, file, preview_form, send

MODEL = "BoundedContext Harbour {}\nBoundedContext Town {}\n"


def told(page):
    start = page.content.index(b'id="import-findings"')
    return page.content[start : page.content.index(b"</section>", start)].decode()


def identities(plan):
    return {f.identity for f in check(load(plan.pk), date.today()) if not f.waived}


def test_the_preview_tells_what_would_be_found(alice, plan):
    response = send(alice, file(MODEL, "model.cml"))
    said = told(response)
    assert "BC-1 Harbour" in said
    assert "BC-2 Town" in said
    before = identities(plan)
    confirm(alice, response)
    new = identities(plan) - before
    assert new
    assert f'New <span class="soft">{len(new)}</span>' in said


def test_what_would_be_found_no_more_is_told_too(alice, plan):
    make_element(plan, "Requirement", "FR-1", priority="must")
    before = identities(plan)
    response = send(alice, file(CSV.replace("must", "could")))
    confirm(alice, response)
    gone = before - identities(plan)
    assert gone
    assert f'Not found any more <span class="soft">{len(gone)}</span>' in told(response)


def test_it_follows_what_is_ticked(alice, plan):
    data = preview_form(send(alice, file(MODEL, "model.cml"))).data()
    left = [key for key in data["chosen"] if "Town" not in key]
    response = alice.post(f"{PATH}findings/", data | {"chosen": left})
    assert "Harbour" in response.content.decode()
    assert "Town" not in response.content.decode()
    none = alice.post(f"{PATH}findings/", {k: v for k, v in data.items() if k != "chosen"})
    assert "The same as now." in none.content.decode()
    assert load(plan.pk).of(BoundedContext) == ()


def test_a_later_file_may_refer_to_what_an_earlier_one_brings(alice, plan):
    table = "type,source,target\nrefines,FR-2,FR-1\n"
    page = send(alice, file(CSV), file(table, "links.csv")).content.decode()
    assert "there is no" not in page
    assert "1 new link" in page
    assert 'FR-2 <span class="soft">refines</span> FR-1' in page


def test_what_an_addition_refers_to_is_named_in_words(alice, plan):
    model = "BoundedContext Harbour { Aggregate Berth { Entity Quay } }"
    assert "Context: Harbour" in send(alice, file(model, "m.cml")).content.decode()


def test_ticks_stay_where_a_plan_moved_on(alice, plan):
    response = send(alice, file(CSV))
    make_element(plan, "Requirement", statement="Meanwhile")
    moved = confirm(alice, response, chosen=["0:FR-2"])
    assert moved.status_code == 409
    assert preview_form(moved).data()["chosen"] == ["0:FR-2"]


def test_an_addition_that_became_a_change_meanwhile_is_ticked_no_more(alice, plan):
    response = send(alice, file(CSV))
    make_element(plan, "Requirement", "FR-1", statement="Of somebody else")
    moved = confirm(alice, response)
    assert moved.status_code == 409
    assert b"Of somebody else" in moved.content
    assert preview_form(moved).data()["chosen"] == ["0:FR-2"]


def test_large_files_are_checked_on_demand(alice, plan, monkeypatch):
    monkeypatch.setattr("planning.web.views.imports.LIGHT", 10)
    said = told(send(alice, file(CSV)))
    assert "click from:#check-again" in said
    assert "Check what is ticked" in said


def test_many_findings_are_counted_and_not_listed(plan):
    text = "".join(f"BoundedContext C{n} {{}}\n" for n in range(MOST))
    found = Access(plan, actor_of(plan, "alice"))
    foreseen = foresee(found, outlook(found, [read("m.cml", text)]).plan)
    new = foreseen.groups[0]
    assert len(new.told) == MOST
    assert new.more == new.count - MOST > 0


def test_a_contributor_learns_nothing_of_it(bob, plan):
    assert bob.post(f"{PATH}findings/", {}).status_code == 403
