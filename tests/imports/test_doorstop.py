"""Doorstop's items, alone, exported together, and as a table."""

import pytest

from planning.imports.doorstop import looks_like_doorstop, read_doorstop
from planning.imports.draft import Tally, Unreadable
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.value import plan
from tests.imports.requirement_samples import (
    DOORSTOP_CSV,
    DOORSTOP_EXPORT,
    DOORSTOP_ITEM,
    DOORSTOP_SETTINGS,
)
from tests.imports.samples import applied


def test_an_item_has_the_name_of_its_file() -> None:
    draft = read_doorstop("reqs/REQ003.yml", DOORSTOP_ITEM)
    (item,) = draft.elements
    assert (item.code, item.line, dict(item.values)) == (
        "REQ003",
        1,
        {
            "source": "reqs/REQ003.yml",
            "name": "Identifiers",
            "statement": "Each item **shall** have an\nidentifier.",
            "priority": "must",
            "notes": "References: (path: ../../etc/passwd, type: file)",
        },
    )
    assert [link.target for link in draft.links] == ["SYS001", "SYS002", "SYS003"]
    assert draft.tallies == (
        Tally(what="item", found=1, read=1),
        Tally(what="link", found=3, read=3),
    )


def test_an_item_that_was_pasted_gets_its_code_by_the_counter() -> None:
    (item,) = read_doorstop("pasted.txt", DOORSTOP_ITEM).elements
    assert (item.key, item.code) == ("identifiers", "")


def test_the_settings_of_a_document_are_passed_over() -> None:
    draft = read_doorstop(".doorstop.yml", DOORSTOP_SETTINGS)
    assert draft.elements == ()
    assert draft.tallies == (Tally(what="settings", found=1, read=0, skipped=1),)
    assert [d.message for d in draft.diagnostics] == ["settings of a document"]


def test_an_export_holds_all_items() -> None:
    draft = read_doorstop("reqs.yml", DOORSTOP_EXPORT)
    assert [(e.code, e.line, dict(e.values)) for e in draft.elements] == [
        (
            "REQ002",
            9,
            {
                "source": "reqs.yml: Security",
                "category": "security",
                "statement": "Doors SHOULD lock.",
                "notes": "Derived: yes",
                "status": "withdrawn",
                "priority": "should",
            },
        ),
        (
            "REQ004",
            17,
            {
                "source": "reqs.yml: Security",
                "category": "security",
                "name": "DOOR-4",
                "notes": "Ref: DOOR-4",
            },
        ),
    ]
    assert draft.tallies == (
        Tally(what="item", found=4, read=2, skipped=1, failed=1),
        Tally(what="link", found=1, read=1),
    )
    assert [str(d) for d in draft.diagnostics] == [
        "reqs.yml: level and reviewed are not kept (reviews are made and kept here)",
        "reqs.yml:1:1: “Security” is a heading or prose (left out: it is not normative)",
        "reqs.yml:16:1: REQ003 is no item: it has no attributes (left out)",
    ]


def test_a_table_holds_all_items() -> None:
    draft = read("reqs.csv", DOORSTOP_CSV)
    assert draft.format == "doorstop"
    assert [(e.code, e.line, dict(e.values)) for e in draft.elements] == [
        (
            "REQ002",
            3,
            {
                "source": "reqs.csv: Privacy",
                "category": "privacy",
                "name": "Doors",
                "statement": "Doors\nlock.",
                "notes": "Colour: red",
            },
        ),
        (
            "REQ003",
            6,
            {"source": "reqs.csv: Privacy", "category": "privacy", "name": "REQ003"},
        ),
    ]
    assert [(link.source, link.target) for link in draft.links] == [
        ("REQ002", "SYS001"),
        ("REQ002", "SYS002"),
        ("REQ003", "REQ002"),
    ]
    assert draft.tallies == (
        Tally(what="item", found=3, read=2, skipped=1),
        Tally(what="link", found=3, read=3),
    )


def test_a_table_by_tabs_is_read_as_well() -> None:
    header = "uid\tlevel\ttext\tref\tlinks\tactive\tderived\tnormative\n"
    draft = read("reqs.tsv", header + "A1\t1.1\tfloat\t\t\tTrue\tFalse\tTrue\n")
    assert [(d.code, d.values["statement"]) for d in draft.elements] == [("A1", "float")]


