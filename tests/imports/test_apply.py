"""Applying a preview: everything or nothing, once, and only what was chosen."""

import pytest
from django.db import transaction
from hypothesis import given

from planning.imports.apply import apply
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.plan.elements import Requirement
from planning.plan.value import Waiver
from planning.plan.value import plan as plan_of
from planning.store.errors import Conflict, Refused
from planning.store.load import load
from tests.drawn import random_plans
from tests.factory import make_actor, make_plan, make_project
from tests.plan.strategies import plans

CSV = "id,title,statement,parent\nFR-1,Berth,Berth ships,\nFR-2,Moor,Moor them,FR-1\n"

pytestmark = pytest.mark.django_db


def previewed(row, text, name="requirements.csv"):
    return compare(load(row.pk), read(name, text))


def test_everything_that_was_shown_is_stored():
    row = make_plan()
    applied = apply(row.pk, make_actor(), previewed(row, CSV))
    plan = load(row.pk)
    assert plan.get("FR-2", Requirement).statement == "Moor them"
    assert applied.links == len(plan.links) == 1


def test_the_same_file_again_changes_nothing():
    row = make_plan()
    apply(row.pk, make_actor(), previewed(row, CSV))
    before = load(row.pk)
    assert previewed(row, CSV).is_empty
    apply(row.pk, make_actor(), previewed(row, CSV))
    assert load(row.pk) == before


def test_what_was_left_out_stays_out_with_its_links():
    row = make_plan()
    preview = previewed(row, CSV)
    kept = {addition.key for addition in preview.additions if addition.code == "FR-2"}
    apply(row.pk, make_actor(), preview, kept)
    assert [e.code for e in load(row.pk).elements] == ["FR-2"]
    assert load(row.pk).links == ()


def test_what_somebody_changed_after_the_preview_is_a_conflict():
    row = make_plan()
    apply(row.pk, make_actor(), previewed(row, CSV))
    mine = previewed(row, CSV.replace("Moor them", "Moor all"))
    apply(row.pk, make_actor(), previewed(row, CSV.replace("Moor them", "Moor some")))
    with pytest.raises(Conflict):
        apply(row.pk, make_actor(), mine)
    assert load(row.pk).get("FR-2", Requirement).statement == "Moor some"


def test_who_may_not_write_applies_nothing():
    row = make_plan()
    with pytest.raises(Refused):
        apply(row.pk, make_actor("viewer"), previewed(row, CSV))
    assert load(row.pk).elements == ()


@random_plans(12)
@given(plan=plans())
def test_a_plan_json_comes_back_as_an_equal_plan(plan):
    """Also through the database: whatever a plan says, its rows say."""
    text = plan_json.write(plan_json.read(plan_json.write(plan))[0])
    with transaction.atomic():
        # Blank in a file is no statement, so that the fresh plan has to be blank there itself.
        row = make_plan(name="", slug="again", track=plan.track, project=make_project(""))
        leads = make_actor("owner", "architecture_lead", "security_lead")
        apply(row.pk, leads, previewed(row, text, "plan.json"))
        again = plan_json.write(load(row.pk))
        transaction.set_rollback(True)
    assert comparable(again) == comparable(text)


def test_a_file_cannot_approve_what_takes_a_lead():
    approved = {"status": "approved", "approved_by": "Ada", "approved_role": "architecture_lead"}
    waiver = Waiver(rule="BC-01", reason="Later", asked_by="Bob", until="2030-01-01", **approved)
    row, text = make_plan(), plan_json.write(plan_of(waivers=(waiver,)))
    apply(row.pk, make_actor(), previewed(row, text, "plan.json"))
    (held,) = load(row.pk).waivers
    assert (held.status, held.approved_by) == ("requested", "")


def comparable(text):
    """A plan.json without what the issue of a new plan moves: slug, revision and versions."""
    plan, problems = plan_json.read(text)
    assert problems == ()
    elements = [{**vars(element), "version": 1} for element in plan.elements]
    about = {
        name: held
        for name, held in vars(plan).items()
        if name not in ("slug", "revision", "revised_at", "elements", "links")
        and not name.startswith("_")
    }
    return elements, plan.links, about
