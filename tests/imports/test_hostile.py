"""Whatever is in a file, a reader says what it made of it or refuses it, and soon."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.draft import Unreadable
from planning.imports.options import How
from planning.imports.preview import compare
from planning.imports.recognise import READERS, read
from planning.plan.value import plan
from tests.drawn import fuzzed
from tests.imports.samples import (
    DIRECTIVE,
    INTERFACES,
    OLDER_DIRECTIVE,
    REQUIREMENTS_CSV,
    REQUIREMENTS_MARKDOWN,
)

SAMPLES = (DIRECTIVE, OLDER_DIRECTIVE, INTERFACES, REQUIREMENTS_CSV, REQUIREMENTS_MARKDOWN)
PIECES = st.sampled_from(
    ["**", "`", "* ", "- [ ] ", "[", "](", "|", '"', ",", "\n", "\r", "\t", "\u00a0", "\ud800"]
    + ["Task 1.1", "Step 1.1.1", "Subject:", "Rule #1: A-B", "<script>", "â€”", "\x85", "\u2028"]
    + ["# ", "---", "**4. Directive Section**", "Input Context:", "{", "FR-1", "(", ")", "\x01"]
) | st.text(max_size=5)


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """A sample with pieces cut out, doubled and put in."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        between = draw(st.sampled_from([text[start:end] * 2, ""]) | PIECES)
        text = text[:start] + between + text[end:]
    return text


def take(content: str | bytes, format_: str) -> None:
    """Reads and previews; refusing to read is fine, and names the file."""
    complaint = ""
    try:
        draft = read("file.md", content, How(format=format_))
    except Unreadable as refusal:
        complaint = str(refusal)
    if complaint:
        assert complaint.startswith("file.md")
        return
    preview = compare(plan(), draft)
    assert len(preview.additions) + len(preview.skipped) == len(draft.elements)
    assert len(preview.diagnostics) >= len(draft.diagnostics)


@fuzzed
@given(text=mutations(), format_=st.sampled_from(["", *READERS]))
def test_a_mangled_file_is_read_or_refused(text: str, format_: str) -> None:
    take(text, format_)


@fuzzed
@given(content=st.binary(max_size=200), format_=st.sampled_from(["", *READERS]))
def test_random_bytes_are_read_or_refused(content: bytes, format_: str) -> None:
    take(content, format_)


@fuzzed
@given(text=mutations(), data=st.data())
def test_a_file_in_a_wrong_encoding_is_read_or_refused(text: str, data: st.DataObject) -> None:
    encoding = data.draw(st.sampled_from(["utf-16", "cp1252", "utf-8", "utf-16-be", "cp037"]))
    content = text.encode(encoding, errors="replace")
    take(content[: data.draw(st.integers(0, len(content)))], "")


HEAD = "**Subject: x for y**\n**1. Overall Purpose**\n"
TASKS = f"{HEAD}**4. Directive Section: t**\n* **Execution Tasks:**\n"
GRID = f"{HEAD}**4. Directive Section: t**\n| Task | Step |\n|---|---|\n"
INPUTS = f"{HEAD}**4. Directive Section: t**\n* **Input Context:**\n"


@pytest.mark.parametrize(
    ("opening", "unit"),
    [
        (TASKS, "- [ ] **Task 1.1: x** *(y)*\n"),
        (f"{TASKS}- [ ] **Task 1.1: x**\n    - [ ] y\n", "      z\n"),
        (f"{TASKS}- [ ] **Task 1.1: x**\n", "    - [ ] * **Step 1.1.1 (Rule #1: A-B):** z\n"),
        (INPUTS, "    * a, b and c.\n"),
        (f"{INPUTS}    * a\n", "      b\n"),
        (GRID, "| **Task 1.1: x** | y; z<br>w |\n"),
        (f"{HEAD}**2. Principles**\n", "* Use `a.md` and `A-B`; follow specs\n"),
        (f"{HEAD}**6. Final Instruction**\n", "lead and leads, lead and\n"),
        ("**Subject: x**\n- [ ] **Phase 1: y**\n", "* **Objective:** z\n- [ ] **Task 1.1: x**\n"),
        ("**Subject: x**\n", "**1. Overall Purpose**\nabc\n"),
        ("- **FR-1**: a\n- **FR-2**: b\n", "  c\n"),
        ("- **FR-1**: a\n- **FR-2**: b\n", "| id | text |\n|---|---|\n| A-1 | b |\n\n"),
        ('id,text\n1,"', "a\n"),
        ("id,text\n", "1,a,b,c\n"),
        ("", "â€”\n"),
    ],
)
def test_the_time_grows_with_the_length_and_no_faster(opening: str, unit: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        take(opening + unit * count, "")
        return time.process_time() - started

    seconds(10)
    small, large = seconds(1_000), seconds(8_000)
    # Eight times as much may take sixteen times as long, a quadratic reader sixty-four times.
    assert large < 16 * small + 0.5


@pytest.mark.parametrize("character", ["*", "`", "[", "(", "|", '"', " ", "a ", ". ", "; ", "and "])
@pytest.mark.parametrize(
    "opening", ["", TASKS, f"{TASKS}- [ ] **Task 1.1: ", f"{INPUTS}    * ", f"{GRID}| a | b"]
)
def test_a_long_line_of_one_character_is_read_at_once(opening: str, character: str) -> None:
    started = time.process_time()
    take(opening + character * (90_000 // len(character)) + "x|\n", "")
    assert time.process_time() - started < 2


def test_hostile_markdown_is_kept_as_text_and_does_nothing() -> None:
    hostile = '<img src=x onerror="alert(1)"> [x](javascript:alert(1)) ![](file:///etc/passwd)'
    draft = read("r.csv", f'id,text\nFR-1,"{hostile.replace(chr(34), chr(34) * 2)}"\n')
    assert compare(plan(), draft).additions[0].values["statement"] == hostile


def test_a_list_of_complaints_ends_somewhere() -> None:
    draft = read("r.csv", "id,text\n" + "1,a,b\n" * 5_000)
    assert len(draft.diagnostics) <= 501
    assert "more of the same kind" in draft.diagnostics[-1].message
