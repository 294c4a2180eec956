"""What depends on an element: on its page, on a page of its own, and before it is deleted."""

import pytest

from planning.plan.elements import BoundedContext, Service
from planning.plan.impact import impact
from planning.plan.value import plan as plan_of
from planning.web.pictures import MOST, layers
from tests.factory import make_element, make_link
from tests.web.conftest import HTMX

PAGE = "/plans/bookshop/e/AG-1/impact/"


@pytest.fixture
def tied(plan):
    """A step that builds an operation that changes an aggregate with a root."""
    make_element(plan, "Aggregate", name="Loan")
    make_element(plan, "Entity", name="Loan", aggregate="AG-1")
    make_element(plan, "Operation", name="Lend")
    make_element(plan, "BuildStep", name="Build it")
    make_link(plan, "changes", "OP-1", "AG-1")
    make_link(plan, "builds", "ST-1", "OP-1")
    return plan


def test_the_page_lists_what_depends_on_it_with_the_way(vera, tied):
    page = vera.get(PAGE).content.decode()
    assert "3 elements" in page
    assert "is part of AG-1" in page
    assert "builds OP-1, which changes AG-1" in page


def test_the_page_draws_a_picture_with_links_and_words(vera, tied):
    page = vera.get(PAGE).content.decode()
    picture = page.partition('<svg class="layers"')[2].partition("</svg>")[0]
    assert 'href="/plans/bookshop/e/OP-1/"' in picture
    assert "<title" in picture
    assert "<desc" in picture
    assert picture.count("<path") == 3


def test_the_page_of_the_element_loads_it_later(vera, tied):
    page = vera.get("/plans/bookshop/e/AG-1/").content.decode()
    assert f'hx-get="{PAGE}"' in page
    assert f'<a href="{PAGE}">' in page
    assert '<svg class="layers"' not in page


def test_htmx_gets_the_panel_only(vera, tied):
    content = vera.get(PAGE, headers=HTMX).content
    assert content.lstrip().startswith(b'<section id="impact"')
    assert b"load," not in content


def test_an_element_on_which_nothing_depends_says_so(vera, tied):
    page = vera.get("/plans/bookshop/e/ST-1/impact/").content
    assert b"Nothing refers to it" in page
    assert b'<svg class="layers"' not in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_who_deletes_sees_first_what_depends_on_it(alice, tied, headers):
    page = alice.get("/plans/bookshop/e/AG-1/delete/?in=list", headers=headers).content.decode()
    before = page.partition("Links that end")[0]
    assert "3 elements depend on it:" in before
    assert "2 directly, 1 through others" in before


def test_one_dependent_is_one(alice, tied):
    page = alice.get("/plans/bookshop/e/OP-1/delete/").content
    assert b"1 element depends on it:" in page


def test_a_name_is_text_in_the_picture(alice, tied):
    make_element(tied, "Entity", name="<b>x</b>", aggregate="AG-1")
    assert b"<b>x" not in alice.get(PAGE).content


def test_a_crowd_is_drawn_as_one_box_that_says_how_many():
    services = [Service(code=f"SV-{n}", context="BC-1") for n in range(MOST + 5)]
    held = plan_of([BoundedContext(code="BC-1", name="A name that is much too long"), *services])
    picture = layers(held.by_code["BC-1"], impact(held, "BC-1"))
    assert len(picture.boxes) == 1 + MOST
    assert picture.boxes[-1].text == "and 6 more"
    assert picture.boxes[0].text == "A name that is much to…"


def test_nothing_of_the_picture_lies_outside_it():
    services = [Service(code=f"SV-{n}", context="BC-1") for n in range(20)]
    held = plan_of([BoundedContext(code="BC-1"), *services])
    picture = layers(held.by_code["BC-1"], impact(held, "BC-1"))
    assert max(box.x for box in picture.boxes) + picture.box_width <= picture.width
    assert max(box.y for box in picture.boxes) + picture.box_height <= picture.height
