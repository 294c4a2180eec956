"""What is taken for a specification, and that reading it again changes nothing."""

import pytest

from planning.imports.draft import Unreadable
from planning.imports.openapi import looks_like_openapi, read_openapi
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.plan.elements import Schema
from planning.plan.value import plan
from tests.imports.openapi.samples import ABOUT, FERRY, FRAGMENT, NEWER, OLDER
from tests.imports.samples import DIRECTIVE, REQUIREMENTS_CSV, REQUIREMENTS_MARKDOWN, applied


@pytest.mark.parametrize(
    "text",
    [
        FERRY,
        OLDER,
        NEWER,
        f"# made by a tool\n---\n{FERRY}",
        '"swagger": "2.0"\n"info": {}\n',
        '{"components": {}, "paths": {}, "info": {"title": "a"}, "openapi": "3.0.0"}',
        '{"about": {"openapi": "3.0.0"}, "info": {"title": "} \\" {"}, "openapi": "3.0.0"}',
        FERRY.replace("\n", "\r\n"),
        f"\ufeff{OLDER}",
    ],
)
def test_a_specification_is_one(text: str) -> None:
    assert looks_like_openapi(text)
    assert read("file", text).format == "openapi"


@pytest.mark.parametrize(
    "text",
    [
        FRAGMENT,
        ABOUT,
        DIRECTIVE,
        REQUIREMENTS_CSV,
        REQUIREMENTS_MARKDOWN,
        '{"openapi": "3.0.0"}',
        "openapi: 3.0.0\n",
        "We use\nopenapi: 3.0.0\ninfo: none\n",
        "asyncapi: 3.0.0\ninfo: {}\n",
        '{"name": "a", "info": "x", "parts": {"openapi": "3.0.0"}}',
        '{"list": [{"swagger": "2.0", "info": {}}], "note": "a } and a ]"}',
        plan_json.write(plan([Schema(code="SM-1", body='{"openapi": "3.0.0", "info": {}}')])),
    ],
)
def test_what_is_none_is_left_to_others(text: str) -> None:
    assert not looks_like_openapi(text)


@pytest.mark.parametrize("text", [FRAGMENT, "- 1\n", "3", "swagger: '1.2'\ninfo: {}\n", "{}"])
def test_what_is_none_is_refused_where_one_is_expected(text: str) -> None:
    with pytest.raises(Unreadable, match="no key says which specification"):
        read_openapi("f.yaml", text)


@pytest.mark.parametrize("text", [FERRY, OLDER, NEWER])
@pytest.mark.parametrize("per_tag", [False, True])
def test_a_file_that_was_applied_holds_nothing_new(text: str, per_tag: bool) -> None:
    draft = read_openapi("api.yaml", text, service_per_tag=per_tag)
    first = compare(plan(), draft)
    assert len(first.additions) == len(draft.elements)
    assert len(first.links) == len(draft.links)
    again = compare(applied(plan(), first), read_openapi("api.yaml", text, service_per_tag=per_tag))
    assert again.is_empty
    assert [d for d in first.diagnostics if d not in draft.diagnostics] == []


def test_a_dependency_that_moved_on_stays_where_it_is() -> None:
    held = applied(plan(), compare(plan(), read_openapi("api.yaml", FERRY)))
    moved = plan_json.write(held).replace('"status": "open"', '"status": "requested"')
    later, _ = plan_json.read(moved)
    assert compare(later, read_openapi("api.yaml", FERRY)).is_empty


def test_lines_of_json_are_known() -> None:
    draft = read_openapi("o.json", OLDER)
    lines = {e.key: e.line for e in draft.elements}
    assert (lines["POST /cars"], lines["PUT /cars"], lines["schema/Car"]) == (8, 16, 23)


def test_tabs_are_taken_for_blanks() -> None:
    draft = read_openapi("f.yaml", FERRY.replace("  ", "\t"))
    assert len(draft.of("Endpoint")) == 4
    assert "lines are indented with tabs" in [d.message for d in draft.diagnostics]


def test_another_document_in_the_file_is_reported() -> None:
    draft = read_openapi("f.yaml", f"a: 1\n---\n{FERRY}")
    assert [d.message for d in draft.diagnostics if "another" in d.message] == [
        "another document in the same file"
    ]
