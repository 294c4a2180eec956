"""StrictDoc's files, construct by construct."""

import pytest

from planning.imports.draft import Draft, Tally
from planning.imports.strictdoc import looks_like_strictdoc, read_strictdoc
from tests.imports.requirement_samples import SDOC


@pytest.fixture(scope="module")
def ferry() -> Draft:
    return read_strictdoc("ferry.sdoc", SDOC)


def values(draft: Draft, key: str) -> dict:
    return next(dict(e.values) for e in draft.elements if e.key == key)


def said(text: str) -> list[str]:
    return [str(d) for d in read_strictdoc("f.sdoc", text).diagnostics]


def test_each_node_is_a_requirement_under_its_uid(ferry: Draft) -> None:
    assert [(e.key, e.code, e.line) for e in ferry.elements] == [
        ("FR-1", "FR-1", 22),
        ("NFR-2", "NFR-2", 41),
        ("m3", "", 57),
        ("FR-3", "FR-3", 62),
        ("FR-4", "FR-4", 66),
    ]


def test_fields_are_taken_and_what_has_none_is_in_the_notes(ferry: Draft) -> None:
    assert values(ferry, "FR-1") == {
        "source": "ferry.sdoc: Ferry",
        "status": "accepted",
        "name": "Book",
        "statement": "A passenger SHALL book.\n\n- By hand",
        "notes": "Rationale: They asked.\n\nComment: Often.\n\nComment: Twice.",
        "type": "functional",
        "priority": "must",
    }


def test_a_section_says_what_its_requirements_are(ferry: Draft) -> None:
    assert values(ferry, "NFR-2") == {
        "source": "ferry.sdoc: Non-functional: latency",
        "type": "quality",
        "category": "latency",
        "name": "Fast",
        "priority": "must",
        "notes": "Tags: a, b\n\nFile: ../../etc/passwd",
    }
    assert values(ferry, "m3")["source"] == "ferry.sdoc: Ferry"


def test_relations_and_nesting_become_links(ferry: Draft) -> None:
    assert [(link.source, link.target) for link in ferry.links] == [
        ("NFR-2", "FR-1"),
        ("FR-3", "NFR-2"),
        ("FR-4", "FR-3"),
        ("FR-4", "SYS-9"),
    ]


def test_what_is_left_out_is_said(ferry: Draft) -> None:
    assert [str(d).removeprefix("ferry.sdoc") for d in ferry.diagnostics] == [
        ": fields MID, LEVEL are not kept (an element has its code and place)",
        ":1: [DOCUMENT] (its title is the source of what stands outside of sections)",
        ":7: [GRAMMAR] (the fields are taken as they stand)",
        ":17: 1 of [TEXT] (not kept: prose is no requirement)",
        ":41: NFR-2 has no STATEMENT (its title or id is kept)",
        ":50: File ../../etc/passwd (kept in the notes, not opened)",
        ":62: 1 of [NEED] (taken for a requirement)",
        ":75: [DOCUMENT_FROM_FILE] /etc/passwd (no other file is opened; import that one as well)",
    ]


def test_everything_is_counted(ferry: Draft) -> None:
    assert set(ferry.tallies) == {
        Tally(what="DOCUMENT", found=1, read=0, skipped=1),
        Tally(what="GRAMMAR", found=1, read=0, skipped=1),
        Tally(what="TEXT", found=1, read=0, skipped=1),
        Tally(what="SECTION", found=1, read=1),
        Tally(what="REQUIREMENT", found=4, read=4),
        Tally(what="NEED", found=1, read=1),
        Tally(what="DOCUMENT_FROM_FILE", found=1, read=0, skipped=1),
        Tally(what="RELATIONS", found=4, read=3, skipped=1),
    }


