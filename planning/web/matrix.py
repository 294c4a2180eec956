"""The matrix of requirements and elements: what an address asks for, and one page of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Any, TypeVar
from urllib.parse import urlencode

from planning.kinds import BY_NAME, KINDS, SECTIONS, Kind
from planning.plan.choices import PRIORITIES, REQUIREMENT_TYPES, words
from planning.plan.elements import Element, Requirement
from planning.plan.links import BY_TYPE
from planning.plan.order import natural
from planning.plan.traceability import GAPS, PURPOSEFUL, STATES, Trace
from planning.plan.value import Plan
from planning.web import editable
from planning.web.access import Access
from planning.web.listing import BLANK, Filter, page_number

ROWS = 50
COLUMNS = 30
GAP = "gaps"
ORDERED = (*GAPS, *(state for state in STATES if state not in GAPS))
"""States as they are worked through: gaps first."""

T = TypeVar("T")
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which rows and columns are asked for; blank is "any", ``-`` is "not said yet"."""

    q: str = ""
    state: str = ""
    type: str = ""
    priority: str = ""
    section: str = ""
    kind: str = ""
    serving: str = ""
    order: str = ""
    page: int = 1
    across: int = 1

    def address(self, **changes: Any) -> str:
        """The part of an address after ``?`` that asks for the same with these changes."""
        asked = replace(self, **changes)
        said = {f.name: getattr(asked, f.name) for f in fields(asked)}
        return urlencode({f.name: said[f.name] for f in fields(asked) if said[f.name] != f.default})


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a requirement and an element meet; ``open`` where the person may tie and untie."""

    code: str
    tied: bool
    suspect: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Row:
    trace: Trace
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows or columns with the codes at its ends."""

    number: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the matrix. ``groups`` are the kinds of its columns with how many there are."""

    query: Query
    columns: tuple[Element, ...]
    groups: tuple[tuple[Kind, int], ...]
    rows: tuple[Row, ...]
    matching: int
    total: int
    wide: int
    pages: tuple[Page, ...]
    across: tuple[Page, ...]


def query(said: Mapping[str, str]) -> Query:
    """The query that an address asks for; what it does not know it leaves out."""
    known = {name: dict(options) for name, options in _options().items()}
    chosen = {name: said.get(name, "") for name in known}
    return Query(
        q=" ".join(said.get("q", "").split()),
        page=page_number(said.get("page", "")),
        across=page_number(said.get("across", "")),
        **{name: value for name, value in chosen.items() if value in known[name]},
    )


def filters(plan: Plan, *names: str) -> tuple[Filter, ...]:
    """What the matrix may be narrowed by; kinds and sections only where the plan has any."""
    held = [kind for kind in _serving_kinds() if plan.of(kind.element)]
    there = {"kind": {kind.slug for kind in held}, "section": {kind.section for kind in held}}
    return tuple(
        Filter(name, _LABELS[name], tuple(_there(options, there.get(name))))
        for name, options in ((name, _options()[name]) for name in names)
    )


def _there(options: Options, there: set[str] | None) -> Iterable[tuple[str, str]]:
    return options if there is None else [each for each in options if each[0] in there]


def matrix(access: Access, asked: Query, traces: Iterable[Trace]) -> Matrix:
    """The page of the matrix that was asked for; a page beyond the end is the last one."""
    every = list(traces)
    found = matching(every, asked)
    pages, asked = numbered([trace.requirement.code for trace in found], asked)
    wide = elements(access.plan, asked)
    asked = replace(asked, across=min(asked.across, _pages(len(wide), COLUMNS)))
    columns = wide[(asked.across - 1) * COLUMNS : asked.across * COLUMNS]
    may = {element.code: editable.may_link(access.actor, element) for element in columns}
    return Matrix(
        query=asked,
        columns=columns,
        groups=tuple((BY_NAME[name], len(list(of))) for name, of in groupby(columns, _kind_of)),
        rows=tuple(row(each, may) for each in paged(found, asked)),
        matching=len(found),
        total=len(every),
        wide=len(wide),
        pages=pages,
        across=_numbered([element.code for element in wide], COLUMNS),
    )


def row(trace: Trace, may: Mapping[str, bool]) -> Row:
    """A requirement in the columns of ``may``, which says of each whether the person may tie it."""
    serving = {*trace.sources}
    suspects = {*trace.suspects}
    return Row(
        trace,
        tuple(Cell(code, code in serving, code in suspects, open_) for code, open_ in may.items()),
    )


def matching(traces: Iterable[Trace], asked: Query) -> list[Trace]:
    """The rows that the query lets through, gaps first unless it asks for the order of codes."""
    found = [trace for trace in traces if _passes(trace, asked)]
    if asked.order == "code":
        return found
    return sorted(found, key=lambda t: (ORDERED.index(t.state), natural(t.requirement.code)))


def elements(plan: Plan, asked: Query) -> tuple[Element, ...]:
    """The columns: what is planned for the sake of requirements, or one kind, as the query says."""
    serving = {link.source for link in plan.links if link.type == "satisfies"}
    kinds = {kind.__name__ for kind in PURPOSEFUL}
    if asked.kind:
        kinds = {kind.name for kind in KINDS if kind.slug == asked.kind}
    return tuple(
        element
        for element in plan.elements
        if (element.element_kind in kinds or (element.code in serving and not asked.kind))
        and asked.section in ("", BY_NAME[element.element_kind].section)
        and (not asked.serving or (element.code in serving) == (asked.serving == "some"))
    )


def numbered(codes: list[str], asked: Query) -> tuple[tuple[Page, ...], Query]:
    """The pages of so many rows, and the query at a page that there is."""
    return _numbered(codes, ROWS), replace(asked, page=min(asked.page, _pages(len(codes), ROWS)))


def paged(found: list[T], asked: Query) -> list[T]:
    """The rows of the page that was asked for."""
    return found[(asked.page - 1) * ROWS : asked.page * ROWS]


def _passes(trace: Trace, asked: Query) -> bool:
    requirement = trace.requirement
    return (
        (trace.state in GAPS if asked.state == GAP else asked.state in ("", trace.state))
        and _holds(requirement.type, asked.type)
        and _holds(requirement.priority, asked.priority)
        and _mentions(requirement, asked.q)
    )


def _holds(held: str, wanted: str) -> bool:
    return not held if wanted == BLANK else wanted in ("", held)


def _mentions(requirement: Requirement, text: str) -> bool:
    said = f"{requirement.code} {requirement.name} {requirement.statement}".casefold()
    return all(word in said for word in text.casefold().split())


_LABELS = {
    "state": "State",
    "type": "Type",
    "priority": "Priority",
    "section": "Section",
    "kind": "Kind of element",
    "serving": "Elements",
    "order": "Order",
}


def _options() -> dict[str, Options]:
    return {
        "state": ((GAP, "with gaps"), *((state, state) for state in ORDERED)),
        "type": (*((t, words(t)) for t in REQUIREMENT_TYPES), (BLANK, "not said yet")),
        "priority": (*((p, words(p)) for p in PRIORITIES), (BLANK, "not said yet")),
        "section": tuple((section.slug, section.title) for section in SECTIONS),
        "kind": tuple((kind.slug, kind.titles) for kind in _serving_kinds()),
        "serving": (("some", "that serve a requirement"), ("none", "that serve none")),
        "order": (("code", "by code"),),
    }


def _serving_kinds() -> list[Kind]:
    return [kind for kind in KINDS if kind.name in BY_TYPE["satisfies"].sources]


def _kind_of(element: Element) -> str:
    return element.element_kind


def _pages(count: int, size: int) -> int:
    return max(1, -(-count // size))


def _numbered(codes: list[str], size: int) -> tuple[Page, ...]:
    starts = range(0, len(codes), size)
    return tuple(
        Page(start // size + 1, codes[start], codes[min(start + size, len(codes)) - 1])
        for start in starts
    )
