"""One field of many elements: which of them would change, and setting it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from planning.kinds import Kind
from planning.plan.elements import Element
from planning.plan.rights import Actor, may_write
from planning.store.errors import Missing, Refused
from planning.store.write import Writing
from planning.web import editable
from planning.web.forms import form_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What setting the field would do: elements that change, that hold it already, and that the
    person may not write."""

    changing: tuple[Element, ...]
    holding: tuple[Element, ...]
    refused: tuple[Element, ...]

    @property
    def rows(self) -> str:
        """The elements that change, with the versions that were looked at."""
        return " ".join(f"{element.code}:{element.version}" for element in self.changing)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Codes of what was set, and of what was left alone, with why."""

    done: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def settable(actor: Actor, kind: Kind, elements: Iterable[Element]) -> list[str]:
    """Fields of the form that the person may write in one of the elements at least, in order."""
    found = frozenset[str]().union(*(editable.writable(actor, element) for element in elements))
    return [name for name in kind.facts if name in found - {*form_of(kind).left_out}]


def preview(actor: Actor, elements: Iterable[Element], name: str, value: Any) -> Preview:
    changing: list[Element] = []
    holding: list[Element] = []
    refused: list[Element] = []
    for element in elements:
        if getattr(element, name) == value:
            holding.append(element)
        elif _may_set(actor, element, name, value):
            changing.append(element)
        else:
            refused.append(element)
    return Preview(tuple(changing), tuple(holding), tuple(refused))


def versions(rows: str) -> list[tuple[str, int]]:
    """The codes and versions that a preview carried; raises ``ValueError``."""
    found = (row.rpartition(":") for row in rows.split())
    return [(code, int(version)) for code, _, version in found]


def set_all(
    writing: Writing, rows: Iterable[tuple[str, int]], kind: Kind, name: str, value: Any
) -> Outcome:
    """Set the field of each of these elements of a kind, passing over those that cannot be set.

    Raises ``Rejected`` where the value itself cannot be stored.
    """
    done: list[str] = []
    left: list[tuple[str, str]] = []
    for code, version in rows:
        why = _set(writing, code, version, kind, name, value)
        if why:
            left.append((code, why))
        else:
            done.append(code)
    return Outcome(tuple(done), tuple(left))


def _set(writing: Writing, code: str, version: int, kind: Kind, name: str, value: Any) -> str:
    try:
        if writing.element(code).element_kind != kind.name:
            return f"is no {kind.title.lower()}"
        conflicts = writing.update(code, {name: value}, version)
    except Missing:
        return "was deleted meanwhile"
    except Refused:
        return "is not yours to change"
    return "was changed by somebody else meanwhile" if conflicts else ""


def _may_set(actor: Actor, element: Element, name: str, value: Any) -> bool:
    after = replace(element, **{name: value})
    return all(
        may_write(actor, element.element_kind, {name}, editable.stated(row))
        for row in (element, after)
    )