def test_the_older_form_is_read_as_well() -> None:
    draft = read_strictdoc(
        "old.sdoc",
        "[DOCUMENT]\nTITLE: Old\n\n[FREETEXT]\n[REQUIREMENT]\nUID: no\n[/FREETEXT]\n\n"
        "[SECTION]\nTITLE: Security\n\n[COMPOSITE_REQUIREMENT]\nUID: A-1\nSTATEMENT: All\n\n"
        "[REQUIREMENT]\nUID: A-2\nSTATEMENT: Part\n\n[/COMPOSITE_REQUIREMENT]\n[/SECTION]\n"
        "[REQUIREMENT]\nUID: A-3\nSTATEMENT: Out\n",
    )
    assert [(e.code, e.values["source"]) for e in draft.elements] == [
        ("A-1", "old.sdoc: Security"),
        ("A-2", "old.sdoc: Security"),
        ("A-3", "old.sdoc: Old"),
    ]
    assert [(link.source, link.target) for link in draft.links] == [("A-2", "A-1")]


HEAD = "[DOCUMENT]\nTITLE: x\n\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[REQUIREMENT]\nMID: a\n", "f.sdoc:4: no statement and no title (left out)"),
        ("[REQUIREMENT]\nUID: A-1\n", "f.sdoc:4: A-1 has no STATEMENT (its title or id is kept)"),
        (
            "[FRAGMENT_FROM_FILE]\nFILE: a.sdoc\n",
            "f.sdoc:4: [FRAGMENT_FROM_FILE] a.sdoc (no other file is opened; import that one as well)",
        ),
        (
            "[REQUIREMENT]\nUID: A-1\nTITLE: a\n[REQUIREMENT]\nUID: A-1\nTITLE: b\n",
            "f.sdoc:7: A-1 stands here and in line 4 (the second is left out)",
        ),
        (
            "[REQUIREMENT]\nTITLE: a\nand more\n",
            "f.sdoc:6: “and more” is no field (taken into TITLE)",
        ),
        ("[REQUIREMENT]\nnothing\nTITLE: a\n", "f.sdoc:5: not understood: “nothing” (left out)"),
        ("[[/SECTION]]\n", "f.sdoc:4: [/SECTION] closes nothing (left out)"),
        ("[[SECTION]]\nTITLE: a\n", "f.sdoc:4: [SECTION] is never closed"),
        (
            "[REQUIREMENT]\nTITLE: a\nRELATIONS:\n- TYPE: Parent\n",
            "f.sdoc:7: a relation without an end (left out)",
        ),
        (
            "[REQUIREMENT]\nTITLE: a\nSTATUS: Lost\n",
            "f.sdoc:4: “Lost” is no status here (kept in the notes)",
        ),
    ],
)
def test_what_makes_no_sense_is_reported(text: str, message: str) -> None:
    assert message in said(HEAD + text)


def test_a_text_that_never_ends_takes_no_other_requirement_with_it() -> None:
    draft = read_strictdoc(
        "f.sdoc",
        f"{HEAD}[REQUIREMENT]\nUID: A-1\nSTATEMENT: >>>\none\n\n"
        "[REQUIREMENT]\nUID: A-2\nSTATEMENT: >>>\ntwo\n<<<\n\n"
        "[REQUIREMENT]\nUID: A-3\nSTATEMENT: >>>\nthree\n",
    )
    assert [e.values["statement"] for e in draft.elements] == ["one", "two", "three"]
    errors = [d.line for d in draft.diagnostics if d.level == "error"]
    assert errors == [6, 17]


def test_a_text_may_speak_of_blocks() -> None:
    draft = read_strictdoc(
        "f.sdoc", f"{HEAD}[REQUIREMENT]\nUID: A-1\nSTATEMENT: >>>\n[REQUIREMENT]\nUID: A-2\n<<<\n"
    )
    assert [e.values["statement"] for e in draft.elements] == ["[REQUIREMENT]\nUID: A-2"]


def test_titles_that_are_alike_keep_their_requirements_apart() -> None:
    draft = read_strictdoc("f.sdoc", HEAD + "[REQUIREMENT]\nTITLE: a\n" * 3)
    assert [e.key for e in draft.elements] == ["a", "a~2", "a~3"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (SDOC, True),
        ("[[SECTION]]\nTITLE: x\n\n[REQUIREMENT]\nUID: A-1\n", True),
        ("[settings]\nUID: 1\n", False),
        ("# Requirements\n[REQUIREMENT]\nUID: 1\n", False),
    ],
)
def test_it_is_known_by_its_first_line(text: str, is_one: bool) -> None:
    assert looks_like_strictdoc(text) is is_one
