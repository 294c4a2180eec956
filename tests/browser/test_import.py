"""Importing in a real browser: look, untick, apply, take back."""

import pytest

from planning.store.load import load
from tests.factory import make_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TIED = """\
id,statement,priority,parent
FR-1,Books,must,
FR-2,Sell,must,FR-1
FR-3,Buy,must,FR-1
FR-4,Lend,must,FR-1
"""


@pytest.fixture
def plan():
    return make_plan(slug="bookshop")


@pytest.fixture
def preview(visit, tmp_path):
    """The page of what a file of four requirements and three links would change."""
    page = visit("/plans/bookshop/import/")
    file = tmp_path / "requirements.csv"
    file.write_text(TIED)
    page.get_by_label("Files").set_input_files(file)
    page.get_by_role("button", name="Look at what would change").click()
    page.get_by_role("heading", name="What would change").wait_for()
    return page


def part(page, title):
    return page.locator("details.preview-kind").filter(has_text=title)


def test_what_is_unticked_stays_out_and_one_click_takes_the_rest_back(preview, plan):
    preview.get_by_label("FR-4").first.uncheck()
    preview.get_by_role("button", name="Apply what is ticked").click()
    preview.get_by_text("Imported: 3 added, 2 linked.").wait_for()
    assert [element.code for element in load(plan.pk).elements] == ["FR-1", "FR-2", "FR-3"]
    preview.locator("#messages").get_by_role("button", name="Undo all of it").click()
    preview.locator("#messages").get_by_text("Taken back.").wait_for()
    assert load(plan.pk).elements == ()


def test_all_of_a_part_are_ticked_and_unticked_and_the_findings_follow(preview, plan):
    requirements = part(preview, "New: Requirements")
    found = preview.locator("#import-findings summary")
    found.first.wait_for()
    with preview.expect_response("**/import/findings/"):
        requirements.get_by_role("button", name="Untick all").click()
    preview.locator("#import-findings").get_by_text("The same as now.").wait_for()
    assert requirements.locator("input:checked").count() == 0
    with preview.expect_response("**/import/findings/"):
        requirements.get_by_role("button", name="Tick all 4").click()
    found.first.wait_for()
    assert requirements.locator("input:checked").count() == 4


def test_links_are_left_out_together(preview, plan):
    links = part(preview, "New: Links")
    links.locator("summary").click()
    links.get_by_role("button", name="Untick all").click()
    preview.get_by_role("button", name="Apply what is ticked").click()
    preview.get_by_text("Imported: 4 added.").wait_for()
    assert load(plan.pk).links == ()
