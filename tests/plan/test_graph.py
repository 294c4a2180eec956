"""Cycles in a directed graph of codes."""

import pytest

from planning.plan.graph import cycles, spoken


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([], ()),
        ([("A", "B"), ("B", "C"), ("A", "C")], ()),
        ([("A", "A")], (("A",),)),
        ([("B", "A"), ("A", "B")], (("A", "B"),)),
        ([("ST-10", "ST-9"), ("ST-9", "ST-10")], (("ST-9", "ST-10"),)),
        ([("A", "B"), ("B", "A"), ("D", "C"), ("C", "D")], (("A", "B"), ("C", "D"))),
        ([("A", "B"), ("B", "C"), ("C", "A"), ("B", "A")], (("A", "B"),)),
        ([("A", "B"), ("B", "C"), ("C", "A"), ("A", "D")], (("A", "B", "C"),)),
        ([("A", "B"), ("B", "A"), ("A", "B")], (("A", "B"),)),
    ],
)
def test_each_knot_of_codes_gives_its_shortest_cycle(edges, expected):
    assert cycles(edges) == expected
    assert cycles(reversed(edges)) == expected


def test_a_long_cycle_is_found_whole():
    ring = [(f"ST-{n}", f"ST-{(n + 1) % 500}") for n in range(500)]
    assert cycles(ring) == (tuple(f"ST-{n}" for n in range(500)),)


def test_a_cycle_is_spoken_back_to_its_start():
    assert spoken(("A", "B")) == "A → B → A"
