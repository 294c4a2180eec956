"""The plan as an immutable value: facts, elements and links, with the look-ups that rules need."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from planning.plan import choices as c
from planning.plan.elements import KINDS, Element
from planning.plan.elements.facts import choice, choices, facts, integer, line, text
from planning.plan.links import Link, sort_key
from planning.plan.order import natural

E = TypeVar("E", bound=Element)
_Ends = Mapping[str, Mapping[str, list[Link]]]
"""Links by type, then by the code at one end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A named version of the plan, for the change log; ``date`` is ISO 8601."""

    version: str
    date: str
    by: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityOverride:
    """A rule's severity as this plan sees it; without effect until approved."""

    rule: str
    severity: str
    asked_by: str = ""
    reason: str = ""
    approved_by: str = ""
    approved_role: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisabledRule:
    """A rule that this plan switches off; without effect until approved."""

    rule: str
    severity: str = ""
    asked_by: str = ""
    reason: str = ""
    approved_by: str = ""
    approved_role: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that somebody answers for until a date; it holds for that finding only."""

    rule: str
    element: str = ""
    field: str = ""
    about: str = ""
    reason: str = ""
    asked_by: str = ""
    status: str = "requested"
    approved_by: str = ""
    approved_role: str = ""
    until: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return (self.rule, self.element, self.field, self.about)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan at one moment. ``elements`` and ``links`` are in natural order; build with ``plan()``.

    ``revision`` moves only when this value changes; ``revised_at`` is ISO 8601 in UTC.
    """

    slug: str = ""
    project: str = line("The name of the project")
    name: str = line("The name of this plan")
    track: str = choice(c.TRACKS, default="backend")
    phase: int | None = integer()
    subject: str = line("The title that the directive gives the phase")
    purpose: str = text()
    dated: str = line("Date, time and UTC offset, such as 2026-11-04T10:30+01:00")
    time_zone: str = line("Such as Europe/Amsterdam")
    locale: str = line("The place that the footer of each file prints")
    language: str = line("BCP 47, such as en; for matching words")
    output_folder: str = line("Where the files go, below the root of the repository")
    log_path: str = line("The shared log that the directive names")
    log_tag: str = line("The tag of this phase in the shared log")
    success_criteria: str = text()
    verification_method: str = text()
    scope_statement: str = text("What is in and out of scope")
    signers: tuple[str, ...] = choices(c.ROLES, "The leads that the directive asks to review")
    target_language: str = line("Programming language and version")
    target_framework: str = line()
    source_root: str = line("Where the code will live")
    version: str = line()
    releases: tuple[Release, ...] = ()
    severities: tuple[SeverityOverride, ...] = ()
    disabled_rules: tuple[DisabledRule, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    revision: int = 0
    revised_at: str = ""
    elements: tuple[Element, ...] = ()
    links: tuple[Link, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Element]:
        return {element.code: element for element in self.elements}

    @cached_property
    def _by_kind(self) -> Mapping[type[Element], tuple[Element, ...]]:
        found: dict[type[Element], list[Element]] = defaultdict(list)
        for element in self.elements:
            found[type(element)].append(element)
        return {kind: tuple(elements) for kind, elements in found.items()}

    @cached_property
    def _links_from(self) -> _Ends:
        return _grouped(self.links, "source")

    @cached_property
    def _links_to(self) -> _Ends:
        return _grouped(self.links, "target")

    @cached_property
    def _referrers(self) -> Mapping[str, tuple[tuple[Element, str], ...]]:
        found: dict[str, list[tuple[Element, str]]] = defaultdict(list)
        for element in self.elements:
            for name in reference_fields(type(element)):
                target = getattr(element, name)
                if target:
                    found[target].append((element, name))
        return {code: tuple(referrers) for code, referrers in found.items()}

    @cached_property
    def _children(self) -> Mapping[tuple[str, type[Element]], tuple[Element, ...]]:
        found: dict[tuple[str, type[Element]], list[Element]] = defaultdict(list)
        for element in self.elements:
            parent = type(element).PARENT and getattr(element, type(element).PARENT)
            if parent:
                found[parent, type(element)].append(element)
        # Sorting is stable, and elements are in natural order of code already.
        return {key: tuple(sorted(held, key=_position)) for key, held in found.items()}

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """All elements of a kind, in natural order of code."""
        return self._by_kind.get(kind, ())  # type: ignore[return-value]

    def get(self, code: str, kind: type[E]) -> E | None:
        """The element under this code if it is of this kind."""
        element = self.by_code.get(code)
        return element if isinstance(element, kind) else None

    def links_from(self, code: str, *types: str) -> tuple[Link, ...]:
        """Links that start at ``code``, of these types (of any type when none is named)."""
        return tuple(_at(self._links_from, code, types))

    def links_to(self, code: str, *types: str) -> tuple[Link, ...]:
        """Links that end at ``code``, of these types (of any type when none is named)."""
        return tuple(_at(self._links_to, code, types))

    def targets(self, code: str, *types: str) -> tuple[str, ...]:
        """Codes that ``code`` links to."""
        return tuple([link.target for link in _at(self._links_from, code, types)])

    def sources(self, code: str, *types: str) -> tuple[str, ...]:
        """Codes that link to ``code``."""
        return tuple([link.source for link in _at(self._links_to, code, types)])

    def referrers(self, code: str) -> tuple[tuple[Element, str], ...]:
        """Elements whose field refers to ``code``, with the name of that field."""
        return self._referrers.get(code, ())

    def children(self, code: str, kind: type[E]) -> tuple[E, ...]:
        """Elements of a kind whose parent is ``code``, by position, then code."""
        return self._children.get((code, kind), ())  # type: ignore[return-value]


ABOUT_FIELDS = tuple(facts(Plan))
"""The fields of a plan that people state, in order; the rest is bookkeeping."""


def plan(elements: Iterable[Element] = (), links: Iterable[Link] = (), **about: Any) -> Plan:
    """A plan with its elements and links in fixed order."""
    return Plan(
        elements=tuple(sorted(elements, key=lambda e: (_RANK[type(e)], natural(e.code)))),
        links=tuple(sorted(links, key=sort_key)),
        **about,
    )


def changed(
    plan_: Plan, *, elements: Iterable[Element] | None = None, links: Iterable[Link] | None = None
) -> Plan:
    """The same plan with other elements or links, in fixed order again."""
    fresh = plan(
        elements=plan_.elements if elements is None else elements,
        links=plan_.links if links is None else links,
    )
    return replace(plan_, elements=fresh.elements, links=fresh.links)


def reference_fields(kind: type[Element]) -> tuple[str, ...]:
    """Names of the fields of a kind that hold the code of another element."""
    return _REFERENCES[kind]


_NONE: Mapping[str, list[Link]] = {}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_REFERENCES = {
    kind: tuple(name for name, fact in facts(kind).items() if fact.type == "reference")
    for kind in KINDS
}


def _position(element: Element) -> int:
    return element.position


def _grouped(links: Iterable[Link], end: str) -> _Ends:
    found: dict[str, dict[str, list[Link]]] = {}
    for link in links:
        found.setdefault(link.type, {}).setdefault(getattr(link, end), []).append(link)
    return found


def _at(links: _Ends, code: str, types: tuple[str, ...]) -> Sequence[Link]:
    """In the order of the plan: links stand in it by type first."""
    if len(types) == 1:
        return links.get(types[0], _NONE).get(code, ())
    return [
        k
        for type_, held in links.items()
        if not types or type_ in types
        for k in held.get(code, ())
    ]
