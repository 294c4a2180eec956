"""``plan.json``: lossless, a fixed point, and strict about what it cannot take."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan import plan_json
from planning.plan.canonical import FORMAT
from planning.plan.elements import BY_NAME, Aggregate, BoundedContext, Entity, facts
from planning.plan.links import Link
from planning.plan.plan_json import Unreadable, read, write
from planning.plan.value import Plan, changed, plan
from tests.drawn import random_plans
from tests.plan.strategies import plans

patient = random_plans(25)
SMALL = plan(
    [
        BoundedContext(code="BC-1", name="Sales", purpose="It sells.\nDaily."),
        Aggregate(code="AG-10", context="BC-1", states=("open", "paid")),
        Aggregate(code="AG-9", context="BC-1", position=2, version=3, origin="a.csv#1"),
    ],
    [Link(type="cites", source="AG-9", target="AG-9")],
    slug="shop",
    phase=1,
    revision=7,
)
TEXT = """\
{
"format": 1,
"plan": {
"slug": "shop",
"phase": 1,
"revision": 7
},
"elements": {
"bounded_contexts": [
{"code": "BC-1", "name": "Sales", "purpose": "It sells.\\nDaily."}
],
"aggregates": [
{"code": "AG-9", "position": 2, "version": 3, "origin": "a.csv#1", "context": "BC-1"},
{"code": "AG-10", "context": "BC-1", "states": ["open", "paid"]}
]
},
"links": [
{"type": "cites", "source": "AG-9", "target": "AG-9"}
]
}
"""


@patient
@given(plans(sound=True))
def test_reading_gives_back_what_was_written(plan):
    assert read(write(plan)) == (plan, ())


@patient
@given(plans(sound=True))
def test_writing_what_was_read_gives_the_same_bytes(plan):
    text = write(plan)
    assert write(read(text)[0]) == text


@patient
@given(plans(sound=True), st.integers())
def test_the_order_of_the_input_does_not_matter(held, seed):
    elements, links = list(held.elements), list(held.links)
    random.Random(seed).shuffle(elements)
    random.Random(seed + 1).shuffle(links)
    assert write(changed(held, elements=elements, links=links)) == write(held)


@patient
@given(plans())
def test_a_plan_that_does_not_hang_together_is_read_with_problems_and_then_stands(plan):
    first, _ = read(write(plan))
    assert read(write(first)) == (first, ())


def test_one_element_stands_on_one_line_in_natural_order():
    assert write(SMALL) == TEXT


@pytest.mark.parametrize("name", BY_NAME)
def test_every_kind_and_every_field_comes_back(name):
    kind = BY_NAME[name]
    said = {
        field: {
            "flag": True,
            "integer": 5,
            "date": "2026-11-04",
            "duration": "P7Y",
            "set": list(fact.options[:2]),
            "list": ["a", "b"],
            "reference": "",
        }.get(fact.type, fact.options[0] if fact.options else "é")
        for field, fact in facts(kind).items()
    }
    text = _file(elements={kind.PLURAL: [{"code": "X-1", **said}]})
    held, problems = read(text)
    assert problems == ()
    assert read(write(held)) == (held, ())
    unset = {f for f in facts(kind) if getattr(held.elements[0], f) == facts(kind)[f].default}
    assert unset == {f for f, fact in facts(kind).items() if fact.type == "reference"}


def _file(**parts):
    return json.dumps({"format": FORMAT, "elements": {}, **parts})


def told(**parts):
    """The plan that is read, and where its problems are."""
    held, problems = read(_file(**parts))
    return held, [str(problem) for problem in problems]


def test_unknown_kinds_fields_and_keys_are_listed():
    held, problems = told(
        elements={
            "dragons": [{"code": "X-1"}],
            "terms": [{"code": "TE-1", "wings": 2}],
            "aggregates": "none",
        },
        plan={"colour": "red"},
        extra=1,
    )
    assert [e.code for e in held.elements] == ["TE-1"]
    assert problems == [
        "plan.colour: unknown field, left out",
        "elements.dragons: unknown kind, or no list; left out",
        "elements.terms[0].wings: unknown field, left out",
        "elements.aggregates: unknown kind, or no list; left out",
        "extra: unknown key, left out",
    ]


def test_kinds_may_be_named_in_the_singular():
    held, problems = told(elements={"Aggregate": [{"code": "AG-1"}]})
    assert held.elements == (Aggregate(code="AG-1"),)
    assert problems == []


def test_a_code_counts_once():
    held, problems = told(
        elements={"terms": [{"code": "X", "name": "a"}], "aggregates": [{"code": "X"}]}
    )
    assert [e.element_kind for e in held.elements] == ["Term"]
    assert problems == ["elements.aggregates[0]: X is there already; left out"]


@pytest.mark.parametrize("row", [{}, {"code": ""}, {"code": None}, "AG-1", None, 3])
def test_an_element_without_code_is_listed(row):
    held, problems = told(elements={"aggregates": [row]})
    assert held.elements == ()
    assert problems == ["elements.aggregates[0]: an element needs a code; left out"]


def test_a_value_that_its_field_cannot_hold_is_listed():
    held, problems = told(
        elements={"aggregates": [{"code": "AG-1", "boundary": "elastic", "name": {"a": 1}}]}
    )
    assert held.elements == (Aggregate(code="AG-1"),)
    assert problems == [
        "elements.aggregates[0].boundary: “elastic” is not one of self, wider; left out",
        "elements.aggregates[0].name: text, not a table of values; left out",
    ]


@pytest.mark.parametrize("key", ["position", "version"])
@pytest.mark.parametrize("value", [-1, 2**31, "first", True, None, 1.5])
def test_bookkeeping_that_is_no_count_is_listed(key, value):
    held, problems = told(elements={"aggregates": [{"code": "AG-1", key: value}]})
    assert held.elements == (Aggregate(code="AG-1"),)
    assert problems == [f"elements.aggregates[0].{key}: not a count; left out"]


@pytest.mark.parametrize("code", ["AG-9", "EN-1"])
def test_a_reference_to_nothing_or_to_another_kind_is_left_blank_and_listed(code):
    held, problems = told(elements={"entities": [{"code": "EN-1", "aggregate": code}]})
    assert held.elements == (Entity(code="EN-1"),)
    assert problems == [
        f"elements.entities[0].aggregate: EN-1: no Aggregate {code} in this file; left blank"
    ]


ENDS = {"aggregates": [{"code": "AG-1"}], "standards": [{"code": "ARCH-BL"}]}
CITES = {"type": "cites", "source": "AG-1", "target": "ARCH-BL"}


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ({**CITES, "target": "X"}, "links[0]: cites: no element 'X' in this file; left out"),
        ({**CITES, "source": "X"}, "links[0]: cites: no element 'X' in this file; left out"),
        (
            {**CITES, "type": "eats"},
            "links[0]: no link 'eats' runs from Aggregate to Standard; left out",
        ),
        (
            {**CITES, "target": "AG-1"},
            "links[0]: no link 'cites' runs from Aggregate to Aggregate; left out",
        ),
        ("cites", "links[0]: : no element '' in this file; left out"),
    ],
)
def test_a_link_that_cannot_be_is_listed(link, problem):
    held, problems = told(elements=ENDS, links=[link])
    assert held.links == ()
    assert problems == [problem]


def test_a_link_counts_once():
    held, problems = told(elements=ENDS, links=[CITES, CITES])
    assert len(held.links) == 1
    assert problems == ["links[1]: cites from AG-1 to ARCH-BL is there already; left out"]


def test_an_unknown_field_of_a_link_is_listed_and_the_link_taken():
    held, problems = told(elements=ENDS, links=[{**CITES, "weight": 3}])
    assert len(held.links) == 1
    assert problems == ["links[0].weight: unknown field, left out"]


def test_parts_of_the_wrong_shape_are_listed():
    held, problems = told(plan=[], links={}, elements=[])
    assert held == Plan()
    assert problems == [
        "plan: an object was expected, left out",
        "elements: an object was expected, left out",
        "links: a list was expected, left out",
    ]


def test_records_are_read_with_what_they_need():
    held, problems = told(
        plan={
            "waivers": [{"rule": "AG-01", "until": "2027-01-01"}, {"element": "AG-1"}],
            "severities": [{"rule": "AG-01", "severity": "info", "mood": "sad"}],
        }
    )
    assert [w.rule for w in held.waivers] == ["AG-01"]
    assert held.severities[0].severity == "info"
    assert problems == [
        "plan.waivers[1]: needs rule; left out",
        "plan.severities[0].mood: unknown field, left out",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1"),
        ('{\n"format": 1,\n', "line 3"),
        ("[]", "an object with the keys"),
        ("{}", "an object with the keys"),
        ("null", "an object with the keys"),
        ('{"elements": {}}', "format None"),
        ('{"format": 99, "elements": {}}', "format 99"),
        ("[" * 100_000, "not readable"),
        ('{"format": ' + "9" * 5000 + "}", "not readable"),
    ],
)
def test_what_is_no_plan_is_refused_with_the_place(text, message):
    with pytest.raises(Unreadable, match=message):
        read(text)


def test_one_element_is_read_from_its_row():
    assert plan_json.element(Aggregate, {"code": "AG-1"}) == Aggregate(code="AG-1")
    with pytest.raises(Unreadable, match="wings"):
        plan_json.element(Aggregate, {"code": "AG-1", "wings": 2})
