"""Requirements from tables and from Markdown."""

import pytest

from planning.imports.draft import Draft, DraftLink, Tally, Unreadable
from planning.imports.recognise import read
from planning.imports.requirements_csv import read_requirements_csv
from planning.imports.requirements_markdown import read_requirements_markdown
from tests.imports.samples import REQUIREMENTS_CSV, REQUIREMENTS_MARKDOWN


def refined(draft: Draft) -> list[tuple[str, str]]:
    assert {link.type for link in draft.links} <= {"refines"}
    return [(link.source, link.target) for link in draft.links]


def test_a_table_gives_requirements_with_all_that_it_says() -> None:
    draft = read_requirements_csv("r.csv", REQUIREMENTS_CSV)
    assert [(e.code, e.line, dict(e.values)) for e in draft.elements] == [
        (
            "FR-1",
            2,
            {
                "name": "Book",
                "statement": "A passenger books\na crossing.",
                "type": "functional",
                "priority": "must",
            },
        ),
        (
            "NFR-2",
            4,
            {
                "name": "Fast",
                "statement": "Search is fast.",
                "type": "quality",
                "priority": "must",
                "operator": "<=",
                "target": "200",
                "unit": "ms",
            },
        ),
    ]


def test_a_parent_becomes_a_link() -> None:
    draft = read_requirements_csv("r.csv", REQUIREMENTS_CSV)
    assert draft.links == (DraftLink(type="refines", source="NFR-2", target="FR-1"),)


def test_an_unknown_column_is_noted_until_it_is_mapped() -> None:
    draft = read_requirements_csv("r.csv", REQUIREMENTS_CSV)
    assert [(d.level, d.line, d.message) for d in draft.diagnostics] == [
        ("note", 1, "column “Colour” is not read: it is not known")
    ]
    mapped = read_requirements_csv("r.csv", REQUIREMENTS_CSV, mapping={"Colour": "source"})
    assert mapped.diagnostics == ()
    assert mapped.elements[0].values["source"] == "red"


@pytest.mark.parametrize(
    ("code", "type_"),
    [("FR-1", "functional"), ("NFR-1", "quality"), ("SC-1", "quality"), ("CON-1", "constraint")],
)
def test_the_type_follows_from_the_code(code: str, type_: str) -> None:
    draft = read_requirements_csv("r.csv", f"id,text\n{code},x\n")
    assert draft.elements[0].values["type"] == type_


@pytest.mark.parametrize(
    ("said", "priority"),
    [
        ("It MUST float", "must"),
        ("It SHALL float", "must"),
        ("It SHOULD float", "should"),
        ("It MAY sink", "could"),
        ("It must float", None),
    ],
)
def test_a_capitalised_verb_says_the_priority(said: str, priority: str | None) -> None:
    draft = read_requirements_csv("r.csv", f"id,text\nX-1,{said}\n")
    assert draft.elements[0].values.get("priority") == priority


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("FR-1,a,\nFR-1,b,\n", "r.csv:3: FR-1 stands here and in line 2"),
        ("FR-1,,\n", "r.csv:2: no statement and no title (left out)"),
        ("FR 1,a,\n", "r.csv:2: “FR 1” is no code"),
        ("FR-1,a,FR-1\n", "r.csv:2: FR-1 is its own parent"),
    ],
)
def test_a_row_that_makes_no_sense_is_reported(rows: str, message: str) -> None:
    draft = read_requirements_csv("r.csv", f"id,text,parent\n{rows}")
    assert str(draft.diagnostics[0]).startswith(message)
    assert not draft.links


def test_a_requirement_without_code_is_named_by_its_title() -> None:
    draft = read_requirements_csv("r.csv", "title;statement\nGood view;See the sea\n")
    assert [(e.key, e.code) for e in draft.elements] == [("good-view", "")]


GERMAN = "Kennung;Titel;Beschreibung;Typ\nFR-1;Anlegen;Schiffe legen an;FR\n"


def test_a_table_without_a_telling_column_waits_for_somebody_to_map_its_columns() -> None:
    draft = read_requirements_csv("r.csv", GERMAN)
    assert (draft.elements, draft.unmapped) == ((), ("Kennung", "Titel", "Beschreibung", "Typ"))
    assert {"code", "statement", "type"} <= set(draft.mappable)
    assert [str(d) for d in draft.diagnostics if d.level == "error"] == [
        "r.csv:1: no column for an id, a title or a statement; the columns are "
        "Kennung, Titel, Beschreibung, Typ (map a column to that field)"
    ]
    assert [(t.found, t.failed) for t in draft.tallies] == [(1, 1)]


def test_a_text_that_is_no_table_is_refused_as_one() -> None:
    with pytest.raises(Unreadable, match=r"r\.csv:1: no column for an id.*only column is We met"):
        read_requirements_csv("r.csv", "We met.\nWe talked.\n")


@pytest.fixture(scope="module")
def spec() -> Draft:
    return read_requirements_markdown("spec.md", REQUIREMENTS_MARKDOWN)


def test_markdown_gives_coded_bullets_tables_and_numbered_requirements(spec: Draft) -> None:
    assert [(e.code, e.line, e.values.get("statement")) for e in spec.elements] == [
        ("FR-001", 4, "The system MUST book a crossing.\nIt tells the price."),
        ("FR-001a", 6, "It SHOULD tell the price in euros."),
        ("NFR-9", 7, "no delay over a second"),
        ("NFR-3", 13, "Search | find"),
        ("REQ-4", 15, "**User Story:** As a passenger, I want my money back."),
        ("REQ-4.1", 21, "WHEN a crossing is cancelled THEN the fare is returned"),
        ("REQ-4.2", 22, "WHEN it is late THEN half of it is"),
    ]


