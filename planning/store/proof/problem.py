"""What a proof finds, in the words in which people name rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from planning import models
from planning.plan import canonical
from planning.plan.choices import words
from planning.store.names import names

WIDEST = 60
"""Characters of a value that are shown."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is not as it was written: ``where`` names it, ``what`` says what does not fit."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class People:
    """Names by pseudonym, asked for when a row has to be named; that is seldom."""

    _known: dict[str, str] = field(default_factory=dict)

    def name(self, pseudonym: str) -> str:
        if pseudonym not in self._known:
            self._known |= names([pseudonym])
        return self._known[pseudonym]


def change_named(change: models.Change, people: People) -> str:
    """``change 17 (update of BC-1 by Alice on 2026-11-04T09:30:00+00:00)``"""
    of = f" of {change.code}" if change.code else ""
    at = change.at.astimezone(UTC).isoformat(timespec="seconds")
    return f"change {change.number} ({words(change.action)}{of} by {people.name(change.person)} on {at})"


def link_named(key: tuple[str, str, str]) -> str:
    """``link AG-1 satisfies FR-2``"""
    type_, source, target = key
    return f"link {source} {words(type_)} {target}"


def differing(
    held: Mapping[str, Any], expected: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    """Fields, with both values, in which two mappings differ; what is left out is at its default.

    Only those that this release knows: another may have left a field out of what it wrote.
    """
    if held == expected:
        return
    for name, default in defaults.items():
        one, other = held.get(name, default), expected.get(name, default)
        if one != other:
            yield name, one, other


def against(held: Any, expected: Any, giver: str = "the history gives") -> str:
    """Two values that differ, from a little before the first difference on."""
    one, other = _shown(held), _shown(expected)
    pairs = enumerate(zip(one, other, strict=False))
    alike = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    start = max(0, alike - WIDEST // 2) if max(len(one), len(other)) > WIDEST else 0
    return f"it says {_cut(one, start)}, {giver} {_cut(other, start)}"


def digests(held: str, expected: str) -> str:
    """Two digests that differ, by their beginnings."""
    return f"{held[:12] or 'none'}, not {expected[:12] or 'none'}"


def _shown(value: Any) -> str:
    return canonical.text(canonical.plain(value))


def _cut(text: str, start: int) -> str:
    before, after = "…" if start else "", "…" if len(text) > start + WIDEST else ""
    return f"{before}{text[start : start + WIDEST]}{after}"


def listed(found: Iterable[tuple[str, Any, Any]], where: str, giver: str) -> Iterator[Problem]:
    """A problem for each field that differs."""
    for name, held, expected in found:
        yield Problem(f"{where}, field {name}", against(held, expected, giver))
