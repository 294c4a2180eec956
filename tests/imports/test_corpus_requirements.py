"""Real requirements, which nobody here wrote; what is expected is counted in the files themselves."""

import re
from pathlib import Path

import pytest

from planning.imports.draft import Draft, Tally
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.value import plan
from tests.imports.samples import applied

FILES = (
    "strictdoc-l1.sdoc",
    "two-documents.reqif",
    "doorstop-exported.csv",
    "doorstop/REQ001.yml",
    "doorstop/REQ002.yml",
    "doorstop/REQ003.yml",
    "doorstop/REQ004.yml",
    "doorstop/REQ006.yml",
)


@pytest.fixture
def requirements(corpus: Path) -> Path:
    return corpus / "requirements"


def read_file(path: Path) -> Draft:
    return read(path.name, path.read_bytes())


def counted(draft: Draft, what: str) -> Tally:
    return next(tally for tally in draft.tallies if tally.what == what)


def test_strictdoc_has_69_requirements_with_uid(requirements: Path) -> None:
    draft = read_file(requirements / "strictdoc-l1.sdoc")
    lines = (requirements / "strictdoc-l1.sdoc").read_text().split("\n")
    assert lines.count("[REQUIREMENT]") == 69
    assert counted(draft, "REQUIREMENT") == Tally(what="REQUIREMENT", found=69, read=69)
    assert len({e.code for e in draft.elements} - {""}) == 69


def test_strictdoc_says_all_its_statements_rationales_and_parents(requirements: Path) -> None:
    path = requirements / "strictdoc-l1.sdoc"
    draft, text = read_file(path), path.read_text()
    statements = [e for e in draft.elements if "statement" in e.values]
    assert len(statements) == text.count("\nSTATEMENT:") - text.count("\n[TEXT]\n") == 67
    notes = "\n".join(e.values.get("notes", "") for e in draft.elements)
    assert notes.count("Rationale: ") == text.count("\nRATIONALE: ") == 34
    assert notes.count("Comment: ") == text.count("\nCOMMENT: ") == 4
    assert len(draft.links) == text.count("\n- TYPE: Parent\n  VALUE: ") == 15


def test_strictdoc_counts_what_it_passes_over(requirements: Path) -> None:
    draft = read_file(requirements / "strictdoc-l1.sdoc")
    assert counted(draft, "TEXT") == Tally(what="TEXT", found=14, read=0, skipped=14)
    assert counted(draft, "SECTION") == Tally(what="SECTION", found=20, read=20)
    assert counted(draft, "GRAMMAR") == Tally(what="GRAMMAR", found=1, read=0, skipped=1)
    assert {d.level for d in draft.diagnostics} == {"note"}


def test_reqif_has_six_objects_two_of_them_chapters(requirements: Path) -> None:
    path = requirements / "two-documents.reqif"
    draft, text = read_file(path), path.read_text()
    assert text.count("<SPEC-OBJECT ") == 6
    assert text.count("ReqIF.ChapterName</ATTRIBUTE-DEFINITION-STRING-REF>") == 2
    assert draft.tallies == (
        Tally(what="SPEC-OBJECT", found=6, read=4, skipped=2),
        Tally(what="SPEC-RELATION", found=0, read=0),
    )
    assert [(e.values["statement"], e.values["source"]) for e in draft.elements] == [
        ("Document 1 free text.", "two-documents.reqif"),
        ("Document 1 statement.", "two-documents.reqif: Document 1 section"),
        ("Document 2 free text.", "two-documents.reqif"),
        ("Document 2 statement.", "two-documents.reqif: Document 2 section"),
    ]


def test_an_export_of_doorstop_has_seven_items_one_of_them_a_heading(requirements: Path) -> None:
    path = requirements / "doorstop-exported.csv"
    draft = read_file(path)
    assert len(re.findall(r"^REQ[\d-]+,\d", path.read_text(), re.MULTILINE)) == 7
    assert draft.tallies == (
        Tally(what="item", found=7, read=6, skipped=1),
        Tally(what="link", found=5, read=5),
    )
    assert [(link.source, link.target) for link in draft.links] == [
        ("REQ001", "SYS001"),
        ("REQ001", "SYS002"),
        ("REQ003", "REQ001"),
        ("REQ006", "REQ001"),
        ("REQ2-001", "REQ001"),
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [("REQ001", "Assets"), ("REQ003", "Identifiers"), ("REQ004", "Formatting")],
)
def test_an_item_of_doorstop_is_one_requirement(requirements: Path, name: str, title: str) -> None:
    (item,) = read_file(requirements / "doorstop" / f"{name}.yml").elements
    assert (item.code, item.values["name"]) == (name, title)


@pytest.mark.parametrize("name", ["REQ002", "REQ006"])
def test_an_item_that_is_not_normative_is_a_heading(requirements: Path, name: str) -> None:
    draft = read_file(requirements / "doorstop" / f"{name}.yml")
    assert draft.tallies == (Tally(what="item", found=1, read=0, skipped=1),)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_brought_in_says_nothing_new_the_second_time(
    requirements: Path, name: str
) -> None:
    draft = read_file(requirements / name)
    held = applied(plan(), compare(plan(), draft))
    assert len(held.elements) == len(draft.elements)
    again = compare(held, read_file(requirements / name))
    assert again.is_empty
    assert len(again.same) == len(draft.elements)
