"""Commands as a build and an auditor use them: formats, exit codes; no database."""

import json
import re
import shlex

import pytest
from django.core.management import load_command_class
from jsonschema import Draft4Validator

from planning.exports import signing
from planning.management.commands.verify_export import WIDEST
from planning.plan import plan_json, value
from planning.plan.elements import Attribute, BoundedContext, ContextRelation
from planning.plan.rules import RULES
from tests.conftest import ROOT
from tests.factory import make_plan

DEMO = ROOT / "planning" / "demo" / "plan.json"
SCHEMA = ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to stand in, with a plan.json below it that rules CM-01 and SE-01 speak of."""
    monkeypatch.chdir(tmp_path)
    contexts = [BoundedContext(code="BC-1", name="A"), BoundedContext(code="BC-2", name="B")]
    conforming = ContextRelation(
        code="CR-1",
        pattern="customer_supplier",
        upstream="BC-1",
        downstream="BC-2",
        downstream_roles=("CF",),
    )
    (tmp_path / "a plan").mkdir()
    unclassified = Attribute(code="AT-1", name="birthday")
    whole = value.plan([*contexts, conforming, unclassified], name="Two contexts")
    (tmp_path / "a plan" / "plan.json").write_text(plan_json.write(whole))
    return tmp_path


def found(out):
    return {finding["rule"] for finding in json.loads(out)["findings"]}


def test_sarif_names_the_file_and_the_line(run, here):
    code, out, _ = run("check_plan", "a plan/plan.json", "--format", "sarif", "--rules", "CM-01")
    Draft4Validator(json.loads(SCHEMA.read_text())).validate(json.loads(out))
    (result,) = json.loads(out)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    text = (here / "a plan" / "plan.json").read_text().split("\n")
    assert code == 1
    assert place["artifactLocation"]["uri"] == "a%20plan/plan.json"
    assert text[place["region"]["startLine"] - 1].startswith('{"code": "CR-1"')


def test_a_file_outside_the_folder_has_its_whole_address(run, here, monkeypatch):
    monkeypatch.chdir(ROOT)
    _, out, _ = run("check_plan", here / "a plan" / "plan.json", "--format", "sarif")
    place = json.loads(out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("file:///")


def test_only_the_named_rules_are_checked(run, here):
    _, out, _ = run("check_plan", "a plan/plan.json", "--format", "json", "--rules", "cm-01, CM-16")
    assert found(out) == {"CM-01"}


def test_a_part_of_the_rules_gives_no_verdict(run, here):
    _, out, _ = run("check_plan", "a plan/plan.json", "--format", "json", "--rules", "CM-16")
    assert json.loads(out)["verdict"] is None
    _, out, _ = run("check_plan", "a plan/plan.json", "--rules", "CM-16")
    assert out == "part of the rules: 0 error, 0 warning, 0 info\n"


def test_a_rule_that_is_left_out_fails_no_build(run, here):
    assert run("check_plan", "a plan/plan.json", "--rules", "CM-16")[0] == 0


@pytest.mark.parametrize("scope", ["architecture", "security", "backend"])
def test_only_the_rules_of_a_scope_are_checked(run, here, scope):
    _, out, _ = run("check_plan", "a plan/plan.json", "--format", "json", "--scope", scope)
    assert {finding["scope"] for finding in json.loads(out)["findings"]} == {scope}


@pytest.mark.parametrize(
    ("ids", "near"), [("CM-001", "CM-01"), ("CM-01,AG-099", "AG-09"), ("se07", "SE-07")]
)
def test_an_unknown_rule_is_wrong_usage_and_the_nearest_is_named(run, here, ids, near):
    code, _, err = run("check_plan", "a plan/plan.json", "--rules", ids)
    assert code == 2
    assert f"did you mean {near}?" in err


def test_a_scope_without_the_named_rules_is_wrong_usage(run, here):
    arguments = ("--rules", "CM-01", "--scope", "security")
    assert run("check_plan", "a plan/plan.json", *arguments)[0] == 2


def test_rules_are_listed_without_a_plan(run):
    code, out, _ = run("check_plan", "--list-rules")
    lines = out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines] == [rule.id for rule in RULES]
    assert lines[0].split()[1:4] == [RULES[0].nature, RULES[0].severity, RULES[0].scope]
    assert lines[0].endswith(f"  {RULES[0].title}")


def test_rules_of_a_scope_are_listed_as_json(run):
    _, out, _ = run("check_plan", "--list-rules", "--scope", "security", "--format", "json")
    assert json.loads(out) == [
        {fact: getattr(rule, fact) for fact in ("id", "nature", "severity", "scope", "title")}
        for rule in RULES
        if rule.scope == "security"
    ]


@pytest.mark.parametrize("arguments", [(), ("--list-rules", "--format", "sarif")])
def test_what_asks_for_nothing_that_can_be_given_is_wrong_usage(run, arguments):
    assert run("check_plan", *arguments)[0] == 2


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_every_format_fails_alike(run, here, format_, fail_on, code):
    arguments = ("--format", format_, "--fail-on", fail_on)
    assert run("check_plan", "a plan/plan.json", *arguments)[0] == code


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_what_was_not_understood_fails_and_leaves_the_output_whole(run, here, format_):
    path = here / "a plan" / "plan.json"
    path.write_text(path.read_text().replace('"pattern"', '"patern"'))
    code, out, err = run("check_plan", path, "--format", format_, "--rules", "CM-16")
    assert code == 1
    assert json.loads(out)
    assert "patern: unknown field" in err


@pytest.fixture
def export(run, tmp_path):
    """The folder of an export of the demo plan."""
    run("export_plan", DEMO, "--to", tmp_path, "--on", "2026-11-04")
    return tmp_path / "backend" / "outputs" / "phase-1"


def test_an_export_is_verified(run, export):
    code, out, _ = run("verify_export", export)
    assert code == 0
    assert "on 2026-11-04; 15 compared, all as they come out of the plan" in out


def test_what_was_changed_is_shown_with_its_line(run, export):
    path = export / "aggregates.md"
    path.write_text(path.read_text() + "One more line.\n")
    last = len(path.read_text().split("\n")) - 1
    code, out, _ = run("verify_export", export)
    assert code == 1
    assert f"aggregates.md, line {last}: was changed after the export" in out
    assert "stands there: One more line." in out


def test_a_difference_far_into_a_line_is_shown(run, export):
    path = export / "README.md"
    longest = max(path.read_text().split("\n"), key=len)
    path.write_text(path.read_text().replace(longest, f"{longest} and more"))
    out = run("verify_export", export)[1]
    assert len(longest) > WIDEST
    assert f"{longest[-20:]} and more\n" in out


def test_a_folder_too_many_is_shown(run, export):
    (export / "more").mkdir()
    code, out, _ = run("verify_export", export)
    assert code == 1
    assert "more/: is not of this export" in out


def test_another_rule_set_is_said_apart(run, export):
    path = export / "manifest.json"
    path.write_text(path.read_text().replace('"rule_set": ', '"rule_set": 9'))
    code, out, _ = run("verify_export", export)
    assert code == 1
    assert "note: made under rules 9" in out
    assert "none was changed after the export" in out


def test_a_plan_alone_is_verified(run, export):
    code, out, _ = run("verify_export", export / "plan.json", "--on", "2026-11-04")
    assert code == 0
    assert "1 compared" in out


@pytest.mark.parametrize("arguments", [("none",), (".",), (".", "--on", "2026-11-04")])
def test_what_is_no_export_is_wrong_usage(run, here, arguments):
    assert run("verify_export", *arguments)[0] == 2


@pytest.fixture
def key(run, tmp_path):
    """The file of the instance's public key."""
    path = tmp_path / "key.pem"
    path.write_text(run("show_key")[1])
    return path


