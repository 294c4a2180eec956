"""The findings of a plan as a page lists them: narrowed, apart by nature, the gravest first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from planning.kinds import SECTIONS
from planning.plan.choices import words
from planning.plan.findings import SCOPES, SEVERITIES, Finding, Nature
from planning.plan.fixes.fix import Identity
from planning.plan.rules import by_id
from planning.store.errors import Missing
from planning.web.access import Access
from planning.web.panels import section_of

PAGE = 60
ORDER: tuple[Nature, ...] = ("contradiction", "missing", "smell")
WAIVED = (("only", "only waived"), ("too", "waived too"))
_NATURE_WORDS = {"missing": "to-dos", "contradiction": "contradictions", "smell": "smells"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the list was asked for; blank is everything, but for waived findings."""

    q: str = ""
    nature: str = ""
    severity: str = ""
    scope: str = ""
    section: str = ""
    rule: str = ""
    waived: str = ""
    page: int = 1

    def address(self, **changes: Any) -> str:
        """The part of an address after ``?`` that asks for the same with these changes."""
        asked = replace(self, **changes)
        said = {name: getattr(asked, name) for name in _FILTERS}
        said["page"] = "" if asked.page == 1 else str(asked.page)
        return urlencode({name: held for name, held in said.items() if held})

    @property
    def narrows(self) -> bool:
        return any(getattr(self, name) for name in _FILTERS)


_FILTERS = ("q", "nature", "severity", "scope", "section", "rule", "waived")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    number: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of findings by nature, each with how many of it match in all."""

    query: Query
    groups: tuple[tuple[Nature, int, tuple[Finding, ...]], ...]
    matching: int
    total: int
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A way to narrow the list, with its (value, words) and the one that is chosen."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


def query(said: Mapping[str, str]) -> Query:
    """The query of an address; what it does not know it leaves out."""
    number = said.get("page", "")
    readable = number.isascii() and number.isdecimal() and len(number) < 7
    known = {name: said.get(name, "") for name in _FILTERS}
    for name, options in _OPTIONS.items():
        known[name] = known[name] if known[name] in dict(options) else ""
    known["q"] = " ".join(known["q"].split())
    return Query(**known, page=max(1, int(number)) if readable else 1)


def listing(access: Access, asked: Query) -> Listing:
    """The page that was asked for; one beyond the end is the last."""
    wanted = asked.q.casefold().split()
    found = sorted((f for f in access.findings if _passes(access, asked, wanted, f)), key=_rank)
    pages = max(1, -(-len(found) // PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    shown = found[(asked.page - 1) * PAGE : asked.page * PAGE]
    tally = Counter(finding.nature for finding in found)
    return Listing(
        query=asked,
        groups=tuple(
            (nature, tally[nature], tuple(f for f in shown if f.nature == nature))
            for nature in ORDER
        ),
        matching=len(found),
        total=len(access.findings),
        pages=tuple(
            Page(number=n, address=asked.address(page=n), current=n == asked.page)
            for n in range(1, pages + 1)
        ),
    )


def filters(access: Access, asked: Query) -> tuple[Filter, ...]:
    """What the list can be narrowed by; of rules those that find something."""
    rules = Counter(finding.rule for finding in access.findings)
    named = tuple((rule, f"{rule} {by_id(rule).title} ({n})") for rule, n in sorted(rules.items()))
    return tuple(
        Filter(name=name, label=label, chosen=getattr(asked, name), options=options)
        for name, label, options in (
            ("nature", "Nature", _OPTIONS["nature"]),
            ("severity", "Severity", _OPTIONS["severity"]),
            ("scope", "Scope", _OPTIONS["scope"]),
            ("section", "Section", _OPTIONS["section"]),
            ("rule", "Rule", named),
            ("waived", "Waived", WAIVED),
        )
    )


def finding(access: Access, identity: Identity) -> Finding:
    """The finding of this identity; raises ``Missing`` where it is not there (any more)."""
    found = next((f for f in access.findings if f.identity == identity), None)
    if found is None:
        raise Missing("this finding is not there (any more)")
    return found


def _spoken(options: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((option, words(option)) for option in options)


_OPTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nature": tuple((nature, _NATURE_WORDS[nature]) for nature in ORDER),
    "severity": _spoken(SEVERITIES),
    "scope": _spoken(SCOPES),
    "section": tuple((section.slug, section.title) for section in SECTIONS),
    "waived": WAIVED,
}


def _passes(access: Access, asked: Query, wanted: list[str], finding: Finding) -> bool:
    return (
        _waived(asked, finding)
        and asked.nature in ("", finding.nature)
        and asked.severity in ("", finding.severity)
        and asked.scope in ("", finding.scope)
        and asked.rule in ("", finding.rule)
        and (not asked.section or section_of(access.plan, finding) == asked.section)
        and _mentions(access, wanted, finding)
    )


def _waived(asked: Query, finding: Finding) -> bool:
    return asked.waived == "too" or finding.waived is (asked.waived == "only")


def _mentions(access: Access, wanted: list[str], finding: Finding) -> bool:
    if not wanted:
        return True
    element = access.plan.by_code.get(finding.element)
    said = (*finding.identity, finding.message, finding.hint, element.name if element else "")
    everything = "\n".join(said).casefold()
    return all(word in everything for word in wanted)


def _rank(finding: Finding) -> tuple[int, int]:
    return (ORDER.index(finding.nature), SEVERITIES.index(finding.severity))
