"""The overview, and the steps of the directive that are ticked on it."""

import pytest
from django.utils import timezone

from planning import models
from planning.store import write
from planning.store.load import load
from planning.store.start import founder
from tests.factory import make_actor, make_element
from tests.web.conftest import HTMX

TICK = "/plans/bookshop/steps/DK-1/tick/"
EDIT = "/plans/bookshop/steps/DK-1/"


def element(plan, code):
    return load(plan.pk).by_code[code]


def test_everything_is_on_one_page(vera, plan, step):
    make_element(plan, "BoundedContext")
    make_element(plan, "Dependency", name="Mesh", track="networking", due="2020-01-01")
    page = vera.get("/plans/bookshop/").content.decode()
    assert "Draw the context map" in page
    assert "Success criteria" in page
    assert "/plans/bookshop/e/BC-1/?field=purpose" in page
    assert "(past)" in page
    assert "Alice: added" in page


def test_an_empty_plan_has_an_overview(alice):
    assert b"no directive tasks yet" in alice.get("/plans/bookshop/").content


def test_to_dos_stand_apart_from_contradictions(alice, plan):
    make_element(plan, "BoundedContext", name="Orders")
    make_element(plan, "BoundedContext", name="Billing")
    make_element(
        plan,
        "ContextRelation",
        upstream="BC-1",
        downstream="BC-2",
        pattern="customer_supplier",
        downstream_roles=["CF"],
    )
    page = alice.get("/plans/bookshop/").content.decode()
    parts = page.split('class="nature" id="')
    contradictions = next(part for part in parts if part.startswith("contradiction"))
    missing = next(part for part in parts if part.startswith("missing"))
    assert "CM-01" in contradictions
    assert "CM-01" not in missing
    assert "BC-01" in missing


def test_a_tick_says_who_and_when(alice, plan, step):
    response = alice.post(TICK, {"version": 1, "status": "done"}, headers=HTMX)
    assert response.status_code == 200
    ticked = element(plan, "DK-1")
    assert (ticked.status, ticked.ticked_by) == ("done", "Alice")
    assert ticked.ticked_on == timezone.localdate()


def test_a_tick_answers_with_the_step_and_the_panels_that_everybody_watches(alice, step):
    response = alice.post(TICK, {"version": 1, "status": "done"}, headers=HTMX)
    answer = response.content.decode()
    assert answer.lstrip().startswith('<li id="step-DK-1"')
    assert 'id="verdict" class="verdict-line" hx-swap-oob="true"' in answer
    assert 'id="nav"' in answer
    assert 'id="task-T-1"' in answer
    assert response["HX-Trigger"] == "plan-changed"


def test_a_tick_works_without_javascript(alice, plan, step):
    response = alice.post(TICK, {"version": 1, "status": "done"})
    assert response["Location"] == "/plans/bookshop/#step-DK-1"
    assert element(plan, "DK-1").status == "done"


def test_unticking_takes_the_name_away_and_leaves_the_evidence(alice, plan, step):
    said = {"version": 1, "status": "done", "artifacts": ["context_map.md"]}
    alice.post(EDIT, said)
    alice.post(TICK, {"version": 2, "status": "open"})
    step_now = element(plan, "DK-1")
    assert (step_now.ticked_by, step_now.ticked_on) == ("", None)
    assert step_now.artifacts == ("context_map.md",)


def test_changing_the_evidence_leaves_the_name_of_who_ticked(alice, bob, plan, step):
    alice.post(TICK, {"version": 1, "status": "done"})
    bob.post(EDIT, {"version": 2, "status": "done", "artifacts": ["context_map.md"]})
    assert element(plan, "DK-1").ticked_by == "Alice"


def test_a_browser_cannot_say_who_ticked(alice, plan, step):
    alice.post(TICK, {"version": 1, "status": "done", "ticked_by": "Ada"})
    assert element(plan, "DK-1").ticked_by == "Alice"


def test_what_does_not_apply_needs_a_reason(alice, plan, step):
    response = alice.post(EDIT, {"version": 1, "status": "not_applicable"}, headers=HTMX)
    assert response.status_code == 422
    assert b"Say why it does not apply." in response.content
    assert element(plan, "DK-1").version == 1


def test_the_form_of_a_step_is_a_page_without_javascript(alice, step):
    assert b"<html" in alice.get(EDIT).content
    assert b"<html" not in alice.get(EDIT, headers=HTMX).content


def test_a_form_can_be_left(alice, step):
    response = alice.get(EDIT + "?close", headers=HTMX)
    assert response.content.lstrip().startswith(b'<li id="step-DK-1"')


