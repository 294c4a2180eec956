"""Files that came together: what others refer to goes first."""

import pytest

from planning.imports.draft import Draft, DraftElement, DraftLink
from planning.imports.sequence import in_order


def item(code: str, *parents: str) -> Draft:
    links = tuple(DraftLink(type="refines", source=code, target=parent) for parent in parents)
    element = DraftElement(kind="Requirement", key=code, code=code)
    return Draft(file=code, format="doorstop", elements=(element,), links=links)


@pytest.mark.parametrize(
    ("drafts", "order"),
    [
        ([item("A"), item("B")], "AB"),
        ([item("A", "B"), item("B", "C"), item("C")], "CBA"),
        ([item("A", "C"), item("B"), item("C", "B")], "BCA"),
        ([item("A", "B"), item("B", "A"), item("C", "X", "C")], "BAC"),
        ([], ""),
    ],
)
def test_parents_go_before_children(drafts: list[Draft], order: str) -> None:
    assert "".join(draft.file for draft in in_order(drafts)) == order


def test_a_reference_in_a_field_counts_too() -> None:
    context = DraftElement(kind="BoundedContext", key="BC-1", code="BC-1", values={"owner": "TM-1"})
    team = DraftElement(kind="Team", key="TM-1", code="TM-1")
    drafts = [Draft(file=e.kind, format="kind_table", elements=(e,)) for e in (context, team)]
    assert [draft.file for draft in in_order(drafts)] == ["Team", "BoundedContext"]


def test_many_files_in_a_chain_are_put_in_order() -> None:
    chain = [item(f"R-{n}", f"R-{n + 1}") for n in range(5_000)]
    assert [d.file for d in in_order(chain)] == [d.file for d in reversed(chain)]
