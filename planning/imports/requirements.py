"""What the readers of requirements share: from what a file says of one to a draft of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.draft import DraftElement, DraftLink
from planning.imports.report import Report, short
from planning.plan.codes import is_code

COLUMNS = {
    **dict.fromkeys(("id", "code", "key", "uid", "req_id", "requirement_id", "identifier"), "code"),
    **dict.fromkeys(("reference", "no", "nr", "number", "requirement_no"), "code"),
    **dict.fromkeys(("title", "name", "summary", "header", "short_name"), "name"),
    **dict.fromkeys(("statement", "text", "description", "requirement", "shall"), "statement"),
    **dict.fromkeys(("requirement_text", "acceptance_criteria"), "statement"),
    **dict.fromkeys(("type", "kind", "requirement_type"), "type"),
    **dict.fromkeys(("category", "quality_attribute", "attribute", "area"), "category"),
    **dict.fromkeys(("priority", "moscow", "importance"), "priority"),
    **dict.fromkeys(("metric", "measure"), "metric"),
    **dict.fromkeys(("operator", "comparison"), "operator"),
    **dict.fromkeys(("target", "goal", "threshold", "target_value", "value"), "target"),
    **dict.fromkeys(("unit", "units"), "unit"),
    **dict.fromkeys(("condition", "conditions", "load"), "conditions"),
    **dict.fromkeys(("measured_by", "verification", "verified_by"), "measured_by"),
    **dict.fromkeys(("source", "origin", "stakeholder", "requested_by", "owner"), "source"),
    **dict.fromkeys(("status", "state"), "status"),
    **dict.fromkeys(("deferral_reason", "reason"), "deferral_reason"),
    **dict.fromkeys(
        ("parent", "parents", "parent_id", "refines", "links", "derived_from"), "parent"
    ),
    **dict.fromkeys(("notes", "note", "comment", "comments", "rationale"), "notes"),
}
"""Folded headers and the field that each means; ``parent`` becomes a link."""

_TYPES = {
    **dict.fromkeys(("fr", "functional", "functional_requirement", "function"), "functional"),
    **dict.fromkeys(("nfr", "quality", "non_functional", "nonfunctional", "qr"), "quality"),
    **dict.fromkeys(("non_functional_requirement", "quality_requirement", "sc"), "quality"),
    **dict.fromkeys(("constraint", "con", "limitation"), "constraint"),
}
_PRIORITIES = {
    **dict.fromkeys(("must", "must_have", "m", "mandatory", "critical", "high", "p1"), "must"),
    **dict.fromkeys(("should", "should_have", "s", "medium", "p2"), "should"),
    **dict.fromkeys(("could", "could_have", "c", "may", "low", "optional", "p3"), "could"),
    **dict.fromkeys(("wont", "won_t", "wont_have", "won_t_have", "w"), "wont"),
}
_STATUSES = {
    **dict.fromkeys(("proposed", "draft", "new", "open"), "proposed"),
    **dict.fromkeys(("accepted", "approved", "active", "agreed"), "accepted"),
    **dict.fromkeys(("deferred", "postponed"), "deferred"),
    **dict.fromkeys(("withdrawn", "rejected", "deleted", "obsolete"), "withdrawn"),
}
_MEANINGS = {"type": _TYPES, "priority": _PRIORITIES, "status": _STATUSES}
_CATEGORIES = (
    ("scalability", ("scalab",)),
    ("consistency", ("consisten",)),
    ("throughput", ("throughput",)),
    ("latency", ("latency", "performance", "response time")),
    ("availability", ("availab", "reliab", "resilien")),
    ("observability", ("observab", "monitor", "logging")),
    ("privacy", ("privacy", "data protection", "gdpr")),
    ("security", ("security", "authenti", "authoris", "authoriz")),
    ("maintainability", ("maintain", "testab", "modifiab")),
)
_PREFIX = re.compile(r"[A-Za-z]+")
_TARGET = re.compile(r"(<=|>=|<|>|=|≤|≥)? *(\d[\d.,]{0,20}) *([^\d\s].{0,40})?")
_OPERATORS = {"≤": "<=", "≥": ">="}
_MODAL = re.compile(r"\b(MUST|SHALL|SHOULD|COULD|MAY)\b")
_MODALS = {"MUST": "must", "SHALL": "must", "SHOULD": "should", "COULD": "could", "MAY": "could"}


@dataclass
class Collected:
    """The requirements of one file; ``parents`` pairs keys with what the file calls the parent."""

    report: Report
    elements: dict[str, DraftElement] = field(default_factory=dict)
    parents: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, said: Mapping[str, str], *, line: int, key: str = "") -> str:
        """Takes one requirement, and returns its key; blank where it had to be left out."""
        code = self._code(said.get("code", ""), line)
        key = code or key or _key(said)
        if not key or not (said.get("statement") or said.get("name")):
            self.report.warning("no statement and no title", line=line, remedy="left out")
            return ""
        if key in self.elements:
            first = self.elements[key].line
            self.report.error(
                f"{key} stands here and in line {first}", line=line, remedy="the second is left out"
            )
            return ""
        values = _values(said, code)
        self.elements[key] = DraftElement(
            kind="Requirement", key=key, code=code, values=values, line=line
        )
        for parent in re.split(r"[,;\s]+", said.get("parent", "")):
            if parent:
                self.parents.append((key, parent.partition(":")[0], line))
        return key

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

    def links(self) -> tuple[DraftLink, ...]:
        """Parents as ``refines``; one that is not in the file may be in the plan."""
        links = []
        for key, parent, line in self.parents:
            if parent == key:
                self.report.warning(f"{key} is its own parent", line=line, remedy="left out")
            else:
                links.append(DraftLink(type="refines", source=key, target=parent))
        return tuple(dict.fromkeys(links))


def _key(said: Mapping[str, str]) -> str:
    """A name within the file for a requirement without a code: its title, or how it begins."""
    words = (said.get("name") or said.get("statement", ""))[:200].casefold()
    return "-".join("".join(c if c.isalnum() else " " for c in words).split())[:100]


def _values(said: Mapping[str, str], code: str) -> dict[str, Any]:
    values = {name: value for name, value in said.items() if name not in ("code", "parent")}
    for name, meanings in _MEANINGS.items():
        if name in values:
            values[name] = _meant(meanings, values[name])
    if "category" in values:
        values["category"] = category(values["category"]) or values["category"]
    for name, value in (
        ("type", _type_of(code)),
        ("priority", _stated_priority(said.get("statement", ""))),
    ):
        if value:
            values.setdefault(name, value)
    return _with_target(values)


def _meant(meanings: Mapping[str, str], said: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in said.casefold()).split()
    return meanings.get("_".join(words), said)


def _type_of(code: str) -> str:
    """The type that the first word of a code stands for: ``NFR-7`` is a quality."""
    prefix = _PREFIX.match(code)
    return _TYPES.get(prefix[0].casefold(), "") if prefix else ""


def _stated_priority(statement: str) -> str:
    """What a capitalised MUST, SHOULD or MAY says."""
    found = _MODAL.search(statement[:1000])
    return _MODALS[found[1]] if found else ""


def _with_target(values: dict[str, Any]) -> dict[str, Any]:
    """``<= 200 ms`` in one cell as operator, target and unit, where those have no own column."""
    found = _TARGET.fullmatch(values.get("target", ""))
    if found:
        values["target"] = found[2]
        for name, value in (("operator", _OPERATORS.get(found[1], found[1])), ("unit", found[3])):
            if value:
                values.setdefault(name, value.strip())
    return values


def category(words: str) -> str:
    """The category that a heading or a cell speaks of, blank for none."""
    said = words.casefold()
    return next((name for name, parts in _CATEGORIES if any(p in said for p in parts)), "")


def type_of_heading(words: str) -> str:
    """The type of the requirements below a heading, blank where it does not say."""
    said = words.casefold()
    if "non-functional" in said or "nonfunctional" in said or "quality" in said or "nfr" in said:
        return "quality"
    if "constraint" in said:
        return "constraint"
    return "functional" if "functional" in said else ""
