"""What a draft would do to a plan, before anything is stored."""

from dataclasses import replace

import pytest

from planning.imports.draft import Draft, DraftElement, DraftLink
from planning.imports.ends import SUGGESTED_FOR
from planning.imports.preview import (
    FieldChange,
    LinkAddition,
    Preview,
    Ref,
    compare,
)
from planning.imports.recognise import read
from planning.plan.elements import (
    DirectiveStep,
    DirectiveTask,
    Element,
    InputDocument,
    Requirement,
    Standard,
    Term,
)
from planning.plan.links import Link
from planning.plan.value import Plan, changed, plan
from tests.imports.samples import (
    DIRECTIVE,
    INTERFACES,
    OLDER_DIRECTIVE,
    REQUIREMENTS_CSV,
    REQUIREMENTS_MARKDOWN,
    applied,
)

FILES = {
    "d.md": DIRECTIVE,
    "old.md": OLDER_DIRECTIVE,
    "r.csv": REQUIREMENTS_CSV,
    "spec.md": REQUIREMENTS_MARKDOWN,
    "i.csv": INTERFACES,
    "notes.md": "# Notes\n\nText.\n",
}


def previewed(held: Plan, *elements: DraftElement, links: tuple[DraftLink, ...] = ()) -> Preview:
    return compare(held, Draft(file="f", format="test", elements=elements, links=links))


def drafted(key: str, kind: str = "Requirement", code: str = "", **values: object) -> DraftElement:
    return DraftElement(kind=kind, key=key, code=code, values=values, line=7)


def with_element(held: Plan, code: str, **values: object) -> Plan:
    element = replace(held.by_code[code], **values)  # type: ignore[arg-type]
    return changed(held, elements=[element, *(e for e in held.elements if e.code != code)])


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_read_again_after_it_was_applied_holds_nothing_new(name: str) -> None:
    draft = read(name, FILES[name])
    first = compare(plan(), draft)
    held = applied(plan(), first)
    again = compare(held, draft)
    assert again.is_empty
    assert not first.is_empty
    assert len(again.same) == len(held.elements) == len(first.additions)
    assert again.same_links == len(held.links) == len(first.links)
    assert again.skipped == ()


def test_the_same_directive_under_another_name_holds_no_second_set_of_steps() -> None:
    held = applied(plan(), compare(plan(), read("d.md", DIRECTIVE)))
    assert compare(held, read("pasted directive", DIRECTIVE)).additions == ()


def test_an_addition_holds_normal_values_and_references() -> None:
    preview = compare(plan(), read("d.md", DIRECTIVE))
    step = next(a for a in preview.additions if a.key == "task-1.1/1")
    assert step.kind == "DirectiveStep"
    assert step.code == ""
    assert step.origin == "d.md#task-1.1/1"
    assert step.values == {
        "task": Ref(key="task-1.1"),
        "text": "Write the domain glossary.",
        "status": "done",
        "artifacts": ("domain_glossary.md",),
    }


def test_a_reference_to_what_the_plan_has_is_a_code() -> None:
    task = DirectiveTask(code="DT-9", number="9", origin="f#task")
    preview = previewed(
        plan([task]),
        drafted("task", "DirectiveTask", number="9"),
        drafted("step", "DirectiveStep", task="task", text="Sail"),
        drafted("other", "DirectiveStep", task="DT-9", text="Moor"),
    )
    assert [a.values["task"] for a in preview.additions] == [Ref("DT-9"), Ref("DT-9")]


def test_a_reference_to_nothing_or_to_another_kind_is_dropped_and_reported() -> None:
    preview = previewed(
        plan([Standard(code="S-1")]),
        drafted("a", "DirectiveStep", task="nowhere", text="Sail"),
        drafted("b", "DirectiveStep", task="S-1", text="Moor"),
    )
    assert [dict(a.values) for a in preview.additions] == [{"text": "Sail"}, {"text": "Moor"}]
    assert [d.message for d in preview.diagnostics] == [
        "a, task: there is no DirectiveTask nowhere",
        "b, task: there is no DirectiveTask S-1",
    ]


def test_a_change_shows_each_field_before_and_after() -> None:
    held = plan([Requirement(code="FR-1", name="Book", statement="Old", priority="must")])
    preview = previewed(held, drafted("FR-1", code="FR-1", statement="New ", priority="Must"))
    assert preview.additions == ()
    assert preview.changes[0].code == "FR-1"
    assert preview.changes[0].fields == (FieldChange("statement", "Old", "New"),)


def test_what_the_file_does_not_say_stays() -> None:
    held = plan([Requirement(code="FR-1", statement="Same", notes="by hand", priority="could")])
    preview = previewed(held, drafted("FR-1", code="FR-1", statement="Same", notes=" "))
    assert [s.code for s in preview.same] == ["FR-1"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"priority": "soon"}, "FR-1, priority: “soon” is not one of must, should, could, wont"),
        ({"colour": "red"}, "FR-1, colour: Requirement has no such field"),
        ({"unit": "m" * 501}, "FR-1, unit: at most 500 characters, not 501"),
    ],
)
def test_a_value_that_no_field_can_hold_is_dropped_and_reported(
    values: dict[str, str], message: str
) -> None:
    preview = previewed(plan(), drafted("FR-1", code="FR-1", name="Book", **values))
    assert dict(preview.additions[0].values) == {"name": "Book"}
    assert [(d.message, d.line) for d in preview.diagnostics] == [(message, 7)]


