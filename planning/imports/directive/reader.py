"""A directive as a draft: what it says of the plan, and the elements that it states."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from planning.imports.bounds import bounded
from planning.imports.directive import evidence, header, reporting
from planning.imports.directive.counting import stray_tasks, tallies
from planning.imports.directive.header import Subject
from planning.imports.directive.inputs import Document, of_bullet, without_doubles
from planning.imports.directive.outline import TITLES, Outline, outline, plain
from planning.imports.directive.rules import Rules, output_folder, read_rules, scope_statement
from planning.imports.directive.tasks import Body, Step, Task, body
from planning.imports.directive.wording import placeholders, remarked, rule_codes
from planning.imports.draft import Draft, DraftElement, Unreadable
from planning.imports.report import Report, short
from planning.imports.source import decoded
from planning.plan.canonical import digest
from planning.plan.codes import is_code
from planning.plan.normal import normal_text

FORMAT = "directive"
DOCUMENT = "directive"
"""The key of the directive itself, as an input document."""
"""The key of the directive itself among the input documents of its draft."""

_SUBJECT = re.compile(r"(?:subject|betreff)(?:\*\*)?:", re.IGNORECASE)
_PURPOSE = re.compile(r"overall purpose|gesamtzweck", re.IGNORECASE)
_TASK = re.compile(
    r"\*\*Task |^[^\w\n]{0,20}(?:Task|Aufgabe) \d{1,3}\.\d{1,3} *[:.–—-]",
    re.IGNORECASE | re.MULTILINE,
)
_PARTS = re.compile(
    r"^[^\w\n]{0,20}(?:Input Context|Execution Tasks?|Internal Success Criteria)\b",
    re.IGNORECASE | re.MULTILINE,
)
_EXPECTED_PLACEHOLDERS = ("subject", "date", "time")


def looks_like_directive(text: str) -> bool:
    """Whether the text has two of what marks a directive: subject, purpose, tasks, their parts."""
    opening = text[:4000]
    marks = (
        _SUBJECT.search(opening),
        _PURPOSE.search(opening),
        _TASK.search(text),
        _PARTS.search(text),
    )
    return sum(mark is not None for mark in marks) > 1


def read_directive(file: str, text: str | bytes) -> Draft:
    """The draft of a plan that carries out a directive.

    Raises ``Unreadable`` for what is no text, or has neither subject nor section nor task.
    """
    source = decoded(file, text)
    report = Report(file)
    report.extend(source.diagnostics)
    # A copy out of a chat has none of the marks that the chat showed.
    is_bare = "`" not in source.text and "**" not in source.text
    found = outline(map(remarked, source.lines) if is_bare else source.lines, report)
    if not found.sections and not looks_like_directive(source.text):
        raise Unreadable(f"{file}: not a directive: no Subject line, no numbered section, no task")
    return _Reading(file, source.text, found, report).draft()


@dataclass
class _Reading:
    """One directive being read; elements come in the order in which a plan lists them."""

    file: str
    text: str
    outline: Outline
    report: Report
    _keys: Counter[str] = field(default_factory=Counter)

    def draft(self) -> Draft:
        subject = header.subject(self.outline, self.report)
        rules, content = self._rules(), self._body()
        about, asks = self._about(subject, rules, content)
        self._report_missing(about)
        for line in stray_tasks(self.outline, content):
            remedy = "left out: it stands apart from the tasks"
            self.report.warning(short(plain(line.text)), line=line.number, remedy=remedy)
        elements = (
            self._directive(subject),
            *bounded(self.file, self._documents(rules, content)),
            *bounded(self.file, self._standards(rules)),
            *bounded(self.file, self._guardrails(rules)),
            *bounded(self.file, self._tasks(content.tasks, subject)),
        )
        return Draft(
            file=self.file,
            format=FORMAT,
            about=about,
            asks=asks,
            elements=elements,
            diagnostics=self.report.diagnostics,
            tallies=tallies(self.outline, rules, content, elements),
        )

    def _rules(self) -> Rules:
        rules = Rules()
        read_rules(2, self.outline.lines("principles"), rules)
        read_rules(3, self.outline.lines("finalization"), rules)
        for line in self.outline.all_lines:
            for code in rule_codes(line.text):
                rules.standards.setdefault(code, line.number)
        for number in rules.unused:
            self.report.note("a statement names nothing to keep", line=number, remedy="left out")
        return rules

    def _body(self) -> Body:
        # A filled plan has no sections: its phases and tasks stand in the open.
        strict = "tasks" in self.outline.sections
        lines = self.outline.lines("tasks") if strict else self.outline.all_lines
        return body(lines, self.report, strict=strict)

    def _about(
        self, subject: Subject, rules: Rules, content: Body
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        dated, dated_asked = header.dated(self.outline, self.report)
        locale, locale_asked = header.locale(self.outline.lines("footer"))
        path, tag = reporting.log(self.outline, self.report)
        purpose = f"{self._text_of('purpose')}\n{plain(content.objective)}".strip()
        about = {
            "project": subject.project,
            "name": subject.plan_name,
            "track": subject.track,
            "phase": subject.phase,
            "subject": subject.title,
            "purpose": purpose,
            "dated": dated,
            "locale": locale,
            "output_folder": rules.folder or self._folder_of(content),
            "log_path": path,
            "log_tag": tag,
            "success_criteria": content.success,
            "verification_method": content.verification,
            "scope_statement": scope_statement(purpose, rules.rules),
            "signers": reporting.signers(self.outline, self.report),
        }
        asked = (("project", subject.asks), ("dated", dated_asked), ("locale", locale_asked))
        said = {name: value for name, value in about.items() if value not in ("", None, ())}
        return said, tuple(name for name, is_asked in asked if is_asked)

    def _text_of(self, role: str) -> str:
        return "\n".join(line.text for line in self.outline.lines(role))

    def _folder_of(self, content: Body) -> str:
        return next((f for b in content.inputs if (f := output_folder(b.text))), "")

    def _report_missing(self, about: dict[str, Any]) -> None:
        for role, title in TITLES.items():
            if role not in self.outline.sections:
                self.report.warning(f"section “{title}” is missing")
        for name, what in (
            ("output_folder", "output folder"),
            ("success_criteria", "internal success criteria"),
            ("verification_method", "internal verification method"),
        ):
            if name not in about:
                self.report.warning(f"no {what} stated", remedy="give it by hand")
        self._report_placeholders()

    def _report_placeholders(self) -> None:
        """Those that a question answers are asked; the others stay in the text."""
        footer = {line.number for line in self.outline.lines("footer")}
        for line in self.outline.all_lines:
            label = plain(line.text.lstrip("# ")).partition(":")[0].casefold()
            if line.number in footer or label in _EXPECTED_PLACEHOLDERS:
                continue
            for found in dict.fromkeys(placeholders(line.text)):
                self.report.note(f"placeholder {short(found)} remains", line=line.number)

    def _directive(self, subject: Subject) -> DraftElement:
        text = normal_text(self.text)
        values = {
            "name": subject.plan_name or "Directive",
            "path": self.file,
            "kind": "directive",
            "track": subject.track,
            "producing_phase": subject.phase,
            "status": "received",
            "text": text,
            "sha256": digest(text),
        }
        return self._element("InputDocument", DOCUMENT, subject.line, values)

    def _documents(self, rules: Rules, content: Body) -> Iterator[DraftElement]:
        listed = (document for bullet in content.inputs for document in of_bullet(bullet))
        for document in without_doubles([*rules.documents, *bounded(self.file, listed)]):
            yield self._element(
                "InputDocument",
                f"input/{document.path or _slug(document.name)}",
                document.line,
                _document_values(document),
            )

    def _standards(self, rules: Rules) -> Iterator[DraftElement]:
        for code, line in rules.standards.items():
            if is_code(code):
                values = {"name": code, "demanded": True}
                yield self._element("Standard", code, line, values, code=code)

    def _guardrails(self, rules: Rules) -> Iterator[DraftElement]:
        for rule in rules.rules:
            values = {
                "name": rule.name,
                "statement": rule.text,
                "document": DOCUMENT,
                "rules": rule.checks,
            }
            yield self._element("Guardrail", f"guardrail-{rule.number}", rule.line, values)

    def _tasks(self, tasks: Iterable[Task], subject: Subject) -> Iterator[DraftElement]:
        # Later phases build; only the planning phase ends in the files exported here.
        propose = subject.track == "backend" and subject.phase in (None, 1)
        for task in tasks:
            values = {
                "name": task.name,
                "number": task.number,
                "kind": task.kind,
                "status": _status(task.ticked),
                "notes": "\n".join(task.notes),
            }
            key = f"task-{task.number or _slug(task.name)}"
            element = self._element("DirectiveTask", key, task.line, values)
            yield element
            for count, step in enumerate(task.steps, 1):
                yield self._step(step, element.key, count, propose=propose)

    def _step(self, step: Step, task: str, count: int, *, propose: bool) -> DraftElement:
        values = {
            "name": step.title or (f"Step {step.number}" if step.number else ""),
            "task": task,
            "text": step.text,
            "status": _status(step.ticked),
            "artifacts": evidence.artifacts(step.text, propose=propose),
        }
        return self._element("DirectiveStep", f"{task}/{count}", step.line, values)

    def _element(
        self, kind: str, key: str, line: int, values: dict[str, Any], *, code: str = ""
    ) -> DraftElement:
        said = {name: value for name, value in values.items() if value not in ("", None, ())}
        return DraftElement(
            kind=kind, key=self._unique(key, line), code=code, values=said, line=line
        )

    def _unique(self, key: str, line: int) -> str:
        self._keys[key] += 1
        count = self._keys[key]
        if count == 1:
            return key
        self.report.warning(f"“{short(key)}” stands {count} times", line=line)
        return f"{key}~{count}"


def _document_values(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "path": document.path,
        "kind": document.kind,
        "track": document.track,
        "producing_phase": document.phase,
        "required": document.required,
        "status": "missing",
        "notes": document.notes,
    }


def _status(ticked: bool | None) -> str:
    return "done" if ticked else "open"


def _slug(name: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return "-".join(words)[:100]
