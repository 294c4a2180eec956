"""What words of files mean for a requirement: its type, category, priority, status and target."""

import re
from collections.abc import Mapping
from typing import Any

_TYPES = {
    **dict.fromkeys(("fr", "functional", "functional_requirement", "function"), "functional"),
    **dict.fromkeys(("nfr", "quality", "non_functional", "nonfunctional", "qr"), "quality"),
    **dict.fromkeys(("non_functional_requirement", "quality_requirement", "sc"), "quality"),
    **dict.fromkeys(("constraint", "con", "limitation"), "constraint"),
}
_PRIORITIES = {
    **dict.fromkeys(("must", "must_have", "m", "mandatory", "critical", "high", "p1"), "must"),
    **dict.fromkeys(("highest", "blocker"), "must"),
    **dict.fromkeys(("should", "should_have", "s", "medium", "p2"), "should"),
    **dict.fromkeys(("could", "could_have", "c", "may", "low", "optional", "p3"), "could"),
    **dict.fromkeys(("lowest", "minor"), "could"),
    **dict.fromkeys(("wont", "won_t", "wont_have", "won_t_have", "w"), "wont"),
}
_STATUSES = {
    **dict.fromkeys(("proposed", "draft", "new", "open", "in_review", "under_review"), "proposed"),
    **dict.fromkeys(("accepted", "approved", "active", "agreed", "baselined"), "accepted"),
    **dict.fromkeys(("to_do", "todo", "selected_for_development"), "proposed"),
    **dict.fromkeys(("implemented", "verified", "released", "in_progress"), "accepted"),
    **dict.fromkeys(("done", "closed", "resolved"), "accepted"),
    **dict.fromkeys(("deferred", "postponed", "on_hold", "backlog"), "deferred"),
    **dict.fromkeys(("withdrawn", "rejected", "deleted", "obsolete"), "withdrawn"),
    **dict.fromkeys(("cancelled", "canceled", "removed", "retired", "deprecated"), "withdrawn"),
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


def understood(said: Mapping[str, str], code: str) -> dict[str, Any]:
    """What the words of a file say, in the words of the plan where they have a meaning there.

    The code and a capitalised verb say type and priority where the file does not.
    """
    values = dict(said)
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
