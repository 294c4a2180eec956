"""A plan's own skeleton, edited and brought back into the plan."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planning.exports import openapi
from planning.imports.openapi import read_openapi
from planning.imports.outcome import Preview
from planning.imports.preview import compare
from planning.plan.elements import Endpoint, Operation, Schema, Service
from planning.plan.value import Plan, plan

HARBOUR = replace(
    plan(
        [
            Service(code="SV-1", name="Desk", responsibilities="Takes bookings"),
            Operation(code="OP-1", name="Book a berth", service="SV-1", errors="409: taken"),
            Endpoint(
                code="EP-1",
                name="Book",
                service="SV-1",
                operation="OP-1",
                method="post",
                path="/berths/{id}",
                request_schema="SM-1",
            ),
            Endpoint(code="EP-2", service="SV-1", operation="OP-1", method="PUT", path="/berths"),
            Endpoint(code="EP-3", service="SV-1", method="GET", path="/berths"),
            Schema(code="SM-1", name="New berth", body='{"type": "object"}'),
        ]
    ),
    slug="harbour",
)


def edited(edit: Callable[[Any], None], held: Plan = HARBOUR) -> Preview:
    (text,) = openapi.write_all(HARBOUR).values()
    document = json.loads(text)
    edit(document)
    return compare(held, read_openapi("desk.json", json.dumps(document)))


def nothing(document: Any) -> None:
    pass


def rename(document: Any) -> None:
    document["paths"]["/berths/{id}"]["post"]["summary"] = "Reserve"


def rename_use_case(document: Any) -> None:
    document["paths"]["/berths"]["put"]["operationId"] = "Reserve"


def move(document: Any) -> None:
    document["paths"]["/quays/{id}"] = document["paths"].pop("/berths/{id}")


def deprecate(document: Any) -> None:
    document["paths"]["/berths"]["get"]["deprecated"] = True


def widen(document: Any) -> None:
    document["components"]["schemas"]["New_berth"]["required"] = ["id"]


def retitle(document: Any) -> None:
    document["info"] |= {"title": "Office", "description": "Takes bookings by post"}


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (nothing, set()),
        (rename, {("EP-1", "name")}),
        (rename_use_case, {("OP-1", "name")}),
        (move, {("EP-1", "path")}),
        (deprecate, {("EP-3", "deprecated")}),
        (widen, {("SM-1", "body")}),
        (retitle, {("SV-1", "name"), ("SV-1", "responsibilities")}),
    ],
)
def test_what_somebody_edits_is_a_change_and_nothing_else(
    edit: Callable[[Any], None], changed: set[tuple[str, str]]
) -> None:
    preview = edited(edit)
    assert {(c.code, f.name) for c in preview.changes for f in c.fields} == changed
    assert (preview.additions, preview.links, preview.contested) == ((), (), ())


def test_an_operation_that_is_new_in_the_file_is_added_with_its_endpoint() -> None:
    def add(document: Any) -> None:
        document["paths"]["/tides"] = {"get": {"operationId": "tides", "responses": {}}}

    preview = edited(add)
    assert [addition.kind for addition in preview.additions] == ["Operation", "Endpoint"]
    assert preview.changes == ()


def test_codes_mean_nothing_in_another_plan() -> None:
    other = replace(HARBOUR, slug="bakery")
    preview = edited(nothing, other)
    assert preview.changes == ()
    assert len(preview.additions) == len(HARBOUR.elements)


@pytest.mark.parametrize("name", ["/a/.1_b", "Größe", "订单", "订单 2", "a.-b__c", "_"])
def test_a_name_that_no_identifier_can_have_is_not_changed(name: str) -> None:
    held = replace(
        HARBOUR,
        elements=tuple(
            replace(e, name=name) if isinstance(e, Schema | Operation) else e
            for e in HARBOUR.elements
        ),
    )
    (text,) = openapi.write_all(held).values()
    assert compare(held, read_openapi("desk.json", text)).is_empty
