"""The context map as a picture: what stands where, and that nothing stands on anything else."""

from datetime import date
from itertools import combinations

import pytest

from planning.plan.elements import BoundedContext, ContextRelation
from planning.plan.value import plan as plan_of
from planning.web.reviewing.architecture import panels
from planning.web.reviewing.curves import Rectangle
from planning.web.reviewing.map_picture import BOX_HEIGHT, BOX_WIDTH, LABEL_HEIGHT, MOST
from tests.plan.erosion import demo

ON = date(2026, 11, 25)


def drawn(after, before=None):
    return panels(before, after, ON, ()).picture


def contexts(count):
    return [BoundedContext(code=f"BC-{n}", name=f"Context {n}") for n in range(1, count + 1)]


def related(*pairs, **values):
    ends = enumerate(pairs, 1)
    return [
        ContextRelation(code=f"CR-{n}", upstream=f"BC-{a}", downstream=f"BC-{b}", **values)
        for n, (a, b) in ends
    ]


def ring(count):
    """Everybody related to the next two."""
    return [(n + 1, (n + step) % count + 1) for n in range(count) for step in (1, 2)]


def rectangles(picture):
    boxes = [Rectangle(b.x, b.y, b.x + BOX_WIDTH, b.y + BOX_HEIGHT) for b in picture.boxes]
    labels = [
        Rectangle(e.left, e.top, e.left + e.width, e.top + LABEL_HEIGHT) for e in picture.edges
    ]
    return boxes + labels


CROWDED = plan_of([*contexts(MOST), *related(*ring(MOST))])
HUB = plan_of([*contexts(MOST), *related(*((1, n) for n in range(2, MOST + 1)))])


@pytest.mark.parametrize(
    "plan",
    [demo(), CROWDED, HUB, plan_of([*contexts(2), *related((1, 2))]), plan_of(contexts(1))],
    ids=["demo", "crowded", "hub", "two", "one"],
)
@pytest.mark.parametrize("before", [None, plan_of()], ids=["first", "new"])
def test_no_box_or_label_stands_on_another_or_outside(plan, before):
    picture = drawn(plan, before)
    placed = rectangles(picture)
    assert [pair for pair in combinations(placed, 2) if pair[0].shared(pair[1])] == []
    assert min(min(each.left, each.top) for each in placed) >= 0
    assert max(each.right for each in placed) <= picture.width
    assert max(each.bottom for each in placed) <= picture.height


def test_more_contexts_than_can_be_drawn_are_left_to_the_table():
    assert drawn(plan_of(contexts(MOST + 1))) is None
    assert drawn(plan_of()) is None


def test_edges_say_what_came_went_and_changed():
    kept = contexts(3)
    before = plan_of([*kept, *related((1, 2), (1, 3), pattern="partnership")])
    changed = ContextRelation(
        code="CR-2", upstream="BC-1", downstream="BC-3", pattern="separate_ways"
    )
    added = ContextRelation(code="CR-3", upstream="BC-2", downstream="BC-3")
    picture = drawn(plan_of([*kept, changed, added]), before)
    assert [(edge.label, edge.state, edge.apart) for edge in picture.edges] == [
        ("CR-1 removed", "gone", False),
        ("CR-2 changed", "changed", True),
        ("CR-3 new", "new", False),
    ]
    assert [bool(edge.head) for edge in picture.edges] == [False, False, True]


def test_a_first_signature_marks_nothing_as_new():
    picture = drawn(plan_of([*contexts(2), *related((1, 2))]))
    assert [edge.label for edge in picture.edges] == ["CR-1"]
    assert {box.state for box in picture.boxes} == {"to_read"}


def test_a_context_that_is_gone_is_still_drawn_with_its_relation():
    before = plan_of([*contexts(2), *related((1, 2))])
    picture = drawn(plan_of(contexts(1)), before)
    assert [(box.code, box.state) for box in picture.boxes] == [
        ("BC-1", "unchanged"),
        ("BC-2", "gone"),
    ]
    assert [edge.state for edge in picture.edges] == ["gone"]


def test_two_relations_between_the_same_contexts_run_apart():
    picture = drawn(plan_of([*contexts(2), *related((1, 2), (2, 1))]))
    assert len({edge.path for edge in picture.edges}) == 2
    assert len({(edge.x, edge.y) for edge in picture.edges}) == 2


def test_a_relation_with_an_end_open_is_left_to_the_table():
    half = ContextRelation(code="CR-1", upstream="BC-1")
    assert drawn(plan_of([*contexts(2), half])).edges == ()


def test_the_picture_says_itself_in_words():
    outside = BoundedContext(code="BC-3", external=True)
    relation = related((1, 3), pattern="customer_supplier")
    assert drawn(plan_of([*contexts(2), outside, *relation])).says == (
        "3 contexts, 1 of them external (BC-3). Relations: CR-1: BC-1 to BC-3, customer supplier."
    )


def test_related_contexts_stand_next_to_each_other():
    boxes = drawn(plan_of([*contexts(8), *related((1, 5), (2, 6), (3, 7), (4, 8))])).boxes
    middle = {box.code: (box.x, box.y) for box in boxes}
    across = max(box.x for box in boxes) - min(box.x for box in boxes)
    apart = [abs(middle[f"BC-{n}"][0] - middle[f"BC-{n + 4}"][0]) for n in range(1, 5)]
    assert max(apart) < across
