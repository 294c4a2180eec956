"""``plan.json``: the whole plan as one text, lossless, and the way back.

One element a line, in natural order of code, so that a version control system shows who changed
what. Reading is strict about what it drops: everything not understood is listed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from planning.plan import canonical
from planning.plan.elements import BOOKKEEPING, BY_NAME, BY_PLURAL, KINDS, Element, facts
from planning.plan.links import Link, allowed
from planning.plan.normal import Invalid, normal, normal_line
from planning.plan.value import (
    ABOUT_FIELDS,
    DisabledRule,
    Plan,
    Release,
    SeverityOverride,
    Waiver,
    plan,
    reference_fields,
)

RECORDS = {
    "releases": Release,
    "severities": SeverityOverride,
    "disabled_rules": DisabledRule,
    "waivers": Waiver,
}


class Unreadable(ValueError):
    """The text is no ``plan.json`` at all; the message says where it stops making sense."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was not taken: ``where`` is a path such as ``links[3].type``."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def write(plan_: Plan) -> str:
    """The text of ``plan.json``: UTF-8, LF, a final line end."""
    about = {
        key: value
        for key, value in canonical.stated(plan_).items()
        if key not in ("elements", "links")
    }
    parts = [
        f'"format": {canonical.FORMAT}',
        f'"plan": {_block("{", _members(about), "}")}',
        f'"elements": {_block("{", list(_kinds(plan_)), "}")}',
        f'"links": {_block("[", [canonical.text(canonical.stated(k)) for k in plan_.links], "]")}',
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _members(values: dict[str, Any]) -> list[str]:
    return [f"{json.dumps(key)}: {canonical.text(value)}" for key, value in values.items()]


def _kinds(plan_: Plan) -> Iterator[str]:
    for kind in KINDS:
        rows = [canonical.text(canonical.stated(element)) for element in plan_.of(kind)]
        if rows:
            yield f'"{kind.PLURAL}": {_block("[", rows, "]")}'


def _block(opening: str, rows: list[str], closing: str) -> str:
    return "\n".join([opening, ",\n".join(rows), closing]) if rows else opening + closing


MOST_PROBLEMS = 1_000
"""So many are listed; a hostile file could otherwise have one for every second character."""


@dataclass
class _Reading:
    """What has been read so far, and what had to be left out."""

    problems: list[Problem] = field(default_factory=list)
    unlisted: int = 0
    elements: dict[str, Element] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)

    def problem(self, where: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(where, message))
        else:
            self.unlisted += 1

    def told(self) -> tuple[Problem, ...]:
        """The problems, and how many more there are."""
        if not self.unlisted:
            return tuple(self.problems)
        return (*self.problems, Problem("file", f"{self.unlisted:,} more problems like these"))