def test_what_is_nested_refines_what_it_is_nested_in(spec: Draft) -> None:
    assert refined(spec) == [("FR-001a", "FR-001"), ("REQ-4.1", "REQ-4"), ("REQ-4.2", "REQ-4")]


def test_the_heading_is_the_source_and_suggests_type_and_category() -> None:
    draft = read_requirements_markdown(
        "spec.md", "## Non-functional: Scalability\n- **R-1**: It grows\n## Users\n- **R-2**: ok\n"
    )
    first, second = (dict(e.values) for e in draft.elements)
    assert first == {
        "statement": "It grows",
        "source": "spec.md: Non-functional: Scalability",
        "type": "quality",
        "category": "scalability",
    }
    assert second == {"statement": "ok", "source": "spec.md: Users"}


@pytest.mark.parametrize(
    "line",
    [
        "- **FR-003a**: x y",
        "- **FR-003a:** x y",
        "* FR-003a: x y",
        "+ `FR-003a` - x y",
        "**FR-003a**: x y",
        "- [ ] **FR-003a** x y",
        "1. FR-003a – x y",
        "-\t**FR-003a**:\u00a0x y",
    ],
)
def test_a_coded_bullet_may_be_written_in_many_ways(line: str) -> None:
    draft = read_requirements_markdown("spec.md", line)
    assert [(e.code, e.values["statement"]) for e in draft.elements] == [("FR-003a", "x y")]


@pytest.mark.parametrize(
    "line", ["- The FR-1: x", "- FR-1 x", "- Note: x", "- HTTP: x", "```\n- **FR-1**: x\n```"]
)
def test_what_only_resembles_a_requirement_is_none(line: str) -> None:
    draft = read_requirements_markdown("spec.md", line)
    assert draft.elements == ()
    assert draft.diagnostics[0].message == "no requirement found"


def test_what_needs_clarification_is_reported() -> None:
    draft = read_requirements_markdown("s.md", "- **FR-1**: Pay by [NEEDS CLARIFICATION: how?]\n")
    assert str(draft.diagnostics[0]) == "s.md:1: FR-1 needs clarification"


def test_a_table_of_something_else_is_passed_over_and_noted() -> None:
    draft = read_requirements_markdown(
        "s.md", "- **F-1**: a\n\n| when | who |\n|--|--|\n| 1 | 2 |\n"
    )
    assert len(draft.elements) == 1
    assert draft.diagnostics[0].line == 3


def test_a_word_that_means_nothing_here_is_kept_in_the_notes() -> None:
    draft = read_requirements_csv("r.csv", "id,text,status,notes\nNFR-1,x,Somewhere,Why\n")
    assert dict(draft.elements[0].values) == {
        "statement": "x",
        "notes": "Why\n\nStatus: Somewhere",
        "type": "quality",
    }
    assert [str(d) for d in draft.diagnostics] == [
        "r.csv:2: “Somewhere” is no status here (kept in the notes)"
    ]


def test_a_title_too_long_for_one_is_the_statement() -> None:
    draft = read_requirements_csv("r.csv", f"id,title\nA-1,{'x' * 600}\n")
    assert draft.elements[0].values["statement"] == "x" * 600


@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
def test_columns_may_be_separated_in_any_usual_way(separator: str) -> None:
    table = "id,text,status\nA-1,It floats,draft\nA-2,It sails,open\n".replace(",", separator)
    draft = read("needs.tsv", table.replace("\n", "\r\n").encode("utf-8-sig"))
    assert draft.format == "requirements_csv"
    assert [(e.code, e.values["statement"], e.values["status"]) for e in draft.elements] == [
        ("A-1", "It floats", "proposed"),
        ("A-2", "It sails", "proposed"),
    ]


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("id,text\nA-1,a\nA-1,b\nA-2,\n", Tally(what="row", found=3, read=1, failed=2)),
        (
            "- **A-1**: a\n- **A-1**: b\n```\n- **A-2**: c\n```\n\n|id|text|\n|-|-|\n|A-3|d|\n",
            Tally(what="requirement", found=4, read=2, skipped=1, failed=1),
        ),
    ],
)
def test_everything_is_counted(text: str, tally: Tally) -> None:
    draft = read("r", text)
    assert draft.tallies[0] == tally


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Summary,Issue key,Status,Priority,Description", "Sail,SHOP-1,To Do,Highest,It sails."),
        ("Req. No.,Heading,Req Text,Priority,Status", "SHOP-1,Sail,It sails.,must,proposed"),
        (
            "ReqID,Title,Requirement Description,Priority,State",
            "SHOP-1,Sail,It sails.,blocker,todo",
        ),
    ],
)
def test_columns_of_other_tools_are_known(header: str, row: str) -> None:
    draft = read("r.csv", f"{header}\n{row}\n")
    (element,) = draft.elements
    assert (draft.format, element.code) == ("requirements_csv", "SHOP-1")
    assert dict(element.values) == {
        "name": "Sail",
        "statement": "It sails.",
        "priority": "must",
        "status": "proposed",
    }


def test_a_parent_may_stand_in_a_column_of_another_name() -> None:
    draft = read("r.csv", "id,text,Parent requirement,Verification method\nA-1,a,B-1,Test\n")
    assert [(link.source, link.target) for link in draft.links] == [("A-1", "B-1")]
    assert draft.elements[0].values["measured_by"] == "Test"
