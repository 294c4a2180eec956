"""Labels that mean nothing to Mermaid, and a guard on the grammar that the other tests use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan.artifacts import mermaid
from tests.plan.artifacts.reading import mistakes

HOSTILE = ('"]', "end", "a --> b", "%%{init: {}}%%", "`x`", "x;y", "#35;", "<b>", "a:b", "", "\n")


@pytest.mark.parametrize("label", HOSTILE)
def test_a_label_cannot_leave_its_quotes(label: str) -> None:
    picture = [
        "flowchart LR",
        *mermaid.group("g", label, [mermaid.node("a", label), mermaid.node("b", label, "round")]),
        mermaid.edge("a", "b", label),
    ]
    assert mistakes(picture) == []


@given(st.text())
def test_no_text_breaks_a_transition(label: str) -> None:
    drawn = [mermaid.state("a", label), mermaid.transition("", "a", label)]
    assert mistakes(["stateDiagram-v2", *drawn]) == []


@pytest.mark.parametrize(
    "statement",
    ['n_a["x"]"]', "n_a[x]", "end x", 'n_a["x"] --> n_b', "n_a --> n_missing", "style n_a fill:#f"],
)
def test_the_grammar_of_these_tests_finds_a_mistake(statement: str) -> None:
    assert mistakes(["flowchart LR", 'n_a["x"]', statement]) != []


def test_an_identifier_is_never_a_keyword() -> None:
    assert mermaid.identifier("end") == "n_end"


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("BC-1", "n_BC_1"), ("BC_1", "n_BC_5f_1"), ("x|y", "n_x_7c_y"), ("é", "n__e9_")],
)
def test_different_codes_have_different_identifiers(name: str, identifier: str) -> None:
    assert mermaid.identifier(name) == identifier


@pytest.mark.parametrize(("number", "length"), [(501, 1), (100, 500)])
def test_what_mermaid_would_refuse_is_not_drawn(number: int, length: int) -> None:
    nodes = [mermaid.node(str(n), "x" * length) for n in range(number)]
    assert mermaid.flowchart("LR", nodes).startswith("*Too large for a picture")
