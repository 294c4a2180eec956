"""Directives as other people write them: other marks, titles, numbers and another language."""

import pytest

from planning.imports.directive import looks_like_directive, read_directive
from planning.imports.draft import Draft
from tests.imports.samples import DIRECTIVE

HEADINGS = """\
# Subject: Phase 1: Backend Track — Ferries for Harbour

## 1. Overall Purpose
Plan ferries.

## 4. Directive Section

### Input Context
- Interface catalog.

### Execution Tasks

#### Task 1.1: Sail *(Analysis)*
- [x] Raise it.
  - by hand
- [ ] Trim it.

### Internal Success Criteria
It floats.

## Weather
It rains.
"""

PASTED = """\
Subject: Phase 1: Backend Track - Ferries for Harbour
Date: 2026-11-04
Overall Purpose:
Plan ferries.
Core Execution Principles & Global Rules (MANDATORY):
Use architecture outputs: architecture-design/outputs/phase-1/compendium.md.
Keep the domain pure.
Standards: ARCH-BL, SEC-*.
Directive Section: Backend Phase 1 Tasks
Input Context:
Interface catalog
Tide tables (if provided)
Execution Tasks (sequential):
Task 1.1: Sail (Analysis)
[ ] Write the glossary.
[x] Hoist.
Task 1.2: Moor (Design)
Throw the rope.
Test Reporting Protocol (Internal): Record it in docs/Log.md tagged BACK-PH1.
"""

GERMAN = """\
**Betreff: Phase 2: Backend-Track — Fähren für Hafen**

**Datum:** 4.11.2026
**Uhrzeit:** 10:30 UTC+1

**1. Gesamtzweck**
Fähren planen.

**2. Grundsätze und allgemeine Regeln**
* Die Domäne bleibt rein.

**3. Qualitäts- und Abschlussregeln**
* Ergebnisse in `backend/outputs/phase-2/` ablegen.

**4. Aufgaben der Phase**
* **Eingaben:**
    * Fahrplan
* **Aufgaben (der Reihe nach):**
    - [ ] **Aufgabe 2.1: Segeln** *(Analyse)*
        - [x] **Schritt 1:** Setzen.
* **Interne Erfolgskriterien:** Alles schwimmt.

**6. Abschließende Anweisung**
Fertig.
"""

TABLES = """\
**Subject: Phase 1: Backend Track — Ferries for Harbour**

**1. Overall Purpose**
Plan ferries.

**2. Core Execution Principles & Global Rules**

| Rule | Standard |
|------|----------|
| Keep the domain pure of frameworks | `ARCH-BL` |

**4. Directive Section**

| Input | Path |
|-------|------|
| Architecture compendium | `architecture-design/outputs/phase-1/compendium.md` |

| Task | Kind | Steps | Done |
|------|------|-------|------|
| Task 1.1: Sail | Analysis | Hoist.<br>Trim. | [x] |
| Task 1.2: Moor | Design | Throw the \\| rope. |  |
"""


def tasks(draft: Draft) -> list[tuple[object, ...]]:
    fields = ("number", "name", "kind", "status")
    return [tuple(e.values.get(f) for f in fields) for e in draft.of("DirectiveTask")]


def steps(draft: Draft) -> list[tuple[object, object]]:
    return [(e.values["text"], e.values["status"]) for e in draft.of("DirectiveStep")]


def in_tasks(lines: str) -> Draft:
    """The sample with other tasks."""
    before, found, rest = DIRECTIVE.partition("    - [ ] **Task 1.1")
    assert found
    _, found, after = rest.partition("* **Internal Success")
    return read_directive("d.md", f"{before}{lines}\n{found}{after}")


@pytest.mark.parametrize("text", [HEADINGS, PASTED, GERMAN, TABLES])
def test_each_is_known_for_a_directive_and_adds_up(text: str) -> None:
    assert looks_like_directive(text)
    assert all(tally.adds_up for tally in read_directive("d.md", text).tallies)


