"""ReqIF, construct by construct, and what its XML must not do."""

import pytest

from planning.imports.draft import Draft, Tally, Unreadable
from planning.imports.recognise import read
from planning.imports.reqif import read_reqif
from tests.imports.requirement_samples import REQIF, place, relation, reqif, spec_object


@pytest.fixture(scope="module")
def ferry() -> Draft:
    return read("ferry.reqif", REQIF)


def test_objects_are_requirements_in_the_order_of_the_hierarchy(ferry: Draft) -> None:
    assert ferry.format == "reqif"
    assert [(e.key, e.code) for e in ferry.elements] == [
        ("FR-1", "FR-1"),
        ("NFR-2", "NFR-2"),
        ("REQ-7", "REQ-7"),
    ]


def test_attributes_of_every_sort_are_read(ferry: Draft) -> None:
    assert dict(ferry.elements[0].values) == {
        "source": "ferry.reqif",
        "statement": "One\ntwo three",
        "notes": "Legal: true",
        "type": "functional",
    }
    assert dict(ferry.elements[1].values) == {
        "source": "ferry.reqif: Latency",
        "category": "latency",
        "name": "Fast",
        "statement": "At once",
        "priority": "must",
        "type": "quality",
    }


def test_relations_refine_and_the_others_are_said(ferry: Draft) -> None:
    assert [(link.source, link.target) for link in ferry.links] == [
        ("NFR-2", "FR-1"),
        ("REQ-7", "FR-1"),
    ]
    assert [str(d) for d in ferry.diagnostics] == [
        "ferry.reqif: attributes ReqIF.ForeignCreatedBy (not kept: they keep books elsewhere)",
        "ferry.reqif:8:1: chapter “Latency” (the source of what is below it)",
        "ferry.reqif:14:1: information “Only words” (left out: prose)",
        "ferry.reqif:17:1: no statement and no title (left out)",
        "ferry.reqif:26:1: Parent from _b to _i: an end is no requirement of this file (left out)",
        "ferry.reqif:27:1: verifies from _b to _a (left out: it refines nothing)",
        "ferry.reqif:31:1: there is no object _gone (left out)",
    ]


def test_everything_is_counted(ferry: Draft) -> None:
    assert ferry.tallies == (
        Tally(what="SPEC-OBJECT", found=6, read=3, skipped=2, failed=1),
        Tally(what="SPEC-RELATION", found=4, read=2, skipped=1, failed=1),
    )


@pytest.mark.parametrize(
    ("formatted", "plain"),
    [
        ("<xhtml:p>a</xhtml:p><xhtml:p>b</xhtml:p>", "a\n\nb"),
        ("<xhtml:ul><xhtml:li>a</xhtml:li><xhtml:li>b</xhtml:li></xhtml:ul>", "- a\n- b"),
        ("a\n   b", "a b"),
        (
            "<xhtml:table><xhtml:tr><xhtml:td>a</xhtml:td><xhtml:td>b</xhtml:td></xhtml:tr></xhtml:table>",
            "| a | b",
        ),
        ('<xhtml:object data="../x.png">a</xhtml:object>', "[../x.png]a"),
        ("&lt;script&gt;", "<script>"),
        ("<xhtml:script>alert(1)</xhtml:script>", "alert(1)"),
        ("<xhtml:pre>a\n  b</xhtml:pre>", "a\n b"),
    ],
)
def test_formatted_text_becomes_plain(formatted: str, plain: str) -> None:
    (element,) = read_reqif("r.reqif", reqif(spec_object("_a", text=formatted))).elements
    assert element.values["statement"] == plain


def test_an_object_without_an_id_of_its_own_is_named_by_its_identifier() -> None:
    draft = read_reqif("r.reqif", reqif(spec_object("_9f3-aa", title="a")))
    assert [(e.key, e.code) for e in draft.elements] == [("_9f3-aa", "")]


