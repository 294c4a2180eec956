"""Lists of elements: filter, sort and paging, computed from the plan and the words of an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from planning.kinds import Kind
from planning.plan.choices import words
from planning.plan.elements import BY_NAME, Element, Fact
from planning.plan.findings import NATURES, Finding
from planning.plan.order import natural
from planning.plan.value import Plan

PAGE = 50
BLANK = "-"
FINDINGS = (
    ("any", "with findings"),
    ("missing", "with to-dos"),
    ("contradiction", "with contradictions"),
    ("smell", "with smells"),
    ("none", "without findings"),
)
FILTERED = ("choice", "reference", "set", "flag")

ByElement = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Query:
    """What a list was asked for. ``filters`` are (field, value); ``-`` is "not said yet"."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    findings: str = ""
    sort: str = "code"
    descending: bool = False
    page: int = 1

    def value(self, name: str) -> str:
        return dict(self.filters).get(name, "")

    def address(self, **changes: Any) -> str:
        """The part of an address after ``?`` that asks for the same with these changes."""
        asked = replace(self, **changes)
        said = {
            "q": asked.text,
            **dict(asked.filters),
            "findings": asked.findings,
            "sort": "" if asked.order == "code" else asked.order,
            "page": "" if asked.page == 1 else str(asked.page),
        }
        return urlencode({name: held for name, held in said.items() if held})

    @property
    def order(self) -> str:
        return f"-{self.sort}" if self.descending else self.sort

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.filters or self.findings)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: its elements, and how many there are before and after filtering."""

    query: Query
    elements: tuple[Element, ...]
    total: int
    matching: int
    pages: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A column that a list may be narrowed by, with its (value, words)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def query(kind: Kind, said: Mapping[str, str]) -> Query:
    """The query that an address asks for; what it does not know it leaves out."""
    order = said.get("sort", "")
    sort = order.removeprefix("-")
    known = sort in ("code", "name", "findings") or sort in kind.facts
    filters = ((f.name, said.get(f.name, "")) for f in _filtered(kind))
    return Query(
        text=" ".join(said.get("q", "").split()),
        filters=tuple((name, value) for name, value in filters if value),
        findings=said["findings"] if said.get("findings") in dict(FINDINGS) else "",
        sort=sort if known else "code",
        descending=known and order.startswith("-"),
        page=page_number(said.get("page", "")),
    )


def listing(plan: Plan, kind: Kind, asked: Query, findings: ByElement) -> Listing:
    """The page of the list that was asked for; a page beyond the end is the last one."""
    everything = plan.of(kind.element)
    found = matching(plan, kind, asked, findings)
    pages = max(1, -(-len(found) // PAGE))
    page = min(asked.page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    return Listing(replace(asked, page=page), tuple(shown), len(everything), len(found), pages)


def matching(plan: Plan, kind: Kind, asked: Query, findings: ByElement) -> list[Element]:
    """Every element of a kind that the query lets through, in its order."""
    found = [
        element
        for element in plan.of(kind.element)
        if _passes(plan, kind, asked, element, findings.get(element.code, ()))
    ]
    return _sorted(plan, kind, asked, found, findings)


def by_element(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Findings that nobody waived, by the code of their element."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if not finding.waived:
            found.setdefault(finding.element, []).append(finding)
    return {code: tuple(group) for code, group in found.items()}


def filters(plan: Plan, kind: Kind) -> tuple[Filter, ...]:
    """The columns of a kind that a list may be narrowed by."""
    return tuple(
        Filter(fact.name, fact.label, (_blank(fact), *_options(plan, fact)))
        for fact in _filtered(kind)
        if fact.name in kind.columns
    )


def _filtered(kind: Kind) -> list[Fact]:
    return [fact for fact in kind.facts.values() if fact.type in FILTERED]


def _blank(fact: Fact) -> tuple[str, str]:
    return (BLANK, "no" if fact.type == "flag" else "not said yet")


def _options(plan: Plan, fact: Fact) -> tuple[tuple[str, str], ...]:
    if fact.type == "reference":
        return tuple((e.code, e.label) for e in plan.of(BY_NAME[fact.target]))
    return tuple((option, words(option)) for option in (fact.options or ("yes",)))


def page_number(said: str) -> int:
    """The page that an address asks for; the first where it says no number."""
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 7 else 1


def _passes(
    plan: Plan, kind: Kind, asked: Query, element: Element, findings: tuple[Finding, ...]
) -> bool:
    return (
        all(
            _holds(kind.facts[name], getattr(element, name), value) for name, value in asked.filters
        )
        and _has(asked.findings, findings)
        and _mentions(plan, kind, element, asked.text)
    )


def _holds(fact: Fact, held: Any, value: str) -> bool:
    if value == BLANK:
        return not held
    if fact.type == "flag":
        return held is True
    return value in held if isinstance(held, tuple) else value == held


def _has(wanted: str, findings: tuple[Finding, ...]) -> bool:
    if wanted in NATURES:
        return any(finding.nature == wanted for finding in findings)
    return not wanted or bool(findings) == (wanted == "any")


def _mentions(plan: Plan, kind: Kind, element: Element, text: str) -> bool:
    if not text:
        return True
    said = [element.code, *(as_text(plan, f, getattr(element, n)) for n, f in kind.facts.items())]
    everything = "\n".join(said).casefold()
    return all(word in everything for word in text.casefold().split())


def as_text(plan: Plan, fact: Fact, held: Any) -> str:
    """What a field holds, in the words of the screen; blank for not said yet."""
    if held is None or held is False or held in ("", ()):
        return ""
    if fact.type == "reference":
        target = plan.by_code.get(held)
        return target.label if target else str(held)
    if fact.type in ("choice", "set"):
        return ", ".join(words(item) for item in ((held,) if isinstance(held, str) else held))
    if isinstance(held, tuple):
        return ", ".join(held)
    return "yes" if held is True else str(held)


def _sorted(
    plan: Plan, kind: Kind, asked: Query, found: list[Element], findings: ByElement
) -> list[Element]:
    if asked.sort == "code":
        return found[::-1] if asked.descending else found
    if asked.sort == "findings":
        return sorted(found, key=lambda e: -len(findings.get(e.code, ())), reverse=asked.descending)
    # Blanks come last either way: whoever sorts wants to see what was said.
    fact = kind.facts[asked.sort]
    said = [element for element in found if getattr(element, fact.name) not in (None, "", ())]
    blank = [element for element in found if getattr(element, fact.name) in (None, "", ())]
    return sorted(said, key=lambda e: _rank(plan, fact, e), reverse=asked.descending) + blank


def _rank(plan: Plan, fact: Fact, element: Element) -> Any:
    held = getattr(element, fact.name)
    if fact.type in ("integer", "date", "flag"):
        return held
    if fact.type == "choice":
        # A stored value may have gone out of use.
        return fact.options.index(held) if held in fact.options else len(fact.options)
    if fact.type == "reference":
        return natural(held)
    return natural(as_text(plan, fact, held).casefold())
