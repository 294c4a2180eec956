"""Files of another plan, another directive or another source: what they say stands beside, not over."""

import json

import pytest

from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.plan.elements import (
    BoundedContext,
    DirectiveTask,
    Endpoint,
    InputDocument,
    Requirement,
    Service,
)
from planning.plan.value import plan
from tests.imports.samples import DIRECTIVE, applied


def bring(held, name, text):
    return applied(held, compare(held, read(name, text)))


# Requirements of two sources under one code

ONE = "### Requirement 1: Sign in\n\nA member signs in.\n\n### Requirement 2: Sign out\n\nA member leaves.\n"
OTHER = (
    ONE.replace("Sign in", "Weekly report").replace("Sign out", "Print").replace("member", "clerk")
)


def test_two_lists_that_count_from_one_stand_beside_each_other():
    held = bring(plan(), "login/requirements.md", ONE)
    preview = compare(held, read("report/requirements.md", OTHER))
    assert (preview.changes, preview.contested) == ((), ())
    assert any("2 codes of this file mean other things" in d.message for d in preview.diagnostics)
    held = applied(held, preview)
    names = ["Sign in", "Sign out", "Weekly report", "Print"]
    assert [each.name for each in held.of(Requirement)] == names
    for name, text in (("login/requirements.md", ONE), ("report/requirements.md", OTHER)):
        again = compare(held, read(name, text))
        assert (again.is_empty, again.contested) == (True, ())


def test_another_file_of_the_same_list_changes_only_what_is_ticked():
    held = bring(plan(), "v1.md", ONE)
    preview = compare(held, read("v2.md", ONE.replace("Sign out", "Leave")))
    assert (preview.additions, preview.changes) == ((), ())
    kept = {(c.code, f.name) for c in preview.contested for f in c.fields if f.name != "source"}
    assert kept == {("REQ-2", "name")}
    assert preview.has_choices


def test_the_same_codes_in_a_file_of_the_same_name_are_asked_about():
    held = bring(plan(), "requirements.md", ONE)
    preview = compare(held, read("requirements.md", OTHER))
    assert preview.changes == ()
    assert any("is it another file?" in d.remedy for d in preview.diagnostics)


def test_what_one_file_changes_of_its_own_is_a_change():
    held = bring(plan(), "requirements.md", ONE)
    preview = compare(held, read("requirements.md", ONE.replace("A member leaves.", "It ends.")))
    assert [change.code for change in preview.changes] == ["REQ-2"]


# A plan.json of another plan


def model(slug, context, service, path):
    elements = {
        "bounded_contexts": [{"code": "BC-1", "name": context}],
        "services": [{"code": "SV-1", "name": service, "context": "BC-1"}],
        "endpoints": [{"code": "EP-1", "name": path, "path": path, "service": "SV-1"}],
    }
    kinds = {BoundedContext: "bounded_contexts", Service: "services", Endpoint: "endpoints"}
    named = {kind.__name__: elements[name] for kind, name in kinds.items()}
    about = {"slug": slug, "name": f"Plan {slug}"}
    return json.dumps({"format": 1, "plan": about, "elements": named, "links": []})


HERE = model("here", "Lending", "lend", "/loans")
THERE = model("there", "Fines", "fine", "/fines")


@pytest.fixture
def here():
    held, _ = plan_json.read(HERE)
    return held


def test_codes_of_another_plan_mean_nothing_here(here):
    preview = compare(here, read("plan.json", THERE))
    assert (preview.changes, preview.contested, preview.about) == ((), (), ())
    held = applied(here, preview)
    assert [context.name for context in held.of(BoundedContext)] == ["Lending", "Fines"]
    added = held.of(Endpoint)[1]
    assert held.get(added.service, Service).name == "fine"


def test_another_plan_that_comes_again_changes_nothing(here):
    held = bring(here, "plan.json", THERE)
    assert compare(held, read("plan.json", THERE)).is_empty


def test_a_copy_of_the_plan_is_meant_as_it_stands(here):
    copy = HERE.replace('"here"', '"copy"').replace('"/loans"', '"/lendings"')
    preview = compare(here, read("plan.json", copy))
    assert preview.additions == ()
    assert [change.code for change in preview.changes] == ["EP-1"]


# A directive of another track

OF_SECURITY = DIRECTIVE.replace("Backend Track", "Security Track")


def test_the_directive_of_another_track_is_an_input_document():
    held = bring(plan(), "backend.md", DIRECTIVE)
    preview = compare(held, read("security.md", OF_SECURITY))
    assert (preview.about, preview.changes, preview.contested) == ((), (), ())
    assert [addition.kind for addition in preview.additions] == ["InputDocument"]
    assert {each.why for each in preview.skipped} == {"it belongs to another directive"}
    assert any("directive of another plan (security 1)" in d.message for d in preview.diagnostics)
    after = applied(held, preview)
    assert len(after.of(DirectiveTask)) == len(held.of(DirectiveTask))
    assert len(after.of(InputDocument)) == len(held.of(InputDocument)) + 1


def test_a_plan_that_has_no_directive_takes_any():
    assert compare(plan(), read("security.md", OF_SECURITY)).about


def test_the_plans_own_directive_may_come_to_say_another_phase():
    held = bring(plan(), "backend.md", DIRECTIVE)
    later = compare(held, read("backend.md", DIRECTIVE.replace("Phase 1", "Phase 2")))
    assert {field.name: field.after for field in later.about}["phase"] == 2