def test_an_object_may_say_its_name_outside_of_its_attributes() -> None:
    objects = '<SPEC-OBJECT IDENTIFIER="REQ-1" LONG-NAME="Berth" DESC="It berths."/>'
    (element,) = read_reqif("r.reqif", reqif(objects)).elements
    assert (element.code, element.values["name"], element.values["statement"]) == (
        "REQ-1",
        "Berth",
        "It berths.",
    )


def test_a_relation_finds_objects_by_their_identifiers() -> None:
    objects = spec_object("_1", title="a") + spec_object("_2", title="b")
    draft = read_reqif("r.reqif", reqif(objects, relation("_1", "_2")))
    assert [(link.source, link.target) for link in draft.links] == [("_1", "_2")]


def test_an_object_that_stands_twice_in_the_hierarchy_is_read_once() -> None:
    draft = read_reqif("r.reqif", reqif(spec_object("_1", title="a"), places=place("_1") * 2))
    assert len(draft.elements) == 1
    assert [d.message for d in draft.diagnostics] == []


BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (reqif("", head=BOMB), r"r\.reqif:2: document types and entities are not read"),
        (reqif("", head="<!DOCTYPE b>\n"), r"r\.reqif:2: document types"),
        (reqif("", head='<!DOCTYPE b SYSTEM "file:///etc/passwd">\n'), r"r\.reqif:2: document"),
        ("<REQ-IF>&b;</REQ-IF>", r"r\.reqif:1:9: no XML: undefined entity"),
        ("<REQ-IF><a></REQ-IF>", r"r\.reqif:1:14: no XML: mismatched tag"),
        ("<html/>", r"r\.reqif:1: no ReqIF: it opens with html"),
        ("<REQ-IF>" + "<a>" * 600, r"r\.reqif:1: nests deeper than 500"),
        (REQIF[: len(REQIF) // 2], r"r\.reqif:\d+:\d+: no XML"),
        ("plain text", r"r\.reqif:1:1: no XML"),
    ],
)
def test_what_is_no_reqif_or_declares_entities_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_reqif("r.reqif", text)


def typed(**said: str) -> str:
    """An object whose attributes have names that mean nothing here."""
    values = "".join(
        f'<ATTRIBUTE-VALUE-STRING THE-VALUE="{value}"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>'
        f"{name}</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>"
        for name, value in said.items()
    )
    return f'<SPEC-OBJECT IDENTIFIER="R-1"><VALUES>{values}</VALUES></SPEC-OBJECT>'


@pytest.mark.parametrize(
    ("said", "statement"),
    [
        ({"STORY-TXT": "It sails", "remark": "a long text of many words"}, "It sails"),
        ({"a": "one word", "b": "It sails far", "c": "Unbroken" * 9}, "It sails far"),
        ({"remark": "a long text of many words", "Text": "It sails"}, "It sails"),
    ],
)
def test_an_attribute_that_no_name_gives_away_may_be_the_statement(
    said: dict[str, str], statement: str
) -> None:
    draft = read("r.reqif", reqif(typed(**said)))
    assert draft.elements[0].values["statement"] == statement


def test_what_is_taken_for_the_statement_is_said() -> None:
    draft = read("r.reqif", reqif(typed(A1="It sails far")))
    noted = "r.reqif: attribute A1 (taken for the statement: no name says which one is)"
    assert noted in [str(d) for d in draft.diagnostics]


def test_an_object_without_a_text_is_named_by_its_code_and_keeps_the_rest() -> None:
    draft = read("r.reqif", reqif(typed(weight="7")))
    assert draft.elements[0].code == "R-1"
    assert dict(draft.elements[0].values) == {
        "source": "r.reqif",
        "name": "R-1",
        "notes": "Weight: 7",
    }


def test_an_id_that_is_no_code_is_kept_in_the_notes() -> None:
    draft = read("r.reqif", reqif(spec_object("_a", id="Req 1 (old)", text="It sails")))
    assert draft.elements[0].code == ""
    assert draft.elements[0].values["notes"] == "Id: Req 1 (old)"
