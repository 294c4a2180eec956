"""The start page: what a person can see, and what waits for them."""

from planning.plan.value import Waiver
from planning.store import write
from tests.factory import make_actor, make_element, make_member, make_plan, make_project
from tests.web.conftest import signed_in


def test_a_member_sees_the_plan_with_its_verdict(vera, plan):
    page = vera.get("/").content.decode()
    assert "Bookshop backend" in page
    assert "Planning" in page
    assert "Nothing waits for you here." in page


def test_an_outsider_is_told_how_to_begin(charlie):
    page = charlie.get("/").content.decode()
    assert "Bookshop backend" not in page
    assert "Start one from a directive" in page


def test_a_person_with_several_roles_sees_the_plan_once(alice):
    assert alice.get("/").content.count(b'id="plan-bookshop"') == 1


def test_plans_of_other_projects_stay_out(bob):
    make_plan("Secret plan", project=make_project("Elsewhere", cast=False))
    assert b"Secret plan" not in bob.get("/").content


def test_steps_of_the_directive_wait_for_an_editor(bob, step):
    assert "<strong>1</strong> directive step open" in bob.get("/").content.decode()


def test_a_waiver_waits_for_the_lead_of_its_scope(plan):
    waiver = Waiver(rule="SE-01", reason="later", asked_by="Bob", until="2999-01-01")
    with write.locked(plan.pk, make_actor()) as writing:
        writing.set_records("waivers", [waiver])
    assert b"1</strong> waiver to decide" in signed_in("sam").get("/").content
    assert b"to decide" not in signed_in("ada").get("/").content


def test_dependencies_wait_for_the_lead_of_their_track(plan):
    make_member(plan.project, "nora", "track_lead", track="networking")
    make_element(plan, "Dependency", track="networking", status="requested")
    make_element(plan, "Dependency", track="networking", status="provided")
    make_element(plan, "Dependency", track="database", status="open")
    assert b"1</strong> dependency to answer" in signed_in("nora").get("/").content
