"""A plan's own CML, brought back into the plan: as it was, or changed by hand in between."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from planning.exports.cml import write_cml
from planning.imports import cml
from planning.imports.outcome import Preview
from planning.imports.preview import compare
from planning.plan import elements as e
from planning.plan import plan_json
from planning.plan.links import Link
from planning.plan.value import Plan, plan
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
HARBOUR = replace(
    plan(
        [
            e.BoundedContext(code="BC-1", name="Harbour", purpose="Berths ships", notes="Ask Bob."),
            e.Aggregate(code="AG-1", name="Berths", context="BC-1", states=("free", "in use")),
            e.Entity(code="EN-1", name="Berth", aggregate="AG-1", role="root"),
            e.Entity(code="EN-2", name="Quay side", aggregate="AG-1"),
            e.Attribute(code="AT-1", name="length", entity="EN-1", type="Metres", required=True),
            e.Service(code="SV-1", name="Desk", context="BC-1", notes="At the pier."),
            e.Operation(code="OP-1", name="moor", service="SV-1"),
            e.Message(code="MS-1", name="Moored", context="BC-1", kind="integration_event"),
            e.Attribute(code="AT-2", name="ship", type="Ship"),
            e.Team(code="TM-1", name="Crew"),
        ],
        [Link(type="carries", source="MS-1", target="AT-2")],
    ),
    slug="harbour",
)


def looked_at(held: Plan, text: str) -> Preview:
    return compare(held, cml.read_cml("plan.cml", text))


def assert_nothing_new(preview: Preview) -> None:
    assert (preview.additions, preview.changes, preview.contested) == ((), (), ())
    assert (preview.links, preview.vanished, preview.skipped) == ((), (), ())


def fields(preview: Preview) -> set[tuple[str, str]]:
    return {(c.code, f.name) for c in preview.changes for f in c.fields}


@pytest.mark.parametrize("comments", [True, False], ids=["with codes", "with names alone"])
@pytest.mark.parametrize("held", [DEMO, HARBOUR], ids=["demo", "harbour"])
def test_a_plan_made_by_hand_is_not_changed_by_its_own_file(held: Plan, comments: bool) -> None:
    assert_nothing_new(looked_at(held, write_cml(held, comments=comments)))


@random_plans(20)
@given(held=plans(sound=True))
def test_no_plan_is_changed_by_its_own_file(held: Plan) -> None:
    assert_nothing_new(looked_at(held, write_cml(held)))


@random_plans(20)
@given(held=models())
def test_no_model_with_notes_in_cml_is_changed_by_its_own_file(held: Plan) -> None:
    assert_nothing_new(looked_at(held, write_cml(held)))


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_what_came_out_of_a_file_is_not_changed_by_the_export(text: str) -> None:
    held = applied(plan(), compare(plan(), cml.read_cml("model.cml", text)))
    assert_nothing_new(looked_at(held, write_cml(held)))


@pytest.mark.parametrize("name", CORPUS)
def test_what_came_out_of_a_real_file_is_not_changed_by_the_export(corpus: Path, name: str) -> None:
    text = (corpus / "cml" / name).read_text()
    held = applied(plan(), compare(plan(), cml.read_cml(name, text)))
    assert_nothing_new(looked_at(held, write_cml(held)))


@pytest.mark.parametrize(
    ("written", "edited", "changed"),
    [
        ("Entity Berth ", "Entity Mooring ", ("EN-1", "name")),
        ("Entity Quay_side ", "Entity Quay ", ("EN-2", "name")),
        ("BoundedContext Harbour ", "BoundedContext Port ", ("BC-1", "name")),
        ("Metres ^length ", "Metres width ", ("AT-1", "name")),
        ("Ship ship ", "Ship vessel ", ("AT-2", "name")),
        ("Ship ship ", "Vessel ship ", ("AT-2", "type")),
        ("Service Desk ", "Service Office ", ("SV-1", "name")),
        ("moor /*", "berth /*", ("OP-1", "name")),
        ("BoundedContext Crew ", "BoundedContext Sailors ", ("TM-1", "name")),
        ("aggregateRoot", "", ("EN-1", "role")),
        ("DomainEvent Moored", "CommandEvent Moored", ("MS-1", "kind")),
        ("in_use /*", "taken /*", ("AG-1", "states")),
    ],
)
def test_what_somebody_edits_in_the_file_is_a_change(
    written: str, edited: str, changed: tuple[str, str]
) -> None:
    text = write_cml(HARBOUR)
    assert text.count(written) == 1
    preview = looked_at(HARBOUR, text.replace(written, edited).replace("ains Harbour", "ains Port"))
    assert fields(preview) == {changed}


def test_a_copy_that_kept_the_code_is_added_beside_its_model() -> None:
    line = 'Entity Quay_side /* name: "Quay side" */ /* code: "EN-2" */'
    copied = f"{line.replace('Quay_side', 'Pier')}\n{line}"
    preview = looked_at(HARBOUR, write_cml(HARBOUR).replace(line, copied))
    assert [(a.kind, a.values["name"]) for a in preview.additions] == [
        ("Entity", "Pier"),
        ("Term", "Pier"),
    ]
    assert (preview.changes, preview.skipped) == ((), ())


def test_codes_mean_nothing_in_another_plan() -> None:
    other = replace(plan([e.BoundedContext(code="BC-1", name="Bakery")]), slug="bakery")
    preview = looked_at(other, write_cml(HARBOUR))
    assert preview.changes == ()
    assert "BoundedContext" in [addition.kind for addition in preview.additions]


def test_by_its_name_alone_a_file_fills_blanks_and_overwrites_nothing() -> None:
    text = write_cml(HARBOUR, comments=False).replace("Berths ships", "Moors ships")
    text = text.replace("Aggregate Berths {", 'Aggregate Berths { responsibilities = "Room"')
    preview = looked_at(HARBOUR, text)
    assert fields(preview) == {("AG-1", "purpose")}
    assert [(c.code, c.fields[0].name, c.disputed) for c in preview.contested] == [
        ("BC-1", "purpose", False)
    ]


def test_a_service_that_moves_into_the_application_changes_its_kind_and_layer() -> None:
    desk = e.Service(code="SV-1", name="Desk", context="BC-1", kind="domain", layer="domain")
    held = plan([e.BoundedContext(code="BC-1", name="Harbour"), desk])
    text = write_cml(held).replace("Service Desk", "Application { Service Desk")
    preview = looked_at(held, text.replace('/* code: "SV-1" */', "}"))
    assert [(f.name, f.after) for c in preview.contested for f in c.fields] == [
        ("kind", "application"),
        ("layer", "application"),
    ]
    preview = looked_at(held, text.replace('/* code: "SV-1" */', '/* code: "SV-1" */ }'))
    assert fields(preview) == {("SV-1", "kind"), ("SV-1", "layer")}


def test_what_nobody_touched_keeps_notes_that_cml_has_no_place_for() -> None:
    notes = 'At the pier.\n\n- CML: `hint = "x"`'
    desk = e.Service(code="SV-1", name="Desk", context="BC-1", notes=notes)
    held = plan([e.BoundedContext(code="BC-1", name="Harbour"), desk])
    text = write_cml(held)
    assert_nothing_new(looked_at(held, text))
    (change,) = looked_at(held, text.replace('hint = "x"', 'hint = "y"', 2)).changes
    assert change.fields[0].after == 'At the pier.\n\n- CML: `hint = "y"`'
