"""What the readers of requirements share: from what a file says of one to a draft of it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.bounds import refuse_many_elements, refuse_many_links
from planning.imports.draft import DraftElement, DraftLink, Tally
from planning.imports.report import Report, short
from planning.imports.requirement_words import category, type_of_heading, understood
from planning.imports.tables import folded
from planning.plan.codes import is_code
from planning.plan.elements import Requirement, facts
from planning.plan.normal import Invalid, normal

COLUMNS = {
    **dict.fromkeys(("id", "code", "key", "uid", "req_id", "requirement_id", "identifier"), "code"),
    **dict.fromkeys(("reference", "no", "nr", "number", "requirement_no", "req_no"), "code"),
    **dict.fromkeys(("req_nr", "reqid", "requirement_number", "issue_key"), "code"),
    **dict.fromkeys(("title", "name", "summary", "header", "heading", "short_name"), "name"),
    **dict.fromkeys(("statement", "text", "description", "requirement", "shall"), "statement"),
    **dict.fromkeys(("requirement_text", "acceptance_criteria", "req_text"), "statement"),
    **dict.fromkeys(("requirement_description", "requirement_statement"), "statement"),
    **dict.fromkeys(("type", "kind", "requirement_type"), "type"),
    **dict.fromkeys(("category", "quality_attribute", "attribute", "area"), "category"),
    **dict.fromkeys(("priority", "moscow", "importance"), "priority"),
    **dict.fromkeys(("metric", "measure"), "metric"),
    **dict.fromkeys(("operator", "comparison"), "operator"),
    **dict.fromkeys(("target", "goal", "threshold", "target_value", "value"), "target"),
    **dict.fromkeys(("unit", "units"), "unit"),
    **dict.fromkeys(("condition", "conditions", "load"), "conditions"),
    **dict.fromkeys(
        ("measured_by", "verification", "verified_by", "verification_method"), "measured_by"
    ),
    **dict.fromkeys(("source", "origin", "stakeholder", "requested_by", "owner"), "source"),
    **dict.fromkeys(("status", "state"), "status"),
    **dict.fromkeys(("deferral_reason", "reason"), "deferral_reason"),
    **dict.fromkeys(
        ("parent", "parents", "parent_id", "refines", "links", "derived_from"), "parent"
    ),
    **dict.fromkeys(("parent_req", "parent_requirement", "parent_requirements"), "parent"),
    **dict.fromkeys(("notes", "note", "comment", "comments", "rationale"), "notes"),
}
"""Folded headers and the field that each means; ``parent`` becomes a link."""

_SEPARATORS = re.compile(r"[,;\s]+")
_LONGEST_HEADING = 200


def stated(pairs: Iterable[tuple[str, str]], known: Mapping[str, str]) -> dict[str, str]:
    """What named attributes say, by field; ``known`` maps folded names to fields.

    What has no field, or one that is taken, goes into the notes under its own name.
    """
    said: dict[str, str] = {}
    notes = []
    for name, value in pairs:
        field_ = known.get(folded(name), "")
        if value.strip() and (field_ in ("", "notes") or field_ in said):
            notes.append(f"{_spoken(name)}: {value.strip()}")
        elif value.strip():
            said[field_] = value.strip()
    if notes:
        said["notes"] = "\n\n".join(notes)
    return said


def named(said: Mapping[str, str]) -> dict[str, str]:
    """The same, with its code or how its notes begin for a name where it has no words of its own."""
    first = said.get("notes", "").strip().partition("\n")[0]
    name = said.get("code") or short(first, _LONGEST_HEADING)
    if not name or said.get("name") or said.get("statement"):
        return dict(said)
    return {**said, "name": name}


def _spoken(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words.capitalize() if words.isupper() or words.islower() else words


def group(file: str, heading: str) -> dict[str, str]:
    """What the heading that requirements stand below says of them."""
    if not heading:
        return {"source": file}
    said = {
        "source": f"{file}: {short(heading, _LONGEST_HEADING)}",
        "type": type_of_heading(heading),
        "category": category(heading),
    }
    return {name: value for name, value in said.items() if value}


@dataclass
class Collected:
    """The requirements of one file; ``parents`` pairs them with their parents, with the line.

    Both are keys, or what the file calls them.
    """

    report: Report
    elements: dict[str, DraftElement] = field(default_factory=dict)
    parents: list[tuple[str, str, int]] = field(default_factory=list)
    failed: int = 0
    _called: dict[str, str] = field(default_factory=dict)
    _alike: Counter[str] = field(default_factory=Counter)

    def add(
        self, said: Mapping[str, str], *, line: int, key: str = "", parents: Iterable[str] = ()
    ) -> str:
        """Takes one requirement, and returns its key; blank where it had to be left out.

        Parents are ``parents``, or stand in ``said``, separated by commas, blanks or line ends.
        """
        code = self._code(said.get("code", ""), line)
        if not code and said.get("code"):
            said = {**said, "notes": _joined(said.get("notes", ""), f"Id: {said['code']}")}
        key = code or self._free(key or _key(said))
        if not key or not (said.get("statement") or said.get("name")):
            self.failed += 1
            self.report.warning("no statement and no title", line=line, remedy="left out")
            return ""
        if key in self.elements:
            self.failed += 1
            first = self.elements[key].line
            self.report.error(
                f"{key} stands here and in line {first}", line=line, remedy="the second is left out"
            )
            return ""
        self.elements[key] = DraftElement(
            kind="Requirement", key=key, code=code, values=self._values(said, code, line), line=line
        )
        refuse_many_elements(self.report.file, len(self.elements))
        self._called.setdefault(said.get("code", "").strip(), key)
        written = (p.partition(":")[0] for p in _SEPARATORS.split(said.get("parent", "")))
        for parent in filter(None, (*parents, *written)):
            self.refine(key, parent, line)
        return key

    def refine(self, key: str, parent: str, line: int) -> None:
        self.parents.append((key, parent, line))
        refuse_many_links(self.report.file, len(self.parents))

    def _code(self, code: str, line: int) -> str:
        code = code.strip("*`[] ")
        if code and not is_code(code):
            self.report.warning(
                f"“{short(code)}” is no code: letters, digits, dots and hyphens",
                line=line,
                remedy="the requirement gets one by the counter",
            )
            return ""
        return code

    def _free(self, key: str) -> str:
        """The key, or that with the first number that makes it another: titles may be alike."""
        if key not in self.elements:
            return key
        while f"{key}~{self._alike[key] + 2}" in self.elements:
            self._alike[key] += 1
        return f"{key}~{self._alike[key] + 2}"

    def _values(self, said: Mapping[str, str], code: str, line: int) -> dict[str, Any]:
        """The values by field; what a field cannot hold is kept in the notes."""
        values = {name: value for name, value in said.items() if name not in ("code", "parent")}
        unfit = [
            n
            for n, value in understood(values, code).items()
            if n in values and not _fits(n, value)
        ]
        for name in unfit:
            value = values.pop(name)
            self.report.warning(
                f"“{short(value)}” is no {name} here", line=line, remedy="kept in the notes"
            )
            if name == "name" and "statement" not in values:
                values["statement"] = value
            else:
                values["notes"] = _joined(values.get("notes", ""), f"{_spoken(name)}: {value}")
        return understood(values, code)

    def links(self) -> tuple[DraftLink, ...]:
        """Parents as ``refines``; one that is not in the file may be in the plan."""
        links = []
        for said, of, line in self.parents:
            key, parent = (self._called.get(end, end) for end in (said, of))
            if parent == key:
                self.report.warning(f"{key} is its own parent", line=line, remedy="left out")
            else:
                links.append(DraftLink(type="refines", source=key, target=parent))
        return tuple(dict.fromkeys(links))

    def tally(self, what: str, found: int, skipped: int = 0) -> Tally:
        """What became of the requirements, which the format calls ``what``."""
        return Tally(
            what=what, found=found, read=len(self.elements), skipped=skipped, failed=self.failed
        )


def _joined(notes: str, more: str) -> str:
    return "\n\n".join(filter(None, (notes, more)))


def _key(said: Mapping[str, str]) -> str:
    """A name within the file for a requirement without a code: its title, or how it begins."""
    words = (said.get("name") or said.get("statement", ""))[:200].casefold()
    return "-".join("".join(c if c.isalnum() else " " for c in words).split())[:100]


def _fits(name: str, value: Any) -> bool:
    """Whether the field can hold the value; a field that is none is for the preview to report."""
    fact = facts(Requirement).get(name)
    try:
        return fact is None or normal(fact, value) is not None
    except Invalid:
        return False
