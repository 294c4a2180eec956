"""The built-in directive starts a plan without a file."""

import pytest

from planning.imports.template import TEMPLATES, read_template


def test_the_backend_template_is_understood_whole() -> None:
    assert read_template("backend_phase_1").diagnostics == ()


def test_the_backend_template_has_what_the_directive_asks() -> None:
    draft = read_template("backend_phase_1")
    assert len(draft.of("DirectiveTask")) == 5
    assert len(draft.of("DirectiveStep")) == 10
    assert [e.code for e in draft.of("Standard")] == [
        "ARCH-BL",
        "DOMAIN-MODEL",
        "REPO-PATTERN",
        "TEST-BACK",
        "SEC-API",
    ]
    assert draft.asks == ("project", "dated", "locale")
    said = {name: draft.about[name] for name in ("log_tag", "output_folder", "log_path", "signers")}
    assert said == {
        "log_tag": "BACK-PH1",
        "output_folder": "backend/outputs/phase-1/",
        "log_path": "docs/Test_Result_Analysis.md",
        "signers": ("architecture_lead", "security_lead"),
    }


def test_each_step_of_the_backend_template_names_its_evidence() -> None:
    steps = read_template("backend_phase_1").of("DirectiveStep")
    assert all(step.values["artifacts"] for step in steps)


def test_an_unknown_template_is_refused() -> None:
    assert "frontend" not in TEMPLATES
    with pytest.raises(KeyError):
        read_template("frontend")
