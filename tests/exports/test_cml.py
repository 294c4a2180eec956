"""A plan as CML: what CML can say comes back, and writing it again gives the same text."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from planning.exports.cml import WRITTEN, words, write_cml
from planning.exports.cml.ids import KEYWORDS, identifier
from planning.imports import cml
from planning.imports.cml import words as read_words
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import elements as e
from planning.plan import plan_json
from planning.plan.links import Link
from planning.plan.value import Plan, plan, reference_fields
from tests.conftest import ROOT
from tests.drawn import random_plans
from tests.exports.cml_plans import models
from tests.imports.cml_samples import ALL
from tests.imports.samples import applied
from tests.plan.strategies import plans

DEMO, _ = plan_json.read((ROOT / "planning" / "demo" / "plan.json").read_text())
CORPUS = (
    "insurance-stage-5.cml",
    "insurance-stage-2.cml",
    "insurance-alternative-syntax.cml",
    "cargo-stage-5.cml",
    "context-mapper-tool-stage-4.cml",
)
CONTEXT = e.BoundedContext(code="BC-1", name="Harbour")
AGGREGATE = e.Aggregate(code="AG-1", name="Berths", context="BC-1")
ENTITY = e.Entity(code="EN-1", name="Berth", aggregate="AG-1", role="root")


def again(text: str) -> Plan:
    """A fresh plan of what a file says."""
    return applied(plan(), compare(plan(), cml.read_cml("plan.cml", text)))


def with_names(held: Plan) -> Counter[str]:
    """All that elements and links say, with names in place of codes."""
    names = {element.code: f"{element.element_kind} {element.name}" for element in held.elements}

    def said(element: e.Element) -> dict[str, Any]:
        references = reference_fields(type(element))
        return {
            name: names.get(value, value) if name in references else value
            for name, value in vars(element).items()
            if name not in ("code", "origin", "position", "version")
        }

    found = [json.dumps([el.element_kind, said(el)], default=str) for el in held.elements]
    found += [f"{k.type} {names[k.source]} {names[k.target]}" for k in held.links]
    return Counter(found)


def assert_fixed(held: Plan) -> None:
    """Plan → CML → plan → CML: the second text is the first one without its comments."""
    text = write_cml(held)
    draft = cml.read_cml("plan.cml", text)
    assert sum(tally.failed + tally.skipped for tally in draft.tallies) == 0
    back = applied(plan(), compare(plan(), draft))
    assert write_cml(back, comments=False) == write_cml(held, comments=False)
    second = write_cml(back)
    assert write_cml(again(second)) == second


def test_the_demo_plan_is_a_fixed_point() -> None:
    assert_fixed(DEMO)


@random_plans(20)
@given(held=plans(sound=True))
def test_any_plan_is_a_fixed_point(held: Plan) -> None:
    assert_fixed(held)


@random_plans(20)
@given(held=models())
def test_any_model_with_notes_in_cml_is_a_fixed_point(held: Plan) -> None:
    assert_fixed(held)


@pytest.mark.parametrize("name", CORPUS)
def test_import_export_and_import_of_a_real_file_is_a_fixed_point(corpus: Path, name: str) -> None:
    held = again((corpus / "cml" / name).read_text())
    assert_fixed(held)
    assert with_names(again(write_cml(held))) == with_names(held)


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_import_export_and_import_of_every_construct_is_a_fixed_point(text: str) -> None:
    held = again(text)
    assert_fixed(held)
    assert with_names(again(write_cml(held))) == with_names(held)


def test_the_same_plan_gives_the_same_text_and_is_recognised() -> None:
    assert write_cml(DEMO) == write_cml(DEMO)
    assert read("plan.txt", write_cml(DEMO)).format == "cml"


def test_a_plan_without_a_model_is_comments_only() -> None:
    text = write_cml(plan([e.Risk(code="RK-1", statement="Fog")]))
    assert text == f'{WRITTEN}, for Context Mapper.\n\n// plan: RK-1 Risk {{"statement": "Fog"}}\n'
    assert again(text) == plan()


def test_the_demo_plan_keeps_what_cml_has_words_for() -> None:
    back = again(write_cml(DEMO))
    counts = Counter(element.element_kind for element in back.elements)
    for kind in (e.BoundedContext, e.Team, e.Subdomain, e.Aggregate, e.Entity, e.Attribute):
        assert counts[kind.__name__] == len(DEMO.of(kind))
    before = {a.name: (a.purpose, a.states) for a in DEMO.of(e.Aggregate)}
    assert {a.name: (a.purpose, a.states) for a in back.of(e.Aggregate)} == before
    moves = Counter((t.from_state, t.to_state) for t in back.of(e.Transition))
    assert moves <= Counter((t.from_state, t.to_state) for t in DEMO.of(e.Transition))
    assert {c.name for c in back.of(e.BoundedContext) if c.owner} == {
        c.name for c in DEMO.of(e.BoundedContext) if c.owner
    }


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Order management",
        "Bounded*/Context",
        'say "yes"\\',
        "Entity",
        "3D",
        "Ünïcode",
        "注文",
        "â€”",
        "<script>alert(1)</script>",
        "x" * 500,
        "// plan: BC-1",
    ],
)
def test_any_name_comes_back(name: str) -> None:
    twins = [e.BoundedContext(code=f"BC-{n}", name=name) for n in (1, 2)]
    inner = e.Aggregate(code="AG-1", name=name, context="BC-2", states=(name,) if name else ())
    held = plan(
        [*twins, inner, e.Team(code="TM-1", name=name), e.Subdomain(code="SD-1", name=name)]
    )
    back = again(write_cml(held))
    assert [c.name for c in back.of(e.BoundedContext)] == [name, name]
    assert [(a.name, a.states, a.context) for a in back.of(e.Aggregate)] == [
        (name, inner.states, "BC-2")
    ]
    assert [t.name for t in (*back.of(e.Team), *back.of(e.Subdomain))] == [name, name]
    assert_fixed(held)


def test_two_of_a_name_get_two_identifiers_and_references_their_own() -> None:
    twin = e.Aggregate(code="AG-2", name="Berths", context="BC-1")
    second = e.Entity(code="EN-2", name="Berth", aggregate="AG-2")
    refers = e.Attribute(code="AT-1", name="next", entity="EN-1", refers_to="EN-2")
    text = write_cml(plan([CONTEXT, AGGREGATE, twin, ENTITY, second, refers]))
    assert "- Berth_2 next" in text
    assert 'Entity Berth_2 /* name: "Berth" */' in text
    (found,) = again(text).of(e.Attribute)
    assert found.refers_to == "EN-2"


def test_text_of_several_lines_comes_back() -> None:
    text = 'One\n\n  "two" \\ three\n// plan: no comment\nEntity X {'
    context = e.BoundedContext(code="BC-1", name="A", purpose=text, responsibilities=text)
    (back,) = again(write_cml(plan([context]))).of(e.BoundedContext)
    assert (back.purpose, back.responsibilities) == (text, text)


def test_what_cml_cannot_say_stands_in_comments() -> None:
    zoned = e.BoundedContext(code="BC-1", name="A", trust_zone="inner", notes="Ask Bob.")
    other = e.BoundedContext(code="BC-2", name="B")
    apart = e.ContextRelation(
        code="CR-1", pattern="separate_ways", upstream="BC-1", downstream="BC-2"
    )
    store = e.DataStore(code="DS-1", name="Rows\nand more", context="BC-1")
    links = [Link(type="publishes", source="BC-1", target="MS-1")]
    query = e.Message(code="MS-1", name="Which?", context="BC-1", kind="query")
    lines = write_cml(plan([zoned, other, apart, store, query], links)).split("\n")
    assert '// plan: BC-1 {"notes": "Ask Bob.", "trust_zone": "inner"}' in lines
    assert any(line.startswith("// plan: CR-1 ContextRelation ") for line in lines)
    assert any(
        line.startswith('// plan: DS-1 DataStore {"name": "Rows\\nand more"') for line in lines
    )
    assert "// plan: BC-1 publishes MS-1" in lines


def test_roles_on_the_wrong_side_are_no_cml() -> None:
    contexts = [e.BoundedContext(code=f"BC-{n}", name=f"C{n}") for n in (1, 2)]
    wrong = e.ContextRelation(
        code="CR-1",
        pattern="upstream_downstream",
        upstream="BC-1",
        downstream="BC-2",
        upstream_roles=("ACL",),
    )
    text = write_cml(plan([*contexts, wrong]))
    assert "->" not in text
    assert "// plan: CR-1 ContextRelation" in text


@pytest.mark.parametrize(
    "line",
    [
        "owner = A } BoundedContext Evil {",
        "owner = A Aggregate B",
        "type = TEAM",
        "type = FEATURE } /*",
        'hint = "open',
        "Flow X { } }",
        "Flow X { command A } BoundedContext B { }",
        "enum E { A } enum F { B }",
        "Stakeholders { ",
        "realizes",
        "def x() ; } Entity Y {",
        "Domain A } BoundedContext B {",
        "ContextMap M { } BoundedContext B { }",
        "A [U]->[D] B } BoundedContext C {",
        "required",
        "min = 1 String evil",
        "void a(); void b()",
        "extends @A { } Entity B",
    ],
)
def test_notes_cannot_break_out_of_their_place(line: str) -> None:
    notes = f"- CML: `{line}`"
    held = plan(
        [
            e.Team(code="TM-1", name="T", notes=notes),
            e.Subdomain(code="SD-1", name="S", notes=notes),
            e.BoundedContext(code="BC-1", name="C", notes=notes),
            e.Aggregate(code="AG-1", name="G", context="BC-1", notes=notes),
            e.Entity(code="EN-1", name="N", aggregate="AG-1", notes=notes),
            e.Attribute(code="AT-1", name="a", entity="EN-1", type="T", notes=notes),
            e.Message(code="MS-1", name="M", aggregate="AG-1", kind="command", notes=notes),
            e.Service(code="SV-1", name="V", context="BC-1", notes=notes),
            e.Operation(code="OP-1", name="o", service="SV-1", notes=notes),
            e.Port(code="PT-1", name="P", kind="repository", root="EN-1", notes=notes),
            e.Question(code="QU-1", name="Q", notes=notes),
        ]
    )
    back = again(write_cml(held))
    counts = Counter(element.element_kind for element in back.elements)
    assert {kind: counts[kind] for kind in ("Team", "BoundedContext", "Aggregate", "Entity")} == {
        "Team": 1,
        "BoundedContext": 1,
        "Aggregate": 1,
        "Entity": 1,
    }
    assert_fixed(held)


def test_requirements_that_are_stories_are_written_with_their_code() -> None:
    story = 'As a "captain" I want to read the "Tide" so that "I sail"'
    told = e.Requirement(code="US-1", name="Tides", statement=story, type="functional")
    plain = e.Requirement(code="FR-1", statement="The tide is shown", type="functional")
    links = [Link(type="satisfies", source="AG-1", target="US-1")]
    text = write_cml(plan([told, plain, CONTEXT, AGGREGATE], links))
    assert 'UserStory US_1 /* code: "US-1" */ /* name: "Tides" */ {' in text
    assert '// plan: FR-1 Requirement {"statement": "The tide is shown"' in text
    back = again(text)
    assert [(r.code, r.name, r.statement) for r in back.of(e.Requirement)] == [
        ("US-1", "Tides", story)
    ]
    assert [link.key for link in back.links] == [("satisfies", "AG-1", "US-1")]


def test_transitions_and_policies_are_steps_of_a_flow() -> None:
    held = plan(
        [
            CONTEXT,
            e.Aggregate(code="AG-1", name="Berth", context="BC-1", states=("free", "in use")),
            e.Message(code="MS-1", name="Moor", context="BC-1", aggregate="AG-1", kind="command"),
            e.Message(code="MS-2", name="Moored", context="BC-1", kind="domain_event"),
            e.Transition(
                code="TR-1",
                aggregate="AG-1",
                from_state="free",
                to_state="in use",
                command="MS-1",
                event="MS-2",
            ),
            e.Transition(code="TR-2", aggregate="AG-1", to_state="lost", command="MS-1"),
            e.Policy(code="PO-1", context="BC-1", on_event="MS-2", then_command="MS-1"),
        ]
    )
    text = write_cml(held)
    assert "command Moor delegates to Berth [free -> in_use] emits event Moored" in text
    assert "event Moored triggers command Moor" in text
    back = again(text)
    assert [(t.from_state, t.to_state, t.command, t.event) for t in back.of(e.Transition)] == [
        ("free", "in use", "MS-1", "MS-2"),
        ("", "lost", "MS-1", ""),
    ]
    (policy,) = back.of(e.Policy)
    assert (policy.on_event, policy.then_command, policy.notes) == ("MS-2", "MS-1", "")


def test_an_own_file_is_read_to_the_letter() -> None:
    context = e.BoundedContext(code="BC-1", name="A", purpose="a\u00a0b â€” c")
    (back,) = again(write_cml(plan([context]))).of(e.BoundedContext)
    assert back.purpose == "a\u00a0b â€” c"


def test_identifiers_are_what_cml_takes() -> None:
    text = write_cml(DEMO, comments=False)
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/', "", text, flags=re.DOTALL)
    found = re.findall(r"\b(?:Entity|Aggregate|BoundedContext|Team|Service) (\S+)", bare)
    assert found and all(re.fullmatch(r"\^?[A-Za-z_]\w*", name, re.ASCII) for name in found)
    assert all(identifier(name) not in KEYWORDS for name in found)


def test_reader_and_writer_know_the_same_words() -> None:
    assert set(words.OBJECT_FLAGS.split("|")) == read_words.OBJECT_FLAGS
    assert set(words.OBJECT_KEYS.split("|")) == read_words.OBJECT_KEYS
    assert set(words.MODIFIER_FLAGS.split("|")) == read_words.MODIFIER_FLAGS
    assert set(words.MODIFIER_KEYS.split("|")) == read_words.MODIFIER_KEYS
    assert read_words.MODIFIER_FLAGS | read_words.MODIFIER_KEYS <= KEYWORDS
    assert read_words.OBJECT_FLAGS | read_words.OBJECT_KEYS | read_words.BODY_KEYS <= KEYWORDS
    assert WRITTEN == cml.WRITTEN
