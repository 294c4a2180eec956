"""Starting a plan: from a directive, pasted or as a file, or from the built-in template."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planning import models
from planning.plan.elements import DirectiveStep, DirectiveTask, Standard
from planning.store.load import load
from tests.web.posting import forms

DIRECTIVE = """\
**Subject: Phase 1: Backend Track: Planning for [Project Name]**

**Date:** [Enter Current Date]

**1. Overall Purpose**
To plan before building.

**2. Core Execution Principles & Global Rules (MANDATORY)**
* Standards focus: `ARCH-BL`.

**3. Mandatory Quality & Finalization Rules**
Store planning artifacts in `backend/outputs/phase-1/`.

**4. Directive Section: Backend Phase 1 Tasks**
* **Execution Tasks (sequential):**
    - [ ] **Task 1.1: Domain Understanding** *(Analysis)*
        - [ ] Create the domain glossary.

**5. Test Reporting Protocol (Internal)**
Record readiness in `docs/Test_Result_Analysis.md` tagged `BACK-PH1`.
"""


def file(data: bytes | str, name: str = "directive.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def preview_form(response):
    """The form that confirms a preview, as a browser would post it."""
    return next(form for form in forms(response.content) if form.action == "/plans/new/start/")


def start(browser, response, **said):
    return browser.post("/plans/new/start/", preview_form(response).data(**said))


@pytest.mark.parametrize(
    "said", [{"text": DIRECTIVE}, {"file": file(DIRECTIVE)}], ids=["pasted", "file"]
)
def test_a_directive_is_shown_before_anything_is_stored(alice, said):
    response = alice.post("/plans/new/", said)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Domain Understanding" in page
    assert "BACK-PH1" in page
    assert models.Plan.objects.count() == 1


def test_a_directive_becomes_a_plan_of_its_own(charlie):
    response = charlie.post("/plans/new/", {"text": DIRECTIVE})
    answer = start(
        charlie, response, project="Harbour", dated="2026-11-04T10:30+01:00", locale="NL"
    )
    assert answer["Location"] == "/plans/harbour/"
    plan = load(models.Plan.objects.get(slug="harbour").pk)
    assert (plan.project, plan.dated, plan.locale) == ("Harbour", "2026-11-04T10:30+01:00", "NL")
    assert (plan.log_tag, plan.output_folder) == ("BACK-PH1", "backend/outputs/phase-1/")
    assert [len(plan.of(kind)) for kind in (DirectiveTask, DirectiveStep, Standard)] == [1, 1, 1]
    assert charlie.get("/plans/harbour/").status_code == 200


def test_whoever_starts_a_plan_owns_it_and_nobody_else_sees_it(charlie, alice):
    start(charlie, charlie.post("/plans/new/", {"text": DIRECTIVE}), project="Harbour")
    roles = models.Membership.objects.filter(project__name="Harbour").values_list("role", flat=True)
    assert set(roles) == {"owner", "backend_lead"}
    assert alice.get("/plans/harbour/").status_code == 404


def test_a_second_plan_of_a_name_gets_another_address(alice):
    start(alice, alice.post("/plans/new/", {"text": DIRECTIVE}), project="Harbour")
    answer = start(alice, alice.post("/plans/new/", {"text": DIRECTIVE}), project="Harbour")
    assert answer["Location"] == "/plans/harbour-2/"


def test_the_template_starts_a_plan_without_a_file(alice):
    response = alice.post("/plans/new/", {"template": "backend_phase_1"})
    answer = start(alice, response, project="Harbour")
    assert answer["Location"] == "/plans/harbour/"
    assert load(models.Plan.objects.get(slug="harbour").pk).of(DirectiveTask)


def test_the_name_of_the_project_is_asked_for(alice):
    response = start(alice, alice.post("/plans/new/", {"text": DIRECTIVE}), project="")
    assert response.status_code == 422
    assert b"This field is required." in response.content
    assert "Domain Understanding" in response.content.decode()
    assert start(alice, response, project="Harbour").status_code == 302


def test_a_project_named_like_an_address_keeps_its_plan_in_reach(alice):
    answer = start(alice, alice.post("/plans/new/", {"text": DIRECTIVE}), project="New")
    assert answer["Location"] == "/plans/new-2/"


def test_the_real_directive_starts_a_plan(alice, corpus):
    data = (corpus / "directives" / "backend-phase-1.pasted.txt").read_bytes()
    response = alice.post("/plans/new/", {"file": file(data)})
    start(alice, response, project="Harbour")
    plan = load(models.Plan.objects.get(slug="harbour").pk)
    assert [len(plan.of(kind)) for kind in (DirectiveTask, DirectiveStep, Standard)] == [5, 10, 5]
    assert "â" not in plan.subject


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Choose one file, or paste"),
        ({"text": DIRECTIVE, "file": file(DIRECTIVE)}, "Choose one file, or paste"),
        ({"text": "Dear all, lunch is at noon."}, "not a directive"),
        ({"file": file(b"\x00\x01\x02" * 500)}, "no text"),
        ({"file": file(b"")}, "empty"),
        ({"file": file(b"a" * 200_000)}, "a line of 200,000 characters"),
        ({"file": file(b"\xff\xfe" + b"x\x00" * 50)}, "not a directive"),
        ({"file": file(b"x" * (10 * 2**20 + 1))}, "10 MB at most"),
        ({"template": "no_such_template"}, "no_such_template"),
    ],
)
def test_what_is_no_directive_is_422_and_says_why(alice, said, why):
    response = alice.post("/plans/new/", said)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert models.Plan.objects.count() == 1


def test_fifty_megabytes_are_413(alice):
    response = alice.post("/plans/new/", {"file": file(b"x" * (50 * 2**20))})
    assert response.status_code == 413
    assert b"10 MB at most" in response.content


def test_a_directive_too_large_to_travel_is_refused(alice, monkeypatch):
    monkeypatch.setattr("planning.web.carried.LARGEST_FIELD", 50)
    response = alice.post("/plans/new/", {"text": DIRECTIVE})
    assert response.status_code == 422
    assert b"too large to preview" in response.content


@pytest.mark.parametrize("carried", ["", "nonsense", "eJwDAAAAAAE=", "%%%"])
def test_a_preview_that_comes_back_damaged_is_422(alice, carried):
    response = alice.post("/plans/new/start/", {"project": "Harbour", "carried": carried})
    assert response.status_code == 422
    assert models.Plan.objects.count() == 1


def test_hostile_markdown_in_a_directive_is_shown_as_text(alice):
    hostile = DIRECTIVE.replace("Domain Understanding", "<script>alert(1)</script>")
    page = alice.post("/plans/new/", {"text": hostile}).content.decode()
    assert "<script>alert(1)" not in page


def test_nothing_is_left_of_a_plan_that_cannot_be_filled(alice, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("disk full")

    response = alice.post("/plans/new/", {"text": DIRECTIVE})
    monkeypatch.setattr("planning.imports.apply.apply_within", fails)
    with pytest.raises(RuntimeError):
        start(alice, response, project="Harbour")
    assert models.Project.objects.filter(name="Harbour").count() == 0


def test_a_date_that_is_none_is_asked_for_again(alice):
    response = start(
        alice,
        alice.post("/plans/new/", {"text": DIRECTIVE}),
        project="Bookshop",
        dated="yesterday",
    )
    assert response.status_code == 422
    assert b"no date and time such as 2026-11-04T10:30+01:00" in response.content
    assert models.Plan.objects.count() == 1