def read(content: str) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan in a ``plan.json``, and everything in the file that could not be taken.

    Raises ``Unreadable`` where the text is not JSON, nests too deep, or is of another format.
    """
    return understood(parsed(content))


def understood(document: dict[str, Any]) -> tuple[Plan, tuple[Problem, ...]]:
    """As ``read``, of what ``parsed`` made of the text."""
    reading = _Reading()
    about = _about(reading, document.get("plan", {}))
    for key, rows in _members_of(reading, document, "elements"):
        _read_kind(reading, key, rows)
    elements = _with_known_references(reading)
    links = _read_links(reading, document.get("links", []))
    for key in document.keys() - {"format", "plan", "elements", "links"}:
        reading.problem(key, "unknown key, left out")
    return plan(elements, links, **about), reading.told()


def element(kind: type[Element], stated: dict[str, Any]) -> Element:
    """One element from its row in a file; raises ``Unreadable`` where a field cannot be taken."""
    reading = _Reading()
    found = _element(reading, stated.get("code", "element"), kind, stated)
    if found is None or reading.problems:
        raise Unreadable("; ".join(str(problem) for problem in reading.problems))
    return found


def parsed(content: str) -> dict[str, Any]:
    """The document in a text, not looked into any further; raises as ``read`` does."""
    try:
        document = json.loads(content)
    except json.JSONDecodeError as error:
        raise Unreadable(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise Unreadable(f"not readable as JSON: {error}") from None
    if not isinstance(document, dict) or "elements" not in document:
        raise Unreadable("line 1: a plan.json is an object with the keys format, plan and elements")
    if document.get("format") != canonical.FORMAT:
        raise Unreadable(
            f"format {document.get('format')!r} is not the format {canonical.FORMAT} read here"
        )
    return document


def _members_of(reading: _Reading, document: dict[str, Any], key: str) -> Iterable[tuple[str, Any]]:
    members = document.get(key, {})
    if isinstance(members, dict):
        return members.items()
    reading.problem(key, "an object was expected, left out")
    return ()


def _about(reading: _Reading, said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        reading.problem("plan", "an object was expected, left out")
        return {}
    about: dict[str, Any] = {}
    for key, value in said.items():
        where = f"plan.{key}"
        if key in ABOUT_FIELDS:
            _take(reading, where, about, key, Plan, value)
        elif key in RECORDS:
            about[key] = tuple(_records(reading, where, RECORDS[key], value))
        elif key in ("slug", "revised_at"):
            about[key] = normal_line(str(value))
        elif key == "revision":
            _take_count(reading, where, about, key, value)
        else:
            reading.problem(where, "unknown field, left out")
    return about


def _take(
    reading: _Reading, where: str, held: dict[str, Any], name: str, kind: type, value: Any
) -> None:
    try:
        held[name] = normal(facts(kind)[name], value)
    except Invalid as error:
        reading.problem(where, f"{error}; left out")


def _take_count(reading: _Reading, where: str, held: dict[str, Any], name: str, value: Any) -> None:
    # True is an int in Python, and a count in no file.
    if type(value) is int and 0 <= value < 2**31:
        held[name] = value
    else:
        reading.problem(where, "not a count; left out")


def _records(reading: _Reading, where: str, record: type, rows: Any) -> Iterator[Any]:
    known = {f.name: f for f in fields(record)}
    required = {name for name, f in known.items() if f.default is MISSING}
    for number, row in enumerate(rows if isinstance(rows, list) else [rows]):
        place = f"{where}[{number}]"
        if not isinstance(row, dict) or not required <= row.keys():
            reading.problem(place, f"needs {', '.join(sorted(required))}; left out")
            continue
        for key in row.keys() - known.keys():
            reading.problem(f"{place}.{key}", "unknown field, left out")
        yield record(**{key: normal_line(str(row[key])) for key in known if key in row})


def _read_kind(reading: _Reading, key: str, rows: Any) -> None:
    kind = BY_PLURAL.get(key) or BY_NAME.get(key)
    if kind is None or not isinstance(rows, list):
        reading.problem(f"elements.{key}", "unknown kind, or no list; left out")
        return
    for number, row in enumerate(rows):
        where = f"elements.{key}[{number}]"
        element = _element(reading, where, kind, row)
        if element is None:
            continue
        if element.code in reading.elements:
            reading.problem(where, f"{element.code} is there already; left out")
            continue
        reading.elements[element.code] = element
        reading.where[element.code] = where


def _element(reading: _Reading, where: str, kind: type[Element], row: Any) -> Element | None:
    code = normal_line(str(row.get("code") or "")) if isinstance(row, dict) else ""
    if not code:
        reading.problem(where, "an element needs a code; left out")
        return None
    held: dict[str, Any] = {"code": code}
    for key, value in row.items():
        if key in facts(kind):
            _take(reading, f"{where}.{key}", held, key, kind, value)
        elif key in ("position", "version"):
            _take_count(reading, f"{where}.{key}", held, key, value)
        elif key == "origin":
            held[key] = normal_line(str(value))
        elif key not in BOOKKEEPING:
            reading.problem(f"{where}.{key}", "unknown field, left out")
    return kind(**held)


def _with_known_references(reading: _Reading) -> list[Element]:
    return [_known_references(reading, element) for element in reading.elements.values()]


def _known_references(reading: _Reading, element: Element) -> Element:
    unknown: dict[str, Any] = {}
    for name in reference_fields(type(element)):
        code = getattr(element, name)
        target = facts(type(element))[name].target
        held = reading.elements.get(code)
        if code and (held is None or held.element_kind != target):
            where = f"{reading.where[element.code]}.{name}"
            reading.problem(where, f"{element.code}: no {target} {code} in this file; left blank")
            unknown[name] = ""
    return replace(element, **unknown) if unknown else element


def _read_links(reading: _Reading, rows: Any) -> list[Link]:
    if not isinstance(rows, list):
        reading.problem("links", "a list was expected, left out")
        return []
    links: dict[tuple[str, str, str], Link] = {}
    for number, row in enumerate(rows):
        link = _link(reading, f"links[{number}]", row)
        if link is None:
            continue
        if links.setdefault(link.key, link) is not link:
            said = f"{link.type} from {link.source} to {link.target}"
            reading.problem(f"links[{number}]", f"{said} is there already; left out")
    return list(links.values())


def _link(reading: _Reading, where: str, row: Any) -> Link | None:
    said: dict[str, str] = defaultdict(str)
    if isinstance(row, dict):
        said.update({key: normal_line(str(value)) for key, value in row.items()})
    for key in said.keys() - {"type", "source", "target", "target_digest"}:
        reading.problem(f"{where}.{key}", "unknown field, left out")
    link = Link(
        type=said["type"],
        source=said["source"],
        target=said["target"],
        target_digest=said["target_digest"],
    )
    ends = (reading.elements.get(link.source), reading.elements.get(link.target))
    if ends[0] is None or ends[1] is None:
        missing = link.source if ends[0] is None else link.target
        reading.problem(where, f"{link.type}: no element {missing!r} in this file; left out")
        return None
    if not allowed(link.type, ends[0].element_kind, ends[1].element_kind):
        kinds = f"{ends[0].element_kind} to {ends[1].element_kind}"
        reading.problem(where, f"no link {link.type!r} runs from {kinds}; left out")
        return None
    return link
