"""This is what you sign: the fields of a scope, its rows, and beside them what is not signed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planning.kinds import BY_NAME, Kind
from planning.plan.elements import Element, facts
from planning.plan.links import Link
from planning.plan.scopes.rows import element_row, link_row
from planning.plan.scopes.stored import Definition, read
from planning.plan.value import Plan
from planning.store.errors import Missing
from planning.web.listing import as_text
from planning.web.reviewing.screen import Screen

PAGE = 40


@dataclass(frozen=True, slots=True)
class CoveredKind:
    """A kind with the labels of its signed fields and of the others; ``count`` of signed rows."""

    title: str
    slug: str
    signed: tuple[str, ...]
    unsigned: tuple[str, ...]
    filters: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Block:
    """An element as a signature covers it: signed fields and links, and what is not signed."""

    element: Element
    kind: Kind
    signed: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    unsigned: tuple[tuple[str, str], ...]
    notes: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of blocks of one kind, with the kinds to choose from."""

    kinds: tuple[CoveredKind, ...]
    chosen: str
    blocks: tuple[Block, ...]
    page: int
    pages: tuple[int, ...]


def kinds(screen: Screen) -> tuple[CoveredKind, ...]:
    """What a signature covers, kind by kind, by the definition that is frozen with the baseline."""
    said = read(screen.frozen.definition)
    return tuple(_kind(said, screen.after, name, held) for name, held in said["kinds"].items())


def _kind(said: Definition, plan: Plan, name: str, held: Mapping[str, Any]) -> CoveredKind:
    known = facts(Plan if name == "Plan" else BY_NAME[name].element)
    signed = tuple(known[field].label for field in held["fields"] if field in known)
    others = tuple(fact.label for field, fact in known.items() if field not in held["fields"])
    return CoveredKind(
        title="Plan facts" if name == "Plan" else BY_NAME[name].titles,
        slug="" if name == "Plan" else BY_NAME[name].slug,
        signed=signed,
        unsigned=others,
        filters=tuple(_filter(each) for each in held["rows"]),
        count=0 if name == "Plan" else sum(1 for _ in _elements(said, plan, name)),
    )


def _filter(each: Mapping[str, Any]) -> str:
    begins = " begins with" if each["prefix"] else ""
    return f"{each['field'].replace('_', ' ')}{begins} {' or '.join(each['values'])}"


def _elements(said: Definition, plan: Plan, name: str) -> Iterator[Element]:
    held = plan.of(BY_NAME[name].element)
    return (element for element in held if element_row(said, element) is not None)


def listing(screen: Screen, slug: str, page: str) -> Listing:
    """The blocks of one kind; without one, of the first that has any."""
    found = kinds(screen)
    filled = [kind for kind in found if kind.count]
    chosen = next((kind for kind in filled if kind.slug == slug), filled[0] if filled else None)
    if chosen is None:
        return Listing(found, "", (), 1, (1,))
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    last = -(-chosen.count // PAGE)
    number = min(max(1, number), last)
    name = next(kind.name for kind in BY_NAME.values() if kind.slug == chosen.slug)
    said = read(screen.frozen.definition)
    held = list(_elements(said, screen.after, name))[(number - 1) * PAGE : number * PAGE]
    blocks = tuple(_block(said, screen.after, element) for element in held)
    return Listing(found, chosen.slug, blocks, number, tuple(range(1, last + 1)))


def block(screen: Screen, code: str) -> Block:
    """One element as it is signed; raises ``Missing`` where it is not in the scope."""
    said = read(screen.frozen.definition)
    element = screen.after.by_code.get(code)
    if element is None or element_row(said, element) is None:
        raise Missing(f"{code} is not in this scope")
    return _block(said, screen.after, element)


def _block(said: Definition, plan: Plan, element: Element) -> Block:
    kind = BY_NAME[element.element_kind]
    signed = said["kinds"][kind.name]["fields"]
    told = {
        name: as_text(plan, fact, getattr(element, name))
        for name, fact in kind.facts.items()
        if name != "notes"
    }
    return Block(
        element=element,
        kind=kind,
        signed=tuple((kind.facts[n].label, told[n]) for n in told if n in signed),
        links=tuple(
            link for link in plan.links_from(element.code) if link_row(said, link, plan) is not None
        ),
        unsigned=tuple((kind.facts[n].label, told[n]) for n in told if n not in signed and told[n]),
        notes=element.notes,
    )