@pytest.fixture
def signed_export(run, tmp_path):
    """The folder of an export of the demo plan that was signed."""
    run("export_plan", DEMO, "--to", tmp_path, "--on", "2026-11-04", "--sign")
    return tmp_path / "backend" / "outputs" / "phase-1"


def test_the_key_is_shown_with_its_fingerprint_beside_the_output(run):
    code, out, err = run("show_key")
    assert code == 0
    assert out.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert err == f"key {signing.fingerprint(out)}\n"


def test_a_key_that_is_none_is_said_to_be(run, settings):
    settings.SIGNING_KEY = "no-such-file"
    code, _, err = run("show_key")
    assert code == 2
    assert "SIGNING_KEY" in err


def test_a_signed_export_is_verified_with_the_key(run, signed_export, key):
    code, out, _ = run("verify_export", signed_export, "--key", key)
    assert code == 0
    assert f"note: signed with key {signing.fingerprint(key.read_text())}\n" in out


def test_without_the_key_it_is_said_that_it_would_tell_more(run, signed_export):
    code, out, _ = run("verify_export", signed_export)
    assert code == 0
    assert "; --key checks it" in out


def test_a_changed_manifest_does_not_match_its_signature(run, signed_export):
    path = signed_export / "manifest.json"
    path.write_text(path.read_text().replace('"full"', '"none"'))
    code, out, _ = run("verify_export", signed_export)
    assert code == 1
    assert "manifest.json: does not match its signature" in out