@pytest.mark.parametrize(
    "text",
    [
        "Subject: lunch\n\nTask force 9 will be there.",
        "# Purpose\n\nTask 1 is to read this.",
        "# Report\n\nSubject: Ferries\n\nTask 1.1 (Analysis): 2 of 2 settled.",
        "## Tasks\n- [ ] 1.1 Write a test\n- [ ] 1.2 Run it",
    ],
)
def test_a_letter_or_a_list_of_tasks_is_none(text: str) -> None:
    assert not looks_like_directive(text)


def test_headings_may_stand_for_what_is_bold() -> None:
    draft = read_directive("d.md", HEADINGS)
    assert tasks(draft) == [("1.1", "Sail", "Analysis", "open")]
    assert steps(draft) == [("Raise it.\n- by hand", "done"), ("Trim it.", "open")]
    assert [e.values["name"] for e in draft.of("InputDocument")][1:] == ["Interface catalog"]
    assert draft.about["success_criteria"] == "It floats."
    assert any("“Weather” is not one" in d.message for d in draft.diagnostics)


def test_phases_may_be_headings() -> None:
    text = "Subject: Ferries for Harbour\n\n## Overall Purpose\nSail.\n\n## Phase 1: Sea\n"
    draft = read_directive("d.md", text + "\n### Task 1.1: Swim\n1. Wade\n2. Dive\n")
    assert [e.values["notes"] for e in draft.of("DirectiveTask")] == ["Phase 1: Sea"]
    assert [text for text, _ in steps(draft)] == ["Wade", "Dive"]
    assert draft.about["purpose"] == "Sail."


def test_pasted_text_without_any_marks_is_read() -> None:
    draft = read_directive("d.md", PASTED)
    assert tasks(draft) == [("1.1", "Sail", "Analysis", "open"), ("1.2", "Moor", "Design", "open")]
    assert steps(draft) == [
        ("Write the glossary.", "open"),
        ("Hoist.", "done"),
        ("Throw the rope.", "open"),
    ]
    assert [e.code for e in draft.of("Standard")] == ["ARCH-BL", "SEC-*"]
    assert [e.values["name"] for e in draft.of("Guardrail")] == ["Keep the domain pure"]
    assert (draft.about["log_path"], draft.about["log_tag"]) == ("docs/Log.md", "BACK-PH1")
    named = [e.values["name"] for e in draft.of("InputDocument")]
    assert named[1:] == ["Compendium", "Interface catalog", "Tide tables (if provided)"]


def test_german_is_read_as_english_is() -> None:
    draft = read_directive("d.md", GERMAN)
    assert draft.about["name"] == "Backend Phase 2: Fähren"
    assert draft.about["project"] == "Hafen"
    assert draft.about["dated"] == "2026-11-04T10:30+01:00"
    assert draft.about["output_folder"] == "backend/outputs/phase-2/"
    assert draft.about["success_criteria"] == "Alles schwimmt."
    assert tasks(draft) == [("2.1", "Segeln", "Analyse", "open")]
    assert steps(draft) == [("Setzen.", "done")]
    assert [e.values["name"] for e in draft.of("Guardrail")] == ["Die Domäne bleibt rein"]


