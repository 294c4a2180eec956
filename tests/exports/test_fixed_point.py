"""Whatever is written and has a reader comes back: into its own plan as nothing, into another as it was."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given

from planning.exports.formats import BY_NAME
from planning.imports.draft import Draft
from planning.imports.preview import compare
from planning.imports.recognise import read, unpacked
from planning.imports.sequence import in_order
from planning.plan import plan_json
from planning.plan.elements import Element, facts
from planning.plan.normal import normal
from planning.plan.value import Plan, plan
from tests.conftest import CORPUS, ROOT
from tests.drawn import random_plans
from tests.imports.samples import applied
from tests.plan.artifacts.plans import ON
from tests.plan.sound import SOUND
from tests.plan.strategies import plans

DEMO, _ = plan_json.read((ROOT / "planning" / "demo" / "plan.json").read_text())
FORMATS = ("plan", "tables", "cml", "backstage", "openapi")
"""Those that are both written and read."""
HUGE = ("kubernetes-1.13-swagger2.json.gz",)
FILES = sorted(
    path.relative_to(CORPUS).as_posix()
    for path in CORPUS.rglob("*")
    if path.is_file() and path.name not in HUGE
)


def written(held: Plan, format_: str) -> dict[str, str]:
    return dict(BY_NAME[format_].write(held, ON))


def drafts(files: dict[str, str]) -> list[Draft]:
    """The files as an upload sends them: by name, in bytes."""
    sent = [(path.rpartition("/")[2], text.encode()) for path, text in files.items()]
    parts = [part for name, data in sent for part in unpacked(name, data)]
    return in_order([read(name, data) for name, data in parts])


def brought(into: Plan, found: list[Draft]) -> Plan:
    for draft in found:
        into = applied(into, compare(into, draft))
    return into


def assert_changes_nothing(held: Plan, format_: str) -> None:
    for draft in drafts(written(held, format_)):
        preview = compare(held, draft)
        assert (preview.additions, preview.changes, preview.contested) == ((), (), ())
        assert (preview.links, preview.about, preview.vanished) == ((), (), ())
        assert preview.skipped == ()


def assert_settles(held: Plan, format_: str) -> None:
    """What was read of a file is written so that it reads the same ever after."""
    once = brought(plan(), drafts(written(held, format_)))
    first = written(once, format_)
    twice = brought(plan(), drafts(first))
    assert written(twice, format_) == first


@cache
def plan_of(path: Path) -> Plan:
    parts = unpacked(path.name, path.read_bytes())
    return brought(plan(), in_order([read(*part) for part in parts]))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("held", [DEMO, SOUND], ids=["demo", "sound"])
def test_a_plan_is_not_changed_by_what_was_written_of_it(held: Plan, format_: str) -> None:
    assert_changes_nothing(held, format_)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("held", [DEMO, SOUND], ids=["demo", "sound"])
def test_what_was_written_and_read_is_written_the_same_again(held: Plan, format_: str) -> None:
    assert_settles(held, format_)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", FILES or ["none"])
def test_what_a_real_file_says_goes_out_and_comes_back(
    corpus: Path, name: str, format_: str
) -> None:
    held = plan_of(corpus / name)
    assert_changes_nothing(held, format_)
    assert_settles(held, format_)


@pytest.mark.parametrize("format_", ["openapi", "backstage"])
@random_plans(12)
@given(held=plans(sound=True))
def test_no_plan_is_changed_by_what_was_written_of_it(format_: str, held: Plan) -> None:
    assert_changes_nothing(held, format_)
    assert_settles(held, format_)


ODD = "\t\x0b\x0c\x1c\x1d\x1e\x7f\x85\xa0\xad\u2028\u2029\u200b\u202e\ufeff\ufffd\U0001f600"
"""What some reader takes for a space, an end of line or no text at all."""


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("character", ODD, ids=lambda character: f"U+{ord(character):04X}")
def test_no_character_is_changed_on_the_way_out_and_back(format_: str, character: str) -> None:
    odd = f"a{character}b {character}\n{character}c {character}0"
    assert_changes_nothing(with_texts(SOUND, odd), format_)


def with_texts(held: Plan, added: str) -> Plan:
    """The plan with more of a text in every field of several lines."""
    return replace(held, elements=tuple(_with_texts(element, added) for element in held.elements))


def _with_texts(element: Element, added: str) -> Element:
    texts = [fact for fact in facts(type(element)).values() if fact.type == "text"]
    said = {fact.name: normal(fact, getattr(element, fact.name) + added) for fact in texts}
    return replace(element, **said)
