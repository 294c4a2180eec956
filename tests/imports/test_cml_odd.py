"""The Context Mapper DSL where it is odd: unknown, open, defined twice, or no CML at all."""

from dataclasses import replace

import pytest

from planning.imports.cml import looks_like_cml, read_cml
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.imports.cml_reading import draft_of, kept, named
from tests.imports.cml_samples import ALL, BROKEN, TACTIC
from tests.imports.samples import (
    DIRECTIVE,
    INTERFACES,
    OLDER_DIRECTIVE,
    REQUIREMENTS_CSV,
    REQUIREMENTS_MARKDOWN,
    applied,
)


def test_another_file_is_named_and_not_opened() -> None:
    draft = draft_of('import "/etc/passwd"\nBoundedContext A')
    assert "not opened" in str(draft.diagnostics[0])
    assert [e.values["name"] for e in draft.elements] == ["A"]


def test_what_is_unknown_is_passed_over_to_its_end() -> None:
    draft = draft_of(BROKEN)
    assert [(d.line, d.column) for d in draft.diagnostics] == [
        (2, 6),
        (3, 5),
        (6, 1),
        (8, 3),
        (12, 7),
        (13, 7),
        (15, 5),
        (18, 1),
        (19, 1),
    ]
    assert "“Gadget thing { inner { deep } }” is passed over" in str(draft.diagnostics[3])
    names = {
        str(e.values["name"]) for e in draft.elements if e.kind != "Term" and e.values.get("name")
    }
    assert names == {"A", "B", "Good", "First", "Second", "name", "Last"}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_nothing_is_dropped_in_silence(text: str) -> None:
    assert all(tally.adds_up for tally in draft_of(text).tallies)


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_what_was_applied_holds_nothing_new(text: str) -> None:
    first = applied(plan(), compare(plan(), draft_of(text)))
    again = compare(first, draft_of(text))
    assert (again.additions, again.changes, again.links, again.skipped) == ((), (), (), ())


def test_a_term_that_people_defined_stays_theirs() -> None:
    first = applied(plan(), compare(plan(), draft_of(TACTIC)))
    terms = [replace(t, origin="", notes="ours") if t.code == "TE-1" else t for t in first.elements]
    again = compare(replace(first, elements=tuple(terms)), draft_of(TACTIC))
    assert (again.additions, again.changes) == ((), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('BoundedContext A { domainVisionStatement "it ends', "a string that is not closed"),
        ("/* so it begins\nBoundedContext A", "a comment that is not closed"),
        ("BoundedContext A { Aggregate B {", "a “}” is missing"),
    ],
)
def test_what_nobody_closes_ends_with_its_line_or_file(text: str, said: str) -> None:
    draft = draft_of(text)
    assert said in " ".join(map(str, draft.diagnostics))
    assert named(draft, "BoundedContext", "A")


def test_a_string_that_is_not_closed_does_not_turn_the_file_inside_out() -> None:
    text = (
        'BoundedContext A {\n  domainVisionStatement = "open\n  Aggregate B {\n'
        '    responsibilities = "closed"\n  }\n}\nBoundedContext C { domainVisionStatement "fine" }'
    )
    draft = draft_of(text)
    assert [str(d) for d in draft.diagnostics] == [
        "harbour.cml:2:27: a string that is not closed (it ends with its line)"
    ]
    assert named(draft, "BoundedContext", "A").values["purpose"] == "open"
    assert named(draft, "Aggregate", "B").values["purpose"] == "closed"
    assert named(draft, "BoundedContext", "C").values["purpose"] == "fine"


def test_strings_may_be_escaped_and_span_lines() -> None:
    text = 'BoundedContext A { domainVisionStatement = "say \\"yes\\",\\n\\d \'n\' \\u00e9" }'
    (context,) = draft_of(text).elements
    assert context.values["purpose"] == "say \"yes\",\n\\d 'n' é"


def test_blanks_and_line_ends_of_other_systems_are_read() -> None:
    text = "\ufeffBoundedContext\u00a0A\u00a0{\r\n\ttype\u00a0FEATURE\r\n}\r\n"
    (context,) = read_cml("a.cml", text.encode()).elements
    assert kept(context) == ["type FEATURE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ALL.values()),
        ("// a\n\n/* b\n c */ BoundedContext A", True),
        ("Domain A {\n}", True),
        ("Domain driven design is a way to build software.", False),
        ("Stakeholders of the harbour met.", False),
        ("BoundedContext and ContextMap are words of CML.", False),
        ("# BoundedContext A {", False),
        (DIRECTIVE, False),
        (OLDER_DIRECTIVE, False),
        (INTERFACES, False),
        (REQUIREMENTS_CSV, False),
        (REQUIREMENTS_MARKDOWN, False),
        ('{"BoundedContext": 1}', False),
    ],
)
def test_the_content_tells_the_format(text: str, expected: bool) -> None:
    assert looks_like_cml(text) is expected


TWICE = """ContextMap {
  A [U]->[D] A
}
BoundedContext A {
  Aggregate B {
    Entity C {
      String d
      int d
    }
    Entity C
    Service E {
      void f();
      void f(int g);
    }
  }
  Aggregate B
}
BoundedContext A
"""


def test_a_name_that_is_defined_twice_in_one_place_is_a_warning() -> None:
    warnings = [str(d) for d in draft_of(TWICE).diagnostics if d.level == "warning"]
    both = "(both are taken; whatever names it means the first)"
    assert warnings == [
        "harbour.cml:2:3: A is related to itself (taken as it stands)",
        f"harbour.cml:8:11: Attribute d is defined here and in line 7 {both}",
        f"harbour.cml:10:12: Entity C is defined here and in line 6 {both}",
        f"harbour.cml:16:13: Aggregate B is defined here and in line 5 {both}",
        f"harbour.cml:18:16: BoundedContext A is defined here and in line 4 {both}",
    ]


def test_one_name_in_two_places_is_no_matter() -> None:
    text = "BoundedContext A {\n Aggregate C\n}\nBoundedContext B {\n Aggregate C\n}\n"
    assert draft_of(text).diagnostics == ()
