"""Directives of both families, hand-written."""

from typing import Any

import pytest

from planning.imports.directive import read_directive
from planning.imports.draft import Draft, Tally, Unreadable
from tests.imports.samples import DIRECTIVE, OLDER_DIRECTIVE


def messages(draft: Draft) -> list[str]:
    return [str(diagnostic) for diagnostic in draft.diagnostics]


def names(draft: Draft, kind: str) -> list[Any]:
    return [element.values.get("name") for element in draft.of(kind)]


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_directive("d.md", DIRECTIVE)


def test_the_subject_names_the_plan(draft: Draft) -> None:
    said = {name: draft.about[name] for name in ("name", "subject", "track", "phase")}
    assert said == {
        "name": "Backend Phase 1: Ferry Booking",
        "subject": "Ferry Booking",
        "track": "backend",
        "phase": 1,
    }


def test_placeholders_are_asked_for(draft: Draft) -> None:
    assert draft.asks == ("project", "dated", "locale")
    assert not {"project", "dated", "locale"} & draft.about.keys()


def test_what_is_filled_in_is_not_asked_for() -> None:
    text = (
        DIRECTIVE.replace("[Project Name]", "Ferries for All")
        .replace("[Enter Current Date]", "2026-11-04")
        .replace("[Enter Current Time]", "10:30 +01:00")
        .replace("[Enter Locale]", "Texel, Netherlands")
    )
    draft = read_directive("d.md", text)
    assert draft.asks == ()
    assert draft.about["dated"] == "2026-11-04T10:30+01:00"
    assert draft.about["locale"] == "Texel, Netherlands"
    assert draft.about["project"] == "All"
    assert draft.about["subject"] == "Ferry Booking for Ferries"


@pytest.mark.parametrize(
    ("time", "dated"),
    [
        ("10:30 UTC+1", "2026-11-04T10:30+01:00"),
        ("10:30 UTC", "2026-11-04T10:30+00:00"),
        ("10:30 UTC+05:30", "2026-11-04T10:30+05:30"),
        ("10:30", "2026-11-04T10:30"),
    ],
)
def test_the_time_is_read_with_its_offset(time: str, dated: str) -> None:
    text = DIRECTIVE.replace("[Enter Current Date]", "2026-11-04")
    assert (
        read_directive("d.md", text.replace("[Enter Current Time]", time)).about["dated"] == dated
    )


def test_a_date_that_is_none_is_kept_and_reported() -> None:
    draft = read_directive("d.md", DIRECTIVE.replace("[Enter Current Date]", "next spring"))
    assert draft.about["dated"] == "next spring"
    assert "dated" in draft.asks


def test_sections_say_where_things_go_and_who_signs(draft: Draft) -> None:
    said = {
        name: draft.about[name]
        for name in (
            "output_folder",
            "log_path",
            "log_tag",
            "success_criteria",
            "verification_method",
            "scope_statement",
            "signers",
        )
    }
    assert said == {
        "output_folder": "backend/outputs/phase-1/",
        "log_path": "docs/Log.md",
        "log_tag": "BACK-PH1",
        "success_criteria": "Everything floats.",
        "verification_method": "Look below the waterline.",
        "scope_statement": "All work stays within backend scope.",
        "signers": ("architecture_lead", "security_lead"),
    }


def test_a_lead_without_a_role_here_is_reported(draft: Draft) -> None:
    assert "d.md:37: “UX lead” is not a role that signs here (left out of those who sign)" in (
        messages(draft)
    )


def test_the_directive_is_itself_an_input(draft: Draft) -> None:
    directive = draft.of("InputDocument")[0]
    assert directive.key == "directive"
    assert directive.values["kind"] == "directive"
    assert directive.values["status"] == "received"
    assert directive.values["text"] == DIRECTIVE.strip("\n")


def test_inputs_come_from_paths_and_from_words_without_doubles(draft: Draft) -> None:
    said = [
        tuple(e.values.get(n) for n in ("name", "kind", "track", "producing_phase", "required"))
        for e in draft.of("InputDocument")[1:]
    ]
    assert said == [
        ("Compendium", "compendium", "architecture", 1, True),
        ("Layer specs", "layer_spec", "architecture", 2, True),
        ("Interface catalog", "interface_catalog", "architecture", 1, True),
        ("Passenger surveys (if provided)", "other", None, None, False),
    ]


def test_standards_are_codes_in_backticks_and_not_numbered_documents(draft: Draft) -> None:
    assert [e.code for e in draft.of("Standard")] == ["ARCH-BL", "SEC-*", "PRIVACY"]
    assert all(e.values["demanded"] for e in draft.of("Standard"))


def test_guardrails_are_the_remaining_rules_with_proposed_checks(draft: Draft) -> None:
    assert names(draft, "Guardrail") == [
        "Keep ports and adapters between the backend and the outside",
        "Every document cites UX-FRONT-001",
    ]
    first = draft.of("Guardrail")[0]
    assert first.values["document"] == "directive"
    assert first.values["rules"] == ("SV-03", "SV-04", "HX-01", "HX-02")


def test_tasks_have_numbers_names_and_kinds(draft: Draft) -> None:
    said = [
        (e.values["number"], e.values["name"], e.values["kind"]) for e in draft.of("DirectiveTask")
    ]
    assert said == [("1.1", "Sail", "Analysis"), ("1.2", "Moor", "Design")]


def test_steps_know_their_task_their_tick_and_their_evidence(draft: Draft) -> None:
    said = [
        (e.values["task"], e.values["text"], e.values["status"], e.values.get("artifacts", ()))
        for e in draft.of("DirectiveStep")
    ]
    assert said == [
        ("task-1.1", "Write the domain glossary.", "done", ("domain_glossary.md",)),
        ("task-1.1", "Phase -> Task -> Step plan comes later.", "open", ("build_plan.md",)),
        ("task-1.2", "Draft the service catalog over two lines.", "open", ("service_catalog.md",)),
    ]