def test_a_manifest_by_another_key_is_found(run, signed_export, tmp_path):
    other = tmp_path / "other.pem"
    other.write_text(signing.public_pem(signing.new_key()))
    code, out, _ = run("verify_export", signed_export, "--key", other)
    assert code == 1
    assert "manifest.json: is signed with another key" in out


def test_a_plan_of_a_file_is_not_signed_unless_asked_for(run, export, key):
    code, out, _ = run("verify_export", export, "--key", key)
    assert code == 1
    assert "manifest.json: is not signed" in out


def test_a_stored_plan_is_signed(run, db, tmp_path, key):
    make_plan(slug="harbour")
    run("export_plan", "harbour", "--to", tmp_path)
    (manifest,) = tmp_path.rglob("manifest.json")
    assert run("verify_export", manifest.parent, "--key", key)[0] == 0


def test_without_a_key_a_stored_plan_is_not_exported(run, db, tmp_path, settings):
    make_plan(slug="harbour")
    settings.SIGNING_KEY = "no-such-file"
    code, _, err = run("export_plan", "harbour", "--to", tmp_path)
    assert code == 2
    assert "SIGNING_KEY" in err and "nothing was exported" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "key", signing.new_key().decode()])
def test_a_file_that_holds_no_public_key_is_wrong_usage(run, signed_export, tmp_path, content):
    (tmp_path / "none.pem").write_text(content)
    code, _, err = run("verify_export", signed_export, "--key", tmp_path / "none.pem")
    assert code == 2
    assert "none.pem holds no Ed25519 public key" in err


def test_a_key_for_a_plan_alone_is_wrong_usage(run, signed_export, key):
    assert run("verify_export", signed_export / "plan.json", "--key", key)[0] == 2


def test_a_contract_goes_to_the_output_or_to_a_file(run, here):
    code, out, _ = run("export_contract", DEMO)
    assert code == 0
    assert "root_packages =\n    rondo\n" in out
    assert run("export_contract", DEMO, "--to", here / ".importlinter") == (0, "", "")
    assert (here / ".importlinter").read_text() == out


def test_a_contract_is_said_as_json(run):
    _, out, _ = run("export_contract", DEMO, "--format", "json")
    assert set(json.loads(out)["edges"][0]) == {"from", "to", "because"}


def test_a_plan_without_modules_has_no_contract(run, here):
    code, out, err = run("export_contract", "a plan/plan.json")
    assert (code, out) == (1, "")
    assert "module path" in err


def test_a_contract_that_cannot_be_written_is_wrong_usage(run, here):
    assert run("export_contract", DEMO, "--to", here / "none" / "x")[0] == 2


def documented():
    """Every command with its arguments that the page and the workflow name."""
    texts = [(ROOT / "docs" / name).read_text() for name in ("checking.md", "ci/groundplan.yml")]
    return re.findall(r"manage\.py (\w+) ([^`>\n]+)", "\n".join(texts))


@pytest.mark.parametrize(("command", "arguments"), documented())
def test_what_the_documentation_names_can_be_given(command, arguments):
    parser = load_command_class("planning", command).create_parser("manage.py", command)
    assert parser.parse_args(shlex.split(arguments))