def test_two_people_at_one_step_are_told(alice, plan, step):
    write.update(plan.pk, make_actor(), "DK-1", {"reason": "theirs"}, 1)
    said = {"version": 1, "status": "not_applicable", "reason": "mine"}
    response = alice.post(EDIT, said, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 409
    assert "theirs" in page
    assert 'value="mine"' in page
    version = element(plan, "DK-1").version
    assert f'name="version" value="{version}"' in page
    again = alice.post(EDIT, {**said, "version": version}, headers=HTMX)
    assert again.status_code == 200
    assert element(plan, "DK-1").reason == "mine"


@pytest.mark.parametrize(
    "said", [{}, {"version": "x", "status": "done"}, {"version": 1, "status": "maybe"}]
)
def test_a_form_that_says_nothing_sensible_is_422(alice, plan, step, said):
    assert alice.post(TICK, said, headers=HTMX).status_code == 422
    assert alice.post(EDIT, said).status_code == 422
    assert alice.post("/plans/bookshop/tasks/T-1/", said, headers=HTMX).status_code == 422
    assert element(plan, "DK-1").version == 1


def test_a_task_has_a_state(alice, plan, step):
    response = alice.post(
        "/plans/bookshop/tasks/T-1/", {"version": 1, "status": "done"}, headers=HTMX
    )
    assert response.status_code == 200
    assert element(plan, "T-1").status == "done"


def test_two_people_at_one_task_are_told(alice, plan, step):
    write.update(plan.pk, make_actor(), "T-1", {"status": "not_applicable"}, 1)
    response = alice.post(
        "/plans/bookshop/tasks/T-1/", {"version": 1, "status": "done"}, headers=HTMX
    )
    assert response.status_code == 409
    assert b"the state above is theirs" in response.content


@pytest.mark.parametrize("path", ["steps/DK-9/", "steps/T-1/", "steps/BC-1/"])
def test_a_step_that_is_none_is_404(alice, plan, step, path):
    make_element(plan, "BoundedContext")
    assert alice.get(f"/plans/bookshop/{path}").status_code == 404


@pytest.mark.parametrize("name", ["readiness", "findings", "lately"])
def test_heavy_panels_load_themselves(vera, plan, step, name):
    response = vera.get(f"/plans/bookshop/panels/{name}/", headers=HTMX)
    assert response.status_code == 200
    assert f'id="{name}"' in response.content.decode()
    assert b"<html" not in response.content


def test_a_panel_that_is_none_is_404(vera):
    assert vera.get("/plans/bookshop/panels/secrets/").status_code == 404


def test_what_happened_names_people_as_they_are_called_now(alice, plan, step):
    models.User.objects.filter(username="alice").update(display_name="Alice Renamed")
    assert b"Alice Renamed: added" in alice.get("/plans/bookshop/").content


def test_what_the_server_says_of_a_tick_goes_without_saying(alice, plan, step):
    alice.post(TICK, {"version": 1, "status": "done"})
    page = alice.get("/plans/bookshop/panels/lately/", headers=HTMX).content.decode()
    assert "changed status of" in " ".join(page.split())


def test_what_a_command_did_names_the_operator(alice, plan):
    with write.locked(plan.pk, founder(None), cause="import of reqs.csv") as writing:
        code = writing.create("Requirement", {"name": "Quick"}, code="FR-1")
    assert b"Operator: import of reqs.csv" in alice.get("/plans/bookshop/").content
    history = alice.get(f"/plans/bookshop/e/{code}/history/").content.decode()
    assert "<strong>Operator</strong> added it" in history


def test_many_findings_of_one_section_are_cut(alice, plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.create_all(write.New(kind="BoundedContext", key=str(n)) for n in range(80))
    page = alice.get("/plans/bookshop/").content.decode()
    assert 'href="/plans/bookshop/findings/?nature=missing&amp;section=domain"' in page


def test_a_task_shows_what_the_plan_itself_proves(vera, plan):
    make_element(plan, "DirectiveTask", "T-1", number="1.1", name="Understand the domain")
    make_element(plan, "DirectiveStep", task="T-1", artifacts=["domain_glossary.md"])
    assert b"Glossary: open" in vera.get("/plans/bookshop/").content
    make_element(plan, "BoundedContext", name="Sales")
    make_element(plan, "Term", name="Book", context="BC-1", definition="A thing to read")
    assert b"Glossary: met" in vera.get("/plans/bookshop/").content
