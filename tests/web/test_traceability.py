"""The pages of traceability, and the matrix on which links are made with one click."""

import pytest

from planning.plan import traceability
from planning.store import write
from planning.store.load import load
from planning.web.matrix import COLUMNS, ROWS
from tests.factory import make_actor, make_element, make_link
from tests.web.conftest import HTMX, signed_in
from tests.web.posting import form

PAGE = "/plans/bookshop/traceability/"
TIE = f"{PAGE}tie/"


@pytest.fixture
def filled(plan):
    """A requirement with nothing, one that an aggregate satisfies, and one put off."""
    make_element(plan, "Requirement", "FR-1", name="Lend", type="functional", priority="must")
    make_element(plan, "Requirement", "FR-2", name="Return", type="functional", priority="should")
    make_element(plan, "Requirement", "NFR-1", name="Fast", type="quality", status="deferred")
    make_element(plan, "Aggregate", name="Loan")
    make_element(plan, "Control", "CT-1", statement="Keep out")
    make_link(plan, "satisfies", "AG-1", "FR-2")
    return plan


def rows(content):
    """Codes of the requirements in the rows of the matrix, in order."""
    parts = content.decode().split('<tr id="row-')[1:]
    return [part.partition('"')[0] for part in parts]


def tied(plan):
    return [(link.source, link.target) for link in load(plan.pk).links]


def test_the_matrix_shows_gaps_first(vera, filled):
    assert rows(vera.get(PAGE).content) == ["FR-1", "FR-2", "NFR-1"]


def test_coverage_has_denominators(vera, filled):
    make_element(filled, "BuildStep", name="Build it")
    make_element(filled, "TestHarness", name="Try it")
    make_link(filled, "builds", "ST-1", "AG-1")
    make_link(filled, "verifies", "TH-1", "FR-2")
    page = vera.get(PAGE).content.decode()
    assert "1 of 2" in page
    assert "0 of 1" in page
    assert "1 of 3" in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "gaps"}, ["FR-1", "FR-2"]),
        ({"state": "deferred"}, ["NFR-1"]),
        ({"type": "quality"}, ["NFR-1"]),
        ({"priority": "must"}, ["FR-1"]),
        ({"priority": "-"}, ["NFR-1"]),
        ({"q": "lend fr"}, ["FR-1"]),
        ({"q": "nowhere"}, []),
        ({"type": "no such type"}, ["FR-1", "FR-2", "NFR-1"]),
    ],
)
def test_rows_are_narrowed(vera, filled, asked, expected):
    assert rows(vera.get(PAGE, asked).content) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"AG-1"}),
        ({"kind": "controls"}, {"CT-1"}),
        ({"section": "services"}, set()),
        ({"serving": "none", "kind": "aggregates"}, set()),
        ({"serving": "some"}, {"AG-1"}),
    ],
)
def test_columns_are_narrowed(vera, filled, asked, expected):
    page = vera.get(PAGE, asked).content.decode().partition("<tbody><tr")[0]
    head = page.partition('<tr class="codes">')[2]
    assert {code for code in ("AG-1", "CT-1") if f">{code}</a>" in head} == expected