def test_an_export_of_few_columns_is_one_too() -> None:
    draft = read("reqs.csv", "uid,level,text,ref\nA1,1.1,float,\n")
    assert (draft.format, [e.code for e in draft.elements]) == ("doorstop", ["A1"])
    assert read("reqs.csv", "uid,level,text\nA1,1.1,float\n").format == "requirements_csv"


def test_items_in_files_of_their_own_refine_each_other() -> None:
    """The child comes second here: a link needs its end in the plan or in a file before."""
    held = plan()
    for name in ("SYS001", "SYS002", "SYS003", "REQ003"):
        text = (
            DOORSTOP_ITEM
            if name == "REQ003"
            else "level: 1.1\nnormative: true\ntext: a\nlinks: []\n"
        )
        held = applied(held, compare(held, read(f"{name}.yml", text)))
    assert [(link.source, link.target) for link in held.links] == [
        ("REQ003", "SYS001"),
        ("REQ003", "SYS002"),
        ("REQ003", "SYS003"),
    ]
    assert compare(held, read("REQ003.yml", DOORSTOP_ITEM)).is_empty


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (DOORSTOP_ITEM, True),
        (DOORSTOP_EXPORT, True),
        (DOORSTOP_SETTINGS, True),
        ("openapi: 3.0.0\ninfo:\n  title: x\npaths:\n  links:\n  header:\n", False),
        ("level: 1\ntext: x\n", False),
    ],
)
def test_it_is_known_by_its_attributes(text: str, is_one: bool) -> None:
    assert looks_like_doorstop(text) is is_one


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("colour,size\nred,3\n", "d.yml:1: no items of Doorstop's"),
        ("level: 1\nnormative: true\nlinks: []\ntext: *a\n", "d.yml:4:7: no YAML"),
        (DOORSTOP_ITEM + "# so much of it\n" * 200_000, r"d\.yml: 3,200,\d+ characters; at most"),
        ("level: &a [*a]\nnormative: true\nlinks: []\ntext: x\n", "d.yml:1"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_doorstop("d.yml", text)


def test_a_value_that_aliases_make_huge_is_cut() -> None:
    text = f"level: 1\nnormative: true\nlinks: []\ntext: x\na: &a {'y' * 5000}\nb: [{'*a, ' * 1000}*a]\n"
    (item,) = read_doorstop("A1.yml", text).elements
    assert len(item.values["notes"]) < 20_000


MARKDOWN = """\
---
active: true
level: 2.1
links:
- SYS001: 9ePQ
normative: true
ref: ''
---

# Assets

It **shall** store them.

---

- all
"""


def test_an_item_in_markdown_has_its_words_below_its_attributes() -> None:
    draft = read("reqs/REQ004.md", MARKDOWN)
    (item,) = draft.elements
    assert (draft.format, item.code, item.values["name"]) == ("doorstop", "REQ004", "Assets")
    assert item.values["statement"] == "It **shall** store them.\n\n---\n\n- all"
    assert [link.target for link in draft.links] == ["SYS001"]
    assert draft.tallies[0] == Tally(what="item", found=1, read=1)


def test_an_item_in_markdown_may_have_no_header() -> None:
    text = MARKDOWN.replace("# Assets\n", "Only words.\n")
    (item,) = read_doorstop("REQ004.md", text).elements
    assert "name" not in item.values
    assert item.values["statement"].startswith("Only words.\n\nIt **shall**")


def test_the_outline_of_a_document_holds_no_item() -> None:
    text = "initial: 1.2.3\noutline:\n    - REQ001: # One\n    - REQ002: # Two\n        - REQ003\n"
    draft = read("reqs/index.yml", text)
    assert (draft.format, draft.elements) == ("doorstop", ())
    assert draft.tallies == (Tally(what="outline", found=1, read=0, skipped=1),)


def test_an_item_without_words_is_named_by_its_id() -> None:
    text = "---\nactive: true\nlevel: 1.0\nlinks:\n- SYS001: null\nnormative: true\nref: ''\n---"
    (item,) = read_doorstop("SRD001.md", text).elements
    assert (item.code, item.values["name"]) == ("SRD001", "SRD001")
