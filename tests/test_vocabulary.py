"""One vocabulary: dataclass fields, model fields and plan.json keys say the same names."""

import dataclasses

import pytest

from planning import kinds, models
from planning.plan import elements, plan_json, value
from planning.plan.elements import BOOKKEEPING, facts

STORED_ONLY = {"id", "plan", "element", "element_kind"}
PLAN_STORED_ONLY = {"id", "stamp", "head", "changes", "created_at", "archived_at"}
COLUMNS = {
    "line": "CharField",
    "text": "TextField",
    "choice": "CharField",
    "set": "JSONField",
    "list": "JSONField",
    "flag": "BooleanField",
    "integer": "PositiveIntegerField",
    "date": "DateField",
    "duration": "CharField",
    "reference": "ForeignKey",
}


def own_names(kind):
    return {name for name in facts(kind.element) if name not in BOOKKEEPING}


def stored_names(model):
    named = {field.name for field in model._meta.get_fields() if not field.auto_created}
    return named - STORED_ONLY - set(BOOKKEEPING)


def test_the_table_of_kinds_lists_every_kind_in_order():
    assert tuple(kind.element for kind in kinds.KINDS) == elements.KINDS


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_a_kind_has_the_same_fields_as_value_and_as_row(kind):
    assert own_names(kind) == stored_names(kind.model)


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_a_row_stores_each_fact_in_a_column_of_its_type(kind):
    stored = {
        name: kind.model._meta.get_field(name).get_internal_type() for name in own_names(kind)
    }
    assert stored == {name: COLUMNS[kind.facts[name].type] for name in own_names(kind)}


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_a_row_offers_the_choices_of_the_vocabulary(kind):
    offered = {
        name: tuple(option for option, _ in kind.model._meta.get_field(name).flatchoices)
        for name, fact in kind.facts.items()
        if fact.type == "choice"
    }
    assert offered == {
        name: fact.options for name, fact in kind.facts.items() if fact.type == "choice"
    }


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_a_reference_points_to_the_kind_that_the_vocabulary_names(kind):
    targets = {
        name: kind.model._meta.get_field(name).related_model.__name__
        for name in value.reference_fields(kind.element)
    }
    assert targets == {
        name: kind.facts[name].target for name in value.reference_fields(kind.element)
    }


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_facts_of_a_kind_name_fields_that_it_has(kind):
    named = {*kind.columns, *kind.element.NORMATIVE, *({kind.parent} - {""})}
    assert named <= kind.facts.keys()


def test_a_plan_has_the_same_fields_as_value_and_as_row():
    named = {field.name for field in dataclasses.fields(value.Plan)} - {
        "elements",
        "links",
    }
    stored = {
        field.name for field in models.Plan._meta.get_fields() if not field.auto_created
    } - PLAN_STORED_ONLY
    assert named == stored


def test_every_record_of_a_plan_is_read_from_plan_json():
    assert set(plan_json.RECORDS) == {
        "releases",
        "severities",
        "disabled_rules",
        "waivers",
    }


def test_codes_and_slugs_tell_kinds_apart():
    assert len({kind.prefix for kind in kinds.KINDS}) == len(kinds.KINDS)
    assert len({kind.slug for kind in kinds.KINDS}) == len(kinds.KINDS)
