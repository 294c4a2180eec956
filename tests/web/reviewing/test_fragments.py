"""The panels as HTML: over the demo plan, at first and after a revision."""

import re
from datetime import date
from functools import cache

import pytest
from django.template.loader import render_to_string

from planning.plan.elements import BoundedContext
from planning.plan.rules import check
from planning.plan.value import plan as plan_of
from planning.web.reviewing import architecture, backend, security
from tests.plan.erosion import demo
from tests.web.reviewing.revised import GONE, reached, revised
from tests.web.test_policy import Offences

ON = date(2026, 11, 25)
ROLES = {"architecture": architecture, "security": security, "backend": backend}


@cache
def shown(role, first=False):
    before, after = (None, demo()) if first else (demo(), revised())
    panels = ROLES[role].panels(before, after, ON, check(after, ON))
    context = {"panels": panels, "access": reached(after)}
    return render_to_string(f"_review_{role}.html", context)


def part(page, id):
    return page.partition(f'id="{id}"')[2].partition("</section>")[0]


def open_part(page, id):
    """A panel without what is folded in it."""
    return re.sub(r"<details.*?</details>", "", part(page, id), flags=re.S)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("first", [True, False])
def test_nothing_is_inline_and_every_id_is_there_once(role, first):
    page = shown(role, first)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert not Offences(page).found
    assert len(ids) == len(set(ids))
    assert page.count("<table") == page.count('<div class="table-scroll"><table')


@pytest.mark.parametrize("role", ROLES)
def test_at_first_nothing_is_marked_and_nothing_is_unchanged(role):
    page = shown(role, first=True)
    assert 'class="chip mark' not in page
    assert "unchanged" not in page
    assert "<del>" not in page


def test_the_map_marks_what_changed_and_links_to_it():
    picture = part(shown("architecture"), "review-map").partition("</svg>")[0]
    assert 'href="/plans/bookshop/e/CR-11/" class="map-edge is-gone"' in picture
    assert 'href="/plans/bookshop/e/CR-18/" class="map-edge is-new"' in picture
    assert 'href="/plans/bookshop/e/CR-5/" class="map-edge is-changed"' in picture
    assert 'href="/plans/bookshop/e/BC-12/" class="map-box is-new is-external"' in picture
    assert "<desc" in picture


def test_relations_say_their_change_and_fold_the_rest():
    panel = part(shown("architecture"), "review-map")
    assert "<summary>12 unchanged</summary>" in panel
    assert "Pattern: <del>partnership</del>" in panel
    assert "Downstream roles: <del>ACL</del>" in panel


def test_a_reach_that_no_relation_covers_stands_out():
    panel = open_part(shown("architecture"), "review-edges")
    assert "none covers it" in panel
    assert "before: CR-16" in panel


def test_layers_decisions_and_guardrails_show_what_moved():
    page = shown("architecture")
    assert "<del>domain</del>" in part(page, "review-layers")
    assert "Status: <del>accepted</del>" in open_part(page, "review-decisions")
    assert "switched off" in open_part(page, "review-guardrails")
    assert "attested by Marit Veldhuis" in part(page, "review-guardrails")


def test_the_security_lead_sees_what_is_weaker():
    panel = open_part(shown("security"), "review-endpoints")
    assert "The caller is no longer authenticated." in panel
    assert panel.index("EP-17") < panel.index("EP-20")
    assert "More people and systems can reach it." in panel


def test_data_gaps_controls_and_inputs_are_shown():
    page = shown("security")
    assert 'mark-new">new' in part(page, "review-data")
    assert "PA-1</a> has no safeguard." in part(page, "review-gaps")
    assert "DS-3</a> lies in us-east" in part(page, "review-gaps")
    assert "Who looked at which client" in open_part(page, "review-controls")
    assert "PC-4" in open_part(page, "review-constraints")
    assert "Blocking: <del>yes</del>" in open_part(page, "review-inputs")


def test_the_backend_lead_sees_counts_and_what_blocks():
    page = shown("backend")
    assert "72 unchanged" in part(page, "review-counts")
    assert "DP-1" in part(page, "review-blocking")
    assert "Domain map" in part(page, "review-criteria")


def test_a_name_is_text():
    held = plan_of([BoundedContext(code="BC-1", name="<b>x</b>")])
    context = {"panels": architecture.panels(None, held, ON, ()), "access": reached(held)}
    assert "<b>x" not in render_to_string("_review_architecture.html", context)


@pytest.mark.parametrize("role", ROLES)
def test_an_empty_plan_has_panels_too(role):
    held = plan_of()
    context = {"panels": ROLES[role].panels(None, held, ON, ()), "access": reached(held)}
    assert 'id="review-panels"' in render_to_string(f"_review_{role}.html", context)


def test_the_revision_takes_away_what_it_says():
    assert demo().by_code.keys() - revised().by_code.keys() == GONE
