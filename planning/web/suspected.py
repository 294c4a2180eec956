"""Suspect links with what changed since somebody confirmed them, by what they point at."""

from collections.abc import Iterator
from dataclasses import dataclass

from planning.plan.elements import Element, facts
from planning.plan.links import Link
from planning.plan.traceability import suspects
from planning.store import history
from planning.web import editable, shown
from planning.web.access import Access
from planning.web.past import Edit


@dataclass(frozen=True, slots=True)
class Suspect:
    """A link, and whether the person may confirm it."""

    link: Link
    open: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """Links that confirmed one wording, and what changed since; no ``edits`` where it is lost."""

    edits: tuple[Edit, ...]
    ties: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that links point at, with the wordings that they confirmed."""

    target: Element
    wordings: tuple[Wording, ...]

    @property
    def open(self) -> int:
        """How many of the links the person may confirm."""
        return sum(tie.open for wording in self.wordings for tie in wording.ties)


def found(access: Access) -> tuple[Changed, ...]:
    """Every suspect link of the plan; one query for what was confirmed."""
    links: dict[str, dict[str, list[Link]]] = {}
    for link in suspects(access.plan):
        links.setdefault(link.target, {}).setdefault(link.target_digest, []).append(link)
    keys = [(code, digest) for code, by_digest in links.items() for digest in by_digest]
    older = history.wordings(access.row.pk, keys) if keys else {}
    return tuple(
        Changed(
            access.plan.by_code[code],
            tuple(
                _wording(access, older.get((code, digest)), held)
                for digest, held in by_digest.items()
            ),
        )
        for code, by_digest in links.items()
    )


def _wording(access: Access, older: Element | None, links: list[Link]) -> Wording:
    now = access.plan.by_code[links[0].target]
    edits = tuple(_edits(access, older, now)) if older and type(older) is type(now) else ()
    ties = (
        Suspect(link, editable.may_link(access.actor, access.plan.by_code[link.source]))
        for link in links
    )
    return Wording(edits, tuple(ties))


def _edits(access: Access, older: Element, now: Element) -> Iterator[Edit]:
    """What a link rests on, before and after."""
    for name in type(now).NORMATIVE:
        was, is_ = getattr(older, name), getattr(now, name)
        if was != is_:
            fact = facts(type(now))[name]
            yield Edit(fact, shown.said(access.plan, fact, was), shown.said(access.plan, fact, is_))
