"""The published JSON Schema is what the vocabulary says, and refuses what it does not say."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planning.exports.schema import schema, write
from planning.plan import plan_json
from planning.plan.elements import KINDS
from tests.plan.artifacts.plans import EMPTY, SMALL

PUBLISHED = Path(__file__).parents[2] / "docs/plan.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(schema())


def small() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(plan_json.write(SMALL))
    return content


def test_the_published_schema_is_the_one_of_today() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == write(), (
        "write it again: python -c 'from planning.exports.schema import write; print(write(), end=\"\")'"
        " > docs/plan.schema.json"
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("plan", [SMALL, EMPTY])
def test_what_is_written_keeps_to_the_schema(plan: Any) -> None:
    VALIDATOR.validate(json.loads(plan_json.write(plan)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_in_the_schema(kind: Any) -> None:
    assert schema()["properties"]["elements"]["properties"][kind.PLURAL]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("plan", "track"), "catering"),
        (("plan", "phase"), "one"),
        (("plan", "mood"), "good"),
        (("elements", "aggregates", 0, "boundary"), "wide"),
        (("elements", "aggregates", 0, "colour"), "red"),
        (("elements", "aggregates", 0, "code"), ""),
        (("elements", "bounded_contexts", 0, "layers"), ["cellar"]),
        (("elements", "data_stores", 0, "retention"), "two years"),
        (
            (
                "elements",
                "gadgets",
            ),
            [],
        ),
        (("links", 0, "type"), "likes"),
    ],
)
def test_what_the_vocabulary_does_not_know_is_refused(path: tuple[Any, ...], value: Any) -> None:
    content = place = small()
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(content)
