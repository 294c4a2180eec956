"""The tasks and steps of a directive, its input context and its criteria, in either family."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from planning.imports.directive.outline import Line, plain
from planning.imports.directive.wording import rule_codes
from planning.imports.report import Report, short

_TASK = re.compile(r"Task +(\d{1,4}(?:\.\d{1,4}){0,3}) *[:.–—-]? *(.*)", re.DOTALL)
_PHASE = re.compile(r"Phase +\d{1,4} *[:–—]")
_STEP = re.compile(r"\**Step +(\d{1,4}(?:\.\d{1,4}){0,4})\b", re.IGNORECASE)
_LABELS = (
    ("input context", "inputs"),
    ("execution task", "tasks"),
    ("execution plan", "tasks"),
    ("internal success criteria", "success"),
    ("internal verification method", "verification"),
    ("task objective", "note"),
    ("task completion testing", "note"),
    ("objective", "objective"),
    ("phase objective", "objective"),
)
_PHASE_OBJECTIVE = re.compile(r"phase \d{1,4} objective")


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

    Of the lines ``found``, ``read`` are the numbers of those that mean something.
    """

    tasks: list[Task] = field(default_factory=list)
    inputs: list[Bullet] = field(default_factory=list)
    success: str = ""
    verification: str = ""
    objective: str = ""
    found: int = 0
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
    """Where the reading stands: below which label, in which task, what the last line was."""

    report: Report
    strict: bool
    body: Body = field(default_factory=Body)
    mode: str = ""
    task: Task | None = None
    task_indent: int = 0
    phase: str = ""
    last: Bullet | Step | None = None
    last_line: int = 0
    continued: list[str] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)

    def take(self, line: Line) -> None:
        held = plain(line.text)
        task = opens_task(line)
        label = _label(line)
        if task:
            self._open_task(line, task[1])
        elif label:
            self._take_label(line, label)
        elif line.bullet and _PHASE.match(held):
            self._open_phase(held)
        elif self.task is not None and line.bullet and line.indent > self.task_indent:
            self._add_step(line, self.task)
        elif self.mode == "inputs" and line.bullet:
            bullet = Bullet(line.number, line.text)
            self.turn_to(bullet)
            self.body.inputs.append(bullet)
        elif not self._continues(line):
            self._skip(line)
            return
        self.last_line = line.number
        self.body.read.add(line.number)

    def turn_to(self, opened: Bullet | Step | None) -> None:
        """Closes what was open, with the lines that continued it."""
        if self.last is not None and self.continued:
            self.last.text = " ".join([self.last.text, *self.continued])
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
        self.task_indent = line.indent
        self.turn_to(None)
        self.mode = "tasks"
        if self.phase:
            self.task.notes.append(self.phase)
        self.body.tasks.append(self.task)

    def _add_step(self, line: Line, task: Task) -> None:
        step = _step(line)
        self.turn_to(step)
        task.steps.append(step)

    def _continues(self, line: Line) -> bool:
        if line.bullet or self.last is None or line.number != self.last_line + 1:
            return False
        self.continued.append(line.text)
        return True

    def _take_label(self, line: Line, label: str) -> None:
        self.turn_to(None)
        said = line.text.partition(":")[2].strip(" *")
        within = self.task is not None and line.indent > self.task_indent
        if within and self.task is not None and label != "inputs":
            self.task.notes.append(plain(line.text))
            return
        self.task, self.mode = None, label
        if label == "objective" and self.phase:
            # Each task below repeats it, so there is one.
            self.phase = f"{self.phase.partition(chr(10))[0]}\n{plain(line.text)}"
        elif label in ("success", "verification", "objective"):
            setattr(self.body, label, said)


def opens_task(line: Line) -> re.Match[str] | None:
    """The number of the task that this line opens, as the first group."""
    return _TASK.match(plain(line.text)) if line.bullet or line.text.startswith("**") else None


def _label(line: Line) -> str:
    """Which part of the directive section this line opens, blank for none."""
    said, found, _ = plain(line.text[:200]).partition(":")
    if not found or line.ticked is not None:
        return ""
    folded = said.casefold()
    if _PHASE_OBJECTIVE.fullmatch(folded):
        return "objective"
    return next((label for opening, label in _LABELS if folded.startswith(opening)), "")


def _name_and_kind(text: str) -> tuple[str, str]:
    """Name and kind of ``**Task 1.1: Domain Understanding** *(Analysis)*``."""
    kind = ""
    opening = max(text.rfind("*("), text.rfind("_("), text.rfind("** ("))
    if text.endswith((")*", ")_", ")")) and opening > 0:
        kind = text[opening:].strip("*_ ").removeprefix("(").removesuffix(")")
        text = text[:opening]
    found = _TASK.match(plain(text))
    return (found[2].strip() if found else plain(text)), kind.strip()


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
            ("name", not task.name),
            ("kind", not task.kind),
            ("checkbox", task.ticked is None),
            ("steps", not task.steps),
        )
        if missing
    ]
    if lacks:
        report.warning(f"Task {task.number} has no {', no '.join(lacks)}", line=task.line)
    bare = [step for step in task.steps if step.ticked is None]
    if bare:
        report.warning(
            f"{len(bare)} of {len(task.steps)} steps of Task {task.number} have no checkbox",
            line=bare[0].line,
            remedy="taken as open",
        )
