"""The tasks and steps of a directive, its input context and its criteria, in either family."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from planning.imports.directive import vocabulary
from planning.imports.directive.outline import Line, plain
from planning.imports.directive.wording import rule_codes
from planning.imports.report import Report, short

_TASK = re.compile(
    rf"{vocabulary.TASK} +(\d{{1,4}}(?:\.\d{{1,4}}){{0,3}}) *([:.–—-]?) *(.*)",
    re.DOTALL | re.IGNORECASE,
)
_PHASE = re.compile(r"Phase +\d{1,4} *[:–—-]", re.IGNORECASE)
_STEP = re.compile(rf"\**{vocabulary.STEP} +(\d{{1,4}}(?:\.\d{{1,4}}){{0,4}})\b", re.IGNORECASE)
_BOLD_LABEL = re.compile(r"\*\*[^*:]{1,80}(?::\*\*|\*\*:)")
_KIND = re.compile(r"[*_]\([^()]{1,60}\)[*_]$")
_OUTSIDE = -1
"""The indent of what is no bullet: any bullet below it belongs to it."""


@dataclass
class Step:
    """A step; ``number`` and ``codes`` only in the older family, ``title`` where it has one."""

    line: int
    number: str
    title: str
    text: str
    ticked: bool | None
    codes: tuple[str, ...] = ()


@dataclass
class Task:
    """A task with its steps; ``notes`` hold what an older directive says beside them."""

    line: int
    number: str
    name: str
    kind: str
    ticked: bool | None
    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Bullet:
    """A bullet of the input context."""

    line: int
    text: str


@dataclass
class Body:
    """What the directive section holds.

    Of the lines ``found``, so many as ``taken`` mean something, and ``read`` are their numbers.
    """

    tasks: list[Task] = field(default_factory=list)
    inputs: list[Bullet] = field(default_factory=list)
    success: str = ""
    verification: str = ""
    objective: str = ""
    found: int = 0
    taken: int = 0
    read: set[int] = field(default_factory=set)
    skipped: int = 0
    failed: int = 0


def body(lines: Iterable[Line], report: Report, *, strict: bool) -> Body:
    """The directive section, line by line; ``strict`` reports each line that means nothing here."""
    reading = _Reading(report, strict)
    for line in lines:
        reading.body.found += 1
        reading.take(line)
    reading.turn_to(None)
    for part, said in reading.criteria.items():
        setattr(reading.body, part, "\n".join(filter(None, said)))
    reading.body.skipped = len(reading.skipped)
    if reading.skipped:
        report.note(
            f"{len(reading.skipped)} lines belong to no task",
            line=reading.skipped[0],
            remedy="not kept in the plan",
        )
    _report_missing(reading.body, report)
    return reading.body


@dataclass
class _Reading:
    """Where the reading stands: below which label, in which task, what the last line was.

    ``is_plain`` where the task was opened by a line without any mark, as in pasted text.
    """

    report: Report
    strict: bool
    body: Body = field(default_factory=Body)
    mode: str = ""
    task: Task | None = None
    task_indent: int = 0
    step_indent: int = 0
    label_indent: int = 0
    is_plain: bool = False
    phase: str = ""
    last: Bullet | Step | None = None
    last_line: int = 0
    continued: list[str] = field(default_factory=list)
    criteria: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    skipped: list[int] = field(default_factory=list)

    def take(self, line: Line) -> None:
        if not self._opens(line) and not self._belongs(line):
            self._skip(line)
            return
        self.last_line = line.number
        self.body.taken += 1
        self.body.read.add(line.number)

    def _opens(self, line: Line) -> bool:
        """Takes a line that opens a task, a part of the section, or a phase."""
        task, label = opens_task(line), _label(line)
        if task:
            self._open_task(line, task[1])
        elif label:
            self._take_label(line, label)
        elif (line.bullet or line.heading) and _PHASE.match(plain(line.text)):
            self._open_phase(plain(line.text))
        elif self._is_nameless(line):
            self._open_task(line, "")
        else:
            return False
        return True

    def _belongs(self, line: Line) -> bool:
        """Takes a line that says more of what is open."""
        if line.heading:
            return False
        task = self.task
        if task is not None and self._is_step(line):
            self._add_step(line, task)
        elif self.mode == "inputs" and self._is_input(line):
            bullet = Bullet(line.number, line.text)
            self.turn_to(bullet)
            self.is_plain = not line.bullet
            self.body.inputs.append(bullet)
        elif self.mode in ("success", "verification") and self._is_below(line):
            self.criteria[self.mode].append(line.text)
        else:
            return self._continues(line)
        return True

    def _is_step(self, line: Line) -> bool:
        if line.bullet:
            return line.indent > self.task_indent
        return self.is_plain and self._follows(line)

    def _is_input(self, line: Line) -> bool:
        return line.bullet or self.is_plain or (self.last is None and self._follows(line))

    def _is_below(self, line: Line) -> bool:
        """Whether the line belongs to the label that was opened last."""
        return line.indent > self.label_indent or (not line.bullet and self._follows(line))

    def _follows(self, line: Line) -> bool:
        return line.number == self.last_line + 1

    def _is_nameless(self, line: Line) -> bool:
        """Whether a task opens here that has no number: a bold name, or a kind in brackets."""
        is_within = self.task is not None and line.indent > self.task_indent
        if self.mode != "tasks" or not line.bullet or is_within:
            return False
        is_bold = line.text.startswith("**") and _BOLD_LABEL.match(line.text) is None
        return is_bold or _KIND.search(line.text) is not None

    def turn_to(self, opened: Bullet | Step | None) -> None:
        """Closes what was open, with the lines that continued it."""
        if self.last is not None and self.continued:
            self.last.text = " ".join([self.last.text, *self.continued]).replace(" \n", "\n")
        self.last, self.continued = opened, []

    def _skip(self, line: Line) -> None:
        if not self.strict:
            self.skipped.append(line.number)
            return
        self.body.failed += 1
        self.report.warning(
            f"not understood: “{short(plain(line.text))}”", line=line.number, remedy="left out"
        )

    def _open_phase(self, title: str) -> None:
        self.turn_to(None)
        self.phase, self.task, self.mode = title, None, "phase"

    def _open_task(self, line: Line, number: str) -> None:
        name, kind = _name_and_kind(line.text)
        self.task = Task(line.number, number, name, kind, line.ticked)
        self.task_indent = line.indent if line.bullet else _OUTSIDE
        self.is_plain = not line.bullet and not line.heading
        self.turn_to(None)
        self.mode = "tasks"
        if self.phase:
            self.task.notes.append(self.phase)
        self.body.tasks.append(self.task)

    def _add_step(self, line: Line, task: Task) -> None:
        last = self.last
        detail = line.bullet and line.ticked is None and line.indent > self.step_indent
        if isinstance(last, Step) and last.ticked is not None and detail:
            # What is nested in a step without a box of its own is part of it.
            self.continued.append(f"\n- {line.text}")
            return
        step = _step(line)
        self.turn_to(step)
        self.step_indent = line.indent
        task.steps.append(step)

    def _continues(self, line: Line) -> bool:
        if line.bullet or self.last is None or not self._follows(line):
            return False
        self.continued.append(line.text)
        return True

    def _take_label(self, line: Line, label: str) -> None:
        self.turn_to(None)
        said = line.text.partition(":")[2].strip(" *")
        within = (
            not line.heading
            and not self.is_plain
            and self.task is not None
            and line.indent > self.task_indent
        )
        if within and self.task is not None and label != "inputs":
            self.task.notes.append(plain(line.text))
            return
        self.task, self.mode, self.is_plain = None, label, False
        self.label_indent = _OUTSIDE if line.heading else line.indent
        if label == "objective" and self.phase:
            # Each task below repeats it, so there is one.
            self.phase = f"{self.phase.partition(chr(10))[0]}\n{plain(line.text)}"
        elif label in ("success", "verification"):
            self.criteria[label] = [said]
        elif label == "objective":
            self.body.objective = said


def opens_task(line: Line) -> re.Match[str] | None:
    """The number of the task that this line opens, as the first group."""
    found = _TASK.match(plain(line.text))
    is_marked = line.bullet or line.heading or line.text.startswith("**")
    # Without any mark it may be a sentence that speaks of a task.
    return found if found and (is_marked or ("." in found[1] and found[2])) else None


def _label(line: Line) -> str:
    """Which part of the directive section this line opens, blank for none."""
    said, found, _ = plain(line.text[:200]).partition(":")
    is_bold = not line.bullet and line.text.startswith("**") and line.text.endswith("**")
    if line.ticked is not None or not (found or line.heading or is_bold):
        return ""
    return vocabulary.part(said.casefold().strip())


def _name_and_kind(text: str) -> tuple[str, str]:
    """Name and kind of ``**Task 1.1: Domain Understanding** *(Analysis)*``."""
    kind = ""
    opening = max(text.rfind("*("), text.rfind("_("), text.rfind("** ("))
    if opening < 0 and text.endswith(")") and not text.endswith("()"):
        opening = text.rfind(" (")
    if text.endswith((")*", ")_", ")")) and opening > 0:
        kind = text[opening:].strip("*_ ").removeprefix("(").removesuffix(")")
        text = text[:opening]
    found = _TASK.match(plain(text))
    return (found[3].strip() if found else plain(text)), kind.strip()


def _step(line: Line) -> Step:
    found = _STEP.match(line.text)
    if found is None:
        return Step(line.number, "", "", line.text, line.ticked, tuple(rule_codes(line.text)))
    text = line.text.partition(":**")[2] or line.text[found.end() :].lstrip(" :*")
    title = ""
    if text.lstrip().startswith("**") and ":**" in text:
        title, _, text = text.lstrip()[2:].partition(":**")
    codes = tuple(dict.fromkeys(rule_codes(line.text)))
    return Step(line.number, found[1], title.strip(), text.strip(), line.ticked, codes)


def _report_missing(found: Body, report: Report) -> None:
    if not found.tasks:
        report.error("no tasks found", remedy="tasks look like “- [ ] **Task 1.1: Name** *(Kind)*”")
    for task in found.tasks:
        _report_task(task, report)


def _report_task(task: Task, report: Report) -> None:
    lacks = [
        what
        for what, missing in (
            ("number", not task.number),
            ("name", not task.name),
            ("kind", not task.kind),
            ("checkbox", task.ticked is None),
            ("steps", not task.steps),
        )
        if missing
    ]
    if lacks:
        called = task.number or f"“{short(task.name)}”"
        report.warning(f"Task {called} has no {', no '.join(lacks)}", line=task.line)
    bare = [step for step in task.steps if step.ticked is None]
    if bare:
        report.warning(
            f"{len(bare)} of {len(task.steps)} steps of Task {task.number or task.name} have no checkbox",
            line=bare[0].line,
            remedy="taken as open",
        )
