"""Real CML files hold what SOURCES.md counts in them."""

from collections import Counter
from pathlib import Path

import pytest

from planning.imports.apply import apply
from planning.imports.draft import Draft
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.elements import Entity
from planning.plan.value import plan
from planning.store.load import load
from tests.factory import make_actor, make_plan
from tests.imports.samples import applied

FILES = (
    "insurance-stage-5.cml",
    "insurance-stage-2.cml",
    "insurance-alternative-syntax.cml",
    "cargo-stage-5.cml",
    "context-mapper-tool-stage-4.cml",
)


def draft_of(corpus: Path, name: str) -> Draft:
    return read(name, (corpus / "cml" / name).read_bytes())


def counts(draft: Draft) -> dict[str, int]:
    return {tally.what: tally.read for tally in draft.tallies}


@pytest.mark.parametrize("name", FILES)
def test_every_construct_is_read_and_nothing_is_complained_of(corpus: Path, name: str) -> None:
    draft = draft_of(corpus, name)
    assert draft.format == "cml"
    assert draft.diagnostics == ()
    assert all(tally.found == tally.read for tally in draft.tallies)


def test_the_insurance_in_full(corpus: Path) -> None:
    draft = draft_of(corpus, "insurance-stage-5.cml")
    kinds = Counter(element.kind for element in draft.elements)
    assert counts(draft)["BoundedContext"] == 10
    assert (kinds["BoundedContext"], kinds["Team"]) == (6, 4)
    assert Counter(e.values["pattern"] for e in draft.of("ContextRelation")) == {
        "customer_supplier": 1,
        "upstream_downstream": 4,
        "partnership": 1,
        "shared_kernel": 1,
    }
    assert (kinds["Subdomain"], kinds["Aggregate"]) == (5, 10)
    assert (counts(draft)["attribute"], counts(draft)["reference"]) == (29, 18)
    assert kinds["Attribute"] == 29 + 18


def test_the_cargo_in_full(corpus: Path) -> None:
    draft = draft_of(corpus, "cargo-stage-5.cml")
    kinds = Counter(element.kind for element in draft.elements)
    relations = draft.of("ContextRelation")
    assert kinds["BoundedContext"] == 3
    assert Counter(e.values["pattern"] for e in relations) == {
        "shared_kernel": 1,
        "upstream_downstream": 2,
    }
    assert [e.values.get("upstream_roles") for e in relations] == [
        None,
        ("OHS", "PL"),
        ("OHS", "PL"),
    ]
    roles = Counter(e.values["role"] for e in draft.of("Entity"))
    assert roles == {"root": 3, "value_object": 11}
    assert (kinds["Aggregate"], kinds["Message"], kinds["Port"]) == (4, 1, 4)


def test_both_syntaxes_say_the_same(corpus: Path) -> None:
    words, arrows = (
        [
            {**e.values, "upstream_roles": set(e.values.get("upstream_roles", ()))}
            for e in draft_of(corpus, name).of("ContextRelation")
        ]
        for name in ("insurance-alternative-syntax.cml", "insurance-stage-2.cml")
    )
    assert words == arrows


def test_references_lead_to_the_nearest_of_a_name(corpus: Path) -> None:
    """Two aggregates of the tool's own model have an entity named Aggregate."""
    name = "context-mapper-tool-stage-4.cml"
    result = applied(plan(), compare(plan(), draft_of(corpus, name)))
    twins = [e for e in result.of(Entity) if e.name == "Aggregate"]
    (used,) = [e for e in twins if result.referrers(e.code)]
    assert len(twins) == 2
    assert "StructuredServiceDecomposition" in used.origin


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_applied_holds_nothing_new(corpus: Path, name: str) -> None:
    first = applied(plan(), compare(plan(), draft_of(corpus, name)))
    assert compare(first, draft_of(corpus, name)).is_empty


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["insurance-stage-5.cml", "cargo-stage-5.cml"])
def test_a_file_that_was_stored_holds_nothing_new(corpus: Path, name: str) -> None:
    row = make_plan()
    apply(row.pk, make_actor(), compare(load(row.pk), draft_of(corpus, name)))
    assert compare(load(row.pk), draft_of(corpus, name)).is_empty