def test_evidence_is_proposed_for_backend_planning_only() -> None:
    text = DIRECTIVE.replace("Backend Track", "Security Track")
    assert not any(
        "artifacts" in e.values for e in read_directive("d.md", text).of("DirectiveStep")
    )


def test_the_older_family_yields_steps_and_the_standards_that_they_cite() -> None:
    draft = read_directive("old.md", OLDER_DIRECTIVE)
    steps = [(e.values["name"], e.values["text"]) for e in draft.of("DirectiveStep")]
    assert steps == [
        ("Read", "Read the standards."),
        ("Step 1.1.2", "Ask who knows."),
        ("Step 1.2.1", "Lay the keel."),
    ]
    assert [e.code for e in draft.of("Standard")] == ["INIT-CONF", "DES-ARCH", "DES-MOD"]
    assert draft.about["project"] == "Harbour"
    assert draft.about["dated"] == "2026-11-04T10:30+01:00"


def test_what_is_missing_is_said_with_its_line() -> None:
    said = messages(read_directive("old.md", OLDER_DIRECTIVE))
    assert "old.md:14: Task 1.2 has no kind, no checkbox" in said
    assert "old.md:15: 1 of 1 steps of Task 1.2 have no checkbox (taken as open)" in said
    assert "old.md: no output folder stated (give it by hand)" in said
    assert "old.md: section “5. Test Reporting Protocol” is missing" in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (" tagged `BACK-PH1`", "", "section 5 names no tag for the log"),
        ("`docs/Log.md`", "a log", "section 5 names no log file"),
        (" *(Analysis)*", "", "Task 1.1 has no kind"),
        ("- [ ] **Task 1.1", "- **Task 1.1", "Task 1.1 has no checkbox"),
        ("**5. Test Reporting Protocol (Internal)**", "**5. Weather**", "“Weather” is not one"),
        ("    * Passenger", "    Stray words\n    * Passenger", "d.md"),
        ("Everything floats.", "[Say when]", "placeholder [Say when] remains"),
        ("Phase 1: Backend Track — ", "", "the subject names no phase"),
        ("**Task 1.2", "**Task 1.1", "“task-1.1” stands 2 times"),
        ("* **Internal Success Criteria:** ", "* **Criteria:** ", "not understood: “Criteria"),
    ],
)
def test_a_gap_is_reported(old: str, new: str, message: str) -> None:
    assert DIRECTIVE.count(old) >= 1
    clean, broken = (
        read_directive("d.md", DIRECTIVE),
        read_directive("d.md", DIRECTIVE.replace(old, new)),
    )
    assert any(message in said for said in messages(broken))
    assert message == "d.md" or not any(message in said for said in messages(clean))


@pytest.mark.parametrize(
    "other",
    [
        DIRECTIVE.replace("\n", "\r\n"),
        "\ufeff" + DIRECTIVE,
        DIRECTIVE.replace("* ", "*\u00a0").replace("] **", "]\u00a0**"),
        DIRECTIVE.replace("    ", "\t"),
        DIRECTIVE.replace("—", "â€”"),
        DIRECTIVE.replace("—", "–"),
        DIRECTIVE.replace("—", "-"),
    ],
    ids=["CRLF", "BOM", "NBSP", "tabs", "mojibake", "en dash", "hyphen"],
)
def test_the_way_a_file_is_written_makes_no_difference(draft: Draft, other: str) -> None:
    again = read_directive("d.md", other)
    assert dict(again.about) == dict(draft.about)
    without_text = [
        [(e.kind, e.key, e.code, {**e.values, "text": "", "sha256": ""}) for e in d.elements[1:]]
        for d in (draft, again)
    ]
    assert without_text[0] == without_text[1]
    assert [d.message for d in again.diagnostics if "mojibake" not in d.message] == [
        d.message for d in draft.diagnostics
    ]


def test_half_a_directive_is_read_as_far_as_it_goes() -> None:
    draft = read_directive("d.md", DIRECTIVE[: DIRECTIVE.index("**Task 1.2")])
    assert len(draft.of("DirectiveTask")) == 1
    assert "d.md: section “6. Final Instruction” is missing" in messages(draft)


def test_what_is_no_directive_at_all_is_refused() -> None:
    with pytest.raises(Unreadable, match="not a directive"):
        read_directive("d.md", "# Minutes\n\nWe met and talked.\n")


def test_what_stands_in_the_file_is_kept_as_text() -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    draft = read_directive("d.md", DIRECTIVE.replace("Write the domain glossary.", hostile))
    assert draft.of("DirectiveStep")[0].values["text"] == hostile


def test_everything_is_counted() -> None:
    strange = "**8. Something Else**\n- [ ] **Task 9.9: Lost** *(Test)*\n    - [ ] gone\n"
    text = DIRECTIVE.replace("* **Internal Success", "Nonsense here.\n\n* **Internal Success")
    draft = read_directive("d.md", text + strange)
    assert draft.tallies == (
        Tally(what="section", found=8, read=7, skipped=1),
        Tally(what="rule or standard", found=5, read=5),
        Tally(what="task", found=3, read=2, skipped=1),
        Tally(what="step", found=3, read=3),
        Tally(what="line of the tasks", found=13, read=12, failed=1),
    )
    said = [str(d) for d in draft.diagnostics]
    assert "d.md:44: Task 9.9: Lost *(Test) (left out: it stands apart from the tasks)" in said
