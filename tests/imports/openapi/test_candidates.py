"""Schemas suggest entities where somebody asks for them."""

import pytest

from planning.imports.asyncapi import read_asyncapi
from planning.imports.openapi import read_openapi
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.imports.samples import applied

SPEC = """\
openapi: 3.1.0
info: {title: Ferry, version: '1'}
paths: {}
components:
  schemas:
    Port:
      type: object
      required: [id, name]
      properties:
        id: {type: string, format: uuid}
        name: {type: [string, 'null'], description: What the port is called}
    Booking:
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - type: object
          properties:
            from: {$ref: '#/components/schemas/Port'}
            via: {type: array, items: {$ref: '#/components/schemas/Port'}}
    Base: {type: object, required: [made], properties: {made: {type: string, format: date}}}
    Colour: {type: string, enum: [red]}
    Loop: {allOf: [{$ref: '#/components/schemas/Loop'}], properties: {x: {}}}
    Nothing: true
"""


@pytest.fixture
def draft():
    return read_openapi("ferry.yaml", SPEC, entity_candidates=True)


def test_each_schema_of_an_object_is_a_candidate(draft):
    assert [entity.values["name"] for entity in draft.of("Entity")] == [
        "Port",
        "Booking",
        "Base",
        "Loop",
    ]
    assert draft.of("Entity")[0].values["identity"] == "id"
    assert draft.of("Entity")[0].line == 6


def test_properties_are_attributes_and_refer_to_other_candidates(draft):
    held = {each.key: each.values for each in draft.of("Attribute")}
    assert held["attribute/Port.id"] == {
        "name": "id",
        "entity": "entity/Port",
        "type": "uuid",
        "key": True,
        "required": True,
    }
    assert held["attribute/Port.name"]["type"] == "string"
    assert held["attribute/Port.name"]["notes"] == "What the port is called"
    assert held["attribute/Booking.made"]["required"]
    assert held["attribute/Booking.from"]["refers_to"] == "entity/Port"
    assert held["attribute/Booking.via"]["refers_to"] == "entity/Port"
    assert held["attribute/Booking.via"]["collection"]


WRAPPED = """\
openapi: 3.1.0
info: {title: Ferry, version: '1'}
paths: {}
components:
  schemas:
    Port: {type: object, properties: {id: {type: string}}}
    Code: {type: string, format: code, description: Of a port}
    Loop: {allOf: [{$ref: '#/components/schemas/Loop'}]}
    Trip:
      type: object
      properties:
        from: {allOf: [{$ref: '#/components/schemas/Port'}, {description: Where it begins}]}
        to: {anyOf: [{$ref: '#/components/schemas/Port'}, {type: 'null'}], description: Where it ends}
        code: {$ref: '#/components/schemas/Code', description: Of the trip}
        via: {type: array, items: {oneOf: [{$ref: '#/components/schemas/Port'}]}}
        fare: {anyOf: [{type: string}, {type: number}]}
        loop: {allOf: [{$ref: '#/components/schemas/Loop'}]}
"""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("from", {"refers_to": "entity/Port", "type": "object", "notes": "Where it begins"}),
        ("to", {"refers_to": "entity/Port", "type": "object", "notes": "Where it ends"}),
        ("code", {"type": "code", "notes": "Of the trip"}),
        ("via", {"refers_to": "entity/Port", "type": "object", "collection": True}),
        ("fare", {}),
        ("loop", {}),
    ],
)
def test_a_property_is_what_its_one_part_says(name, said):
    draft = read_openapi("ferry.yaml", WRAPPED, entity_candidates=True)
    held = {each.key: dict(each.values) for each in draft.of("Attribute")}
    found = held[f"attribute/Trip.{name}"]
    assert found == {"name": name, "entity": "entity/Trip", **said}


def test_nothing_is_suggested_unless_somebody_asks():
    draft = read_openapi("ferry.yaml", SPEC)
    assert draft.of("Entity") == ()


def test_candidates_come_once(draft):
    held = applied(plan(), compare(plan(), draft))
    assert compare(held, draft).is_empty
    assert len(compare(plan(), draft).additions) == len(draft.elements)


def test_messages_have_schemas_too():
    spec = SPEC.replace("openapi: 3.1.0", "asyncapi: 3.0.0").replace("paths: {}", "channels: {}")
    draft = read_asyncapi("ferry.yaml", spec, entity_candidates=True)
    assert len(draft.of("Entity")) == 4