@pytest.mark.parametrize(
    ("elements", "why"),
    [
        ([drafted("BC-1", code="BC-1")], "BC-1 is another thing in the plan: Term"),
        ([drafted("x", code="no code")], "“no code” is no code: letters, digits, dots and hyphens"),
        ([drafted("x", "Ship")], "Ship is no kind of element"),
        ([drafted("x"), drafted("x")], "x stands twice in the file"),
        ([drafted("x", code="R-1"), drafted("y", code="R-1")], "R-1 stands in line 7 already"),
    ],
)
def test_what_cannot_be_brought_in_is_skipped_with_a_reason(
    elements: list[DraftElement], why: str
) -> None:
    preview = previewed(plan([Term(code="BC-1")]), *elements)
    assert [s.why for s in preview.skipped] == [why]


def test_what_refers_to_a_skipped_element_is_dropped() -> None:
    task = drafted("t", "DirectiveTask", code="no code", number="1")
    step = drafted("s", "DirectiveStep", task="t", text="Sail")
    preview = previewed(plan(), task, step)
    assert dict(preview.additions[0].values) == {"text": "Sail"}


def test_links_are_added_once_and_counted_where_they_are() -> None:
    held = plan(
        [Requirement(code="R-1"), Requirement(code="R-2")],
        [Link(type="refines", source="R-2", target="R-1")],
    )
    preview = previewed(
        held,
        drafted("new", name="New"),
        links=(
            DraftLink(type="refines", source="R-2", target="R-1"),
            DraftLink(type="refines", source="new", target="R-1"),
            DraftLink(type="refines", source="new", target="R-1"),
        ),
    )
    assert preview.links == (
        LinkAddition(type="refines", source=Ref(key="new"), target=Ref("R-1")),
    )
    assert preview.same_links == 1


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (("refines", "R-1", "R-9"), "R-1 refines R-9: there is no R-9"),
        (("refines", "R-1", "S-1"), "R-1 refines S-1: no such link runs from Requirement to"),
        (("floats", "R-1", "S-1"), "R-1 floats S-1: no such link runs from"),
    ],
)
def test_a_link_that_cannot_be_is_reported(link: tuple[str, str, str], message: str) -> None:
    held = plan([Requirement(code="R-1"), Standard(code="S-1")])
    type_, source, target = link
    preview = previewed(held, links=(DraftLink(type=type_, source=source, target=target),))
    assert preview.links == ()
    assert preview.diagnostics[0].message.startswith(message)


def test_the_facts_of_the_plan_are_shown_before_and_after() -> None:
    held = plan(name="Harbour", log_tag="OLD", project="Texel")
    preview = compare(held, read("d.md", DIRECTIVE))
    about = {f.name: (f.before, f.after) for f in preview.about}
    assert about["log_tag"] == ("OLD", "BACK-PH1")
    assert about["name"] == ("Harbour", "Backend Phase 1: Ferry Booking")
    assert "project" not in about
    assert preview.asks == ("dated", "locale")


def test_a_tick_set_by_hand_is_not_taken_back() -> None:
    draft = read("d.md", DIRECTIVE)
    held = applied(plan(), compare(plan(), draft))
    step = next(s for s in held.of(DirectiveStep) if s.status == "open")
    assert compare(with_element(held, step.code, status="done"), draft).is_empty


def test_a_tick_in_the_file_is_a_change() -> None:
    held = applied(plan(), compare(plan(), read("d.md", DIRECTIVE)))
    ticked = read("d.md", DIRECTIVE.replace("- [ ] Phase", "- [x] Phase"))
    changes = [c for c in compare(held, ticked).changes if c.kind == "DirectiveStep"]
    assert [c.fields for c in changes] == [(FieldChange("status", "open", "done"),)]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (InputDocument, {"name": "Ours", "kind": "other", "status": "out_of_reach"}),
        (DirectiveStep, {"artifacts": ("ours.md",)}),
    ],
)
def test_what_a_person_chose_over_a_suggestion_stays(
    kind: type[Element], values: dict[str, object]
) -> None:
    draft = read("d.md", DIRECTIVE)
    held = applied(plan(), compare(plan(), draft))
    assert compare(with_element(held, held.of(kind)[-1].code, **values), draft).is_empty


def test_a_document_that_was_wanted_is_received() -> None:
    held = applied(plan(), compare(plan(), read("d.md", DIRECTIVE)))
    preview = compare(held, read("compendium.md", "# The Compendium\n"))
    assert preview.additions == ()
    changed_fields = {f.name: f.before for f in preview.changes[0].fields}
    assert changed_fields == {"status": "missing", "text": "", "sha256": ""}
    assert compare(applied(held, preview), read("compendium.md", "# The Compendium\n")).is_empty


def test_a_document_is_found_by_its_name_where_no_path_is_known() -> None:
    held = plan([InputDocument(code="IN-1", name="Module specs", status="missing")])
    preview = compare(held, read("specs.md", "# Module Specs\n"))
    assert [c.code for c in preview.changes] == ["IN-1"]


def test_a_document_of_another_path_is_another_document() -> None:
    held = plan([InputDocument(code="IN-1", name="Notes", path="a/notes.md")])
    assert len(compare(held, read("b/notes.md", "# Notes\n")).additions) == 1


def test_the_code_that_was_probably_meant_is_suggested():
    held = plan([Requirement(code="FR-001")])
    link = DraftLink(type="refines", source="FR-001", target="fr1")
    (said,) = previewed(held, links=(link,)).diagnostics
    assert "there is no fr1; did you mean FR-001?" in said.message


def test_a_file_full_of_unknown_codes_is_answered_without_suggestions_for_all():
    held = plan([Requirement(code="FR-001")])
    links = tuple(
        DraftLink(type="refines", source="FR-001", target=f"FR-01{n}") for n in range(100)
    )
    said = previewed(held, links=links).diagnostics
    assert sum("did you mean" in each.message for each in said) == SUGGESTED_FOR