def test_rows_of_tables_are_bullets() -> None:
    draft = read_directive("d.md", TABLES)
    assert tasks(draft) == [("1.1", "Sail", "Analysis", "done"), ("1.2", "Moor", "Design", "open")]
    assert steps(draft) == [
        ("Hoist.", "done"),
        ("Trim.", "done"),
        ("Throw the | rope.", "open"),
    ]
    (document,) = draft.of("InputDocument")[1:]
    assert document.values["path"] == "architecture-design/outputs/phase-1/compendium.md"
    (rule,) = draft.of("Guardrail")
    assert rule.values["statement"] == "Keep the domain pure of frameworks — `ARCH-BL`"
    assert [e.code for e in draft.of("Standard")] == ["ARCH-BL"]


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("- [x]", "done"),
        ("- [X]", "done"),
        ("-[x]", "done"),
        ("* [x]", "done"),
        ("+ [x]", "done"),
        ("– [x]", "done"),
        ("◦ ☑", "done"),
        ("- ✅", "done"),
        ("1. [x]", "done"),
        ("a) [x]", "done"),
        (r"- \[x\]", "done"),
        ("- []", "open"),
        ("- ☐", "open"),
        ("- [ ]", "open"),
    ],
)
def test_a_box_is_drawn_in_many_ways(mark: str, status: str) -> None:
    draft = in_tasks(f"    - [ ] **Task 1.1: Sail**\n        {mark} Hoist.")
    assert steps(draft) == [("Hoist.", status)]


def test_a_link_is_no_box() -> None:
    draft = in_tasks("    - [ ] **Task 1.1: Sail**\n        - [x](notes.md) Hoist.")
    assert steps(draft) == [("[x](notes.md) Hoist.", "open")]


def test_a_task_without_a_number_is_one_all_the_same() -> None:
    draft = in_tasks("    - [ ] **Sail** *(Analysis)*\n        - [ ] Hoist.\n    - [ ] **Moor**")
    assert [name for _, name, _, _ in tasks(draft)] == ["Sail", "Moor"]
    assert any("Task “Sail” has no number" in d.message for d in draft.diagnostics)


def test_another_label_is_no_task_without_a_number() -> None:
    draft = in_tasks("    - [ ] **Task 1.1: Sail**\n    * **Deliverables:** a list")
    assert len(tasks(draft)) == 1
    assert any("not understood: “Deliverables: a list”" in d.message for d in draft.diagnostics)


def test_criteria_may_be_a_list() -> None:
    listed = (
        "* **Internal Success Criteria:**\n    * It floats.\n    * It is dry.\n* **Other:** no\n"
    )
    text = DIRECTIVE.replace("* **Internal Success Criteria:** Everything floats.\n", listed)
    draft = read_directive("d.md", text)
    assert draft.about["success_criteria"] == "It floats.\nIt is dry."


def test_what_is_nested_in_a_rule_is_part_of_it() -> None:
    text = DIRECTIVE.replace(
        "* Keep ports and adapters between",
        "* Deliverables:\n    * `a.md`\n    * `b.md`\n* Keep apart",
    )
    rules = read_directive("d.md", text).of("Guardrail")
    assert (rules[0].values["name"], rules[0].values["statement"]) == (
        "Deliverables",
        "Deliverables:\n- `a.md`\n- `b.md`",
    )


def test_the_rules_of_a_numbered_list_open_no_section() -> None:
    text = DIRECTIVE.replace(
        "* Keep ports and adapters between", "1. State the purpose of each rule and task.\n* Keep"
    )
    draft = read_directive("d.md", text)
    assert (
        draft.about["purpose"]
        == "Plan the booking of ferries. All work stays within backend scope."
    )
    names = [e.values["name"] for e in draft.of("Guardrail")]
    assert names[0] == "State the purpose of each rule and task"


def test_each_lead_is_named_by_the_words_before_it() -> None:
    text = DIRECTIVE.replace(
        "Review with architecture, security and UX leads.", "Ask security lead and backend lead."
    )
    draft = read_directive("d.md", text)
    assert draft.about["signers"] == ("backend_lead", "security_lead")
    assert not [d for d in draft.diagnostics if "not a role" in d.message]


@pytest.mark.parametrize(
    "title",
    ["IV. Directive Section", "4) Directive Section", "Section 4: Tasks", "## Work Packages"],
)
def test_a_section_is_numbered_as_people_like(title: str) -> None:
    old = "**4. Directive Section: Backend Phase 1 Tasks**"
    draft = read_directive("d.md", DIRECTIVE.replace(old, title))
    assert len(tasks(draft)) == 2
