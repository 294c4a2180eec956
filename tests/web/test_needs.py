"""What backend needs from other tracks: one list, and who sees what of it."""

import pytest

from tests.factory import make_element, make_link
from tests.web.conftest import HTMX, signed_in
from tests.web.needing import ONE, PATH, asked, listed

# The list


def test_a_row_says_what_is_needed_by_whom_and_when(vera, plan, need):
    make_element(plan, "BuildStep", name="Restore drill", starts_on="2026-11-04")
    make_link(plan, "needs", "ST-1", "DP-1")
    page = vera.get(PATH).content.decode()
    for words in (
        "Backups",
        "<strong>every night</strong>",
        "backup</span>",
        "Restore drill</a>, starts 2026-11-04",
        "2020-01-01</time> <strong",
        "(past)",
        "blocking</span>",
        "backend: Bob",
        "database: Dora",
        "None older than a day",
        "Requested</strong>",
    ):
        assert words in page


def test_offers_are_left_out(vera, plan):
    asked(plan, direction="offers")
    asked(plan, direction="")
    assert listed(vera) == ["DP-2"]


def test_what_is_due_first_is_in_front_and_what_has_no_date_last(vera, plan):
    asked(plan)
    asked(plan, due="2031-01-01")
    asked(plan, due="2030-01-01")
    make_element(plan, "Dependency", "DP-12", track="database", due="2030-01-01")
    assert listed(vera) == ["DP-3", "DP-12", "DP-2", "DP-1"]


def test_everybody_else_sees_all_tracks_in_groups(vera, plan):
    for track in ("networking", "", "database"):
        make_element(plan, "Dependency", track=track)
    assert listed(vera) == ["DP-3", "DP-1", "DP-2"]
    page = vera.get(PATH).content.decode()
    assert page.index("Database <span") < page.index("Networking <span")
    assert "No track said <span" in page


def test_a_track_lead_sees_their_own_track_and_the_others_on_request(dora, plan, need):
    make_element(plan, "Dependency", track="architecture")
    make_element(plan, "Dependency", track="networking")
    assert listed(dora) == ["DP-1"]
    assert "yours: database" in dora.get(PATH).content.decode()
    assert listed(dora, "?track=all") == ["DP-1", "DP-3", "DP-2"]
    assert listed(dora, "?track=networking") == ["DP-3"]


@pytest.mark.parametrize(("lead", "code"), [("sam", "DP-1"), ("ada", "DP-2")])
def test_the_leads_who_sign_answer_for_their_track_too(plan, lead, code):
    for track in ("security", "architecture", "database"):
        make_element(plan, "Dependency", track=track)
    assert listed(signed_in(lead)) == [code]


def test_the_persons_own_track_stands_first_among_all(plan):
    for track in ("database", "architecture"):
        make_element(plan, "Dependency", track=track)
    assert listed(signed_in("ada"), "?track=all") == ["DP-2", "DP-1"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["DP-1", "DP-2"]),
        ("?state=unanswered", ["DP-1", "DP-2"]),
        ("?state=open", ["DP-1"]),
        ("?state=requested", ["DP-2"]),
        ("?state=provided", ["DP-3"]),
        ("?state=all", ["DP-1", "DP-2", "DP-3"]),
        ("?state=nonsense", ["DP-1", "DP-2"]),
        ("?state=all&until=2030-01-01", ["DP-1"]),
        ("?state=all&until=2030-06-01", ["DP-1", "DP-2"]),
        ("?state=all&until=soon", ["DP-1", "DP-2", "DP-3"]),
        ("?past=1", ["DP-1"]),
        ("?blocking=1", ["DP-2"]),
        ("?track=-", []),
        ("?track=nowhere", ["DP-1", "DP-2"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(vera, plan, address, found):
    asked(plan, due="2020-01-01")
    asked(plan, due="2030-06-01", status="requested", blocking=True)
    asked(plan, status="provided")
    assert listed(vera, address) == found


def test_a_narrowed_list_is_a_fragment_with_an_address_to_share(vera, plan, need):
    said = {"track": "database", "state": "unanswered", "until": "", "blocking": "1"}
    answer = vera.get(PATH, said, headers=HTMX)
    assert answer.headers["HX-Push-Url"] == f"{PATH}?track=database&state=unanswered&blocking=1"
    assert answer.content.decode().lstrip().startswith('<div id="needs">')


def test_an_empty_list_leads_to_everything(vera, plan):
    assert "Nothing is open here." in vera.get(PATH).content.decode()


def test_an_outsider_learns_nothing(charlie, need):
    assert charlie.get(PATH).status_code == 404
    assert charlie.get(ONE).status_code == 404
    assert charlie.post(ONE, {"status": "acknowledged", "version": "1"}).status_code == 404


def test_the_navigation_counts_what_is_not_answered(vera, plan, need):
    asked(plan, status="declined")
    assert 'title="1 unanswered"' in vera.get("/plans/bookshop/").content.decode()


def test_start_page_and_overview_lead_there(dora, plan, need):
    assert f'href="{PATH}"' in dora.get("/").content.decode()
    overview = dora.get("/plans/bookshop/").content.decode()
    assert f'href="{PATH}">Needs' in overview
