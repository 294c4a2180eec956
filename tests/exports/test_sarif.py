"""SARIF: valid by its schema, at the right line, stable under other wording."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planning.exports.sarif import File, lines, sarif
from planning.plan import plan_json
from planning.plan.elements import BoundedContext
from planning.plan.findings import Finding, Hit, rule
from planning.plan.rules import RULES, check
from planning.plan.value import Plan, Waiver, changed, plan
from tests.plan.artifacts.plans import EMPTY, ON, SMALL

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json"
VALIDATOR = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text()))
HOSTILE = plan(
    [BoundedContext(code="BC-1", name='<script> "%s" {0} \u2028')],
    name="{0} %s",
    waivers=(
        Waiver(
            rule="BC-01",
            element="BC-1",
            field="purpose",
            reason='"}]',
            asked_by="bob",
            status="approved",
            approved_by="ada",
            approved_role="architecture_lead",
            until="2030-01-01",
        ),
    ),
)


def log(whole: Plan, file: bool = True) -> dict[str, Any]:
    held = File("out/plan.json", plan_json.write(whole)) if file else None
    said: dict[str, Any] = json.loads(sarif(whole, ON, RULES, check(whole, ON), held))
    return said


def results(whole: Plan, id: str, file: bool = True) -> list[dict[str, Any]]:
    return [found for found in log(whole, file)["runs"][0]["results"] if found["ruleId"] == id]


def line(found: dict[str, Any]) -> int:
    number: int = found["locations"][0]["physicalLocation"]["region"]["startLine"]
    return number


@pytest.mark.parametrize("file", [True, False])
@pytest.mark.parametrize("whole", [SMALL, EMPTY, HOSTILE])
def test_a_log_keeps_to_the_schema(whole: Plan, file: bool) -> None:
    VALIDATOR.validate(log(whole, file))


def test_the_schema_refuses_a_level_of_ours() -> None:
    said = log(EMPTY)
    said["runs"][0]["results"][0]["level"] = "info"
    assert not VALIDATOR.is_valid(said)


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")]
)
def test_a_severity_has_its_level(severity: Any, level: str) -> None:
    held = replace(check(EMPTY, ON)[0], severity=severity)
    said = json.loads(sarif(EMPTY, ON, RULES, [held]))
    assert said["runs"][0]["results"][0]["level"] == level


def test_every_rule_comes_with_its_help() -> None:
    driver = log(EMPTY)["runs"][0]["tool"]["driver"]
    assert [(each["id"], each["help"]["text"]) for each in driver["rules"]] == [
        (each.id, each.fix) for each in RULES
    ]


def test_a_result_points_at_its_rule() -> None:
    run = log(SMALL)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert {rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"]} == {True}


def test_a_result_stands_at_the_line_of_its_element() -> None:
    (found,) = results(HOSTILE, "BC-01")
    text = plan_json.write(HOSTILE).split("\n")
    assert text[line(found) - 1].startswith('{"code": "BC-1"')
    assert found["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "BC-1.purpose"


def test_a_result_on_the_plan_stands_at_its_facts() -> None:
    found = results(HOSTILE, "SE-10") or results(HOSTILE, "DE-03")
    assert plan_json.write(HOSTILE).split("\n")[line(found[0]) - 1] == '"plan": {'


def test_a_stored_plan_has_no_file() -> None:
    (found,) = results(HOSTILE, "BC-01", file=False)
    assert list(found["locations"][0]) == ["logicalLocations"]


def test_a_waived_finding_is_suppressed_with_its_reason() -> None:
    (found,) = results(HOSTILE, "BC-01")
    assert found["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": '"}] (approved by ada, until 2030-01-01)',
        }
    ]


def test_a_requested_waiver_suppresses_nothing() -> None:
    asked = replace(HOSTILE, waivers=(replace(HOSTILE.waivers[0], status="requested"),))
    assert results(asked, "BC-01")[0]["suppressions"] == []


def test_a_fingerprint_outlives_other_wording_and_other_lines() -> None:
    more = changed(HOSTILE, elements=[*HOSTILE.elements, BoundedContext(code="AA-1", name="First")])
    one, other = results(HOSTILE, "BC-01")[0], results(more, "BC-01")[1]
    assert line(one) != line(other)
    assert one["partialFingerprints"] == other["partialFingerprints"]


def test_two_findings_at_one_place_have_two_fingerprints() -> None:
    @rule("XX-1", "smell", "info", "backend", title="T", why="W", fix="F")
    def twice(plan: Plan, on: object) -> list[Hit]:
        return [Hit(about=about, message="m") for about in ("a", "b")]

    findings: tuple[Finding, ...] = check(EMPTY, ON, rules=(twice,))
    said = json.loads(sarif(EMPTY, ON, (twice,), findings))["runs"][0]["results"]
    assert said[0]["partialFingerprints"] != said[1]["partialFingerprints"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"code": "A"},\n{"code":"B"}', {"A": 1, "B": 2}),
        ('{\n  "code": "A",\n  "name": "x"\n}', {"A": 2}),
        ('{"code": "\\u0041 "}\r\n{"code": "B"}', {"A": 1, "B": 2}),
        ('{"code": "A", "name": "\u2028\x85"},\n{"code": "B"}', {"A": 1, "B": 2}),
        ('{"format": 1,\n"plan": {\n"name": "code"', {"": 2}),
        ('{"code": 3}\n{"source": "A"}', {}),
        ('{"code": "A"}\n{"code": "A"}', {"A": 1}),
        ("", {}),
    ],
)
def test_lines_are_counted_as_editors_count_them(text: str, found: dict[str, int]) -> None:
    assert lines(text) == found


def test_a_file_on_one_line_is_pointed_at_as_a_whole() -> None:
    text = json.dumps(json.loads(plan_json.write(HOSTILE)))
    said = json.loads(sarif(HOSTILE, ON, RULES, check(HOSTILE, ON), File("p.json", text)))
    assert {line(found) for found in said["runs"][0]["results"]} == {1}
