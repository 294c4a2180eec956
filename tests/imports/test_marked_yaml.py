"""YAML that knows its lines, and refuses what would hurt."""

import pytest

from planning.imports.draft import Unreadable
from planning.imports.marked_yaml import documents

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join(f'*{before}' for _ in range(10))}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_values_know_their_lines():
    (held,) = documents("a.yaml", "name: x\nlist:\n  - one\n  - two: 2\n")
    assert held == {"name": "x", "list": ["one", {"two": 2}]}
    assert held.lines == {"name": 1, "list": 2}
    assert held["list"].lines == [3, 4]
    assert held["list"][1].line == 4


def test_several_documents_and_empty_ones():
    assert documents("a.yaml", "---\na: 1\n---\n---\nb: 2\n")[0] == {"a": 1}


def test_json_is_read_too():
    assert documents("a.json", '{"a": [1, true, null, "x"]}') == [{"a": [1, True, None, "x"]}]


def test_merges_fill_what_is_not_said():
    (held,) = documents("a.yaml", "base: &b {x: 1, y: 2}\nmine:\n  <<: *b\n  y: 3\n")
    assert held["mine"] == {"x": 1, "y": 3}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [1", "no YAML"),
        ("a: &a [*a]", "holds itself"),
        ("[" * 150 + "]" * 150, "nests deeper"),
        ("[" * 50_000, "no YAML"),
        (BOMB, "grows to more than"),
        ("a: *nobody", "no YAML"),
    ],
    ids=["open", "cycle", "deep", "deepest", "bomb", "alias"],
)
def test_what_would_hurt_is_refused(text, why):
    with pytest.raises(Unreadable, match=why):
        documents("a.yaml", text)


@pytest.mark.parametrize(
    "text", ["!!python/object/apply:os.system ['ls']", "a: !!python/name:os.system x", "!x 1"]
)
def test_a_tag_makes_nothing_but_plain_values(text):
    (held,) = documents("a.yaml", text)
    assert isinstance(held, dict | list | str | int)


@pytest.mark.parametrize("said", ["2026-13-45", "0o9", "1e999999", "1" * 400])
def test_a_scalar_that_is_off_stays_text_or_number(said):
    (held,) = documents("a.yaml", f"a: {said}")
    assert held["a"] is not None


@pytest.mark.parametrize("said", ["on", "Off", "no", "NO", "y", "22:30", "1_000", "0b11", "1:30.5"])
def test_what_only_older_yaml_takes_for_another_value_is_text(said):
    assert documents("a.yaml", f"a: [{said}]") == [{"a": [said]}]


@pytest.mark.parametrize("said", ["2026-02-10", "2026-02-10T17:32:28Z"])
def test_a_date_stays_as_it_stands(said):
    assert documents("a.yaml", f"a: {said}") == [{"a": said}]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("true", True), ("False", False), ("~", None), ("010", 10), ("-7", -7), ("0x1F", 31)]
    + [("1.5", 1.5), (".5", 0.5), ("1.0e+3", 1000.0), ("-.inf", float("-inf"))],
)
def test_a_value_of_the_core_schema_is_one(said, meant):
    assert documents("a.yaml", f"a: {said}") == [{"a": meant}]


def test_a_tag_says_what_a_scalar_is():
    assert documents("a.yaml", "a: !!str 7\nb: !!int '7'\nc: '7'\n") == [
        {"a": "7", "b": 7, "c": "7"}
    ]