def test_rows_and_columns_come_in_pages(alice, plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.create_all(
            [write.New(kind="Requirement", code=f"FR-{n}") for n in range(1, ROWS + 2)]
            + [write.New(kind="Aggregate", key=str(n)) for n in range(COLUMNS + 1)]
        )
    first = alice.get(PAGE).content
    assert len(rows(first)) == ROWS
    assert first.count(b"aria-pressed") == ROWS * COLUMNS
    beyond = alice.get(PAGE, {"page": "99", "across": "99"}).content
    assert rows(beyond) == [f"FR-{ROWS + 1}"]
    assert f"AG-{COLUMNS + 1} satisfies FR-{ROWS + 1}".encode() in beyond


def test_a_filter_answers_htmx_with_the_matrix_only(vera, filled):
    response = vera.get(PAGE, {"state": "gaps"}, headers=HTMX)
    assert response.content.lstrip().startswith(b'<section id="matrix"')
    assert response["HX-Push-Url"] == f"{PAGE}?state=gaps"


def test_a_click_ties_without_javascript(alice, filled):
    row = form(alice.get(PAGE, {"state": "gaps"}).content.split(b'<tr id="row-FR-2"')[0], "/tie/")
    response = alice.post(row.action, row.data(tie="AG-1"))
    assert response["Location"] == f"{PAGE}?state=gaps#row-FR-1"
    assert ("AG-1", "FR-1") in tied(filled)


def test_a_click_ties_and_answers_with_the_row(alice, filled):
    said = {"requirement": "FR-1", "tie": "AG-1", "columns": "AG-1 AG-9"}
    response = alice.post(TIE, said, headers=HTMX)
    assert ("AG-1", "FR-1") in tied(filled)
    assert rows(response.content) == ["FR-1"]
    assert b'name="untie" value="AG-1"' in response.content
    assert b'value="AG-9"' not in response.content.partition(b"</tr>")[0].partition(b"</th>")[2]
    assert response["HX-Trigger"] == "plan-changed"


def test_another_click_unties(alice, filled):
    alice.post(TIE, {"requirement": "FR-2", "untie": "AG-1"}, headers=HTMX)
    assert tied(filled) == []


def test_to_untie_what_somebody_untied_is_told_with_the_row_as_it_is(alice, filled):
    said = {"requirement": "FR-1", "untie": "AG-1", "columns": "AG-1"}
    response = alice.post(TIE, said, headers=HTMX)
    assert response.status_code == 409
    assert b"Nothing was changed" in response.content
    assert b'name="tie" value="AG-1"' in response.content


@pytest.mark.parametrize(
    "said",
    [{}, {"requirement": "FR-1"}, {"requirement": "FR-1", "tie": "AG-1", "untie": "AG-1"}],
)
def test_a_click_that_says_nothing_is_not_valid(alice, filled, said):
    assert alice.post(TIE, said).status_code == 422


def test_a_viewer_ties_nothing(vera, filled):
    assert vera.post(TIE, {"requirement": "FR-1", "tie": "AG-1"}).status_code == 403
    assert b"<button" not in vera.get(PAGE).content.partition(b'class="matrix"')[2]


def test_a_security_lead_ties_controls_only(filled):
    sam = signed_in("sam")
    assert b'name="tie"' not in sam.get(PAGE, {"kind": "aggregates"}).content
    page = sam.get(PAGE, {"kind": "controls"}).content
    assert b'name="tie" value="CT-1"' in page
    assert sam.post(TIE, {"requirement": "FR-1", "tie": "CT-1"}).status_code == 302
    assert sam.post(TIE, {"requirement": "FR-1", "tie": "AG-1"}).status_code == 403


def test_each_requirement_is_shown_with_what_serves_it(vera, filled):
    page = vera.get(f"{PAGE}requirements/", {"q": "FR-2"}).content
    assert b"no step, no verification" in page
    assert b'href="/plans/bookshop/e/AG-1/"' in page
    assert b'id="trace-FR-1"' not in page


def test_the_way_back_shows_elements_without_a_requirement(vera, filled):
    make_element(filled, "Aggregate", name="Reader")
    page = vera.get(f"{PAGE}elements/", {"kind": "aggregates", "serving": "none"}).content
    assert b"1 of 2" in page
    assert b'href="/plans/bookshop/e/AG-2/"' in page
    assert b'href="/plans/bookshop/e/AG-1/"' not in page


def test_standards_guardrails_and_controls_are_listed_with_what_meets_them(vera, filled):
    make_element(filled, "Standard", "S-1", demanded=True)
    make_element(filled, "Guardrail", "GR-1", rules=("BC-01", "OLD-1"))
    make_link(filled, "cites", "AG-1", "S-1")
    make_link(filled, "applies_to", "CT-1", "AG-1")
    page = vera.get(f"{PAGE}standards/").content.decode()
    assert "/export/aggregates.md/" in page
    assert "rule BC-01</a>: no finding" in page
    assert "not in the catalogue" in page


def test_the_state_of_a_row_follows_the_click(alice, filled):
    alice.post(TIE, {"requirement": "FR-1", "tie": "AG-1"})
    states = {t.requirement.code: t.state for t in traceability.traces(load(filled.pk))}
    assert states["FR-1"] == "partial"
