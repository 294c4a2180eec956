"""Real directives, which nobody here wrote, read as ``corpus/SOURCES.md`` says."""

import re
from pathlib import Path

import pytest

from planning.imports.draft import Draft
from planning.imports.recognise import read


@pytest.fixture
def directives(corpus: Path) -> Path:
    return corpus / "directives"


def read_file(path: Path) -> Draft:
    return read(path.name, path.read_bytes())


BACKEND = ("backend-phase-1.md", "backend-phase-1.pasted.txt")


@pytest.mark.parametrize("name", BACKEND)
def test_backend_phase_1_becomes_a_plan(directives: Path, name: str) -> None:
    draft = read_file(directives / name)
    said = {
        name: draft.about[name]
        for name in ("name", "track", "phase", "log_tag", "output_folder", "log_path", "signers")
    }
    assert draft.format == "directive"
    assert said == {
        "name": "Backend Phase 1: Domain & Service Planning",
        "track": "backend",
        "phase": 1,
        "log_tag": "BACK-PH1",
        "output_folder": "backend/outputs/phase-1/",
        "log_path": "docs/Test_Result_Analysis.md",
        "signers": ("architecture_lead", "security_lead"),
    }
    assert draft.asks == ("project", "dated", "locale")


@pytest.mark.parametrize("name", BACKEND)
def test_backend_phase_1_has_its_tasks_steps_and_standards(directives: Path, name: str) -> None:
    draft = read_file(directives / name)
    assert len(draft.of("DirectiveTask")) == 5
    assert len(draft.of("DirectiveStep")) == 10
    assert {e.code for e in draft.of("Standard")} == {
        "ARCH-BL",
        "DOMAIN-MODEL",
        "REPO-PATTERN",
        "TEST-BACK",
        "SEC-API",
    }


@pytest.mark.parametrize("name", BACKEND)
def test_backend_phase_1_draws_on_documents(directives: Path, name: str) -> None:
    documents = read_file(directives / name).of("InputDocument")[1:]
    said = [
        (e.values["kind"], e.values.get("track"), e.values.get("producing_phase"))
        for e in documents
    ]
    assert said == [
        ("compendium", "architecture", 1),
        ("layer_spec", "architecture", 2),
        ("guardrail_brief", "architecture", 1),
        ("module_spec", "architecture", None),
        ("interface_catalog", "architecture", 1),
        ("requirements", None, None),
    ]
    input_context = {e.line for e in documents if e.line > 18}
    assert input_context == {20, 21}


@pytest.mark.parametrize("name", BACKEND)
def test_backend_phase_1_states_three_guardrails(directives: Path, name: str) -> None:
    guardrails = read_file(directives / name).of("Guardrail")
    assert [e.line for e in guardrails] == [11, 13, 16]
    assert all(e.values["rules"] for e in guardrails)


def test_the_pasted_directive_differs_in_its_mojibake_only(directives: Path) -> None:
    clean, pasted = (read_file(directives / name) for name in BACKEND)
    assert clean.diagnostics == ()
    assert [d.message for d in pasted.diagnostics] == ["mojibake in 1 line"]
    digests = {d.of("InputDocument")[0].values["sha256"] for d in (clean, pasted)}
    assert len(digests) == 1


def test_architecture_phase_1_lacks_a_tag_and_says_so(directives: Path) -> None:
    draft = read_file(directives / "architecture-phase-1.md")
    assert len(draft.of("DirectiveTask")) == 7
    assert draft.about["output_folder"] == "architecture-design/outputs/phase-1/"
    assert "log_tag" not in draft.about
    assert "section 5 names no tag for the log" in [d.message for d in draft.diagnostics]


@pytest.mark.parametrize(
    ("name", "tasks", "steps", "standards", "warnings"),
    [
        ("backend-phase-2.md", 6, 12, 6, ["no output folder stated", "section 6 names no lead"]),
        ("frontend-phase-1.md", 5, 10, 5, ["section 5 names no tag", "“UX lead” is not a role"]),
        ("security-phase-1.md", 5, 10, 5, ["“implementation lead” is not a role"]),
    ],
)
def test_the_other_directives_say_what_they_lack(
    directives: Path, name: str, tasks: int, steps: int, standards: int, warnings: list[str]
) -> None:
    draft = read_file(directives / name)
    counts = [len(draft.of(k)) for k in ("DirectiveTask", "DirectiveStep", "Standard")]
    assert counts == [tasks, steps, standards]
    said = [d.message for d in draft.diagnostics if d.level == "warning"]
    assert len(said) == len(warnings)
    assert all(message.startswith(start) for message, start in zip(said, warnings, strict=True))


def test_the_older_family_is_read(directives: Path) -> None:
    draft = read_file(directives / "backend-phase-1.superseded.md")
    assert len(draft.of("DirectiveTask")) == 7
    assert len(draft.of("DirectiveStep")) == 23
    assert {"INIT-CONF", "ARCH-DRIVE", "QUAL-*"} <= {e.code for e in draft.of("Standard")}
    assert draft.of("DirectiveStep")[5].values["name"] == "Step 1.2.4"
    said = [d.message for d in draft.diagnostics]
    assert "no output folder stated" in said
    assert "Task 1.5 has no kind" in said


def test_a_filled_plan_is_read_as_far_as_it_is_a_directive(directives: Path) -> None:
    draft = read_file(directives / "filled-plan-aether.md")
    text = (directives / "filled-plan-aether.md").read_text()
    assert len(draft.of("DirectiveTask")) == text.count("**Task ") - text.count("**Task Obj") - (
        text.count("**Task Compl")
    )
    assert len(draft.of("DirectiveStep")) == text.count("**Step ")
    said = [d.message for d in draft.diagnostics]
    assert "the subject names no phase" in said
    assert "section “3. Mandatory Quality & Finalization Rules” is missing" in said


def counts(text: str) -> dict[str, int]:
    """What a directive holds, counted without reading it."""
    lines = text.split("\n")
    tasks = [n for n, line in enumerate(lines) if re.match(r"\s*[-*].*\*\*Task \d", line)]
    boxes = [n for n, line in enumerate(lines) if re.match(r"\s+-\s+\[[ x]\]", line)]
    return {
        "section": sum(bool(re.match(r"\*\*\d\. |## \d\. ", line)) for line in lines),
        "task": len(tasks),
        "step": len(set(boxes) - set(tasks)),
    }


@pytest.mark.parametrize(
    "name",
    [
        *BACKEND,
        "architecture-phase-1.md",
        "backend-phase-1.superseded.md",
        "backend-phase-2.md",
        "frontend-phase-1.md",
        "security-phase-1.md",
    ],
)
def test_nothing_of_a_directive_is_dropped_in_silence(directives: Path, name: str) -> None:
    draft = read_file(directives / name)
    found = {tally.what: tally for tally in draft.tallies}
    said = counts((directives / name).read_text(errors="replace"))
    assert {what: found[what].found for what in said} == said
    assert {what: found[what].read for what in said} == said
    assert all(tally.adds_up and not tally.failed for tally in draft.tallies)
    assert found["line of the tasks"].found == found["line of the tasks"].read > said["step"]


def test_the_filled_plan_counts_the_lines_that_belong_to_no_task(directives: Path) -> None:
    draft = read_file(directives / "filled-plan-aether.md")
    tally = next(t for t in draft.tallies if t.what == "line of the tasks")
    assert (tally.adds_up, tally.skipped) == (True, 5)
    assert "5 lines belong to no task" in [d.message for d in draft.diagnostics]
